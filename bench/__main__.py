"""Runs the benches one after the other, prints the table, keeps the results, renders the page.

python -m bench [--quick] [NAME …]     measure all, or the named ones; results go to var/bench.json
python -m bench --render               write docs/performance.md from var/bench.json
"""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bench.machine import describe
from bench.report import PAGE, RESULTS, cells, keep, load, page
from bench.row import Row
from bench.suite import BENCHES
from ledger.logging import configure_logging

_TABLE_WIDTH = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or render."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(BENCHES)}; none: all")
    parser.add_argument("--quick", action="store_true", help="short runs, for a first look")
    parser.add_argument("--render", action="store_true", help=f"only write {PAGE.name} from the results")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
    if chosen.render:
        return render()
    measure(chosen.names or list(BENCHES), is_quick=chosen.quick)
    return 0


def measure(names: Sequence[str], *, is_quick: bool) -> None:
    """Run benches, show how far it is, keep what they find."""
    configure_logging("warning")
    out, progress = Console(highlight=False), Console(stderr=True, highlight=False)
    machine = describe()
    out.print(", ".join(f"{name} {value}" for name, value in machine.items()), soft_wrap=True)
    rows: list[Row] = []
    for place, name in enumerate(names, 1):
        bench = BENCHES[name]
        progress.print(f"[{place}/{len(names)}] {name}: {bench.what}", markup=False)
        began = time.monotonic()
        result = (bench.quick if is_quick else bench.full)(lambda what: progress.print(f"      {what}", markup=False))
        run = {
            "machine": machine,
            "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "is_quick": is_quick,
            "took_s": round(time.monotonic() - began, 1),
        }
        keep(name, result, run)
        rows += result.rows
    Console(width=_TABLE_WIDTH, highlight=False).print(screen_table(rows), crop=False)
    progress.print(f"all figures: {RESULTS}", markup=False, soft_wrap=True)


def screen_table(rows: Sequence[Row]) -> Table:
    """Lay rows out for a terminal."""
    table = Table("", box=None)
    for heading in ("ours", "peer", "ratio", "target"):
        table.add_column(heading, justify="right")
    table.add_column("met")
    for row in rows:
        table.add_row(*cells(row))
    return table


def render() -> int:
    """Write the page; refuse if a bench was never run in full."""
    results = load()
    missing = [name for name in BENCHES if results["benches"].get(name, {"is_quick": True})["is_quick"]]
    if missing:
        sys.stderr.write(f"never run in full: {', '.join(missing)}\n")
        return 1
    PAGE.write_text(page(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
