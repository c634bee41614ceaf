from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from eventsourcing.dcb.api import DCBEvent
from eventsourcing.dcb.msgpack import MessagePackMapper
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import Tracking
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.tests.projection import EventCountersView, TaggedDecisionCountersProjectionTestCase
from eventsourcing.utils import get_topic

from ledger.log.opening import LogPlace
from ledger.log.reader import LogReader
from ledger.log.recorder import Recorder
from ledger.log.sequencer import Sequencer


@pytest.fixture
def recorder(sequencer: Sequencer, reader: LogReader, place: LogPlace) -> Recorder:
    return Recorder(sequencer, reader, place.connect)


@pytest.fixture
def environment(dsn: str, tmp_path: Path) -> dict[str, str]:
    return {
        "DCBAPPLICATION_PERSISTENCE_MODULE": "ledger.log.factory",
        "LEDGER_DSN": dsn,
        "LEDGER_FOLDER": str(tmp_path / "log"),
        "MAPPER_TOPIC": get_topic(MessagePackMapper),
    }


class TestLibraryRecorder(DCBRecorderTestCase):
    """The library's own test bodies, run unchanged, as its own stores run them."""

    recorder: Recorder

    @pytest.fixture(autouse=True)
    def _use_our_recorder(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def test_append_and_read_as_the_library_expects(self) -> None:
        self._test_append_read(self.recorder)

    def test_subscribe_as_the_library_expects(self) -> None:
        self._test_append_subscribe(self.recorder)

    def test_append_and_read_on_a_log_that_has_events_already(self) -> None:
        self.recorder.append([DCBEvent(type="before", data=b"")])
        self._test_append_subscribe(self.recorder, initial_position=1)


class EventCounters(POPOTrackingRecorder, EventCountersView):
    def __init__(self) -> None:
        super().__init__()
        self.created = 0
        self.subsequent = 0

    def get_created_event_counter(self) -> int:
        return self.created

    def get_subsequent_event_counter(self) -> int:
        return self.subsequent

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.created += 1

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.subsequent += 1


class TestLibraryProjection(TaggedDecisionCountersProjectionTestCase):
    """The library's own test case, run unchanged."""

    view_class: type[EventCountersView] = EventCounters
    env: ClassVar[dict[str, str]] = {}

    @pytest.fixture(autouse=True)
    def _use_our_log(self, environment: dict[str, str]) -> Iterator[None]:
        type(self).env = environment
        yield
        type(self).env = {}


del TaggedDecisionCountersProjectionTestCase, DCBRecorderTestCase
