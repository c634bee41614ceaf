"""From rows of cells to rows ready to be signed, with everything that stands in the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from domain.event_refusals import DisclosureMissingError
from domain.fact.identity import document_of, natural_identity
from domain.standard import Standard
from ledger.intake.cells import Scalar, read_cell
from ledger.intake.errors import UnreadableCellError, UnusableFileError
from ledger.intake.header import Column, Header
from ledger.intake.judging import Rules, judge
from ledger.intake.normalise.money import stated_fines
from ledger.intake.problem import CellProblem, found, from_error, from_refusal, note
from ledger.intake.reading.table import CellValue, Row
from ledger.intake.subject import IDENTIFIER, IDENTIFYING, KIND, TYPE, resolve_subject

DECIDED_ON = "decided_on"
ROW = "subject.row"
_SECOND_CATEGORY = "file.penalty_category_2"
_DERIVED = frozenset((IDENTIFIER, TYPE))


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A row as it would be signed.

    Attributes:
        row: The row as it was read.
        decided_on: Date of the decision, ``YYYY-MM-DD``; empty if it could not be read.
        disclosed: Disclosures by name.
        sources: Field to the column it was read from.
        problems: What keeps it from being signed, and remarks.
    """

    row: Row
    decided_on: str
    disclosed: Mapping[str, Scalar]
    sources: Mapping[str, Column] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()

    @property
    def number(self) -> int:
        """Row number in the file."""
        return self.row.number

    @property
    def is_clean(self) -> bool:
        """Whether it can be signed."""
        return not any(problem.level == "error" for problem in self.problems)

    def with_problems(self, *problems: CellProblem) -> "PreparedRow":
        """The same row with further problems."""
        return replace(self, problems=(*self.problems, *problems))


def prepare_rows(header: Header, rules: Rules) -> list[PreparedRow]:
    """Read and check all rows below a header.

    Args:
        header: The recognised header.
        rules: What the rows are judged by.

    Raises:
        UnusableFileError: A mandatory column is missing, or there are no rows.
    """
    _require_columns(header)
    if not header.data:
        raise UnusableFileError("rows-missing")
    rows = [_prepare(row, header, rules) for row in header.data]
    return list(_date_alike(_tell_apart(rows, header), header))


def _require_columns(header: Header) -> None:
    there = header.by_field.keys()
    wanted = [
        item
        for item in header.standard.fields
        if item.requirement == "M" and item.role != "file" and item.name not in there and item.name not in _DERIVED
    ]
    names = [item.zh for item in wanted]
    if there.isdisjoint(IDENTIFYING):
        names.append(header.standard.by_name["file.uscc"].zh)
    if names:
        raise UnusableFileError("columns-missing", fields="、".join(names))


def _prepare(row: Row, header: Header, rules: Rules) -> PreparedRow:
    values: dict[str, Scalar] = {}
    problems: list[CellProblem] = []
    columns = header.by_field
    if row.is_hidden:
        problems.append(found(row.number, None, "", "hidden-row"))
    for name, column in columns.items():
        try:
            value, remark = _read(row, column)
        except UnreadableCellError as error:
            problems.append(from_error(row.number, column, name, error))
            continue
        if value is not None:
            values[name] = value
        if remark is not None:
            problems.append(remark)
    sources = {name: name for name in columns}
    _merge_categories(values, header.standard)
    for name, code, params in resolve_subject(values, sources, header.standard):
        problems.append(found(row.number, columns.get(sources.get(name, name)), name, code, **params))
    columns_of = {name: columns[source] for name, source in sources.items() if source in columns}
    problems += _check_amounts(row.number, values, columns_of)
    decided_on = str(values.pop(DECIDED_ON, ""))
    prepared = PreparedRow(row, decided_on, values, columns_of, tuple(problems))
    return prepared.with_problems(*_judge(prepared, header.standard, rules))


def _read(row: Row, column: Column) -> tuple[Scalar | None, CellProblem | None]:
    wanted = column.field
    if wanted is None:
        return None, None
    cell = row.cell(column.index)
    if column.index in row.flaws and cell == "":
        raise UnreadableCellError(row.flaws[column.index])
    value = read_cell(cell, column, wanted)
    if _is_worth_a_remark(cell, value, wanted.kind):
        return value, note(row.number, column, wanted.name, "value-read-as", found=str(cell).strip(), value=str(value))
    return value, None


