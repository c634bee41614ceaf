"""What a profile shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.identifier import Identifier
from projections.history import FactState

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One fact of a subject.

    Attributes:
        position: Leaf position of the event that recorded it.
        latest: Leaf position of the last event about it.
        time_ms: Entry time at which it was recorded.
        jti: Id of the statement that recorded it.
        state: Recorded, corrected, withdrawn or erased.
        item: Its catalogue item; None once erased.
        item_version: Version of the item; None once erased.
        item_name: Name of the item; None once erased.
        nature: 信息性质 of the item; None once erased.
        is_adverse: Whether it is adverse; None once erased.
        decided_on: Date of the decision; None once erased.
        ends_on: First day on which it is no longer shown or used; None once erased.
        is_in_force: Whether it stands and that day has not come.
        fields: What it says, by name of the disclosure; empty once erased. Those of the legal
            representative are left out.
    """

    position: int
    latest: int
    time_ms: int
    jti: str
    state: FactState
    item: str | None
    item_version: int | None
    item_name: str | None
    nature: str | None
    is_adverse: bool | None
    decided_on: date | None
    ends_on: date | None
    is_in_force: bool
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is on record about one subject.

    Attributes:
        subject_id: Id of the subject.
        identifiers: Identifiers that lead to it, in the order in which they were linked.
        facts: Its facts, in the order in which they were recorded.
        size: Leaves of the log that this answer knows.
    """

    subject_id: str
    identifiers: tuple[Identifier, ...]
    facts: tuple[ProfileFact, ...]
    size: int
