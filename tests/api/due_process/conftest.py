"""A fixture: a real town with due process, by its own clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.due_town import DueTown, open_due_town


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened
