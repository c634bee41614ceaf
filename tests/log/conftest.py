"""What the tests of the log use."""

from collections.abc import Iterator

import pytest

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
