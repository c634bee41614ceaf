"""What the subject says before the decision: statement and defence (陈述申辩), waiver, hearing (听证)."""

from datetime import datetime

from domain.admission import Admission
from domain.authority import Authority
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.listing.events import HearingHeld, ReplyReceived, ReplyWaived
from domain.listing.hearing import require_after_demand, require_hearing_demanded, require_hearing_open
from domain.listing.refusals import (
    HearingNoticeShortError,
    ReplyWaivedBeforeError,
)
from domain.listing.state import ListingState
from domain.listing.steps import (
    Named,
    admitted,
    present_day,
    require_free_hand,
    require_order,
    require_own,
    require_party,
    require_undecided,
    require_words,
)
from domain.request.events import ReplyRequest, WaiverRequest
from domain.rule.law import Law
from domain.time import legal_date


def receive_reply(
    listing: ListingState,
    request: ReplyRequest,
    *,
    signer_iss: str,
    enrolled_by: str,
    statement: str,
    law: Law,
    now: datetime,
) -> ReplyReceived:
    """Receive a statement and defence; also a late one, as long as nothing is decided (行政处罚法 art 45).

    With it the subject may demand a hearing (听证), which has its time, or take that back.

    Args:
        listing: The listing of which the subject was noticed.
        request: What he signed, or the window for him.
        signer_iss: Issuer of the request: ``subject``, or the body whose window it is.
        enrolled_by: The body whose window enrolled the subject's key that signed; empty where a window signed.
        statement: The same as signed, with all its disclosures.
        law: Rules and working days.
        now: Present instant, aware.

    Returns:
        The event that the platform signs.

    Raises:
        NoticeNotServedError: There was no notice.
        ListingDecidedBeforeError: It is decided.
        ListingOverError: It was ended.
        ListingSubjectError: Another subject was noticed.
        Refusal: Texts are missing or do not pass, or no hearing can be demanded or taken back so.
    """
    require_disclosures(request)
    require_undecided(listing, request.listing)
    subject = require_party(listing, request)
    require_words(request, "subject.text")
    if request.hearing == "demanded":
        require_hearing_open(listing, legal_date(now), law)
    elif request.hearing == "withdrawn":
        require_free_hand(listing, signer_iss, enrolled_by)
        require_hearing_demanded(listing)
    screen_texts(request, kind_of(subject))
    plain = {"listing": request.listing, "received_on": legal_date(now)}
    if request.hearing is not None:
        plain["hearing"] = request.hearing
    return ReplyReceived.from_claims(plain, {**request.disclosed, "subject.statement": statement})


def waive_reply(
    listing: ListingState,
    request: WaiverRequest,
    *,
    signer_iss: str,
    enrolled_by: str,
    statement: str,
    now: datetime,
) -> ReplyWaived:
    """Receive the waiver of the rest of the time for a reply.

    Whoever lists does not take the subject's waiver at his own window, nor by a key that he enrolled there as the
    subject's: the time is there against him.

    Args:
        listing: The listing of which the subject was noticed.
        request: What he signed, or the window for him.
        signer_iss: Issuer of the request: ``subject``, or the body whose window it is.
        enrolled_by: The body whose window enrolled the subject's key that signed; empty where a window signed.
        statement: The same as signed, with all its disclosures.
        now: Present instant, aware.

    Returns:
        The event that the platform signs.

    Raises:
        NoticeNotServedError: There was no notice.
        ListingDecidedBeforeError: It is decided.
        ListingOverError: It was ended.
        ListingSubjectError: Another subject was noticed.
        WaiverOwnWindowError: The body that lists signed it at its own window.
        WaiverOwnKeyError: It was signed with a key that the body that lists enrolled.
        ReplyWaivedBeforeError: It was waived before.
    """
    require_disclosures(request)
    require_undecided(listing, request.listing)
    require_party(listing, request)
    require_free_hand(listing, signer_iss, enrolled_by)
    if listing.waived_on is not None:
        raise ReplyWaivedBeforeError(pointer="/listing", day=listing.waived_on.isoformat())
    plain = {"listing": request.listing, "waived_on": legal_date(now)}
    return ReplyWaived.from_claims(plain, {**request.disclosed, "subject.statement": statement})


def hold_hearing(listing: ListingState, event: HearingHeld, *, law: Law, by: Authority) -> Admission:
    """Admit that a hearing was held after the notice, announced in time (行政处罚法 art 64: 7 working days before).

    Where the subject demanded one, it was announced since; one that nobody demanded changes nothing.

    Args:
        listing: The listing.
        event: The hearing.
        law: Rules and calendars; the rules of the day of the announcement count.
        by: Who signs.

    Raises:
        HearingBeforeDemandError: It was announced before the subject demanded one.
        HearingNoticeShortError: It was announced too late.
        DateOrderError: It was not after the notice, or is still to come.
        Refusal: The signer may not, the listing is not at this step, or the texts do not pass.
    """
    by.require()
    require_disclosures(event)
    require_undecided(listing, event.listing)
    require_own(listing, by)
    subject = require_party(listing, event)
    announced = Named(event.announced_on, "听证通知日期", "the announcement of the hearing")
    held = Named(event.held_on, "听证日期", "the hearing")
    served = Named(listing.served_on or announced.day, "告知书送达日期", "the service of the notice")
    require_order("/announced_on", served, announced)
    require_order("/held_on", announced, held)
    require_order("/held_on", held, present_day(by))
    require_after_demand(listing, event.announced_on)
    ruled = law.latest("hearing-notice", announced.day, on=announced.day, list_id=listing.list_id)
    if ruled is not None and held.day < ruled.day:
        raise HearingNoticeShortError(pointer="/held_on", start=ruled.day.isoformat(), day=held.day.isoformat())
    require_words(event, "subject.record")
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)
