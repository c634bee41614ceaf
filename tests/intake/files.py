"""Sample files for the tests of intake."""

from datetime import date
from pathlib import Path

from ledger.intake.judging import Rules
from ledger.intake.report import Report, check_sheet, open_sheet
from ledger.intake.sample.files import write_sample
from ledger.intake.sample.table import SampleCell, SampleRow, SampleTable
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL, MARKET, SampleAgency

TODAY = date(2026, 11, 23)
AGENCIES: dict[str, SampleAgency] = {"xk-2018": APPROVAL, "cf-2018": MARKET}


def rules(standard: str = "xk-2018", environment: str = "test") -> Rules:
    return Rules(TODAY, environment, is_adverse=standard == "cf-2018", source_code=AGENCIES[standard].code)


def check(path: Path, standard: str = "xk-2018") -> Report:
    return check_sheet(open_sheet(path), rules(standard))


def sample(path: Path, standard: str = "xk-2018", rows: int = 5, *, encoding: str = "utf-8-sig") -> Path:
    write_sample(path, make_table(standard, AGENCIES[standard], rows, 7), encoding)
    return path


def table(standard: str = "xk-2018", rows: int = 5, **changes: SampleCell) -> SampleTable:
    """A right sample whose first row is changed; the dot of a field is written as two underscores."""
    made = make_table(standard, AGENCIES[standard], rows, 7)
    first = made.rows[0]
    cells = {**first.cells, **{name.replace("__", "."): cell for name, cell in changes.items()}}
    return SampleTable(made.standard, "", made.headings, made.fields, (SampleRow(cells), *made.rows[1:]))


def codes(report: Report) -> dict[int, list[str]]:
    """Row number to the codes of its errors, each once."""
    found = {row.number: sorted({p.text.code for p in row.problems if p.level == "error"}) for row in report.rows}
    return {row: named for row, named in found.items() if named}
