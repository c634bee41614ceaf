"""The rows of due process: rules and definitions, listings, cases, repair, measures, commitments, disclosure, clocks.

Source:
    docs/events.md.
"""

from collections.abc import Mapping
from types import MappingProxyType

from verify import claims as form
from verify.claims import Form
from verify.event_schema import OF_AGENCY, OF_PLATFORM, EventSchema, topic_of

_MAX_VERSION = 2**31 - 1
_MAX_VALUES = 64
_MAX_DATES = 128
_FEW, _MANY = frozenset({8}), frozenset({16})

_version = form.integer(1, _MAX_VERSION)
_days = form.ascending(form.is_date, _MAX_DATES, lowest_count=0)
_items = form.ascending(form.is_item, _MAX_VALUES)
_codes = form.ascending(form.is_code, _MAX_VALUES)
_uuids = form.ascending(form.is_uuid, _MAX_VALUES)
_tier = form.one_of("minor", "general", "serious")
_service = form.one_of("in_person", "post", "electronic", "public_notice")
_definition: dict[str, Form] = {
    "version": _version,
    "name": form.is_name,
    "issuer_level": form.one_of("national", "provincial"),
    "legal_basis": form.is_name,
    "effective_from": form.is_date,
}
_until: dict[str, Form] = {"effective_to": form.is_date}


def _filed(
    signers: frozenset[str],
    claims: Mapping[str, Form],
    *open_tags: str,
    digests: frozenset[int] = _FEW,
    optional: Mapping[str, Form] = MappingProxyType({}),
) -> EventSchema:
    """Make the row of an event that lies in the sealed file of its subject."""
    return EventSchema(signers, claims, optional, open_tags, hidden_keys=1, digests=digests)


_RULES: dict[str, EventSchema] = {
    "calendar-published": EventSchema(
        OF_AGENCY,
        {
            "year": form.integer(2000, 2099),
            "version": _version,
            "holidays": _days,
            "workdays": _days,
            "legal_basis": form.is_name,
        },
        open_tags=("calendar:{year}",),
    ),
    "rule-published": EventSchema(
        OF_AGENCY,
        {
            "rule": form.is_rule,
            "version": _version,
            "governs": form.one_of(
                "complaint",
                "court-list-removal",
                "court-list-term",
                "false-material",
                "hearing-notice",
                "hearing-request",
                "objection",
                "objection-with-help",
                "publicity",
                "reference",
                "repair-acceptance",
                "repair-decision",
                "repair-from",
                "reply",
                "retention",
                "review",
                "revocation-publicity",
                "revocation-report",
                "suit",
                "suspension",
            ),
            "amount": form.integer(0, 3660),
            "unit": form.one_of("working_day", "day", "month", "year"),
            "source": form.is_name,
            "evidence": form.one_of("primary", "secondary", "code", "memory", "policy"),
            "effective_from": form.is_date,
        },
        optional={"tier": _tier, "list": form.is_item, "article": form.is_name, **_until},
        open_tags=("rules",),
    ),
    "list-defined": EventSchema(
        OF_AGENCY,
        {
            **_definition,
            "list": form.is_item,
            "is_positive": form.is_boolean,
            "items": _items,
            "subject_kinds": form.ascending(form.one_of("ENT", "NP", "ORG", "SOLE"), 4),
            "issuers": _codes,
            "term_months": form.integer(1, 60),
            "reply_days": form.integer(5, 60),
            "is_public": form.is_boolean,
            "names_persons": form.is_boolean,
        },
        optional={"tier": _tier, **_until},
        open_tags=("list-definition:{list}",),
    ),
    "measure-defined": EventSchema(
        OF_AGENCY,
        {
            **_definition,
            "measure": form.is_item,
            "is_incentive": form.is_boolean,
            "lists": _items,
            "issuers": _codes,
        },
        optional=_until,
        open_tags=("measure:{measure}",),
    ),
    "purpose-defined": EventSchema(
        OF_AGENCY,
        {**_definition, "purpose": form.is_item, "readers": _codes},
        optional=_until,
        open_tags=("purpose:{purpose}",),
    ),
}

_LISTING: dict[str, Form] = {"listing": form.is_uuid}
_ON_LIST: dict[str, Form] = {**_LISTING, "list": form.is_item}
_BY_RULES: dict[str, Form] = {"list_version": _version, "edition": _version}
_LISTINGS: dict[str, EventSchema] = {
    "notice-served": _filed(
        OF_AGENCY,
        {**_ON_LIST, **_BY_RULES, "served_on": form.is_date, "service": _service, "reply_until": form.is_date},
        "listing:{listing}",
        digests=_MANY,
        optional={"tier": _tier},
    ),
    "reply-received": _filed(
        OF_PLATFORM,
        {**_LISTING, "received_on": form.is_date},
        "listing:{listing}",
        digests=_MANY,
        optional={"hearing": form.one_of("demanded", "withdrawn")},
    ),
    "reply-waived": _filed(OF_PLATFORM, {**_LISTING, "waived_on": form.is_date}, "listing:{listing}", digests=_MANY),
    "hearing-held": _filed(
        OF_AGENCY,
        {**_LISTING, "announced_on": form.is_date, "held_on": form.is_date},
        "listing:{listing}",
        digests=_MANY,
    ),
    "listing-decided": _filed(
        OF_AGENCY,
        {**_ON_LIST, **_BY_RULES, "decided_on": form.is_date, "ends_on": form.is_date},
        "listing:{listing}",
        digests=_MANY,
        optional={"tier": _tier},
    ),
    "listing-published": _filed(
        OF_AGENCY,
        {**_ON_LIST, "served_on": form.is_date, "service": _service, "has_repair_notice": form.is_boolean},
        "listing:{listing}",
        "list:{list}",
        digests=_MANY,
    ),
    "listing-ended": _filed(
        OF_AGENCY,
        {
            **_ON_LIST,
            "ground": form.one_of("conditions_met", "wrong_listing", "court_order", "superior_order"),
            "decided_on": form.is_date,
        },
        "listing:{listing}",
        "list:{list}",
        digests=_MANY,
    ),
    "court-list-mirrored": _filed(
        OF_AGENCY,
        {**_ON_LIST, **_BY_RULES, "decided_on": form.is_date, "ends_on": form.is_date},
        "listing:{listing}",
        "list:{list}",
        digests=_MANY,
    ),
    "measure-applied": _filed(
        OF_AGENCY,
        {**_LISTING, "measure": form.is_item, "measure_version": _version, "applied_on": form.is_date},
        "listing:{listing}",
        optional={"override_basis": form.is_name},
    ),
    "measure-ended": _filed(
        OF_AGENCY,
        {
            **_LISTING,
            "application": form.is_uuid,
            "ground": form.one_of("performed", "lifted", "wrong_measure", "court_order"),
            "ended_on": form.is_date,
        },
        "listing:{listing}",
    ),
}

