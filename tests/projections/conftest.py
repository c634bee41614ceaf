"""A small log for each test, written by the real recorder into a schema of its own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ledger.postgres.launcher import EmbeddedPostgres
from projections.public_list import BlindIndex
from tests.fsck.conftest import fresh_database
from tests.fsck.sample_log import SampleLog, sample_log
from tests.projections.desk import Desk

_numbers = count(1)


@pytest.fixture(scope="session")
def shared_dsn(postgres_server: EmbeddedPostgres) -> Iterator[str]:
    with fresh_database(postgres_server, "projections") as dsn:
        yield dsn


@pytest.fixture
def desk(shared_dsn: str, tmp_path: Path) -> Iterator[Desk]:
    """A founded log with catalogue items, and the read models over it."""
    schema = f"test_{next(_numbers)}"
    with sample_log(shared_dsn, tmp_path, schema) as log:
        _found(log)
        with log.connect() as connection:
            yield Desk(log, connection, BlindIndex(b"b" * 32))


def _found(log: SampleLog) -> None:
    log.found()
    log.publish("xk-food")
    log.publish("ry-star", nature="honour", standard="basic", subject_kinds=("ENT", "ORG"))
    log.publish("cf-fine", nature="penalty", standard="cf-2018", is_adverse=True)
    log.publish("xk-closed", disclosure="on_request")
