"""The results file, the table on the screen, and the page that states the results.

Numbers reach ``docs/performance.md`` only from the results file: the page is a template whose words are written by
hand and whose figures are not.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from bench.row import RATIO, Result, Row

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "var" / "bench.json"
TEMPLATE = Path(__file__).parent / "performance.md.jinja"
PAGE = ROOT / "docs" / "performance.md"
_PRECISE_BELOW = 100
_HEADINGS = ("", "ours", "peer", "ratio", "target", "met")


def load(place: Path = RESULTS) -> dict[str, Any]:
    """Read the results file; nothing measured yet: no benches."""
    if not place.exists():
        return {"benches": {}}
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


def keep(name: str, result: Result, run: Mapping[str, Any], place: Path = RESULTS) -> None:
    """Write one bench's result into the results file, beside those of the others.

    Args:
        name: Name of the bench.
        result: What it found.
        run: How it was run: machine, time, whether it was a quick run.
        place: The results file.
    """
    results = load(place)
    results["benches"][name] = {**run, **result.to_json()}
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def cells(row: Row) -> list[str]:
    """Spell a row: what, ours, peer, ratio, target, met or not."""
    unit = " ×" if row.target_of == RATIO else f" {row.unit}"
    sign = "≤" if row.is_at_most else "≥"
    return [
        row.what,
        f"{number(row.ours)} {row.unit}",
        "" if row.peer is None else f"{number(row.peer)} ({row.peer_name})",
        "" if row.ratio is None else f"{row.ratio:.2f} ×",
        "" if row.target is None else f"{sign} {number(row.target)}{unit}",
        {None: "", True: "yes", False: "no"}[row.is_met],
    ]


def number(value: float) -> str:
    """Spell a figure: three digits or more, no more precise than it is."""
    if value == int(value) or value >= _PRECISE_BELOW:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def markdown_table(rows: Iterable[Row]) -> str:
    """Spell rows as a Markdown table."""
    lines = ["| " + " | ".join(_HEADINGS) + " |", "|---|---:|---:|---:|---:|---|"]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def markdown_costs(costs: Mapping[str, float]) -> str:
    """Spell CPU microseconds by stage as a Markdown table."""
    lines = ["| stage | µs |", "|---|---:|"]
    return "\n".join(lines + [f"| {name} | {value:.1f} |" for name, value in costs.items()])


def page(results: Mapping[str, Any], template: Path = TEMPLATE) -> str:
    """Render the page.

    Raises:
        jinja2.UndefinedError: The template speaks of a bench or a figure that the results do not have.
    """
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 (Markdown)
    environment.filters |= {"number": number, "costs": markdown_costs, "table": _table_of}
    return environment.from_string(template.read_text(encoding="utf-8")).render(**results["benches"])


def _table_of(bench: Mapping[str, Any]) -> str:
    return markdown_table(Result.of_json(bench).rows)
