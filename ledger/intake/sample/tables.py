"""Making a sample: right rows, and if wanted one row for every kind of fault among them."""

from itertools import islice

from domain.standard import STANDARDS
from ledger.intake.sample.faults import FAULTS, Surroundings
from ledger.intake.sample.records import columns_of, make_records
from ledger.intake.sample.table import SampleRow, SampleTable
from ledger.intake.sample_agencies import SampleAgency

_EVERY = 3


def make_table(standard: str, agency: SampleAgency, rows: int, seed: int, *, with_errors: bool = False) -> SampleTable:
    """Make a sample.

    Args:
        standard: ``xk-2018`` or ``cf-2018``.
        agency: The body that decides and provides.
        rows: How many right rows.
        seed: The same seed gives the same sample.
        with_errors: Put rows with faults among the right ones, every kind once.
    """
    definition = STANDARDS[standard]
    right = [SampleRow(dict(record)) for record in make_records(standard, agency, rows, seed)]
    if not with_errors:
        names = tuple(columns_of(definition))
        return SampleTable(standard, "", tuple(definition.by_name[name].zh for name in names), names, tuple(right))
    names = tuple(item.name for item in definition.fields)
    headings = tuple(definition.by_name[name].zh for name in names)
    title = f"{definition.zh} 错误示例（全部为虚构）"
    mixed = _mix(right, _faulty(standard, agency))
    return SampleTable(standard, title, (*headings, "内部经办人"), (*names, ""), tuple(mixed))


def _faulty(standard: str, agency: SampleAgency) -> list[list[SampleRow]]:
    surroundings = Surroundings(standard, agency)
    return [fault.rows(surroundings) for fault in FAULTS if standard in fault.standards]


def _mix(right: list[SampleRow], faulty: list[list[SampleRow]]) -> list[SampleRow]:
    """Right rows with a group of faulty ones after every few of them; groups stay together."""
    mixed: list[SampleRow] = []
    waiting = iter(right)
    for group in faulty:
        mixed += islice(waiting, _EVERY - 1)
        mixed += group
    return [*mixed, *waiting]
