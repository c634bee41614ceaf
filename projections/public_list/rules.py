"""What may be shown to everybody, and which of its fields.

Only organisations' (法人及非法人组织) licences and honours of items with the disclosure class ``public``, never
adverse ones; of natural persons and individual businesses (个体工商户) nothing. Of a record only fields that the
双公示 practice publishes about the decision itself: no legal representative, no further codes, no remarks.
"""

from collections.abc import Mapping
from types import MappingProxyType
from unicodedata import normalize

from domain.catalogue.events import CatalogueItemPublished
from domain.identifier import Identifier
from ledger.service.records import Names

SHOWN_NATURES = frozenset({"licence", "honour"})
SHOWN_KINDS = frozenset({"ENT", "ORG"})

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

DECIDING = Names("subject.kind", "subject.identifier", "subject.identifier_type", "subject.name", "subject.status")
"""Fields that decide whether a record is shown at all."""

Fields = Mapping[str, str | int | bool]


def is_shown(item: CatalogueItemPublished) -> bool:
    """Tell whether records of an item version may stand on the public list at all."""
    return (
        item.disclosure == "public"
        and not item.is_adverse
        and item.nature in SHOWN_NATURES
        and not SHOWN_KINDS.isdisjoint(item.subject_kinds)
    )


def organisation_of(fields: Fields) -> tuple[str, str] | None:
    """Give code and name of the organisation that a record is about; None where it is no organisation or erased.

    The kind that the record states is not enough: the code must be one that only organisations have.
    """
    kind, code, name = fields.get("subject.kind"), fields.get("subject.identifier"), fields.get("subject.name")
    if not isinstance(code, str) or not isinstance(name, str) or kind not in SHOWN_KINDS:
        return None
    if fields.get("subject.identifier_type") != "uscc" or Identifier("uscc", code).subject_kinds & {"NP", "SOLE"}:
        return None
    return code, name


def is_current(fields: Fields) -> bool:
    """Tell whether a record says of itself that it is valid; one that says nothing is."""
    return fields.get("subject.status") != "invalid"


def public_fields(standard: str, fields: Fields) -> dict[str, str | int | bool]:
    """Give the fields of a record that may be shown to everybody, in the order of its data standard."""
    return {name: fields[name] for name in PUBLIC_FIELDS.get(standard, ()) if name in fields}


def fold_code(text: str) -> str:
    """Give the comparison form of a code."""
    return "".join(normalize("NFKC", text).split()).upper()


def fold_name(text: str) -> str:
    """Give the comparison form of a name: half-width, no spaces, no difference of case."""
    return "".join(normalize("NFKC", text).split()).casefold()
