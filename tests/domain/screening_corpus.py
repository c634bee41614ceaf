"""The corpus of prohibited content and of near-misses, and the error rates measured on it.

``python -m tests.domain.screening_corpus`` writes the table of docs/screening.md anew.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.screening import Finding, screen

FOLDER = Path(__file__).parent / "corpus"
DOCUMENT = Path(__file__).parents[2] / "docs" / "screening.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
HELD_OUT = "held_out"


@dataclass(frozen=True)
class Case:
    """One text with what screening should say of it; ``category`` is ``None`` for a near-miss."""

    file: str
    kind: str
    field: str
    nature: str
    text: str
    category: str | None

    def findings(self) -> list[Finding]:
        """Screen the text."""
        return screen({self.field: self.text}, self.kind, self.nature)


@dataclass(frozen=True)
class Rates:
    """How often screening erred on one file."""

    file: str
    true: int
    missed: tuple[str, ...]
    near: int
    false: tuple[str, ...]

    @property
    def row(self) -> str:
        """The file's row of the table."""
        return (
            f"| `{self.file}` | {self.true} | {len(self.missed)} ({len(self.missed) / self.true:.1%}) "
            f"| {self.near} | {len(self.false)} ({len(self.false) / self.near:.1%}) |\n"
        )


def cases() -> Iterator[Case]:
    """Read every case of every file."""
    for path in sorted(FOLDER.glob("*.json")):
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for row in data["true"]:
            yield Case(path.stem, **{"category": data["category"], **row})
        for row in data["near"]:
            yield Case(path.stem, **row, category=None)


def measure() -> list[Rates]:
    """Screen the whole corpus; the held-out file comes last."""
    by_file: dict[str, list[Case]] = {}
    for case in cases():
        by_file.setdefault(case.file, []).append(case)
    order = sorted(by_file, key=lambda file: (file == HELD_OUT, file))
    return [_rates(file, by_file[file]) for file in order]


def _rates(file: str, found: list[Case]) -> Rates:
    true = [case for case in found if case.category is not None]
    near = [case for case in found if case.category is None]
    return Rates(
        file=file,
        true=len(true),
        missed=tuple(case.text for case in true if not case.findings()),
        near=len(near),
        false=tuple(case.text for case in near if case.findings()),
    )


def table() -> str:
    """Render the measured table, with the held-out misses word for word."""
    rates = measure()
    known = [one for one in rates if one.file != HELD_OUT]
    total = Rates(
        "all files the rules were written with",
        sum(one.true for one in known),
        tuple(text for one in known for text in one.missed),
        sum(one.near for one in known),
        tuple(text for one in known for text in one.false),
    )
    head = "| file | prohibited texts | missed | near-misses | false alarms |\n|---|---|---|---|---|\n"
    rows = "".join(one.row for one in [*known, total, *(one for one in rates if one.file == HELD_OUT)])
    missed = "".join(f"- {text}\n" for one in rates if one.file == HELD_OUT for text in one.missed)
    return f"{head}{rows}\nMissed in `{HELD_OUT}`, word for word:\n\n{missed}"


def document_with(text: str) -> str:
    """Put a table into the document, between its markers."""
    document = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{text}{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(document_with(table()), encoding="utf-8")
