"""What the packages read beside their modules is installed with them."""

import tomllib
from pathlib import Path

from tests.architecture.map_page import PACKAGES, ROOT


def files_beside_modules() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    return sorted(path for path in found if path.suffix != ".py" and "__pycache__" not in path.parts)


def installed_from(folder: Path) -> set[Path]:
    """What setuptools takes from a folder: it globs each pattern there, and does not descend."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    return {path for pattern in settings["package-data"]["*"] for path in folder.glob(pattern)}


def test_every_file_beside_the_modules_is_installed() -> None:
    found = files_beside_modules()
    assert len(found) > 100
    folders = {path.parent for path in found}
    assert sorted(set(found).difference(*map(installed_from, folders))) == []


def test_every_folder_has_a_name_that_a_package_can_have() -> None:
    """Setuptools passes over a folder with another name, and over all that it holds."""
    folders = {path.relative_to(ROOT).parent for path in files_beside_modules()}
    assert [str(each) for each in sorted(folders) if not all(part.isidentifier() for part in each.parts)] == []
