"""Every event of a credit log: who may sign it, its open tags, its plain claims, its number of digests.

The table is closed and is this package's own; a test of the repository compares it with ``domain`` and
docs/events.md.

Source:
    docs/events.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from verify import claims as form
from verify.claims import Form
from verify.errors import (
    ClaimWrongError,
    DigestCountError,
    OneTimeKeyCountError,
    SignerNotAllowedError,
    TopicUnknownError,
)
from verify.statement import Jwt
from verify.strict_json import Json

ROOT, PLATFORM, AGENCY = "root", "platform", "agency"
_MAX_PROVIDERS = 64
_MAX_VERSION = 2**31 - 1
_MAX_MS = 2**53 - 1
_ITEM_DIGESTS = frozenset({16, 32, 48})


@dataclass(frozen=True, slots=True)
class EventSchema:
    """One row of the table.

    Attributes:
        signers: Kinds of issuer: ``root``, ``platform``, ``agency``.
        claims: Plain claims with their forms; all must be there.
        optional: Plain claims that may be absent.
        open_tags: Patterns of the open tags over the plain claims.
        hidden_keys: Fewest one-time keys of spines and sealed files.
        has_more_keys: Whether there may be more hidden keys than that.
        digests: Numbers of digests that ``_sd`` may have.
    """

    signers: frozenset[str]
    claims: Mapping[str, Form]
    optional: Mapping[str, Form] = field(default_factory=lambda: MappingProxyType({}))
    open_tags: tuple[str, ...] = ()
    hidden_keys: int = 0
    has_more_keys: bool = False
    digests: frozenset[int] = frozenset({0})


def _topic(name: str) -> str:
    return f"urn:chengjian:{name}:v1"


LEDGER_OPENED = _topic("ledger-opened")
KEY_ENROLLED = _topic("key-enrolled")
KEY_ROTATED = _topic("key-rotated")
KEY_REVOKED = _topic("key-revoked")
ITEM_PUBLISHED = _topic("catalogue-item-published")
FACT_RECORDED = _topic("fact-recorded")
FACT_CORRECTED = _topic("fact-corrected")
KEY_TOPICS = frozenset({KEY_ENROLLED, KEY_ROTATED, KEY_REVOKED})

_version = form.integer(1, _MAX_VERSION)
_erasure_ground = form.one_of("retention_ended", "court_order", "unlawful_record")
_fact: dict[str, Form] = {
    "item": form.is_item,
    "item_version": _version,
    "rules": form.is_rules_version,
    "decided_on": form.is_date,
}
_PLATFORM_ON_SPINE = EventSchema(frozenset({PLATFORM}), {}, hidden_keys=1, digests=frozenset({8}))

EVENTS: Mapping[str, EventSchema] = MappingProxyType(
    {
        LEDGER_OPENED: EventSchema(
            frozenset({ROOT}),
            {
                "origin": form.is_origin,
                "environment": form.one_of("test", "production"),
                "log_key": form.is_log_key,
                "root_key": form.is_public_key,
                "vrf_key": form.is_public_key,
                "jurisdiction": form.is_jurisdiction,
                "jurisdiction_name": form.is_name,
            },
            optional={"predecessor": form.is_log_end},
            open_tags=("ledger",),
        ),
        _topic("agency-enrolled"): EventSchema(
            frozenset({ROOT}),
            {
                "agency": form.is_code,
                "name": form.is_name,
                "roles": form.ascending(form.one_of("provider", "credit_centre", "court", "auditor"), 4),
            },
            open_tags=("agency:{agency}",),
        ),
        _topic("agency-closed"): EventSchema(
            frozenset({ROOT}), {"agency": form.is_code}, open_tags=("agency:{agency}",)
        ),
        KEY_ENROLLED: EventSchema(
            frozenset({ROOT}),
            {"holder": form.is_holder, "kid": form.is_bytes32, "public_key": form.is_public_key},
            open_tags=("key:{kid}", "holder:{holder}"),
        ),
        KEY_ROTATED: EventSchema(
            frozenset({ROOT, PLATFORM, AGENCY}),
            {
                "holder": form.is_holder,
                "old_kid": form.is_bytes32,
                "kid": form.is_bytes32,
                "public_key": form.is_public_key,
            },
            open_tags=("key:{old_kid}", "key:{kid}", "holder:{holder}"),
        ),
        KEY_REVOKED: EventSchema(
            frozenset({ROOT, PLATFORM, AGENCY}),
            {
                "holder": form.is_holder,
                "kid": form.is_bytes32,
                "reason": form.one_of("retired", "lost", "compromised"),
            },
            optional={"compromised_since": form.integer(0, _MAX_MS)},
            open_tags=("key:{kid}", "holder:{holder}"),
        ),
        ITEM_PUBLISHED: EventSchema(
            frozenset({AGENCY}),
            {
                "item": form.is_item,
                "version": _version,
                "name": form.is_name,
                "nature": form.one_of(
                    "registration", "licence", "penalty", "judgment", "honour", "commitment", "other"
                ),
                "is_adverse": form.is_boolean,
                "subject_kinds": form.ascending(form.one_of("ENT", "NP", "ORG", "SOLE"), 4),
                "identifier": form.one_of("uscc", "any"),
                "standard": form.one_of("xk-2018", "cf-2018", "basic"),
                "disclosure": form.one_of("public", "on_request", "shared_internal", "self_only", "sealed"),
                "validity_months": form.integer(1, 60),
                "providers": form.ascending(form.is_code, _MAX_PROVIDERS),
                "issuer_level": form.one_of("national", "provincial"),
                "legal_basis": form.is_name,
                "effective_from": form.is_date,
                "digests": form.one_of(*_ITEM_DIGESTS),
            },
            optional={"effective_to": form.is_date},
            open_tags=("catalogue:{item}",),
        ),
        _topic("catalogue-item-withdrawn"): EventSchema(
            frozenset({AGENCY}),
            {"item": form.is_item, "version": _version, "effective_to": form.is_date},
            open_tags=("catalogue:{item}",),
        ),
        _topic("subject-opened"): EventSchema(
            frozenset({PLATFORM}), {"secret_commitment": form.is_bytes32}, hidden_keys=1, digests=frozenset({8})
        ),
        _topic("identifier-linked"): _PLATFORM_ON_SPINE,
        _topic("identifier-unlinked"): _PLATFORM_ON_SPINE,
        _topic("subject-erased"): EventSchema(
            frozenset({PLATFORM}),
            {"ground": _erasure_ground},
            hidden_keys=1,
            has_more_keys=True,
            digests=frozenset({8}),
        ),
        _topic("record-erased"): EventSchema(
            frozenset({PLATFORM}), {"ground": _erasure_ground}, hidden_keys=1, digests=frozenset({8})
        ),
        FACT_RECORDED: EventSchema(frozenset({AGENCY}), _fact, hidden_keys=1, digests=_ITEM_DIGESTS),
        FACT_CORRECTED: EventSchema(
            frozenset({AGENCY}),
            {**_fact, "reason": form.one_of("source_error", "decision_changed", "entry_error")},
            hidden_keys=1,
            digests=_ITEM_DIGESTS,
        ),
        _topic("fact-withdrawn"): EventSchema(
            frozenset({AGENCY}),
            {
                "item": form.is_item,
                "ground": form.one_of(
                    "revoked_on_review", "revoked_by_court", "revoked_by_source", "recorded_in_error"
                ),
            },
            hidden_keys=1,
            digests=frozenset({8}),
        ),
    }
)


def check_schema(jwt: Jwt) -> EventSchema:
    """Check issuer, plain claims and number of digests against the event's row; return the row.

    Raises:
        TopicUnknownError: There is no such event.
        SignerNotAllowedError: The issuer is of another kind.
        ClaimWrongError: A claim is missing, unknown or of another form.
        DigestCountError: ``_sd`` has another number of digests.
    """
    schema = EVENTS.get(jwt.vct)
    if schema is None:
        raise TopicUnknownError(vct=jwt.vct[:80])
    if jwt.iss.partition(":")[0] not in schema.signers:
        raise SignerNotAllowedError(iss=jwt.iss, vct=jwt.vct)
    _check_claims(schema, jwt.claims)
    if len(jwt.digests) not in schema.digests:
        raise DigestCountError(found=len(jwt.digests))
    return schema


def _check_claims(schema: EventSchema, found: Mapping[str, Json]) -> None:
    known = 0
    for name, has_form in schema.claims.items():
        if name not in found or not has_form(found[name]):
            raise ClaimWrongError(f"/{name}")
        known += 1
    for name, has_form in schema.optional.items():
        if name in found:
            if not has_form(found[name]):
                raise ClaimWrongError(f"/{name}")
            known += 1
    if known != len(found):
        extra = next(name for name in found if name not in schema.claims and name not in schema.optional)
        raise ClaimWrongError(f"/{extra}")
    if ("compromised_since" in found) != (found.get("reason") == "compromised"):
        raise ClaimWrongError("/compromised_since")


def open_tags(schema: EventSchema, jwt: Jwt) -> list[str]:
    """Return the open tags of an event, in the order of its one-time keys."""
    return [pattern.format_map(jwt.claims) for pattern in schema.open_tags]


def check_key_count(schema: EventSchema, count: int) -> None:
    """Check the number of one-time keys of an entry.

    Raises:
        OneTimeKeyCountError: It differs from what the event's tags need.
    """
    wanted = len(schema.open_tags) + schema.hidden_keys
    if count < wanted or (count > wanted and not schema.has_more_keys):
        raise OneTimeKeyCountError(found=count, wanted=wanted)
