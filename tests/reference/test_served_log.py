"""A reader that follows only the C2SP texts accepts what we publish and what we serve, at every size that matters."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.ports import Ledger
from ledger.crypto.keys import SigningKey
from ledger.log.checkpoint import verification_key
from ledger.log.opening import LogPlace, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.publish import publish
from ledger.log.reader import LogReader
from ledger.log.sequencer import Sequencer
from tests.api.bare import BareLedger
from tests.log.fixtures import log_database, place
from tests.log.logs import event, request
from tests.reference.c2sp_reader import Fetch, from_folder, read_log

__all__ = ["log_database", "place"]

SIZES = (0, 1, 255, 256, 257, 65_536)
GROUP = 1_000


def grow(sequencer: Sequencer, size: int, target: int) -> None:
    for start in range(size, target, GROUP):
        numbers = range(start, min(start + GROUP, target))
        sequencer.append(request(*[event(f"e{number}") for number in numbers]))


def served(reader: LogReader) -> Fetch:
    ledger = BareLedger(SigningKey.from_seed(bytes(range(32))))
    ledger.reader = reader  # type: ignore[assignment] # the real reader in place of the bare one
    client = TestClient(create_app(cast("Ledger", ledger)), base_url="http://localhost")

    def fetch(path: str) -> bytes | None:
        answer = client.get(f"/{path}")
        return answer.content if answer.status_code == 200 else None

    return fetch


@pytest.fixture
def sequencer(place: LogPlace) -> Iterator[Sequencer]:
    with make_sequencer(place, PlainEnvelope()) as sequencer:
        yield sequencer


def test_the_reference_reader_accepts_what_we_publish_and_serve(
    place: LogPlace, sequencer: Sequencer, tmp_path: Path
) -> None:
    vkey = verification_key(place.origin, place.key.public_key)
    size = 0
    with open_reader(place) as reader:
        for target in SIZES:
            grow(sequencer, size, target)
            size = target
            publish(reader, tmp_path / "published")
            expected = [stored.entry for stored in reader.entries(0)]
            assert len(expected) == target
            assert read_log(from_folder(tmp_path / "published"), vkey) == expected
            assert read_log(served(reader), vkey) == expected
