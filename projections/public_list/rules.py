"""Which items can be shown to everybody, and which fields of a record.

Whether a record is shown is for ``domain.standing.fact`` to say: organisations' (法人及非法人组织) licences, honours
and adverse facts of items with the disclosure class ``public``, the latter within their publicity; of natural persons
and individual businesses (个体工商户) nothing. Of a record only fields that the 双公示 practice publishes about the
decision itself: no legal representative, no further codes, no addresses, no remarks.
"""

from collections.abc import Mapping
from types import MappingProxyType
from unicodedata import normalize

from domain.catalogue.state import ItemVersion
from domain.identifier import Identifier
from domain.standing.fact import SHOWN_KINDS, SHOWN_NATURES, is_organisation
from ledger.service.records import Names

_DECISION = ("subject.deciding_body", "subject.deciding_body_code", "subject.source_body", "subject.source_body_code")

PUBLIC_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "xk-2018": (
            "subject.name",
            "subject.identifier",
            "subject.document_name",
            "subject.document_no",
            "subject.licence_category",
            "subject.category_note",
            "subject.certificate_name",
            "subject.certificate_no",
            "subject.content",
            "subject.valid_from",
            "subject.valid_to",
            "subject.status",
            *_DECISION,
        ),
        "cf-2018": (
            "subject.name",
            "subject.identifier",
            "subject.document_name",
            "subject.document_no",
            "subject.violation",
            "subject.basis",
            "subject.penalty_categories",
            "subject.category_note",
            "subject.content",
            "subject.fine_fen",
            "subject.confiscated_fen",
            "subject.certificate_withdrawn",
            "subject.penalty_until",
            "subject.publicity_until",
            *_DECISION,
            "subject.tier",
            "subject.tier_basis",
        ),
        "basic": (
            "subject.name",
            "subject.identifier",
            "subject.title",
            "subject.document_no",
            "subject.content",
            "subject.valid_to",
            *_DECISION,
        ),
    }
)
"""Fields shown to everybody, by data standard; a standard that is not named shows nothing."""

DECIDING = Names(
    "subject.kind",
    "subject.identifier",
    "subject.identifier_type",
    "subject.name",
    "subject.status",
    "subject.tier",
    "subject.is_summary",
)
"""Fields that decide whether a record is shown at all."""

Fields = Mapping[str, str | int | bool]


def is_shown(item: ItemVersion) -> bool:
    """Tell whether records of an item version may stand on the public list at all."""
    return (
        item.disclosure == "public"
        and (item.is_adverse or item.nature in SHOWN_NATURES)
        and not SHOWN_KINDS.isdisjoint(item.subject_kinds)
    )


def organisation_of(fields: Fields) -> tuple[str, str] | None:
    """Give code and name of the organisation that a record is about; None where it is no organisation or erased.

    The kind that the record states is not enough: the code must be one that only organisations have.
    """
    kind, code, name = fields.get("subject.kind"), fields.get("subject.identifier"), fields.get("subject.name")
    if not isinstance(code, str) or not isinstance(name, str) or kind not in SHOWN_KINDS:
        return None
    is_coded = fields.get("subject.identifier_type") == "uscc" and is_organisation(Identifier("uscc", code))
    return (code, name) if is_coded else None


def is_candidate(fields: Fields) -> bool:
    """Tell whether a record says nothing of itself that keeps it from everybody.

    It may say that it is not valid, that the act was minor (轻微), or that summary procedure decided it (简易程序).
    """
    hides = (
        fields.get("subject.status") == "invalid",
        fields.get("subject.tier") == "minor",
        fields.get("subject.is_summary") is True,
    )
    return not any(hides)


def public_fields(standard: str, fields: Fields) -> dict[str, str | int | bool]:
    """Give the fields of a record that may be shown to everybody, in the order of its data standard."""
    return {name: fields[name] for name in PUBLIC_FIELDS.get(standard, ()) if name in fields}


def fold_code(text: str) -> str:
    """Give the comparison form of a code."""
    return "".join(normalize("NFKC", text).split()).upper()


def fold_name(text: str) -> str:
    """Give the comparison form of a name: half-width, no spaces, no difference of case."""
    return "".join(normalize("NFKC", text).split()).casefold()