_CASE: dict[str, Form] = {"case": form.is_uuid}
_CASES: dict[str, EventSchema] = {
    "case-filed": _filed(
        OF_PLATFORM,
        {
            **_CASE,
            "kind": form.one_of("objection", "complaint", "review", "litigation"),
            "edition": _version,
            "filed_on": form.is_date,
        },
        "case:{case}",
        digests=_MANY,
    ),
    "case-accepted": _filed(
        OF_AGENCY, {**_CASE, "accepted_on": form.is_date, "needs_help": form.is_boolean}, "case:{case}"
    ),
    "case-answered": _filed(
        OF_AGENCY,
        {**_CASE, "finding": form.one_of("confirmed", "wrong", "unverifiable"), "answered_on": form.is_date},
        "case:{case}",
    ),
    "case-decided": _filed(
        OF_AGENCY,
        {
            **_CASE,
            "outcome": form.one_of("upheld", "corrected", "rejected", "unverifiable", "inadmissible", "withdrawn"),
            "decided_on": form.is_date,
        },
        "case:{case}",
    ),
    "case-escalated": _filed(
        OF_PLATFORM, {**_CASE, "edition": _version, "escalated_on": form.is_date}, "case:{case}", digests=_MANY
    ),
    "correction-stated": _filed(OF_PLATFORM, {"stated_on": form.is_date}, digests=_MANY),
    "repair-applied": _filed(
        OF_PLATFORM, {**_CASE, "edition": _version, "filed_on": form.is_date}, "case:{case}", digests=_MANY
    ),
    "repair-accepted": _filed(OF_AGENCY, {**_CASE, "accepted_on": form.is_date}, "case:{case}"),
    "repair-granted": _filed(
        OF_AGENCY,
        {**_CASE, "edition": _version, "decided_on": form.is_date},
        "case:{case}",
        "listing:{listings}",
        optional={"listings": _uuids},
    ),
    "repair-refused": _filed(
        OF_AGENCY,
        {
            **_CASE,
            "edition": _version,
            "decided_on": form.is_date,
            "reason": form.one_of("duties_open", "false_material", "false_commitment", "excluded_by_law"),
        },
        "case:{case}",
    ),
    "decision-revoked": _filed(
        OF_AGENCY,
        {
            "ground": form.one_of("revoked_on_review", "revoked_by_court", "revoked_by_source", "held_void"),
            "decided_on": form.is_date,
        },
        "listing:{listings}",
        optional={"listings": _uuids},
    ),
    "clock-breached": _filed(OF_PLATFORM, {**_CASE, "rule": form.is_rule, "due_on": form.is_date}, "case:{case}"),
}

_OTHERS: dict[str, EventSchema] = {
    "subject-key-enrolled": _filed(OF_PLATFORM, {}, digests=_MANY),
    "subject-key-ended": _filed(OF_PLATFORM, {}, digests=_MANY),
    "commitment-made": _filed(
        OF_PLATFORM,
        {
            "kind": form.one_of("administrative", "government", "repair", "sector", "voluntary"),
            "made_on": form.is_date,
        },
        digests=_MANY,
    ),
    "commitment-fulfilled": _filed(OF_AGENCY, {"decided_on": form.is_date}),
    "commitment-breached": _filed(OF_AGENCY, {"decided_on": form.is_date}),
    "disclosure-made": _filed(OF_PLATFORM, {"shape": form.integer(1, 1)}, digests=_MANY),
    "recall-ordered": _filed(OF_PLATFORM, {"due_on": form.is_date}),
    "recall-delivered": _filed(OF_PLATFORM, {"delivered_on": form.is_date}),
    "recall-confirmed": _filed(OF_AGENCY, {"confirmed_on": form.is_date}),
    "publicity-ended": _filed(
        OF_PLATFORM,
        {"rule": form.is_rule, "ended_on": form.is_date},
        "listing:{listing}",
        optional={"listing": form.is_uuid},
    ),
}

DUE_PROCESS: Mapping[str, EventSchema] = MappingProxyType(
    {topic_of(name): row for name, row in {**_RULES, **_LISTINGS, **_CASES, **_OTHERS}.items()}
)
