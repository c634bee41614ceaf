"""What of a listing the public sees: a name, a number with most of it hidden, texts without other numbers."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.identifier import Identifier
from domain.identifier.canonical import canonical
from domain.listing.content_refusals import MaskError, NumberExposedError, PublicNameError
from domain.listing.events import CourtListMirrored, ListingPublished
from domain.listing.ground_refusals import ListingKindError

HIDDEN: Final = 8
"""Characters of a person's number that are hidden at the least; a product policy (domain.md, section 2.12)."""
NAME_LENGTH: Final = 200

# Where a document number holds the birth date, by its type and length.
_BIRTH: Mapping[tuple[str, int], slice] = MappingProxyType(
    {("rid", 18): slice(6, 14), ("frp", 18): slice(6, 14), ("frp", 15): slice(7, 13)}
)
_PERSON_NAME = re.compile(r"[^\W\d_]+(?:[ ·•.'’-]+[^\W\d_]+)*")
# Identity and account numbers, mobile phones.
_NUMBER = re.compile("(?<![0-9])(?:[0-9]{15,}|1[3-9][0-9]{9})(?![0-9])")


def require_face(event: ListingPublished | CourtListMirrored, subject: Identifier, *texts: str) -> None:
    """Let only a public face pass that shows no more of the subject than it must (个人信息保护法 art 6).

    Args:
        event: What makes the listing public.
        subject: Whose listing it is.
        texts: Names of the disclosures that the public sees, beside name and number.

    Raises:
        ListingKindError: The kind of subject does not go with the identifier.
        MaskError: The number of a person is not hidden as it must be, or an organisation's is given.
        PublicNameError: The name is not only a name.
        NumberExposedError: A text holds a number that must not be public.
    """
    kind = event.text("subject.kind") or ""
    if kind not in subject.subject_kinds:
        raise ListingKindError(pointer="/subject.kind", kind=kind)
    if not is_masked(subject, event.text("subject.masked_identifier") or ""):
        raise MaskError(pointer="/subject.masked_identifier")
    if not _is_name(event.text("subject.name") or "", subject):
        raise PublicNameError(pointer="/subject.name", limit=NAME_LENGTH)
    for name in ("subject.name", *texts):
        if _shows_number(event.text(name) or "", subject):
            raise NumberExposedError(pointer=f"/{name}")


def is_masked(subject: Identifier, masked: str) -> bool:
    """Tell whether a public number hides enough: eight characters, and the birth date wherever it stands.

    Args:
        subject: The full number.
        masked: The same with asterisks for what is hidden; empty for organisations, whose code is public.
    """
    number = subject.value
    if not subject.is_person:
        return masked == ""
    if len(masked) != len(number) or any(shown not in {full, "*"} for full, shown in zip(number, masked, strict=True)):
        return False
    birth = masked[_BIRTH.get((subject.type, len(number)), slice(0))]
    return masked.count("*") >= min(HIDDEN, len(number)) and set(birth) <= {"*"}


def _is_name(name: str, subject: Identifier) -> bool:
    if subject.is_person:
        return len(name) <= NAME_LENGTH and _PERSON_NAME.fullmatch(name) is not None
    return 0 < len(name) <= NAME_LENGTH and name == name.strip() and name.isprintable()


def _shows_number(text: str, subject: Identifier) -> bool:
    """Look for the full number of a person, and for identity, account and phone numbers of anybody."""
    folded = canonical(text).replace("-", "")
    if subject.is_person:
        return subject.value in folded or _NUMBER.search(folded) is not None
    return _NUMBER.search(folded.replace(subject.value, " ")) is not None
