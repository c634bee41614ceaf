"""A listing takes effect, and ends before its time (列入、移出)."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.admission import Admission
from domain.authority import Authority
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures, require_text
from domain.fact.state import FactState
from domain.listing.content_refusals import ListingTermError, RepairNoticeMissingError
from domain.listing.events import ListingEnded, ListingPublished
from domain.listing.face import require_face
from domain.listing.ground import require_borne, require_grounds
from domain.listing.ground_refusals import ListingKindError
from domain.listing.refusals import (
    ListingOverError,
    ListingPublishedBeforeError,
    ListingUndecidedError,
    ListingUnknownError,
    ListNotInForceError,
    SecondPersonError,
)
from domain.listing.state import ListingState
from domain.listing.steps import (
    Course,
    Named,
    admitted,
    present_day,
    require_noticed,
    require_order,
    require_own,
    require_party,
    require_same_list,
    require_sound,
    require_words,
)
from domain.listing.term import rule_ends
from domain.rule.law import Law

_BY_ORDER = frozenset({"court_order", "superior_order"})


def publish_listing(
    course: Course,
    event: ListingPublished,
    definition: Definitions[ListDefined],
    facts: Sequence[FactState],
    *,
    usable: Collection[str],
    lineage: Collection[str],
    law: Law,
    by: Authority,
) -> Admission:
    """Admit that a listing takes effect: decision and repair notice served together (两书同达, 国办发〔2025〕22号).

    (1) decided by the same body, about the same subject, on the same list, still in force, by signatures that count;
    (2) another person signs than the one who signed the decision; (3) both were served; (4) its grounds still stand and
    bear its tier, its list is still for such subjects, and its time is not over; (5) what the public sees; (6) the
    texts.

    Args:
        course: The listing so far, and the keys that signed it.
        event: Its publication.
        definition: The list.
        facts: The facts it rests on.
        usable: The jtis of those that are effective today.
        lineage: The key that signs and those whose place it took, by whoever's signature: keys of one person.
        law: Rules and calendars: a rule made since the decision may have ended it already.
        by: Who signs.

    Raises:
        ListingUndecidedError: There is no decision.
        ListNotInForceError: The list is not in force today, or was not all the time since the decision.
        ListingPublishedBeforeError: It has effect already.
        StepCompromisedError: Notice, hearing or decision was signed by a key reported compromised since before.
        SecondPersonError: The key is the one that signed the decision, or took its place.
        RepairNoticeMissingError: The repair notice was not served.
        ListingTermError: Its time is over.
        Refusal: The signer may not, or grounds, public face or texts do not pass.
    """
    listing = course.listing
    by.require()
    require_disclosures(event)
    require_noticed(listing, event.listing)
    require_own(listing, by)
    require_same_list(listing, event.list)
    subject = require_party(listing, event)
    if listing.decided_on is None or listing.ends_on is None:
        raise ListingUndecidedError(pointer="/listing", record=event.listing)
    if listing.published_at is not None:
        raise ListingPublishedBeforeError(pointer="/listing", record=event.listing)
    require_sound(course)
    if listing.decided_by in {by.signer.kid, *lineage}:
        raise SecondPersonError(pointer="/kid")
    if definition.unbroken(listing.decided_on, by.today) is None:
        day = by.today.isoformat()
        raise ListNotInForceError(pointer="/list", name=event.list, version=listing.list_version, day=day)
    _require_service(event, listing.decided_on, by)
    grounds = require_grounds(listing.facts, facts, usable, subject)
    kind = require_text(event, "subject.kind")
    is_listed = definition.unbroken(listing.decided_on, by.today, lambda version: kind in version.subject_kinds)
    if is_listed is None or any(ground.terms.kind != kind for ground in grounds):
        raise ListingKindError(pointer="/subject.kind", kind=kind)
    require_borne(listing.tier, grounds)
    _require_time_left(listing, listing.decided_on, listing.ends_on, grounds, law, by)
    require_face(event, subject, "subject.summary")
    require_words(event, "subject.summary", "subject.service_evidence")
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)


def _require_service(event: ListingPublished, decided_on: date, by: Authority) -> None:
    served = Named(event.served_on, "决定书送达日期", "the service of the decision")
    require_order("/served_on", Named(decided_on, "决定日期", "the decision"), served)
    require_order("/served_on", served, present_day(by))
    if not event.has_repair_notice:
        raise RepairNoticeMissingError(pointer="/has_repair_notice")


def _require_time_left(
    listing: ListingState,
    decided_on: date,
    ends_on: date,
    grounds: Sequence[FactState],
    law: Law,
    by: Authority,
) -> None:
    """Publish nothing whose time is over, by the decision or by the rules of the present day."""
    is_positive = listing.tier == ""
    ends = rule_ends(listing.list_id, listing.tier, decided_on, grounds, law, by.today, is_positive=is_positive)
    end = min((ends_on, *(one.day for one in ends)))
    if by.today >= end:
        raise ListingTermError(
            pointer="/listing",
            given=end.isoformat(),
            start=by.today.isoformat(),
            end=end.isoformat(),
            reason_zh="期限已经届满",
            reason_en="its time is over",
        )


def end_listing(listing: ListingState, event: ListingEnded, *, by: Authority) -> Admission:
    """Admit that the body that listed, or noticed, ends it before its time; a court's listing only the court.

    An end is never refused for coming late, and an order to end names its document.

    Args:
        listing: The listing.
        event: Its end.
        by: Who signs.

    Raises:
        ListingUnknownError: There is none.
        ListingOverError: It was ended before.
        DateOrderError: The decision to end it lies ahead, or before the one to list.
        DisclosureMissingError: A text is missing, or the document of an order.
        Refusal: The signer may not, or the texts do not pass.
    """
    by.require()
    require_disclosures(event)
    if not listing.is_known or listing.listing != event.listing:
        raise ListingUnknownError(pointer="/listing", record=event.listing)
    if listing.ended_at is not None:
        raise ListingOverError(pointer="/listing", record=event.listing, reason=listing.end_ground)
    require_own(listing, by)
    require_same_list(listing, event.list)
    subject = require_party(listing, event)
    ended = Named(event.decided_on, "移出决定日期", "the decision to end it")
    begun = listing.decided_on or listing.served_on or event.decided_on
    require_order("/decided_on", Named(begun, "列入决定或者告知日期", "the decision or notice"), ended)
    require_order("/decided_on", ended, present_day(by))
    require_words(event, "subject.reason", *(("subject.document_no",) if event.ground in _BY_ORDER else ()))
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)
