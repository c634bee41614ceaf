"""One sound log for all tests of this folder; each test breaks it inside a transaction that is rolled back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from ledger.fsck.fault import Fault
from ledger.fsck.rows import Snapshot
from ledger.fsck.run import check, read_mark
from ledger.postgres.launcher import EmbeddedPostgres
from tests.fsck.sample_log import SampleLog, sample_log
from tests.fsck.sound import Sound, write_sound

Find = Callable[[], list[Fault]]


@pytest.fixture(scope="session")
def sound(postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sound]:
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("create database fsck_sound"))
    dsn = make_conninfo(postgres_server.dsn, dbname="fsck_sound")
    with sample_log(dsn, tmp_path_factory.mktemp("sound")) as log:
        yield write_sound(log)
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database fsck_sound with (force)"))


@pytest.fixture
def log(sound: Sound) -> SampleLog:
    return sound.log


@pytest.fixture
def broken(sound: Sound) -> Iterator[Connection[Any]]:
    """A transaction in which a test may break what it likes."""
    with sound.log.connect(autocommit=False) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def find(sound: Sound, broken: Connection[Any]) -> Find:
    """Checks what the transaction sees."""
    return lambda: faults_in(broken, sound.log)


def faults_in(connection: Connection[Any], log: SampleLog) -> list[Fault]:
    mark, faults = read_mark(log.material)
    return [*faults, *check(Snapshot(connection), log.material, mark)]
