"""What the tests of the log use."""

from collections.abc import Iterator
from logging import NOTSET

import pytest
import structlog
from structlog.typing import EventDict

import ledger.log.sequencer
from ledger.log.opening import LogPlace, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.reader import LogReader
from ledger.log.sequencer import Sequencer
from tests.log.fixtures import log_database, place

__all__ = ["log_database", "place"]


@pytest.fixture
def sequencer(place: LogPlace) -> Iterator[Sequencer]:
    """A running sequencer for library events."""
    with make_sequencer(place, PlainEnvelope()) as running:
        yield running


@pytest.fixture
def reader(place: LogPlace) -> Iterator[LogReader]:
    """A reader of the same log."""
    with open_reader(place, connections=4) as opened:
        yield opened


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    """What sequencers log from now on, whatever another test configured and their logger has kept of that."""
    capture = structlog.testing.LogCapture()
    every = structlog.make_filtering_bound_logger(NOTSET)
    log = structlog.wrap_logger(None, [capture], every, cache_logger_on_first_use=False)
    monkeypatch.setattr(ledger.log.sequencer, "_log", log)
    return capture.entries
