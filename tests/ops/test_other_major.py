"""The oldest major that is supported carries the same log, and a backup leads from it to the newest."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.backup.make import back_up_database
from ledger.backup.restore import restore_database
from ledger.backup.tables import TABLES
from ledger.fsck.opening import open_material
from ledger.fsck.run import fsck
from ledger.log.publish import publish
from ledger.postgres.connect import OLDEST_MAJOR, connect
from ledger.postgres.launcher import EmbeddedPostgres
from tests.ops.logs import SCHEMA, SmallLog, new_log, personal_event, plain_event
from tests.ops.servers import SETTINGS, wheel_programs
from tests.town import licence, open_town, record
from verify.cli import main as verifier


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


def test_a_town_records_proves_and_is_sound_on_the_oldest_major(oldest: EmbeddedPostgres, tmp_path: Path) -> None:
    """Facts, an erasure, a receipt, tiles and both checks."""
    with psycopg.connect(oldest.dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE town")
    dsn = f"{oldest.dsn} dbname=town"
    with open_town(dsn, tmp_path / "home") as town:
        facts = [licence(number) for number in range(1, 6)]
        record(town, *facts)
        town.erasure.erase_record(facts[1].jti, "court_order", "裁定", town.genesis)
        record(town, licence(9))
        (tmp_path / "receipt.json").write_bytes(town.receipt_at(town.reader.size() - 1).to_json())
        (tmp_path / "policy.json").write_text(json.dumps(town.policy()))
        publish(town.reader, tmp_path / "tiles")
        with (
            open_material(town.settings.layout) as material,
            connect(dsn, town.settings.db_schema, autocommit=True) as connection,
        ):
            assert list(fsck(connection, material)) == []
    policy = ["--policy", str(tmp_path / "policy.json")]
    assert verifier(["log", str(tmp_path / "tiles"), *policy]) == 0
    assert verifier([str(tmp_path / "receipt.json"), *policy]) == 0
