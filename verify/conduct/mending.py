"""Records that were found wrong: corrected, withdrawn or revoked by their bodies in time (INV-11).

Asked at the first entry of each day, for what the days before left undone. That a case was won stands in plain; which
record it was about does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from domain.case.mending import Record, is_mended, mend_due, was_mended
from domain.case.state import CaseState
from domain.event import Event
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.rule.law import Deadline
from domain.subject.events import RecordErased
from domain.time import start_of_day_ms
from verify.conduct.book import Book
from verify.conduct.erasures import is_gone
from verify.conduct.kinds import CASE, FACT, LISTING
from verify.conduct.look import View, instant
from verify.conduct.shown import contested
from verify.conduct.timing import Kept, Missed, Timing, Untold, timed
from verify.conduct.verdict import ClosedError

_DAY = timedelta(days=1)
_MENDS: tuple[type[Event], ...] = (FactCorrected, FactWithdrawn, DecisionRevoked, RepairGranted, RecordErased)
"""What mends a fact, or takes a listing with it; nothing in plain ties it to the fact."""


@dataclass(slots=True)
class _Owed:
    """A record to be mended since a decision: where that stands, and whether it is known to be late."""

    position: int
    topic: str
    is_late: bool = False


@dataclass(slots=True)
class Mendings:
    """Watches the records of cases that subjects won.

    Attributes:
        book: The states before the entry.
    """

    book: Book
    _owed: dict[str, _Owed] = field(default_factory=dict)
    _to_say: list[tuple[str, _Owed, Deadline]] = field(default_factory=list)
    _day: date = date.min

    def begin(self, case: str, position: int, topic: str) -> None:
        """Watch from a decision for the subject on."""
        self._owed[case] = _Owed(position, topic)

    def pass_to(self, today: date) -> Iterator[Timing]:
        """Judge what the days before this one left undone; what cannot be told yet waits."""
        if today > self._day:
            self._day = today
            yield from self._judge(today, is_last=False)

    def finish(self, today: date) -> Iterator[Timing]:
        """Judge what the log leaves undone, and what the platform left unsaid."""
        yield from self._judge(today, is_last=True)
        for name, owed, due in self._to_say:
            if (due.rule.rule, due.day) not in self.book.at(CASE, name).breaches:
                yield Missed(owed.position, owed.topic, "breach-unsaid", due.day, due)

    def _judge(self, today: date, *, is_last: bool) -> Iterator[Timing]:
        for name, owed in list(self._owed.items()):
            case = self.book.at(CASE, name)
            found = timed(owed.position, owed.topic, "record-unmended", partial(self._due, case), today)
            if found is None:
                del self._owed[name]
            elif not isinstance(found, Untold):
                yield from self._of(case, owed, found, today)
            elif is_last:
                yield found

    def _due(self, case: CaseState) -> Deadline | None:
        return mend_due(case, self.book.law())

    def _of(self, case: CaseState, owed: _Owed, found: Kept | Missed, today: date) -> Iterator[Timing]:
        day = found.day + _DAY if isinstance(found, Missed) else today
        unseen, is_done = None, False
        try:
            is_done = self._is_mended(case, day)
        except ClosedError as error:
            unseen = error.position
        if is_done:
            del self._owed[case.case]
            if not owed.is_late and found.due is not None:
                yield Kept(found.position, found.topic, found.due)
        elif isinstance(found, Missed):
            yield from self._late(case, owed, found, today, unseen)

    def _is_mended(self, case: CaseState, day: date) -> bool:
        """Tell whether a record was mended, or is over on a day: what time ends later is late all the same.

        Raises:
            ClosedError: An event that this rests on was not opened.
        """
        record = self._record(case)
        if record is None or was_mended(case, record):
            return record is not None
        view = View(self.book, instant(start_of_day_ms(day)))
        try:
            return is_mended(case, contested(view, record, view.law()))
        except (ArithmeticError, ValueError):  # it ends after the year 9999
            return False

    def _late(self, case: CaseState, owed: _Owed, found: Missed, today: date, unseen: int | None) -> Iterator[Timing]:
        closed = self._closed_at(case)
        closed = unseen if closed is None else closed
        if closed is not None or is_gone(self.book, case.case, owed.position):
            del self._owed[case.case]
            if closed is not None:
                yield Untold(owed.position, owed.topic, closed)
            return
        if not owed.is_late:
            owed.is_late = True
            yield found
        if found.due is not None and today > found.day + _DAY:
            del self._owed[case.case]
            self._to_say.append((case.case, owed, found.due))

    def _record(self, case: CaseState) -> Record | None:
        """Give the record, as far as it was opened."""
        if case.target_kind == "fact":
            return self.book.at(FACT, case.target)
        return self.book.at(LISTING, case.target) if case.target_kind == "listing" else None

    def _closed_at(self, case: CaseState) -> int | None:
        """Give an entry without which it cannot be told whether the record was mended."""
        closed = self.book.closed_at(CASE.tag(case.case))
        if closed is not None:
            return closed
        if case.target_kind == "listing":
            closed = self.book.closed_at(LISTING.tag(case.target))
        return self.book.hidden_at(_MENDS) if closed is None else closed
