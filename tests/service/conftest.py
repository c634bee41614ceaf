"""A fresh town for each test: its own database, its own state folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.service.ledger import Ledger
from tests.town import open_town


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[Ledger]:
    with open_town(dsn, tmp_path / "home") as ledger:
        yield ledger
