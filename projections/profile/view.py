"""What a profile shows: everything on record about one subject, for those who are entitled to see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.case.state import CaseState
from domain.commitment.state import CommitmentState
from domain.disclosure.state import RecallState
from domain.identifier import Identifier
from domain.listing.state import AppliedMeasure, ListingState
from domain.repair.eligibility import Eligibility
from domain.repair.state import RepairState
from domain.rule.law import Deadline
from domain.standing.display import Display
from projections.history import FactState
from projections.marks import ShownMark

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class RepairDoor:
    """Whether a record is open to repair (信用修复), and why not.

    Attributes:
        eligibility: Since when, by which rule, what stands in the way; None where the working days of a year that it
            needs are not announced.
        zh: The same in Chinese.
        en: The same in English.
    """

    eligibility: Eligibility | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One fact of a subject.

    Attributes:
        position: Leaf position of the event that recorded it.
        latest: Leaf position of the event that made its state.
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
        is_in_force: Whether it may be used: it stands, that day has not come, and no objection suspends it.
        fields: What it says, by name of the disclosure; empty once erased. Those of the legal
            representative are left out.
        display: How it stands, with the reason; None once erased.
        marks: What is shown with it, always, with the statements of correction.
        repair: Whether an adverse fact is open to repair; None for others.
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
    display: Display | None = None
    marks: tuple[ShownMark, ...] = ()
    repair: RepairDoor | None = None


@dataclass(frozen=True, slots=True)
class ProfileStep:
    """One event of a procedure.

    Attributes:
        position: Leaf position.
        time_ms: Entry time.
        topic: What happened.
        issuer: Who signed it.
        jti: Id of the statement.
        claims: The plain claims.
        fields: The disclosures, without the texts of wrapped requests; empty once erased.
    """

    position: int
    time_ms: int
    topic: str
    issuer: str
    jti: str
    claims: Mapping[str, object]
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ProfileListing:
    """One listing (名单列入) of a subject, from its notice on.

    Attributes:
        state: As folded.
        list_name: Name of the list in force on the day; empty where none is.
        display: How it stands.
        marks: What is shown with it, always.
        running: The measures that run.
        repair: Whether it is open to repair.
        steps: What happened, in the order of the log.
    """

    state: ListingState
    list_name: str
    display: Display
    marks: tuple[ShownMark, ...]
    running: tuple[AppliedMeasure, ...]
    repair: RepairDoor
    steps: tuple[ProfileStep, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline of a procedure.

    Attributes:
        due: Its last day and the rule that gives it; None where no rule does or it is not known yet.
        is_known: False where the working days of a year that it needs are not announced.
        is_overdue: Whether the procedure is open after that day.
    """

    due: Deadline | None
    is_known: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ProfileCase:
    """One objection (异议), complaint (投诉), review (复议) or suit (诉讼) of a subject.

    Attributes:
        state: As folded.
        clock: When it is due.
        steps: What happened, in the order of the log.
    """

    state: CaseState
    clock: Clock
    steps: tuple[ProfileStep, ...]


@dataclass(frozen=True, slots=True)
class ProfileRepair:
    """One application for repair (信用修复) of a subject.

    Attributes:
        state: As folded.
        acceptance: When it has to be taken up.
        decision: When it has to be decided.
        steps: What happened, in the order of the log.
    """

    state: RepairState
    acceptance: Clock
    decision: Clock
    steps: tuple[ProfileStep, ...]


@dataclass(frozen=True, slots=True)
class ProfileCommitment:
    """One commitment (信用承诺) of a subject.

    Attributes:
        state: As folded.
        steps: What was promised, and what was found, in the order of the log.
    """

    state: CommitmentState
    steps: tuple[ProfileStep, ...]


@dataclass(frozen=True, slots=True)
class ProfileLook:
    """One look at what is not public about a subject (INV-14).

    Attributes:
        position: Leaf position of the event that recorded it.
        time_ms: Entry time, before anything was shown.
        unit: Code of who looked; ``subject`` for the subject himself; empty once erased.
        purpose: Id of the purpose; empty once erased.
        legal_basis: The law by which he looked; empty once erased.
        fields: Names of the fields shown.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records shown.
    """

    position: int
    time_ms: int
    unit: str
    purpose: str
    legal_basis: str
    fields: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileRecall:
    """A recipient who was told that what he was shown no longer holds.

    Attributes:
        state: As folded.
        is_overdue: Whether he should have confirmed by now.
    """

    state: RecallState
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is on record about one subject.

    Attributes:
        subject_id: Id of the subject.
        identifiers: Identifiers that lead to it, in the order in which they were linked.
        facts: Its facts, in the order in which they were recorded.
        size: Leaves of the log that this answer knows.
        listings: Its listings, in the order of their notices.
        cases: Its cases, in the order of their filing.
        repairs: Its applications for repair, in the order of their filing.
        commitments: Its commitments, in their order.
        looks: Who looked at what is not public about it, in the order of the looks.
        recalls: Who was told that something no longer holds, in that order.
        day: The day whose rules count, Asia/Shanghai.
    """

    subject_id: str
    identifiers: tuple[Identifier, ...]
    facts: tuple[ProfileFact, ...]
    size: int
    listings: tuple[ProfileListing, ...] = ()
    cases: tuple[ProfileCase, ...] = ()
    repairs: tuple[ProfileRepair, ...] = ()
    commitments: tuple[ProfileCommitment, ...] = ()
    looks: tuple[ProfileLook, ...] = ()
    recalls: tuple[ProfileRecall, ...] = ()
    day: date | None = None
