"""One sound log for all tests of this folder; each test breaks it inside a transaction that is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ledger.postgres.launcher import EmbeddedPostgres
from tests.fsck.broken import Broken
from tests.fsck.sample_log import sample_log
from tests.fsck.sound import Sound, write_sound


@contextmanager
def fresh_database(server: EmbeddedPostgres, name: str) -> Iterator[str]:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield make_conninfo(server.dsn, dbname=name)
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def sound(postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sound]:
    """A full tile and some more."""
    with (
        fresh_database(postgres_server, "fsck_sound") as dsn,
        sample_log(dsn, tmp_path_factory.mktemp("sound")) as log,
    ):
        yield write_sound(log, many=256)


@pytest.fixture(scope="session")
def small(postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sound]:
    """The same events with a handful of entries, for tests that check very often."""
    with (
        fresh_database(postgres_server, "fsck_small") as dsn,
        sample_log(dsn, tmp_path_factory.mktemp("small")) as log,
    ):
        yield write_sound(log, many=2)


@pytest.fixture
def broken(small: Sound) -> Iterator[Broken]:
    """A transaction in which a test may break what it likes."""
    with small.log.connect(autocommit=False) as connection:
        yield Broken(connection, small.log)
        connection.rollback()


@pytest.fixture
def broken_tile(sound: Sound) -> Iterator[Broken]:
    """The same over the log with a full tile."""
    with sound.log.connect(autocommit=False) as connection:
        yield Broken(connection, sound.log)
        connection.rollback()
