"""Ends of publicity that the platform never said although time had ended them a whole day before (INV-7)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from domain.clock.decide import publicity_end_due
from domain.clock.events import PublicityEnded
from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.listing.events import CourtListMirrored, ListingPublished
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased, SubjectErased
from verify.conduct.book import Book
from verify.conduct.kinds import FACT, LISTING
from verify.conduct.look import Look, View
from verify.conduct.shown import display_of_fact, display_of_listing
from verify.conduct.timing import Missed, Timing, Untold
from verify.conduct.verdict import DEFYING, ClosedError

Draft = Callable[[View, str], PublicityEnded | None]

_DAY: Final = timedelta(days=1)
_SAYING: Final[tuple[type[Event], ...]] = (
    *(PublicityEnded, FactCorrected, FactWithdrawn),
    *(DecisionRevoked, RepairGranted, RecordErased, SubjectErased),
)
"""Events by which an end is said, or comes otherwise; where one was not opened, nobody can tell whose it was."""


class Ends:
    """Watches what is public, and asks at the end of a log what was over and stayed unsaid."""

    def __init__(self, book: Book) -> None:
        """Watch nothing yet."""
        self._book = book
        self._stated_on: dict[str, date] = {}

    def take(self, look: Look) -> None:
        """Note the day on which something was last stated about a record: until then there was no end to say."""
        event = look.event
        if isinstance(event, FactRecorded):
            self._stated_on[look.at_entry.jti] = look.today
        elif isinstance(event, FactCorrected):
            self._stated_on[look.text("subject.fact")] = look.today
        elif isinstance(event, ListingPublished | CourtListMirrored):
            self._stated_on[event.listing] = look.today

    def finish(self, now: datetime) -> Iterator[Timing]:
        """Judge what was over on the day before, by the states and the law of that day.

        What began to be over today, or was stated no earlier, the platform may still say in time. A record that was
        not opened is passed over: that it cannot be judged is said of its own entry.
        """
        yesterday = View(self._book, now - _DAY)
        for jti, fact in self._book.all(FACT):
            if fact.recorded_at is not None and self._is_settled((jti,), yesterday.today):
                yield from self._unsaid(fact.recorded_at, FactRecorded.TOPIC, _of_fact, yesterday, jti)
        for name, listing in self._book.all(LISTING):
            if listing.published_at is not None and self._is_settled((name, *listing.facts), yesterday.today):
                yield from self._unsaid(listing.published_at, ListingPublished.TOPIC, _of_listing, yesterday, name)

    def _is_settled(self, names: tuple[str, ...], yesterday: date) -> bool:
        return all(self._stated_on.get(name, yesterday) <= yesterday for name in names)

    def _unsaid(self, position: int, topic: str, draft_of: Draft, view: View, name: str) -> Iterator[Timing]:
        try:
            due = draft_of(view, name)
        except (ClosedError, *DEFYING):
            return  # not opened, or a day that no calendar holds: its own entry is judged for that
        if due is not None:
            unseen = self._book.hidden_at(_SAYING)
            is_told = unseen is None
            yield Missed(position, topic, "end-unsaid", due.ended_on) if is_told else Untold(position, topic, unseen)


def _of_fact(view: View, jti: str) -> PublicityEnded | None:
    fact = view.at(FACT, jti)
    display = display_of_fact(view, fact, view.law())
    return None if display is None else publicity_end_due(fact, display)


def _of_listing(view: View, name: str) -> PublicityEnded | None:
    listing = view.at(LISTING, name)
    return publicity_end_due(listing, display_of_listing(view, listing, view.law()))
