"""Every event of a credit log: who may sign it, its open tags, its plain claims, its number of digests.

The table is closed and is this package's own; a test of the repository compares it with ``domain`` and
docs/events.md.

Source:
    docs/events.md.
"""

from collections.abc import Iterator, Mapping
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
from verify.event_schema import AGENCY, OF_AGENCY, OF_PLATFORM, PLATFORM, ROOT, EventSchema, topic_of
from verify.schema_due_process import DUE_PROCESS
from verify.statement import Jwt
from verify.strict_json import Json

_MAX_PROVIDERS = 64
_MAX_VERSION = 2**31 - 1
_MAX_MS = 2**53 - 1
_ITEM_DIGESTS = frozenset({16, 32, 48})

LEDGER_OPENED = topic_of("ledger-opened")
KEY_ENROLLED = topic_of("key-enrolled")
KEY_ROTATED = topic_of("key-rotated")
KEY_REVOKED = topic_of("key-revoked")
ITEM_PUBLISHED = topic_of("catalogue-item-published")
FACT_RECORDED = topic_of("fact-recorded")
FACT_CORRECTED = topic_of("fact-corrected")
KEY_TOPICS = frozenset({KEY_ENROLLED, KEY_ROTATED, KEY_REVOKED})

_version = form.integer(1, _MAX_VERSION)
_erasure_ground = form.one_of("retention_ended", "court_order", "unlawful_record")
_fact: dict[str, Form] = {
    "item": form.is_item,
    "item_version": _version,
    "rules": form.is_rules_version,
    "decided_on": form.is_date,
}
_PLATFORM_ON_SPINE = EventSchema(OF_PLATFORM, {}, hidden_keys=1, digests=frozenset({8}))

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
        topic_of("agency-enrolled"): EventSchema(
            frozenset({ROOT}),
            {
                "agency": form.is_code,
                "name": form.is_name,
                "roles": form.ascending(form.one_of("provider", "credit_centre", "court", "auditor"), 4),
            },
            open_tags=("agency:{agency}",),
        ),
        topic_of("agency-closed"): EventSchema(
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
            OF_AGENCY,
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
        topic_of("catalogue-item-withdrawn"): EventSchema(
            OF_AGENCY,
            {"item": form.is_item, "version": _version, "effective_to": form.is_date},
            open_tags=("catalogue:{item}",),
        ),
        topic_of("subject-opened"): EventSchema(
            OF_PLATFORM, {"secret_commitment": form.is_bytes32}, hidden_keys=1, digests=frozenset({8})
        ),
        topic_of("identifier-linked"): _PLATFORM_ON_SPINE,
        topic_of("identifier-unlinked"): _PLATFORM_ON_SPINE,
        topic_of("subject-erased"): EventSchema(
            OF_PLATFORM,
            {"ground": _erasure_ground},
            hidden_keys=1,
            has_more_keys=True,
            digests=frozenset({8}),
        ),
        topic_of("record-erased"): EventSchema(
            OF_PLATFORM, {"ground": _erasure_ground}, hidden_keys=1, digests=frozenset({8})
        ),
        FACT_RECORDED: EventSchema(OF_AGENCY, _fact, hidden_keys=1, digests=_ITEM_DIGESTS),
        FACT_CORRECTED: EventSchema(
            OF_AGENCY,
            {**_fact, "reason": form.one_of("source_error", "decision_changed", "entry_error")},
            hidden_keys=1,
            digests=_ITEM_DIGESTS,
        ),
        topic_of("fact-withdrawn"): EventSchema(
            OF_AGENCY,
            {"item": form.is_item, "ground": form.one_of("recorded_in_error")},
            hidden_keys=1,
            digests=frozenset({8}),
        ),
        **DUE_PROCESS,
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
    return [tag for pattern in schema.open_tags for tag in _tags_of(pattern, jwt.claims)]


def _tags_of(pattern: str, claims: Mapping[str, Json]) -> Iterator[str]:
    kind, found, rest = pattern.partition("{")
    if not found:
        yield pattern
        return
    value = claims.get(rest.removesuffix("}"), [])
    for each in value if isinstance(value, list) else [value]:
        yield f"{kind}{each}"


def check_key_count(schema: EventSchema, jwt: Jwt, count: int) -> None:
    """Check the number of one-time keys of an entry.

    Raises:
        OneTimeKeyCountError: It differs from what the event's tags need.
    """
    wanted = len(open_tags(schema, jwt)) + schema.hidden_keys
    if count < wanted or (count > wanted and not schema.has_more_keys):
        raise OneTimeKeyCountError(found=count, wanted=wanted)
