"""A fresh log in a fresh database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.log.opening import LogPlace, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.reader import LogReader
from ledger.log.sequencer import Sequencer
from ledger.migrate import migrate
from tests.log.logs import SCHEMA, make_place


@pytest.fixture
def place(dsn: str, tmp_path: Path) -> LogPlace:
    """Where an empty log lies."""
    migrate(dsn, SCHEMA)
    return make_place(dsn, tmp_path)


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
