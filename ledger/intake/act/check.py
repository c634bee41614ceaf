"""What speaks against a row before the ledger is asked: what is missing, the event's schema, the domain's checks."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import ValidationError

from domain.claim_faults import faults_of
from domain.request.events import CaseRequest
from domain.tagging import split
from ledger.intake.act.cells import is_uuid
from ledger.intake.act.checked import Checked
from ledger.intake.act.fields import ActField, fields_of
from ledger.intake.act.refusing import refusals_of
from ledger.intake.problem import CellProblem, found, from_refusal

_ELSEWHERE = frozenset({"review", "litigation"})
"""Kinds of cases that other bodies decide; the ledger is told of them (domain/case/decide.py)."""
_BROUGHT = frozenset({"subject.body", "subject.document_no"})
_TARGET = re.compile(r"(?:fact|listing):(.*)", re.DOTALL)


def check(row: Checked, today: date, *, is_own: bool = False, is_window: bool = False) -> list[CellProblem]:
    """Give every fault of a row, one for each field at the most of each kind.

    Args:
        row: The row.
        today: Present date in Asia/Shanghai.
        is_own: The subject signs with his own key.
        is_window: The credit centre's window signs for him.
    """
    fields = {one.name: one for one in fields_of(row.act)}
    problems = [*_missing(row, fields)]
    blamed = row.blamed | {problem.field for problem in problems}
    further = (*_schema(row, fields), *_forms(row, fields), *_days(row, fields, today))
    problems += [problem for problem in further if problem.field not in blamed]
    blamed |= {problem.field for problem in problems}
    told: set[tuple[str, str]] = set()
    for refusal in refusals_of(row, today, is_own=is_own, is_window=is_window):
        name = (refusal.pointer or "").removeprefix("/")
        if name not in blamed and (name, refusal.code) not in told:
            told.add((name, refusal.code))
            problems.append(from_refusal(row.number, row.columns.get(name), name, refusal))
    return problems


def _missing(row: Checked, fields: Mapping[str, ActField]) -> Iterator[CellProblem]:
    for one in fields.values():
        there = row.plain.get(one.name) if one.is_plain else row.disclosed.get(one.name)
        if (one.is_required or _is_asked(row, one)) and there in {None, ""} and one.name not in row.blamed:
            yield _found(row, one, "act-field-missing", field=one.name)


def _is_asked(row: Checked, one: ActField) -> bool:
    """Who reports a review or suit says where it was brought, and under which number."""
    return row.act.event is CaseRequest and row.plain.get("kind") in _ELSEWHERE and one.name in _BROUGHT


def _schema(row: Checked, fields: Mapping[str, ActField]) -> Iterator[CellProblem]:
    """What the closed schema says; what is missing was told before."""
    try:
        row.act.event.model_validate({**row.plain, "disclosed": dict(row.disclosed)})
    except ValidationError as error:
        missing = {str(one["loc"][0]) for one in error.errors() if one["type"] == "missing"}
        for one in faults_of(error):
            name = one.claim
            if name in missing or name not in fields:
                continue
            value = row.plain.get(name)
            if isinstance(value, str) and fields[name].kind == "code" and "-" not in value and name != "list":
                yield _found(row, fields[name], "act-id-form", found=value)
            else:
                yield _found(row, fields[name], "act-schema", reason_zh=one.zh, reason_en=one.en)


def _forms(row: Checked, fields: Mapping[str, ActField]) -> Iterator[CellProblem]:
    """Names of facts, and of what something is about, have the form of ids."""
    for name in ("subject.recall", "subject.commitment"):
        value = row.disclosed.get(name)
        if value and name in fields and fields[name].kind == "code" and not is_uuid(value):
            yield _found(row, fields[name], "act-id-form", found=value)
    for name in split(row.disclosed.get("subject.facts")):
        if not is_uuid(name):
            yield _found(row, fields["subject.facts"], "act-id-form", found=name)
    for name in split(row.disclosed.get("subject.targets")):
        match = _TARGET.fullmatch(name)
        if match is None:
            yield _found(row, fields["subject.targets"], "act-target-form", found=name)
        elif not is_uuid(match[1]):
            yield _found(row, fields["subject.targets"], "act-id-form", found=name)
    target = row.disclosed.get("subject.target")
    if target and row.disclosed.get("subject.target_kind") in {"fact", "listing"} and not is_uuid(target):
        yield _found(row, fields["subject.target"], "act-id-form", found=target)


def _days(row: Checked, fields: Mapping[str, ActField], today: date) -> Iterator[CellProblem]:
    ends_on = row.day("ends_on")
    if ends_on is not None and ends_on <= today:
        yield _found(row, fields["ends_on"], "act-date-past", found=ends_on.isoformat())


def _found(row: Checked, one: ActField, code: str, **params: str) -> CellProblem:
    return found(row.number, row.columns.get(one.name), one.name, code, **{"zh": one.zh, "en": one.en, **params})
