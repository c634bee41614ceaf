"""What a decision may say: categories, amounts, tier, procedure."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from domain.fact.protection_refusals import (
    DetentionRefusedError,
    MinorAndRemediedExcludedError,
    SummaryProcedureExcludedError,
    TierTooHighError,
)
from domain.refusal import Span
from domain.standard.problem import FieldProblem, problem
from domain.standard.record import Record
from domain.standard.refusals import FieldConditionError

_MILD = frozenset({"warning", "criticism"})
_SUMMARY = re.compile(r"(?<!不)(?<!未)适用简易程序|简易程序处罚|当场(?:行政)?处罚(?:决定书)?")
_SUMMARY_FIELDS = ("subject.document_name", "subject.document_no", "subject.content", "subject.facts")

# Category → the field that goes with it.
_COMPANIONS = (
    ("fine", "subject.fine_fen"),
    ("confiscation", "subject.confiscated_fen"),
    ("licence_withdrawal", "subject.certificate_withdrawn"),
)


def _penalty(record: Record) -> Iterator[FieldProblem]:
    categories = record.text("subject.penalty_categories").split(",")
    if "detention" in categories:
        yield problem(DetentionRefusedError, record.named("subject.penalty_categories"))
    yield from _procedure(record)
    yield from _companions(record, categories)
    yield from _tier(record, categories)
    yield from _note(record, "other" in categories)


def _licence(record: Record) -> Iterator[FieldProblem]:
    yield from _note(record, record.text("subject.licence_category") == "other")


def _procedure(record: Record) -> Iterator[FieldProblem]:
    """Leave out what Shandong art 13, last paragraph, excludes; the flag and the wording both count."""
    if record.values.get("subject.is_summary") is True:
        yield problem(SummaryProcedureExcludedError, record.named("subject.is_summary"))
        return
    for name in _SUMMARY_FIELDS:
        found = _SUMMARY.search(record.text(name))
        if found is not None:
            yield problem(SummaryProcedureExcludedError, record.named(name), span=Span(*found.span()))


def _companions(record: Record, categories: list[str]) -> Iterator[FieldProblem]:
    if categories == [""]:
        return
    for category, name in _COMPANIONS:
        field = record.named(name)
        is_given = name in record.values
        if category in categories and not is_given:
            yield problem(
                FieldConditionError,
                field,
                reason_zh="处罚类别要求填写此项",
                reason_en="the category of penalty needs it",
            )
        if category not in categories and is_given and record.values[name] != 0:
            yield problem(
                FieldConditionError,
                field,
                reason_zh="处罚类别中没有相应的处罚",
                reason_en="no category of penalty goes with it",
            )


def _tier(record: Record, categories: list[str]) -> Iterator[FieldProblem]:
    tier = record.text("subject.tier")
    if tier == "minor":
        is_remedied = record.values.get("subject.is_remedied")
        field = record.named("subject.is_remedied")
        if is_remedied is None:
            yield problem(
                FieldConditionError,
                field,
                reason_zh="失信程度为轻微时须填写是否已改正",
                reason_en="minor acts state whether they were put right",
            )
        elif is_remedied is True:
            yield problem(MinorAndRemediedExcludedError, field)
    elif tier and _MILD.issuperset(categories):
        yield problem(TierTooHighError, record.named("subject.tier"))


def _note(record: Record, is_other: bool) -> Iterator[FieldProblem]:
    if is_other and not record.text("subject.category_note"):
        yield problem(
            FieldConditionError,
            record.named("subject.category_note"),
            reason_zh="类别为“其他”时须补充说明",
            reason_en="the category 'other' needs a note",
        )


def _none(record: Record) -> Iterator[FieldProblem]:
    return iter(())


DECISION_RULES: Mapping[str, Callable[[Record], Iterator[FieldProblem]]] = MappingProxyType(
    {"cf-2018": _penalty, "xk-2018": _licence, "basic": _none}
)
