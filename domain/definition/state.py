"""The states of lists, measures and purposes, folded over the open tags of their definitions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Generic, NamedTuple, TypeVar

from domain.definition.events import Definition, ListDefined, MeasureDefined, PurposeDefined
from domain.event import Event
from domain.signer import AGENCY_PREFIX, Recorded
from domain.time import day_of_ms

D = TypeVar("D", bound=Definition)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot make a frozen Definitions[ListDefined](…)
class Definitions(Generic[D]):
    """Every version of one definition.

    Attributes:
        name: Id of the list, measure or purpose.
        versions: In the order of their publication; numbered from 1 without gaps.
        recorded_on: The day on which each of them was recorded, Asia/Shanghai.
    """

    name: str
    versions: tuple[D, ...] = ()
    recorded_on: tuple[date, ...] = ()

    @property
    def latest(self) -> D | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def next_version(self) -> int:
        """The number that the next version must have."""
        return len(self.versions) + 1

    def version(self, number: int) -> D | None:
        """Give one version."""
        return next((one for one in self.versions if one.version == number), None)

    def is_known_on(self, number: int, day: date) -> bool:
        """Tell whether a version was on record on a day: nothing rests on what nobody could read yet."""
        return self.version(number) is not None and self.recorded_on[number - 1] <= day

    def on(self, day: date) -> D | None:
        """Give the version in force on a day: the newest that has begun, if it has not ended."""
        begun = [one for one in self.versions if one.effective_from <= day]
        newest = begun[-1] if begun else None
        return newest if newest is not None and (newest.effective_to is None or day <= newest.effective_to) else None

    def unbroken(self, since: date, day: date, fits: Callable[[D], bool] | None = None) -> D | None:
        """Give the version in force on a day, if a fitting one was on every day since another.

        What lapsed, or stopped to fit, does not revive.

        Args:
            since: The first day.
            day: The last.
            fits: What a version must be besides; nothing if not given.
        """
        begun = [one.effective_from for one in self.versions]
        over = [one.effective_to + _DAY for one in self.versions if one.effective_to is not None]
        asked = (since, *(turn for turn in (*begun, *over) if since < turn < day), day)
        found = [self.on(one) for one in asked]
        is_unbroken = all(one is not None and (fits is None or fits(one)) for one in found)
        return found[-1] if is_unbroken else None

    def with_next(self, event: D, at: Recorded) -> "Definitions[D]":
        """Add the next version; one out of order, or that no agency signed, changes nothing."""
        if event.version != self.next_version or not at.iss.startswith(AGENCY_PREFIX):
            return self
        recorded_on = (*self.recorded_on, day_of_ms(at.time_ms))
        return replace(self, versions=(*self.versions, event), recorded_on=recorded_on)


class Defined(NamedTuple):
    """What an act on a list goes by.

    Attributes:
        list: Every version of the list.
        measures: Every version of each measure that the act names, in any order.
    """

    list: Definitions[ListDefined]
    measures: Sequence[Definitions[MeasureDefined]] = ()


def evolve_list(state: Definitions[ListDefined], event: Event, at: Recorded) -> Definitions[ListDefined]:
    """Fold one event about a list."""
    return state.with_next(event, at) if isinstance(event, ListDefined) and event.list == state.name else state


def evolve_measure(state: Definitions[MeasureDefined], event: Event, at: Recorded) -> Definitions[MeasureDefined]:
    """Fold one event about a measure."""
    return state.with_next(event, at) if isinstance(event, MeasureDefined) and event.measure == state.name else state


def evolve_purpose(state: Definitions[PurposeDefined], event: Event, at: Recorded) -> Definitions[PurposeDefined]:
    """Fold one event about a purpose."""
    return state.with_next(event, at) if isinstance(event, PurposeDefined) and event.purpose == state.name else state