def _is_worth_a_remark(cell: CellValue, value: Scalar | None, kind: str) -> bool:
    """Amounts with a unit of their own and dates given as a serial number deserve a second look."""
    if value is None:
        return False
    if kind == "fen":
        return isinstance(cell, str) and "元" in cell
    return kind == "date" and isinstance(cell, int | float)


def _merge_categories(values: dict[str, Scalar], standard: Standard) -> None:
    """Files of 2015 and 2016 have two columns for the categories of penalty."""
    second = values.pop(_SECOND_CATEGORY, None)
    if second is None:
        return
    main = standard.by_name["subject.penalty_categories"]
    order = {option.value: place for place, option in enumerate(main.choices)}
    named = {*str(values.get(main.name, "")).split(","), *str(second).split(",")} - {""}
    values[main.name] = ",".join(sorted(named, key=lambda value: (order.get(value, len(order)), value)))


def _check_amounts(row: int, values: Mapping[str, Scalar], columns: Mapping[str, Column]) -> Iterator[CellProblem]:
    """An amount 10,000 times the one in the words of the decision was most likely written in yuan."""
    fine, content = values.get("subject.fine_fen"), values.get("subject.content")
    if not isinstance(fine, int) or not isinstance(content, str) or fine == 0:
        return
    for stated, amount in stated_fines(content):
        if amount * 10_000 == fine:
            yield found(row, columns.get("subject.fine_fen"), "subject.fine_fen", "money-unit-suspect", stated=stated)


def _judge(row: PreparedRow, standard: Standard, rules: Rules) -> Iterator[CellProblem]:
    """What the rules say; a field whose cell could not be read is not blamed a second time."""
    blamed = {problem.field for problem in row.problems if problem.level == "error"}
    if KIND in blamed or blamed & set(IDENTIFYING):
        blamed |= {KIND, TYPE, IDENTIFIER}
    for problem in judge(standard, rules, row.decided_on, row.disclosed):
        column = row.sources.get(problem.field)
        if problem.field in blamed or (column is not None and column.field is not None and column.field.name in blamed):
            continue
        if problem.field == IDENTIFIER and column is not None and column.field is not None:
            blamed.add(column.field.name)
        yield from_refusal(row.number, column, problem.field, problem.refusal)


def _tell_apart(rows: Sequence[PreparedRow], header: Header) -> Iterator[PreparedRow]:
    """Give rows of one document and subject their discriminator, and refuse rows that stand twice.

    The first row of a document has none, the next are ``2``, ``3`` … in the order of the file, so that a row that is
    submitted again by itself collides with what is recorded rather than doubling it.
    """
    seen: dict[str, list[PreparedRow]] = {}
    for row in rows:
        try:
            identity = natural_identity("", row.disclosed)
        except DisclosureMissingError:
            yield row
            continue
        others = seen.setdefault(identity, [])
        twin = next((other for other in others if _says_the_same(other, row)), None)
        others.append(row)
        if twin is not None:
            yield row.with_problems(found(row.number, None, "", "row-twice", other=twin.number))
        elif len(others) > 1 and ROW not in row.disclosed:
            yield replace(row, disclosed={**row.disclosed, ROW: str(len(others))})
        elif len(others) > 1:
            column = header.by_field.get(ROW)
            yield row.with_problems(found(row.number, column, ROW, "row-discriminator-twice", other=others[0].number))
        else:
            yield row


def _date_alike(rows: Iterable[PreparedRow], header: Header) -> Iterator[PreparedRow]:
    """Refuse rows of one document and subject that bear another date than the first: a document has one."""
    dated: dict[str, PreparedRow] = {}
    column = header.by_field.get(DECIDED_ON)
    for row in rows:
        first = row
        if row.decided_on:
            with suppress(DisclosureMissingError):
                first = dated.setdefault(document_of(natural_identity("", row.disclosed)), row)
        if first.decided_on == row.decided_on:
            yield row
            continue
        days = {"found": row.decided_on, "expected": first.decided_on}
        yield row.with_problems(
            found(row.number, column, DECIDED_ON, "document-date-differs", other=first.number, **days)
        )


def _says_the_same(one: PreparedRow, other: PreparedRow) -> bool:
    return one.disclosed == other.disclosed and one.decided_on == other.decided_on
