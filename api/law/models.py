"""The JSON of rules, calendars and definitions: closed shapes, documented in OpenAPI."""

from typing import Annotated

from pydantic import Field

from api.models import AsOf, Code, Model, Position

Day = Annotated[str, Field(description="ISO 8601, Asia/Shanghai", examples=["2026-04-01"])]
LastDay = Annotated[str | None, Field(description="Last day in force; absent: open")]
Names = list[str]
Codes = list[Code]
InForce = Annotated[bool, Field(description="Whether it counts on the day asked for, or else today")]
Level = Annotated[str, Field(description="national or provincial; nothing below may set one up")]


class Rule(Model):
    """One version of a rule: a period, what it limits, since when, and where it stands."""

    rule: str
    version: int
    governs: Annotated[str, Field(description="What it limits, such as objection, publicity, repair-from")]
    amount: Annotated[int, Field(ge=0)]
    unit: Annotated[str, Field(description="working_day, day, month or year")]
    tier: Annotated[str | None, Field(description="Only acts of this tier (失信程度); absent: all")] = None
    list: Annotated[str | None, Field(description="Only listings on this list; absent: everything")] = None
    source: Annotated[str, Field(description="Law or policy that it stands in")]
    article: str | None = None
    evidence: Annotated[
        str,
        Field(
            description="How well it is attested: primary, secondary, code, memory; policy: no law, a product policy"
        ),
    ]
    effective_from: Day
    effective_to: LastDay = None
    is_in_force: InForce
    position: Position


class Rules(Model):
    """Rules in the order of their publication; decisions name the edition that they rest on."""

    as_of: AsOf
    edition: Annotated[int, Field(ge=0, description="How many versions the answer knows")]
    current_edition: Annotated[int, Field(ge=0, description="How many there are; a decision names this one")]
    on: Annotated[str, Field(description="Day for which is_in_force is told")]
    items: list[Rule]


class Calendar(Model):
    """Days off and make-up days of one year (节假日安排及调休)."""

    as_of: AsOf
    year: int
    version: Annotated[int, Field(ge=1, description="Newest version announced")]
    holidays: Annotated[list[str], Field(description="Days off that would be working days")]
    workdays: Annotated[list[str], Field(description="Saturdays and Sundays worked (调休)")]
    legal_basis: str
    position: Position


class Definition(Model):
    """What every definition says of itself."""

    version: int
    name: str
    issuer_level: Level
    legal_basis: str
    effective_from: Day
    effective_to: LastDay = None
    is_in_force: InForce


class ListDefinition(Definition):
    """One version of a list (名单): who may put whom on it, on which records, for how long."""

    list: str
    is_positive: bool
    tier: Annotated[str | None, Field(description="Tier of the acts on it; absent on a positive list")] = None
    items: Annotated[Names, Field(description="Catalogue items whose records can ground a listing")]
    subject_kinds: Names
    issuers: Codes
    term_months: int
    reply_days: Annotated[int, Field(description="Working days between notice and decision")]
    is_public: bool
    names_persons: Annotated[bool, Field(description="Whether natural persons stand on it publicly")]


class MeasureDefinition(Definition):
    """One version of a measure (奖惩措施): what may be done to whoever stands on which lists, and by whom."""

    measure: str
    is_incentive: bool
    lists: list[str]
    issuers: list[Code]


class PurposeDefinition(Definition):
    """One version of a purpose (查询用途) for which a body may look at what is not public."""

    purpose: str
    readers: list[Code]


class Lists(Model):
    """Of each list the version in force or else the latest, ascending by id."""

    as_of: AsOf
    items: list[ListDefinition]


class ListHistory(Model):
    """All versions of one list, newest first."""

    as_of: AsOf
    versions: list[ListDefinition]


class Measures(Model):
    """All versions of all measures, ascending by id and version."""

    as_of: AsOf
    items: list[MeasureDefinition]


class Purposes(Model):
    """All versions of all purposes, ascending by id and version."""

    as_of: AsOf
    items: list[PurposeDefinition]
