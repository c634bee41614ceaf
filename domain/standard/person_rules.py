"""Minors (INV-3), the dates that the rules need, and the end of retention."""

from collections.abc import Iterator
from datetime import date

from domain.age import is_minor
from domain.fact.protection_refusals import (
    ActDateMissingError,
    BirthDateMismatchError,
    BirthDateMissingError,
    DateOrderError,
    MinorAtActError,
    NotFullCapacityError,
    RepresentativeMinorError,
    RetentionEndedError,
)
from domain.standard.context import FactContext
from domain.standard.problem import FieldProblem, problem
from domain.standard.record import Record
from domain.time import add_months, add_years

RETENTION_YEARS = 5
"""山东省社会信用条例 art 38; 征信业管理条例 art 16."""

_ORDER = (
    ("subject.birth_date", "subject.act_date"),
    ("subject.birth_date", "decided_on"),
    ("representative.birth_date", "decided_on"),
    ("subject.act_date", "subject.act_end_date"),
    ("subject.act_date", "decided_on"),
    ("subject.act_end_date", "decided_on"),
    ("subject.valid_from", "subject.valid_to"),
    ("decided_on", "subject.penalty_until"),
)


def last_day_kept(context: FactContext, act_ended: date | None, decided_on: date) -> date:
    """Give the last day on which an adverse fact may be kept: five years from the end of the act, or the item's less.

    Where no date of the act is known, the decision date takes its place: it is never earlier.
    """
    return min(add_years(act_ended or decided_on, RETENTION_YEARS), add_months(decided_on, context.validity_months))


def person_rules(record: Record) -> Iterator[FieldProblem]:
    """Check order of dates, age of subject and representative, and retention."""
    yield from _order(record)
    yield from _retention(record)
    act_date = record.day("subject.act_date")
    if (
        record.is_person
        and record.context.is_adverse
        and act_date is None
        and "subject.act_date" in record.standard.by_name
    ):
        yield problem(ActDateMissingError, record.named("subject.act_date"))
    if record.is_person:
        yield from _person(record, act_date)
    elif record.representative is not None or "representative.birth_date" in record.values:
        yield from _representative(record, act_date)


def _order(record: Record) -> Iterator[FieldProblem]:
    decided_on, today = record.context.decided_on, record.context.today
    if decided_on is not None and decided_on > today:
        yield problem(
            DateOrderError,
            record.named("decided_on"),
            first_zh="决定日期",
            first_en="the decision date",
            second_zh="今天",
            second_en="today",
        )
    days = record.days
    for first, second in _ORDER:
        if first in days and second in days and days[first] > days[second]:
            yield _out_of_order(record, first, second)


def _out_of_order(record: Record, first: str, second: str) -> FieldProblem:
    one, two = record.named(first), record.named(second)
    at_fault = two if first == "decided_on" else one
    return problem(DateOrderError, at_fault, first_zh=one.zh, first_en=one.en, second_zh=two.zh, second_en=two.en)


def _retention(record: Record) -> Iterator[FieldProblem]:
    context = record.context
    if not context.is_adverse or context.decided_on is None:
        return
    ended = record.day("subject.act_end_date") or record.day("subject.act_date")
    last = last_day_kept(context, ended, context.decided_on)
    if context.today > last:
        yield problem(RetentionEndedError, record.named("decided_on"), day=last.isoformat())


def _born(record: Record, role: str) -> date | None:
    """Give a birth date from the field, else from the document number."""
    identifier = record.subject if role == "subject" else record.representative
    stated = record.day(f"{role}.birth_date")
    return stated or (identifier.birth_date if identifier is not None else None)


def _mismatch(record: Record, role: str) -> FieldProblem | None:
    identifier = record.subject if role == "subject" else record.representative
    stated = record.day(f"{role}.birth_date")
    held = identifier.birth_date if identifier is not None else None
    if stated is None or held is None or stated == held:
        return None
    return problem(BirthDateMismatchError, record.named(f"{role}.birth_date"))


def _person(record: Record, act_date: date | None) -> Iterator[FieldProblem]:
    """Judge the age of a natural person, or of the operator of an individual business (经营者)."""
    role = "subject" if record.kind == "NP" else "representative"
    mismatch = _mismatch(record, role)
    if mismatch is not None:
        yield mismatch
        return
    born = _born(record, role)
    is_adverse = record.context.is_adverse
    if born is None:
        has_identity = record.subject is not None
        if has_identity and (role == "subject" or is_adverse):
            yield problem(BirthDateMissingError, record.named(f"{role}.birth_date"))
        return
    decided_on = record.context.decided_on
    place = record.named(f"{role}.identifier")
    if is_adverse and act_date is not None and is_minor(born, act_date):
        yield problem(MinorAtActError, place)
    elif decided_on is not None and is_minor(born, decided_on):
        yield problem(NotFullCapacityError, place)


def _representative(record: Record, act_date: date | None) -> Iterator[FieldProblem]:
    """Keep data of a minor who represents an organisation out of its record."""
    mismatch = _mismatch(record, "representative")
    if mismatch is not None:
        yield mismatch
        return
    born = _born(record, "representative")
    on = min((day for day in (act_date, record.context.decided_on) if day is not None), default=None)
    if born is not None and on is not None and is_minor(born, on):
        yield problem(RepresentativeMinorError, record.named("representative.identifier"))
