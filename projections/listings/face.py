"""What everybody sees of a listing: the public face and nothing else (个人信息保护法 art 6; 法释〔2017〕7号 art 6)."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.listing.events import CourtListMirrored, ListingPublished
from domain.listing.state import ListingState
from domain.standing.fact import is_organisation
from ledger.service.records import Names, Record

_COMMON = ("subject.kind", "subject.name")
_CODE = ("subject.identifier_type", "subject.identifier")
_TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ListingPublished.TOPIC: ("subject.summary",),
        CourtListMirrored.TOPIC: ("subject.document_no", "subject.reason", "subject.duty"),
    }
)


def public_names(listing: ListingState, topic: str) -> tuple[str, ...]:
    """Name the disclosures of a publication that everybody sees.

    Organisations (法人及非法人组织) are shown with their code; persons with the number that the body masked, and
    individual businesses (个体工商户), whose code leads to a person, with none. Birth dates and addresses never.

    Args:
        listing: The listing.
        topic: Topic of the event that made it public.
    """
    number = _CODE if is_organisation(listing.subject) else ("subject.masked_identifier",)
    return (*_COMMON, *number, *_TEXTS.get(topic, ()))


def public_face(listing: ListingState, record: Record) -> tuple[dict[str, str | int | bool], str]:
    """Give what everybody sees, by name of the disclosure, and the signed statement with just these disclosures."""
    disclosed = record.disclosed
    shown = {name: disclosed[name] for name in public_names(listing, record.topic) if disclosed.get(name, "") != ""}
    return shown, record.presentation(Names(*shown))
