"""The oldest major that is supported carries the same log, and a backup leads from it to the newest."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.backup.make import back_up_database
from ledger.backup.restore import restore_database
from ledger.backup.tables import TABLES
from ledger.postgres.connect import OLDEST_MAJOR
from ledger.postgres.launcher import EmbeddedPostgres
from tests.ops.logs import SCHEMA, SmallLog, new_log, personal_event, plain_event
from tests.ops.servers import SETTINGS, wheel_programs


@pytest.fixture(scope="module")
def oldest() -> Iterator[EmbeddedPostgres]:
    """A server of the oldest major."""
    folder = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    with EmbeddedPostgres(folder / "postgres", binaries=wheel_programs("pginstall"), settings=SETTINGS) as server:
        yield server
    shutil.rmtree(folder)


def test_the_oldest_major_is_the_one_that_is_tested(oldest: EmbeddedPostgres) -> None:
    with psycopg.connect(oldest.dsn) as connection:
        assert connection.info.server_version // 10_000 == OLDEST_MAJOR == 16


def test_a_log_is_the_same_on_both_majors_and_moves_by_backup(
    oldest: EmbeddedPostgres, dsn: str, tmp_path: Path
) -> None:
    log = new_log(oldest.dsn, tmp_path)
    log.append([event(number) for number in range(150) for event in (plain_event, personal_event)])
    back_up_database(log.dsn, SCHEMA, tmp_path / "backup")
    restore_database(dsn, SCHEMA, tmp_path / "backup")
    moved = SmallLog(dsn, log.mark_path)
    for table in TABLES:
        assert moved.rows(table) == log.rows(table)
    before = log.rows("checkpoint")
    assert moved.append([plain_event(300)]).positions == (300,)
    assert log.rows("checkpoint") == before
