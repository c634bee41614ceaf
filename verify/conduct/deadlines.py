"""Deadlines: cases and repairs decided, breaches said, revocations and removals reported, recalls confirmed in time.

Most of it stands in plain, so that it is judged of every case whether anything of it was opened or not.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import cast

from domain.case.due import due_by
from domain.case.events import CaseDecided, CaseEscalated, CaseFiled
from domain.case.mark import CONTESTING
from domain.case.state import CaseState
from domain.disclosure.events import RecallConfirmed, RecallOrdered
from domain.event import Event
from domain.listing.events import ListingEnded
from domain.listing.removal import removal_due
from domain.repair.due import acceptance_due, decision_due
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.repair.state import RepairState, granted_targets
from domain.revocation.decide import report_due
from domain.revocation.events import DecisionRevoked
from domain.rule.law import Deadline
from domain.signer import SUBJECT
from verify.conduct.book import Book
from verify.conduct.erasures import is_gone, is_recall_gone
from verify.conduct.kinds import CASE, LISTING, PSEUDONYM, RECALL, REPAIR
from verify.conduct.look import Look
from verify.conduct.mending import Mendings
from verify.conduct.timing import Kept, Missed, Timing, Untold, timed

_DAY = timedelta(days=1)


class Deadlines:
    """Watches every clock of a log; asked before each entry is folded, and once at the end."""

    def __init__(self, book: Book) -> None:
        """Watch nothing yet."""
        self._book = book
        self._filed: dict[str, tuple[int, str]] = {}
        self._passed: dict[str, dict[tuple[str, date], Deadline]] = {}
        self._recalled: dict[str, str] = {}
        self._mendings = Mendings(book)
        self._watches: Mapping[type[Event], Callable[[Look], Iterator[Timing | None]]] = {
            CaseFiled: self._file,
            RepairApplied: self._file,
            CaseDecided: self._decided,
            CaseEscalated: self._escalated,
            RepairAccepted: self._accepted,
            RepairGranted: self._repaired,
            RepairRefused: self._repaired,
            DecisionRevoked: self._revoked,
            ListingEnded: self._ended,
            RecallOrdered: self._ordered,
            RecallConfirmed: self._confirmed,
        }

    def take(self, look: Look) -> Iterator[Timing]:
        """Judge the deadlines that an entry meets or misses, and those that passed before its day."""
        yield from self._mendings.pass_to(look.today)
        watch = self._watches.get(type(look.event))
        if watch is not None:
            yield from (found for found in watch(look) if found is not None)

    def finish(self, today: date) -> Iterator[Timing]:
        """Judge what is still open on a day, that of the last entry or later; what is not due yet is passed over."""
        for name, (position, topic) in self._filed.items():
            closed = self._book.closed_at(CASE.tag(name))
            open_ones = self._open_case if topic == CaseFiled.TOPIC else self._open_repair
            found: list[Timing] = [one for one in open_ones(name, today) if not isinstance(one, Kept | None)]
            found.extend(self._unsaid(name, today))
            if found and is_gone(self._book, name, position):
                found = [] if closed is None else [Untold(position, topic, closed)]
            yield from found
        yield from self._mendings.finish(today)
        yield from self._unconfirmed(today)

    def _file(self, look: Look) -> Iterator[Timing | None]:
        event = cast("CaseFiled | RepairApplied", look.event)
        self._filed.setdefault(event.case, (look.at_entry.position, event.TOPIC))
        yield None

    def _decided(self, look: Look) -> Iterator[Timing | None]:
        """A decision: by the day on which it was recorded, whatever day it states."""
        event = cast("CaseDecided", look.event)
        case = self._book.at(CASE, event.case)
        if case.is_open:
            yield self._case(case, look)
            if event.outcome == "upheld" and case.kind in CONTESTING:
                self._mendings.begin(event.case, look.at_entry.position, event.TOPIC)

    def _escalated(self, look: Look) -> Iterator[Timing | None]:
        """A case that is taken further while it is open: its first deadline ends here."""
        event = cast("CaseEscalated", look.event)
        case = self._book.at(CASE, event.case)
        if case.is_open:
            yield self._case(case, look)

    def _case(self, case: CaseState, look: Look) -> Timing | None:
        law, today = self._book.law(), look.today
        place = (look.at_entry.position, look.event.TOPIC, "decision-late")
        found = timed(*place, lambda: due_by(case, law, today), today)
        return self._noted(case.case, found)

    def _accepted(self, look: Look) -> Iterator[Timing | None]:
        repair, law = self._repair_of(look), self._book.law()
        if repair.taken_up_on is None:
            place = (look.at_entry.position, look.event.TOPIC, "acceptance-late")
            yield self._noted(repair.case, timed(*place, lambda: acceptance_due(repair, law), look.today))

    def _repaired(self, look: Look) -> Iterator[Timing | None]:
        repair, law = self._repair_of(look), self._book.law()
        if isinstance(look.event, RepairRefused):
            yield from self._accepted(look)
        place = (look.at_entry.position, look.event.TOPIC, "repair-decision-late")
        found = timed(*place, lambda: decision_due(repair, law), look.today)
        if isinstance(found, Missed) and isinstance(look.event, RepairGranted) and repair.refused_on is not None:
            yield self._after_refusal(look.event, repair, found)
        else:
            yield self._noted(repair.case, found)

    def _after_refusal(self, event: RepairGranted, repair: RepairState, late: Missed) -> Timing | None:
        """What only sets refusals aside was decided with them; whether it does, the names of the records tell."""
        closed = self._book.closed_at(REPAIR.tag(repair.case))
        if closed is not None or event.text("subject.facts") is None:
            return Untold(late.position, late.topic, late.position if closed is None else closed)
        return None if set(repair.pending).isdisjoint(granted_targets(event)) else self._noted(repair.case, late)

    def _repair_of(self, look: Look) -> RepairState:
        return self._book.at(REPAIR, cast("RepairAccepted", look.event).case)

    def _revoked(self, look: Look) -> Iterator[Timing | None]:
        event, law = cast("DecisionRevoked", look.event), self._book.law()
        place = (look.at_entry.position, event.TOPIC, "revocation-late")
        yield timed(*place, lambda: report_due(event, law), look.today)

    def _ended(self, look: Look) -> Iterator[Timing | None]:
        event, law = cast("ListingEnded", look.event), self._book.law()
        listing = self._book.at(LISTING, event.listing)
        place = (look.at_entry.position, event.TOPIC, "removal-late")
        yield timed(*place, lambda: removal_due(listing, event, law), look.today)

    def _ordered(self, look: Look) -> Iterator[Timing | None]:
        """A recall: whose file it is about now, for another may be opened for the same person after its erasure."""
        name = f"{look.text('subject.identifier_type')}:{look.text('subject.identifier')}"
        self._recalled[look.at_entry.jti] = self._book.at(PSEUDONYM, name).subject_id or ""
        yield None

    def _confirmed(self, look: Look) -> Iterator[Timing | None]:
        event = cast("RecallConfirmed", look.event)
        due = self._book.at(RECALL, event.text("subject.recall") or "").due_on
        if due is not None and event.confirmed_on > due:
            yield Missed(look.at_entry.position, event.TOPIC, "recall-late", due)

    def _noted(self, name: str, found: Timing | None) -> Timing | None:
        """Keep every deadline of a case that passed, for the breach that the platform has to say of each."""
        if isinstance(found, Missed) and found.due is not None:
            self._passed.setdefault(name, {})[found.due.rule.rule, found.due.day] = found.due
        return found

    def _open_case(self, name: str, today: date) -> Iterator[Timing | None]:
        case, law = self._book.at(CASE, name), self._book.law()
        if case.is_open:
            yield self._noted(name, timed(*self._filed[name], "undecided", lambda: due_by(case, law, today), today))

    def _open_repair(self, name: str, today: date) -> Iterator[Timing | None]:
        """What is open of an application; whether anything is cannot be told where its records were not opened."""
        repair, law = self._book.at(REPAIR, name), self._book.law()
        position, topic = self._filed[name]
        decision = timed(position, topic, "repair-undecided", lambda: decision_due(repair, law), today)
        closed = self._book.closed_at(REPAIR.tag(name))
        if closed is not None:
            yield Untold(position, topic, closed) if isinstance(decision, Missed) else None
        elif repair.is_open:
            if repair.taken_up_on is None:
                late = timed(position, topic, "acceptance-late", lambda: acceptance_due(repair, law), today)
                yield self._noted(name, late)
            yield self._noted(name, decision)

    def _unsaid(self, name: str, today: date) -> Iterator[Timing]:
        """Breaches that the platform did not say although it had a whole day for each."""
        said = (*self._book.at(CASE, name).breaches, *self._book.at(REPAIR, name).breaches)
        for key, due in self._passed.get(name, {}).items():
            if key not in said and today > due.day + _DAY:
                yield Missed(*self._filed[name], "breach-unsaid", due.day, due)

    def _unconfirmed(self, today: date) -> Iterator[Timing]:
        """Recalls that nobody confirmed; a subject who had looked at his own file confirms nothing."""
        unseen = self._book.hidden_at([RecallConfirmed])
        for name, recall in self._book.all(RECALL):
            position, due, topic = recall.ordered_at, recall.due_on, RecallOrdered.TOPIC
            if position is None or due is None or not recall.is_overdue(today) or recall.unit == SUBJECT:
                continue
            if is_recall_gone(self._book, recall, self._recalled.get(name, "")):
                closed = self._book.closed_at(RECALL.tag(name))
                yield from () if closed is None else (Untold(position, topic, closed),)
            elif unseen is not None:
                yield Untold(position, topic, unseen)
            else:
                yield Missed(position, topic, "recall-unconfirmed", due)
