"""The JSON of a file: closed shapes, documented in OpenAPI. Nothing in it counts, sums or ranks a subject (INV-13)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.lists.models import Fields
from api.models import AsOf, Mark, Model, Position, Time

Shown = Annotated[Fields, Field(description="What is shown, by name of the disclosure")]
Day = Annotated[date | None, Field(description="Asia/Shanghai")]
EndsOn = Annotated[date | None, Field(description="First day on which it is no longer shown or used")]
EndReason = Annotated[str, Field(description="Why it is not public; empty if it is")]
Marks = Annotated[list[Mark], Field(description="Shown with it, always")]
Effective = Annotated[bool, Field(description="Whether it may be used: neither ended nor suspended")]


class Trace(Model):
    """Where the look itself is on record: whose file it is can see it there."""

    position: Position
    jti: str


class FileIdentifier(Model):
    """An identifier that leads to the file."""

    type: str
    value: str


class FileStep(Model):
    """One event of a procedure."""

    position: Position
    recorded_at: Time
    topic: str
    issuer: str
    jti: str
    claims: dict[str, object]
    fields: Shown


class Door(Model):
    """Whether a record is open to repair (信用修复), and why not."""

    is_open: Annotated[bool | None, Field(description="Absent where a calendar that it needs is not announced")] = None
    from_day: Day = None
    rule: Annotated[str | None, Field(description="Id of the rule that gives that day")] = None
    missing: Annotated[list[str], Field(description="Codes of what stands in the way")]
    zh: str
    en: str


class FileFact(Model):
    """One record of the subject."""

    position: Position
    recorded_at: Time
    jti: str
    state: Annotated[str, Field(description="recorded, corrected, withdrawn or erased")]
    item: str | None = None
    item_version: int | None = None
    item_name: str | None = None
    nature: str | None = None
    is_adverse: bool | None = None
    decided_on: Day = None
    ends_on: EndsOn = None
    ended_by: Annotated[str, Field(description="What gives that day: the id of a rule, or a name")]
    end_reason: EndReason
    is_in_force: Effective
    marks: Marks
    fields: Shown
    repair: Annotated[Door | None, Field(description="To the subject himself, of what is adverse")] = None


class FileListing(Model):
    """One listing (名单列入) of the subject."""

    listing: str
    list_id: str
    list_name: str
    issuer: str
    tier: str
    decided_on: Day = None
    published_at: Annotated[int | None, Field(ge=0, description="Leaf position of the publication")] = None
    ends_on: EndsOn = None
    ended_by: str
    end_reason: EndReason
    is_effective: Effective
    marks: Marks
    facts: Annotated[list[str], Field(description="jtis of the records that it rests on")]
    measures: Annotated[list[str], Field(description="Measures that run on it")]
    fields: Shown
    repair: Annotated[Door | None, Field(description="To the subject himself")] = None
    steps: Annotated[list[FileStep], Field(description="To the subject himself: what happened, in order")]


class FileClock(Model):
    """A deadline of a procedure."""

    due_on: Day = None
    rule: Annotated[str | None, Field(description="Id of the rule that sets it")] = None
    is_known: Annotated[bool, Field(description="False where a calendar that it needs is not announced")]
    is_overdue: bool


class FileCase(Model):
    """One objection, complaint, review or suit of the subject."""

    case: str
    kind: str
    target_kind: str
    target: str
    filed_on: Day = None
    outcome: Annotated[str, Field(description="Empty while it is open")]
    decided_on: Day = None
    clock: FileClock
    steps: list[FileStep]


class FileRepair(Model):
    """One application for repair (信用修复) of the subject."""

    case: str
    targets: list[str]
    granted: list[str]
    refused: list[str]
    filed_on: Day = None
    acceptance: FileClock
    decision: FileClock
    steps: list[FileStep]


class FileCommitment(Model):
    """One commitment (信用承诺) of the subject."""

    jti: str
    kind: str
    to_body: str
    made_on: Day = None
    outcome: Annotated[str, Field(description="fulfilled or breached; empty while it is open")]
    steps: list[FileStep]


class FileLook(Model):
    """Somebody looked at what is not public about the subject."""

    position: Position
    recorded_at: Time
    unit: Annotated[str, Field(description="Code of who looked; subject for the subject himself")]
    purpose: str
    legal_basis: str
    fields: list[str]
    targets: list[str]


class FileRecall(Model):
    """A recipient was told that what it was shown no longer holds."""

    jti: str
    unit: str
    targets: list[str]
    due_on: Day = None
    delivered_on: Annotated[date | None, Field(description="Day on which the platform brought it to the unit")] = None
    confirmed_on: Day = None
    is_overdue: bool


class File(Model):
    """What is on record about one subject, as far as whoever asked may see it.

    An agency sees records and listings that are in force, with their marks. The subject sees everything. A file with
    many records comes in pages, each a look of its own; what is no record stands on the first.
    """

    as_of: AsOf
    size: Annotated[int, Field(ge=0, description="Leaves of the log that the file was read at")]
    day: Annotated[date | None, Field(description="Day whose rules count, Asia/Shanghai")]
    look: Trace
    is_whole: Annotated[bool, Field(description="Whether this is everything: the subject's own view")]
    identifiers: list[FileIdentifier]
    facts: list[FileFact]
    next: Annotated[int | None, Field(ge=0, description="`after` of the next page; absent on the last")] = None
    listings: list[FileListing]
    cases: list[FileCase]
    repairs: list[FileRepair]
    commitments: list[FileCommitment]
    looks: list[FileLook]
    recalls: list[FileRecall]
