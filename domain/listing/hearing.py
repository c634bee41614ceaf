"""The hearing (听证) that a subject demands: for what, until when, and that nothing is decided before it was held.

行政处罚法 art 63 gives it for heavy penalties, such as restrict a business; here that is a listing of the tier 严重,
and one on which measures may rest. That listings have it at all is a product policy: they are no penalties by name, and
国办发〔2020〕49号 asks for statement and defence.
"""

from datetime import date
from typing import cast

from domain.claims import Tier
from domain.listing.events import NoticeServed
from domain.listing.refusals import (
    HearingBeforeDemandError,
    HearingDemandedBeforeError,
    HearingLateError,
    HearingNotDemandedError,
    HearingNotOpenError,
    HearingOwedError,
)
from domain.listing.state import ListingState
from domain.rule.law import Law
from domain.tagging import split


def has_hearing(tier: str | None, measures: tuple[str, ...]) -> bool:
    """Tell whether a subject may demand a hearing: never where a list is positive, whose notices name no tier."""
    return bool(tier) and (tier == "serious" or bool(measures))


def least_time(event: NoticeServed, law: Law) -> date | None:
    """Give the day before which the time for a reply may not end, so that a hearing can still be demanded."""
    if not has_hearing(event.tier, split(event.text("subject.measures"))):
        return None
    ruled = law.latest("hearing-request", event.served_on, on=event.served_on, tier=event.tier, list_id=event.list)
    return None if ruled is None else ruled.day


def require_hearing_demanded(listing: ListingState) -> None:
    """Let a demand be taken back only where there is one.

    Raises:
        HearingNotDemandedError: There is none.
    """
    if listing.hearing_since is None:
        raise HearingNotDemandedError(pointer="/hearing", record=listing.listing)


def require_after_demand(listing: ListingState, announced_on: date) -> None:
    """Let only a hearing pass for one that is demanded that was announced once it was.

    One that nobody demanded is put on record and changes nothing: it neither takes the place of the one that the
    subject may still demand, nor bars it.

    Raises:
        HearingBeforeDemandError: One is demanded, and this one was announced before.

    Source:
        行政处罚法 art 64: upon his demand he is told, seven working days before, when and where it is held.
    """
    since = listing.hearing_since
    if since is not None and announced_on < since:
        raise HearingBeforeDemandError(
            pointer="/announced_on", record=listing.listing, start=since.isoformat(), day=announced_on.isoformat()
        )


def require_heard(listing: ListingState) -> None:
    """Let nothing be decided while a hearing is demanded that was neither held nor taken back.

    Raises:
        HearingOwedError: It is.

    Source:
        行政处罚法 art 62-64: who does not hear may not decide.
    """
    if listing.hearing_since is not None:
        raise HearingOwedError(pointer="/listing", record=listing.listing, day=listing.hearing_since.isoformat())


def require_hearing_open(listing: ListingState, today: date, law: Law) -> None:
    """Let a hearing be demanded once, within its time from the service and as long as there is time for a reply.

    Working days are counted only where they decide: up to the last day for a reply, as the notice names it, a demand
    is in time whatever the calendars say.

    Args:
        listing: The listing, noticed and undecided.
        today: The day on which the demand arrives, Asia/Shanghai.
        law: Rules and working days; the rules of the day of service count.

    Raises:
        HearingNotOpenError: What is noticed has no hearing.
        HearingDemandedBeforeError: One is demanded already, or was held on his demand.
        HearingLateError: The time to demand it is over.
        CalendarUnannouncedError: The last day for a reply has passed, and whether it was a working day is not known.

    Source:
        行政处罚法 art 63, 64.
    """
    if not has_hearing(listing.tier, listing.measures_noticed):
        raise HearingNotOpenError(pointer="/hearing", record=listing.listing)
    if listing.hearing_since is not None or listing.heard_on is not None:
        raise HearingDemandedBeforeError(pointer="/hearing", record=listing.listing)
    served = listing.served_on or today
    reply_until = listing.reply_until or served
    if today <= reply_until:
        return
    tier = cast("Tier | None", listing.tier or None)
    ruled = law.latest("hearing-request", served, on=served, tier=tier, list_id=listing.list_id)
    if ruled is None or today <= ruled.day:
        return
    until = max(ruled.day, law.days.on_or_after(reply_until))
    if today > until:
        raise HearingLateError(pointer="/hearing", end=until.isoformat())
