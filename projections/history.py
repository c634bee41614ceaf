"""What became of a fact: folded from its events in one snapshot, never taken from a read model alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.subject.events import RecordErased
from ledger.service.records import Tagged


class FactState(StrEnum):
    """How a fact stands."""

    RECORDED = "recorded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class History:
    """The events of one fact.

    Attributes:
        recorded: Position of the event that recorded it.
        content: Position of the event that holds its fields now; None: erased.
        latest: Position of the last event.
        state: How it stands.
    """

    recorded: int
    content: int | None
    latest: int
    state: FactState

    @property
    def stands(self) -> bool:
        """Whether the fact has effect: neither withdrawn nor erased."""
        return self.state in {FactState.RECORDED, FactState.CORRECTED}


def fold_history(events: Sequence[Tagged]) -> History | None:
    """Fold the events under a fact's tag, in the order of the log; None if it was never recorded."""
    history: History | None = None
    for event in events:
        if history is None:
            if event.topic == FactRecorded.TOPIC:
                history = History(event.position, event.position, event.position, FactState.RECORDED)
        elif history.state is FactState.ERASED:
            continue
        elif event.topic == FactCorrected.TOPIC:
            history = History(history.recorded, event.position, event.position, FactState.CORRECTED)
        elif event.topic == FactWithdrawn.TOPIC:
            history = History(history.recorded, history.content, event.position, FactState.WITHDRAWN)
        elif event.topic == RecordErased.TOPIC:
            history = History(history.recorded, None, event.position, FactState.ERASED)
    return history
