"""What became of a fact, in one word; folded from its events in one snapshot, never taken from a read model alone."""

from enum import StrEnum

from domain.fact import state as domain_state


class FactState(StrEnum):
    """How a fact stands."""

    RECORDED = "recorded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


def latest_of(fact: domain_state.FactState) -> tuple[FactState, int]:
    """Tell what became of a recorded fact last, and with which event.

    Raises:
        ValueError: The fact was never recorded.
    """
    if fact.erased_at is not None:
        return FactState.ERASED, fact.erased_at
    if fact.withdrawn_at is not None:
        return FactState.WITHDRAWN, fact.withdrawn_at
    if fact.corrected_at:
        return FactState.CORRECTED, fact.corrected_at[-1]
    if fact.recorded_at is None:
        raise ValueError("the fact was never recorded")
    return FactState.RECORDED, fact.recorded_at
