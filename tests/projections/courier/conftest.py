"""A town with a recipient on loopback whose address the operator has set."""

from collections.abc import Iterator
from logging import NOTSET
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

import projections.courier
import projections.rounds
from ledger.service.recall_addresses import RecallAddresses
from tests.projections.due_desk import DueDesk, open_due_desk
from tests.projections.receiver import Receiver, receiving
from tests.town import CENTRE


@pytest.fixture
def desk(dsn: str, tmp_path: Path) -> Iterator[DueDesk]:
    with open_due_desk(dsn, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def receiver(desk: DueDesk) -> Iterator[Receiver]:
    key = desk.town.ledger.keyring.platform
    with receiving({key.kid: key.public_key}) as opened:
        yield opened


@pytest.fixture
def addresses(desk: DueDesk) -> RecallAddresses:
    return RecallAddresses(desk.town.settings.layout.recall_addresses)


@pytest.fixture
def reached(receiver: Receiver, addresses: RecallAddresses) -> Receiver:
    """The recipient, whose address the operator has set."""
    addresses.put(CENTRE, receiver.address)
    return receiver


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[EventDict]:
    capture = structlog.testing.LogCapture()
    every = structlog.make_filtering_bound_logger(NOTSET)
    for module in (projections.courier, projections.rounds):
        log = structlog.wrap_logger(None, [capture], every, cache_logger_on_first_use=False)
        monkeypatch.setattr(module, "_log", log)
    return capture.entries
