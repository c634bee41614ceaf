"""The JSON of counts, of kept and missed deadlines, and of what waits for a body."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.lists.models import Next, Size
from api.models import AsOf, Model, Position

Count = Annotated[int, Field(ge=0)]
Applied = Annotated[int, Field(ge=0, description="Leaves that the read model has applied; only additions can lag")]
Today = Annotated[date, Field(description="Day for which it was computed, Asia/Shanghai")]


class Kept(Model):
    """How one body kept the deadlines of one kind of procedure; five numbers that add up to `filed`."""

    agency: Annotated[str, Field(description="Its code; empty where nobody has taken the procedure up")]
    name: str
    kind: Annotated[str, Field(description="objection, complaint or repair")]
    filed: Count
    in_time: Annotated[int, Field(ge=0, description="Decided by the last day")]
    late: Annotated[int, Field(ge=0, description="Decided after it")]
    overdue: Annotated[int, Field(ge=0, description="Open after it")]
    open: Annotated[int, Field(ge=0, description="Open, in time")]
    unknown: Annotated[int, Field(ge=0, description="Without a last day: no rule, or a calendar is missing")]


class Deadlines(Model):
    """How bodies kept their deadlines (办理时限统计), over organisations' procedures only."""

    as_of: AsOf
    size: Size
    applied: Applied
    today: Today
    unannounced_years: Annotated[list[int], Field(description="Years whose working days are missing")]
    items: list[Kept]


class Monthly(Model):
    """Events of one topic in one month."""

    topic: str
    month: Annotated[date, Field(description="Its first day")]
    amount: Count


class Named(Model):
    """A number of something that has a name."""

    id: str
    name: str
    amount: Count


class Days(Model):
    """How many days something took."""

    median: Annotated[float | None, Field(description="Absent where there was none")] = None
    amount: Count


class Check(Model):
    """What ended by time and is shown all the same, which must be nothing."""

    found: Count
    looked_at: Count


class Recalls(Model):
    """What became of recalls (召回)."""

    ordered: Count
    confirmed: Count
    overdue: Count


class Statistics(Model):
    """How many, never who (公开统计)."""

    as_of: AsOf
    size: Size
    applied: Applied
    today: Today
    events: list[Monthly]
    facts: Annotated[list[Named], Field(description="Recorded, by catalogue item")]
    listings: Annotated[list[Named], Field(description="Running, by list")]
    removals: Annotated[dict[str, int], Field(description="Listings that ended, by ground")]
    objections: Annotated[dict[str, int], Field(description="Organisations' objections, by outcome")]
    repairs: Annotated[dict[str, int], Field(description="Organisations' applications for repair, by outcome")]
    removal_days: Annotated[Days, Field(description="From the decision that a listing must go to its removal")]
    expired_but_public: Check
    recalls: Recalls


class Value(Model):
    """A value as it was counted; anybody with the log can count again."""

    numerator: Count
    denominator: Annotated[int | None, Field(ge=0, description="Absent where it is a number and no share")] = None
    size: Annotated[int, Field(ge=0, description="Leaves that had been counted")]
    median_days: Annotated[float | None, Field(description="Where it is about time; absent without a case")] = None
    percent: float | None = None


class Refused(Model):
    """Why an indicator has no value here."""

    zh: str
    en: str
    article: str


class Planned(Model):
    """One of the ten indicators of the city's plan."""

    number: int
    zh: str
    en: str
    target_2018: str
    target_2020: str
    attribute: Annotated[str, Field(description="binding (约束性) or guiding (指导性)")]
    note_zh: Annotated[str, Field(description="What is counted, where the name does not say it")]
    note_en: str
    is_targeted: Annotated[bool, Field(description="Whether the target is held up here")]
    refused: Annotated[Refused | None, Field(description="Absent where there is a value")] = None


class PlanIndicator(Model):
    """One of the plan's ten, with its value or the reason why there is none."""

    planned: Planned
    value: Value | None = None


class RightsIndicator(Model):
    """How one right is kept (权利保障指标)."""

    key: str
    zh: str
    en: str
    target: Annotated[str, Field(description="What it should be; empty where lower is better")]
    value: Value


class Indicators(Model):
    """The plan's indicators as far as the ledger can tell, and beside them how rights are kept."""

    as_of: AsOf
    size: Size
    applied: Applied
    today: Today
    plan: list[PlanIndicator]
    rights: list[RightsIndicator]


class Task(Model):
    """Something that a body has to do; ids and days, nothing that tells whose record it is."""

    kind: Annotated[
        str,
        Field(
            description="accept, answer, decide, repair-accept, repair-decide, listing-hear, listing-decide, "
            "listing-publish, revoke or recall"
        ),
    ]
    matter: Annotated[str, Field(description="objection, complaint, review, litigation, repair, listing or recall")]
    id: str
    position: Position
    since: Annotated[date | None, Field(description="Day from which it waits")] = None
    due_on: Annotated[date | None, Field(description="Last day in time; absent: no rule, or not to be told yet")] = None
    days_left: Annotated[int | None, Field(description="0 on the last day, negative after it")] = None
    rule: Annotated[str, Field(description="Id of the rule that sets the day; empty where none does")]
    source: str
    article: str | None = None
    is_overdue: bool
    unannounced_year: Annotated[int | None, Field(description="Year whose working days are missing")] = None
    delivered_on: Annotated[date | None, Field(description="Of a recall: day on which you took it by message")] = None


class Board(Model):
    """What waits for the signing body (办件看板), the most urgent first."""

    as_of: AsOf
    size: Size
    applied: Applied
    agency: str
    total: Annotated[int, Field(ge=0, description="Everything that waits for it")]
    overdue: Count
    items: list[Task]
    next: Next = None
