"""The second half of ``docs/map.md``: every module with the first sentence of its docstring.

``python -m tests.architecture.map_page`` writes it anew; a test compares. What stands above the marker is written by
hand.
"""

import ast
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "map.md"
PACKAGES = ("domain", "ledger", "projections", "api", "verify")
MARKER = "<!-- what follows is generated: make docs -->\n"


def modules() -> Iterator[Path]:
    """Every module of the five packages, in order, without the ones that hold nothing."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py"), key=lambda found: (found.parent, found.name)):
            if path.read_text(encoding="utf-8").strip():
                yield path.relative_to(ROOT)


def sentence_of(path: Path) -> str:
    """The first sentence of a module's docstring; empty if it has none."""
    text = ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or ""
    first = re.sub(r"\s+", " ", text.partition("\n\n")[0])
    match = re.match(r"(.+?[.:])(?= [A-Z`]|$)", first)
    return (match[1] if match else first).rstrip(".:").replace("``", "`").replace("|", "\\|")


def generated() -> str:
    """The generated half: a table for each folder."""
    parts: list[str] = []
    for folder, group in groupby(modules(), key=lambda path: path.parent):
        found = list(group)
        packages = [path for path in found if path.name == "__init__.py"]
        parts.append(f"\n### `{folder}/`\n\n" + "".join(f"{sentence_of(path)}.\n\n" for path in packages))
        rows = [path for path in found if path not in packages]
        if rows:
            parts.append("| module | |\n|---|---|\n")
            parts += [f"| `{path.name}` | {sentence_of(path)} |\n" for path in rows]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip("\n") + "\n"


def whole_page() -> str:
    """The page as it should be."""
    by_hand, marker, _ = PAGE.read_text(encoding="utf-8").partition(MARKER)
    if not marker:
        raise ValueError("docs/map.md has lost its marker")
    return by_hand + marker + "\n" + generated()


if __name__ == "__main__":
    PAGE.write_text(whole_page(), encoding="utf-8")
