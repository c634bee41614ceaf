"""A fixture: a desk whose read models follow only where a test says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projections.list_desk import ListDesk, open_list_desk


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[ListDesk]:
    with open_list_desk(dsn, tmp_path / "home") as opened:
        yield opened
