"""The one check of a record's fields. Intake and admission both call it, so that they cannot differ."""

from collections.abc import Iterator, Mapping
from itertools import chain

from domain.fact.protection_refusals import ProhibitedContentError, PublicSecurityRefusedError
from domain.refusal import Span
from domain.screening import CATEGORIES, Finding, screen
from domain.standard.context import FactContext
from domain.standard.decision_rules import DECISION_RULES
from domain.standard.person_rules import person_rules
from domain.standard.problem import FieldProblem, problem
from domain.standard.record import Record
from domain.standard.refusals import FieldMissingError, FieldUnknownError
from domain.standard.standard import Standard
from domain.standard.subject_rules import subject_rules
from domain.standard.values import check_value

_SEALED = frozenset({"public_security"})


def check_fields(
    standard: Standard, disclosed: Mapping[str, str | int | bool], context: FactContext
) -> list[FieldProblem]:
    """Find everything that keeps a record out, in the order: form, parties, dates and age, decision, content.

    Args:
        standard: The item's data standard.
        disclosed: The disclosures by name, as they stand or would stand in the statement.
        context: Decision date, item and surroundings.

    Returns:
        One problem for each reason; empty if the record can be recorded.
    """
    return check_record(standard, disclosed, context)[1]


def check_record(
    standard: Standard, disclosed: Mapping[str, str | int | bool], context: FactContext
) -> tuple[Record, list[FieldProblem]]:
    """Do as ``check_fields`` and give the record as read, with its identifiers."""
    problems = list(_form(standard, disclosed, context))
    wrong = {found.field for found in problems}
    values = {name: value for name, value in disclosed.items() if name not in wrong} if wrong else disclosed
    record = Record(standard, values, context)
    judged = chain(subject_rules(record), person_rules(record), DECISION_RULES[standard.id](record), _content(record))
    # A field whose form is wrong was told so; that it is also absent for the rules is no second problem.
    problems.extend(found for found in judged if found.field not in wrong)
    return record, problems


def _form(
    standard: Standard, disclosed: Mapping[str, str | int | bool], context: FactContext
) -> Iterator[FieldProblem]:
    if context.decided_on is None:
        yield problem(FieldMissingError, standard.by_name["decided_on"])
    if not standard.mandatory <= disclosed.keys():
        for name, field in standard.disclosures.items():
            if name in standard.mandatory and name not in disclosed:
                yield problem(FieldMissingError, field)
    for name, value in disclosed.items():
        known = standard.disclosures.get(name)
        if known is None:
            yield FieldProblem(name, FieldUnknownError(pointer=f"/{name}", field=name))
            continue
        found = check_value(known, value, context.source_code)
        if found is not None:
            yield found


def _content(record: Record) -> Iterator[FieldProblem]:
    """Refuse prohibited content (INV-2), each finding with its span."""
    given = record.standard.texts
    texts = {name: value for name, value in record.values.items() if name in given and isinstance(value, str)}
    return (_prohibited(record, finding) for finding in screen(texts, record.kind, record.context.nature))


def _prohibited(record: Record, finding: Finding) -> FieldProblem:
    refusal = PublicSecurityRefusedError if finding.category in _SEALED else ProhibitedContentError
    category = CATEGORIES[finding.category]
    return problem(
        refusal,
        record.named(finding.field),
        span=Span(finding.start, finding.end),
        text=record.text(finding.field)[finding.start : finding.end],
        category=category.id,
        category_zh=category.zh,
        category_en=category.en,
        article=finding.article,
    )
