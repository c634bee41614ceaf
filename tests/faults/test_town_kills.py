"""The whole server under ``kill -9``; ``TEST_KILLS`` sets how often."""

import os
from pathlib import Path

from tests.faults.town_kills import run

KILLS = int(os.environ.get("TEST_KILLS", "3"))


def test_a_town_killed_at_any_instant_keeps_every_promise(tmp_path: Path) -> None:
    assert run(KILLS, seed=7, folder=tmp_path) > 0
