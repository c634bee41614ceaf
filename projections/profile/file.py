"""What stands in the file of a subject besides its facts: listings, cases, repairs, commitments, looks, recalls.

Every event about a subject carries the tag of its file; so the file is read from the index of the log, never from a
read model, and is never behind.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TypeVar

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.due import due_by
from domain.case.events import CaseFiled
from domain.case.state import CaseState
from domain.commitment.events import CommitmentMade
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.listing.events import CourtListMirrored, NoticeServed
from domain.repair.due import acceptance_due, decision_due
from domain.repair.events import RepairApplied
from domain.repair.state import RepairState
from domain.rule.law import Deadline, Law
from domain.standing.listing import running_measures
from domain.tagging import split
from domain.tags import case_tag, commitment_tag, listing_tag
from ledger.service.folds import CASE, COMMITMENT, LISTING, MEASURE, RECALL, REPAIR
from ledger.service.records import Record
from projections.marks import shown_marks
from projections.profile.repair import listing_door
from projections.profile.view import (
    Clock,
    ProfileCase,
    ProfileCommitment,
    ProfileListing,
    ProfileLook,
    ProfileRecall,
    ProfileRepair,
    ProfileStep,
)
from projections.reading import Reading

S = TypeVar("S", CaseState, RepairState)

_BEGINNINGS = frozenset(
    event.TOPIC
    for event in (
        NoticeServed,
        CourtListMirrored,
        CaseFiled,
        RepairApplied,
        CommitmentMade,
        DisclosureMade,
        RecallOrdered,
    )
)


class SubjectFile:
    """The file of one subject in one snapshot."""

    def __init__(self, reading: Reading, subject: bytes) -> None:
        """Keep whose file to read.

        Args:
            reading: The snapshot.
            subject: Digest of the tag of the file.
        """
        self._reading = reading
        self._subject = subject

    def listings(self) -> tuple[ProfileListing, ...]:
        """Give the listings, from their notices on."""
        names = self._names("listing", NoticeServed.TOPIC, CourtListMirrored.TOPIC)
        reading, states = self._reading, self._reading.each(LISTING, names)
        displays = reading.shown.displays_of_listings(states)
        marks, steps = shown_marks(reading, displays), self._steps([listing_tag(name) for name in names])
        matters = reading.shown.matters(names)
        applied = list(dict.fromkeys(one.measure for state in states for one in state.measures))
        measures = dict(zip(applied, reading.each(MEASURE, applied), strict=True))
        return tuple(
            ProfileListing(
                state=state,
                list_name=self._list_name(state.list_id),
                display=display,
                marks=own,
                running=running_measures(state, display, measures, reading.today),
                repair=listing_door(state, matters[state.listing], reading.law, reading.today),
                steps=taken,
            )
            for state, display, own, taken in zip(states, displays, marks, steps, strict=True)
        )

    def cases(self) -> tuple[ProfileCase, ...]:
        """Give the cases."""
        names = self._names("case", CaseFiled.TOPIC)
        states, steps = self._reading.each(CASE, names), self._steps([case_tag(name) for name in names])
        today = self._reading.today
        clocks = [self._clock(state, partial(due_by, today=state.decided_on or today)) for state in states]
        return tuple(map(ProfileCase, states, clocks, steps))

    def repairs(self) -> tuple[ProfileRepair, ...]:
        """Give the applications for repair."""
        names = self._names("case", RepairApplied.TOPIC)
        states, steps = self._reading.each(REPAIR, names), self._steps([case_tag(name) for name in names])
        return tuple(
            ProfileRepair(state, self._acceptance(state), self._clock(state, decision_due), taken)
            for state, taken in zip(states, steps, strict=True)
        )

    def commitments(self) -> tuple[ProfileCommitment, ...]:
        """Give the commitments."""
        names = [record.jti for record in self._of(CommitmentMade.TOPIC)]
        states, steps = self._reading.each(COMMITMENT, names), self._steps([commitment_tag(name) for name in names])
        return tuple(map(ProfileCommitment, states, steps))

    def looks(self) -> tuple[ProfileLook, ...]:
        """Give the looks at what is not public."""
        return tuple(map(_look, self._of(DisclosureMade.TOPIC)))

    def recalls(self) -> tuple[ProfileRecall, ...]:
        """Give the recalls."""
        states = self._reading.each(RECALL, [record.jti for record in self._of(RecallOrdered.TOPIC)])
        return tuple(ProfileRecall(state, state.is_overdue(self._reading.today)) for state in states)

    @cached_property
    def _beginnings(self) -> list[Record]:
        """Every event of the file with which something begins, in one question."""
        places = self._reading.places([self._subject]).get(self._subject, [])
        begun = [place.position for place in places if place.topic in _BEGINNINGS]
        records = self._reading.at_positions(begun)
        return [records[position] for position in begun]

    def _of(self, *topics: str) -> list[Record]:
        return [record for record in self._beginnings if record.topic in topics]

    def _names(self, claim: str, *topics: str) -> list[str]:
        return list(dict.fromkeys(record.claims[claim] for record in self._of(*topics)))

    def _steps(self, tags: Sequence[str]) -> list[tuple[ProfileStep, ...]]:
        return [tuple(map(_step, group)) for group in self._reading.records(tags)]

    def _list_name(self, list_id: str) -> str:
        definition = self._reading.list_definition(list_id).on(self._reading.today)
        return "" if definition is None else definition.name

    def _clock(self, state: S, due: Callable[[S, Law], Deadline | None]) -> Clock:
        try:
            found = due(state, self._reading.law)
        except CalendarUnannouncedError:
            return Clock(None, is_known=False, is_overdue=False)
        is_overdue = state.is_open and found is not None and self._reading.today > found.day
        return Clock(found, is_known=True, is_overdue=is_overdue)

    def _acceptance(self, state: RepairState) -> Clock:
        clock = self._clock(state, acceptance_due)
        return Clock(clock.due, clock.is_known, is_overdue=clock.is_overdue and state.taken_up_on is None)


def _step(record: Record) -> ProfileStep:
    fields = {name: value for name, value in record.disclosed.items() if name != "subject.statement"}
    return ProfileStep(record.position, record.time_ms, record.topic, record.iss, record.jti, record.plain, fields)


def _look(record: Record) -> ProfileLook:
    def text(name: str) -> str:
        value = record.disclosed.get(name)
        return value if isinstance(value, str) else ""

    return ProfileLook(
        position=record.position,
        time_ms=record.time_ms,
        unit=text("subject.unit"),
        purpose=text("subject.purpose"),
        legal_basis=text("subject.legal_basis"),
        fields=split(text("subject.fields")),
        targets=split(text("subject.targets")),
    )
