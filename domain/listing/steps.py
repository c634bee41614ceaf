"""What every step of a listing checks first: how far it has come, whose it is, about whom, and on which day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from domain.admission import Admission
from domain.authority import Authority
from domain.definition.events import ListDefined
from domain.definition.refusals import DefinitionLaterError
from domain.definition.state import Definitions
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import DateOrderError
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.listing.events import CourtListMirrored, HearingHeld, ListingDecided, ListingPublished, NoticeServed
from domain.listing.refusals import (
    EnumerationError,
    ListingDecidedBeforeError,
    ListingListError,
    ListingOverError,
    ListingSubjectError,
    ListIssuerError,
    ListNotInForceError,
    ListUnknownError,
    NoticeNotServedError,
    NotOwnListingError,
    StepCompromisedError,
    WaiverOwnKeyError,
    WaiverOwnWindowError,
)
from domain.listing.state import ListingState
from domain.tagging import identifier_of, split
from domain.time import start_of_day_ms

_DAY = timedelta(days=1)
_STEPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        NoticeServed.TOPIC: ("告知", "notice"),
        HearingHeld.TOPIC: ("听证", "hearing"),
        ListingDecided.TOPIC: ("认定决定", "decision"),
        ListingPublished.TOPIC: ("公布", "publication"),
        CourtListMirrored.TOPIC: ("法院列入", "court's listing"),
    }
)
"""The steps of a body, in Chinese and English."""


class Named(NamedTuple):
    """A day and what it is, in Chinese and English.

    Attributes:
        day: The day.
        zh: Such as ``送达日期``.
        en: Such as ``the day of service``.
    """

    day: date
    zh: str
    en: str


class Course(NamedTuple):
    """How far a listing has come, and the keys whose signatures that stands on.

    Attributes:
        listing: The listing.
        keys: The states of the keys that signed its steps so far (``ListingState.signers``).
    """

    listing: ListingState
    keys: Sequence[KeyState]


def present_day(by: Authority) -> Named:
    """Give the present day in law."""
    return Named(by.today, "今天", "today")


def require_order(pointer: str, first: Named, second: Named) -> None:
    """Let only days pass of which the first is not after the second.

    Raises:
        DateOrderError: It is.
    """
    if first.day > second.day:
        raise DateOrderError(
            pointer=pointer, first_zh=first.zh, first_en=first.en, second_zh=second.zh, second_en=second.en
        )


def require_noticed(listing: ListingState, name: str) -> None:
    """Let only a listing pass for which a notice was served and which nothing ended.

    Raises:
        NoticeNotServedError: No notice was served; a court's listing has none.
        ListingOverError: It was ended.
    """
    if listing.listing != name or listing.noticed_at is None:
        raise NoticeNotServedError(pointer="/listing", record=name)
    if listing.ended_at is not None:
        raise ListingOverError(pointer="/listing", record=name, reason=listing.end_ground)


def require_undecided(listing: ListingState, name: str) -> None:
    """Let only a listing pass that was noticed and is still to be decided.

    Raises:
        NoticeNotServedError: No notice was served.
        ListingOverError: It was ended.
        ListingDecidedBeforeError: It is decided.
    """
    require_noticed(listing, name)
    if listing.decided_at is not None:
        raise ListingDecidedBeforeError(pointer="/listing", record=name)


def require_own(listing: ListingState, by: Authority) -> None:
    """Let only the body pass whose listing it is.

    Raises:
        NotOwnListingError: Another signs.
    """
    if by.signer.iss != listing.iss:
        raise NotOwnListingError(pointer="/iss", record=listing.listing, entitled=listing.iss, iss=by.signer.iss)


def require_sound(course: Course) -> None:
    """Let nothing follow from a step that counts for nothing, because its key was compromised when it was recorded.

    That may have come out later: a report names the time since which it holds (docs/log-format.md, section 11).

    Raises:
        StepCompromisedError: A step before was signed so.
    """
    known = {key.kid: key for key in course.keys}
    for step in course.listing.steps:
        if known[step.kid].is_compromised_at(step.time_ms):
            zh, en = _STEPS[step.topic]
            record = course.listing.listing
            raise StepCompromisedError(pointer="/listing", record=record, kid=step.kid, step_zh=zh, step_en=en)


def require_free_hand(listing: ListingState, signer_iss: str, enrolled_by: str) -> None:
    """Let nobody give a right of the subject up at the window of the very body that lists, nor with a key from there.

    Args:
        listing: The listing.
        signer_iss: Issuer of the request: ``subject``, or the body whose window it is.
        enrolled_by: The body whose window enrolled the subject's key that signed; empty where a window signed.

    Raises:
        WaiverOwnWindowError: The body that lists signed it at its own window.
        WaiverOwnKeyError: It was signed with a key that the body that lists enrolled.
    """
    if signer_iss == listing.iss:
        raise WaiverOwnWindowError(pointer="/iss", record=listing.listing, iss=signer_iss)
    if enrolled_by == listing.iss:
        raise WaiverOwnKeyError(pointer="/kid", record=listing.listing, iss=enrolled_by)


def require_party(listing: ListingState, event: Event) -> Identifier:
    """Give the subject of a listing; the event must be about him too.

    Raises:
        DisclosureMissingError: The event names nobody.
        ListingSubjectError: It is about another, or his data were erased.
    """
    subject = identifier_of(event)
    if subject != listing.subject:
        raise ListingSubjectError(pointer="/subject.identifier", record=listing.listing)
    return subject


def require_same_list(listing: ListingState, name: str) -> None:
    """Let only the list pass that the listing is on.

    Raises:
        ListingListError: It is another.
    """
    if listing.list_id != name:
        raise ListingListError(pointer="/list", record=listing.listing, expected=listing.list_id, given=name)


def require_list(
    definition: Definitions[ListDefined], name: str, version: int, day: date, by: Authority
) -> ListDefined:
    """Give the version of a list that a body names; it must be in force on the day and name the body (认定单位).

    Raises:
        ListUnknownError: Nobody ever published such a list.
        ListNotInForceError: There is no such version, or another one was in force.
        ListIssuerError: The body may not decide on this list.
    """
    if definition.name != name or definition.latest is None:
        raise ListUnknownError(pointer="/list", name=name)
    found = definition.on(day)
    if found is None or found.version != version:
        raise ListNotInForceError(pointer="/list_version", name=name, version=version, day=day.isoformat())
    if by.code not in found.issuers:
        raise ListIssuerError(pointer="/iss", iss=by.signer.iss, name=name)
    return found


def require_known(pointer: str, definition: Definitions[ListDefined], version: int, day: date) -> None:
    """Let nothing rest on a list that was not on record on the day on which it was done.

    A court's own listing is not held to it: it rests on the court's law, and is only mirrored here.

    Raises:
        DefinitionLaterError: The version was recorded later.
    """
    if not definition.is_known_on(version, day):
        raise DefinitionLaterError(pointer=pointer, name=definition.name, day=day)


def require_enumeration(event: Event, name: str) -> tuple[str, ...]:
    """Read a disclosed enumeration in its one spelling; it is empty where the disclosure is.

    Raises:
        EnumerationError: It is not ascending, or says something twice.
    """
    text = event.text(name) or ""
    values = split(text)
    if ",".join(sorted(set(values))) != text:
        raise EnumerationError(pointer=f"/{name}", field=name)
    return values


def require_words(event: Event, *names: str) -> None:
    """Let only texts pass that say something: a dash or a full stop in place of a text is no text.

    Raises:
        DisclosureMissingError: One holds neither letter nor number.
    """
    for name in names:
        if not any(map(str.isalnum, event.text(name) or "")):
            raise DisclosureMissingError(pointer=f"/{name}", field=name)


def admitted(subject: Identifier, by: Authority) -> Admission:
    """Admit an event until the end of the present day in Shanghai: every decision here depends on the day."""
    return Admission(subject, start_of_day_ms(by.today + _DAY) - 1)
