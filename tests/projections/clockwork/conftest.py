"""Fixtures: a desk whose clock a test sets, and what the clock worker logs."""

from collections.abc import Iterator
from logging import NOTSET
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

import projections.clockwork
import projections.timekeeper
from tests.projections.due_desk import DueDesk, open_due_desk


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    """What the worker logs from now on, whatever another test configured and its loggers have kept of that."""
    capture = structlog.testing.LogCapture()
    every = structlog.make_filtering_bound_logger(NOTSET)
    for module in (projections.clockwork, projections.timekeeper):
        log = structlog.wrap_logger(None, [capture], every, cache_logger_on_first_use=False)
        monkeypatch.setattr(module, "_log", log)
    return capture.entries
