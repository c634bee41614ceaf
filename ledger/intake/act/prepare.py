"""From what was written to rows ready to be signed: values read, what may be left out filled in, all of it checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from uuid import uuid4

from domain.thumbprint import thumbprint
from ledger.intake.act.acts import Act
from ledger.intake.act.cells import Value, guess_identifier_type, read_value
from ledger.intake.act.check import check
from ledger.intake.act.checked import Checked
from ledger.intake.act.fields import ActField, fields_of
from ledger.intake.act.source import ActFile, GivenRow
from ledger.intake.errors import UnreadableCellError
from ledger.intake.header import Column
from ledger.intake.problem import CellProblem, found, from_error, note
from ledger.strict_json import JsonValue, encode

By = Literal["agency", "window", "own"]

EDITION, LISTING = "edition", "listing"
WINDOW = ("subject.identity_evidence", "subject.clerk", "subject.delegate", "subject.delegation")
_PLACEHOLDER = 1


@dataclass(frozen=True, slots=True)
class Filling:
    """What is filled in where a row leaves it out.

    Attributes:
        today: Present date in Asia/Shanghai.
        edition: Edition of the rules; ``None`` in a check that does not know it.
        by: Who signs; ``None`` in a check that does not know it.
        window: What the window says about everybody, by name of the disclosure.
    """

    today: date
    edition: int | None = None
    by: By | None = None
    window: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActRow:
    """A row as it would be signed.

    Attributes:
        number: Of the row.
        plain: Plain claims, as JSON spells them.
        disclosed: Disclosures by name.
        filled: Names of what was filled in and may be another the next time.
        problems: What keeps it from being signed, and remarks.
    """

    number: int
    plain: Mapping[str, Value]
    disclosed: Mapping[str, str]
    filled: frozenset[str] = frozenset()
    problems: tuple[CellProblem, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether it can be signed."""
        return not any(problem.level == "error" for problem in self.problems)

    @property
    def content(self) -> bytes:
        """What the row itself says, in one spelling."""
        return content_of(self.plain, self.disclosed, self.filled)


def content_of(plain: Mapping[str, Any], disclosed: Mapping[str, Any], filled: frozenset[str]) -> bytes:
    """Spell what a row or statement says, but for what was filled in."""
    claims: dict[str, JsonValue] = {name: value for name, value in plain.items() if name not in filled}
    return encode([claims, dict(disclosed)])


def prepare_acts(file: ActFile, act: Act, filling: Filling) -> list[ActRow]:
    """Read, fill in and check every row of a file."""
    return list(_tell_twins([_prepare(row, file.columns, act, filling) for row in file.rows]))


def _prepare(given: GivenRow, columns: Mapping[str, Column], act: Act, filling: Filling) -> ActRow:
    values: dict[str, Value] = {}
    problems = list(given.problems)
    for one in fields_of(act):
        try:
            value = read_value(given.values.get(one.name), one)
        except UnreadableCellError as error:
            problems.append(from_error(given.number, columns.get(one.name), one.name, error))
            continue
        if value is not None:
            values[one.name] = value
    filled, remarks = _fill(values, {problem.field for problem in problems}, given.number, act, filling)
    problems += remarks
    fields = {one.name: one for one in fields_of(act)}
    plain = {name: value for name, value in values.items() if fields[name].is_plain}
    disclosed = {name: str(value) for name, value in values.items() if not fields[name].is_plain}
    blamed = frozenset(problem.field for problem in problems if problem.level == "error")
    checked = Checked(given.number, act, plain, disclosed, columns, blamed)
    problems += check(checked, filling.today, is_own=filling.by == "own", is_window=filling.by == "window")
    return ActRow(given.number, plain, disclosed, filled, tuple(problems))


def _fill(
    values: dict[str, Value], unreadable: set[str], row: int, act: Act, filling: Filling
) -> tuple[frozenset[str], list[CellProblem]]:
    """Fill in what was left out; what could not be read stays as it is, faulty."""
    filled: set[str] = set()
    remarks: list[CellProblem] = []
    for one in fields_of(act):
        if one.name in values or one.name in unreadable:
            continue
        value = _value_of(one, values, act, filling)
        if value is None:
            continue
        values[one.name] = value
        if one.name == EDITION and filling.edition is None:
            remarks.append(note(row, None, one.name, "act-edition-later"))
        elif one.name == LISTING:
            remarks.append(note(row, None, one.name, "act-listing-later", zh=one.zh, en=one.en))
        elif value != "" and one.name not in {EDITION, *WINDOW}:
            choice = one.choice(str(value))
            texts = (str(value), str(value)) if choice is None else (choice.zh, choice.en)
            words = dict(zip(("value_zh", "value_en"), texts, strict=True))
            remarks.append(note(row, None, one.name, "act-filled", zh=one.zh, en=one.en, **words))
        if one.name in {EDITION, LISTING, *act.today}:
            filled.add(one.name)
    return frozenset(filled), remarks


def _value_of(one: ActField, values: Mapping[str, Value], act: Act, filling: Filling) -> Value | None:
    """What a field is where nothing was said; ``None`` if that cannot be known."""
    if one.name == EDITION:
        return filling.edition or _PLACEHOLDER
    if one.name == LISTING:
        return str(uuid4()) if act.makes_listing else None
    if one.name in act.today:
        return filling.today.isoformat()
    if one.name in WINDOW:
        return "" if filling.by == "own" else filling.window.get(one.name, "")
    if one.name == "subject.identifier_type":
        return guess_identifier_type(str(values.get("subject.identifier", "")))
    if one.name == "subject.kid" and "subject.public_key" in {field.name for field in fields_of(act)}:
        key = values.get("subject.public_key")
        return thumbprint(str(key)) if key else None
    return "" if not one.is_plain and not one.is_required else None


def _tell_twins(rows: Sequence[ActRow]) -> Iterator[ActRow]:
    """Refuse a row that says what another says: one act would be recorded twice."""
    seen: dict[bytes, int] = {}
    for row in rows:
        other = seen.setdefault(row.content, row.number)
        if other == row.number:
            yield row
        else:
            yield replace(row, problems=(*row.problems, found(row.number, None, "", "row-twice", other=other)))
