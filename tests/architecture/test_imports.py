"""The arrows of docs/map.md hold, and the pure packages are pure."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.map_page import ROOT

DOMAIN_MAY_IMPORT = {"domain", "pydantic", "pydantic_core"}
VERIFY_MAY_IMPORT = {"verify", "nacl"}
INPUT = {"os", "io", "pathlib", "tempfile", "shutil", "socket", "subprocess", "urllib", "http"}
IMPURE = INPUT | {"random", "secrets", "time"}
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic"}
VERIFY_EDGES = ("verify/cli", "verify/__main__.py", "verify/audit/", "verify/conduct")


def imports_of(path: Path) -> set[str]:
    """The top-level packages that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def calls_of(path: Path) -> set[str]:
    """The names that a module calls, without what they belong to."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {name for call in calls if (name := getattr(call, "attr", None) or getattr(call, "id", None))}


def modules_of(package: str) -> Iterator[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert found, package
    yield from found


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(("package", "allowed"), [("domain", DOMAIN_MAY_IMPORT), ("verify", VERIFY_MAY_IMPORT)])
def test_pure_packages_import_nothing_from_outside_but_what_the_map_allows(package: str, allowed: set[str]) -> None:
    outside = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules_of(package)
        for name in imports_of(path) - allowed - set(sys.stdlib_module_names)
        if not str(path.relative_to(ROOT)).startswith("verify/conduct")
    }
    assert outside == set()


def test_domain_reads_no_clock_no_chance_no_file_and_no_environment() -> None:
    for path in modules_of("domain"):
        assert imports_of(path).isdisjoint(IMPURE), path
        assert calls_of(path).isdisjoint(CLOCKS | {"open", "print"}), path


def test_verify_decides_without_clock_or_input_and_reads_only_at_its_edges() -> None:
    for path in modules_of("verify"):
        if not str(path.relative_to(ROOT)).startswith(VERIFY_EDGES):
            assert imports_of(path).isdisjoint(IMPURE), path
            assert calls_of(path).isdisjoint(CLOCKS | {"open", "print"}), path


def test_no_file_names_a_package_index_or_a_place_on_somebodys_machine() -> None:
    needles = ["--index" + "-url ", "pypi" + ".org", "python" + "hosted", "/home" + "/", "/root" + "/", "/Users" + "/"]
    folders = ["domain", "ledger", "projections", "api", "verify", "tests", "docs", "requirements", "bench", ".ci"]
    names = ["Makefile", "pyproject.toml", "README.md", "README.zh-CN.md", "SECURITY.md", "CONTRIBUTING.md"]
    kinds = {".py", ".md", ".toml", ".txt", ".in", ".sql", ".html", ".json", ""}
    files = [ROOT / name for name in names]
    files += [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.suffix in kinds}
    assert len(texts) > 100
    assert [(str(path), needle) for path, text in texts.items() for needle in needles if needle in text] == []
