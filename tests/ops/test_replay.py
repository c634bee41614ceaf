"""The first way out: what a restore lost comes back from published tiles, and the log goes on where it was."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.backup.errors import BackupDamagedError, ReplayError
from ledger.backup.make import back_up_database
from ledger.backup.replay import LogIdentity, Replayed, replay
from ledger.backup.restore import check_tree, restore_database
from ledger.backup.tables import ERASING, TABLES
from ledger.backup.tile_source import FolderSource, bundle_path, parse_bundle, tile_source
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import HighWaterMark, Mark
from ledger.postgres.connect import connect
from tests.ops.logs import KEY, ORIGIN, SCHEMA, SIGNER, TAGS, SmallLog, new_log, personal_event, plain_event

OWNERS = (b"a" * 16, b"b" * 16)
NAMELESS = b"n" * 16


@dataclass(frozen=True)
class Disaster:
    """A log that was lost, what there is of it, and the log that was restored from its backup.

    Attributes:
        lost: As it was last.
        restored: From a backup at 100 entries.
        side: A side backup.
        tiles: What was published.
    """

    lost: SmallLog
    restored: SmallLog
    side: Path
    tiles: Path

    def replay(self, side: Path | None = None, *, tiles: Path | None = None) -> Replayed:
        with HighWaterMark(self.restored.mark_path, ORIGIN) as mark:
            identity = LogIdentity(SIGNER, TAGS, mark.read())
        return replay(self.restored.dsn, SCHEMA, identity, FolderSource(tiles or self.tiles), side)

    def has_all(self) -> bool:
        """Whether every row is as it was."""
        return all(self.restored.rows(table) == self.lost.rows(table) for table in TABLES)


Strike = Callable[[int], Disaster]


@pytest.fixture
def strike(dsn: str, second_dsn: str, tmp_path: Path) -> Strike:
    """A disaster of so many entries."""
    return lambda later: strike_down(dsn, second_dsn, tmp_path, later)


def strike_down(dsn: str, second_dsn: str, folder: Path, later: int) -> Disaster:
    """Record 100 entries, back up, record more, make a side backup, publish, restore the backup."""
    log = new_log(dsn, folder)
    log.append([personal_event(number, OWNERS[number % 2]) for number in range(100)])
    back_up_database(dsn, SCHEMA, folder / "full")
    half = [personal_event(100 + number, OWNERS[number % 2]) for number in range(later // 2)]
    last = log.append([*half, *(plain_event(number) for number in range(later - len(half)))])
    back_up_database(dsn, SCHEMA, folder / "side", full=folder / "full")
    tiles = log.publish(folder / "tiles", last.checkpoint)
    restored = SmallLog(second_dsn, log.mark_path)
    restore_database(restored.dsn, SCHEMA, folder / "full")
    return Disaster(log, restored, folder / "side", tiles)


@pytest.mark.parametrize("later", [1, 156, 157, 700])
def test_everything_comes_back_and_the_log_goes_on(strike: Strike, later: int) -> None:
    disaster = strike(later)
    size = 100 + later
    assert disaster.replay(disaster.side) == Replayed(before=100, after=size, missing=0)
    assert disaster.has_all()
    again = disaster.restored.append([personal_event(100_000, OWNERS[0]), plain_event(100_000)])
    assert again.positions == (size, size + 1)
    with connect(disaster.restored.dsn, SCHEMA) as connection:
        row = connection.execute("SELECT root FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        assert row is not None
        check_tree(connection, size + 2, row[0])


def test_a_replayed_log_signs_the_same_tree_as_before(strike: Strike) -> None:
    disaster = strike(10)
    disaster.replay(disaster.side)
    ours = disaster.restored.append([plain_event(5000)])
    disaster.lost.mark_path.unlink()
    with HighWaterMark(disaster.lost.mark_path, ORIGIN) as mark:
        mark.open(may_create=True)
    theirs = disaster.lost.append([plain_event(5000)])
    assert theirs.positions == ours.positions
    assert theirs.entries[0].split(b'"statement"')[0] == ours.entries[0].split(b'"statement"')[0], "the one-time keys"


def test_events_without_disclosures_come_back_from_tiles_alone(dsn: str, second_dsn: str, tmp_path: Path) -> None:
    log = new_log(dsn, tmp_path)
    log.append([plain_event(1), personal_event(1)])
    back_up_database(dsn, SCHEMA, tmp_path / "full")
    last = log.append([plain_event(number) for number in (1, 2, 1, 3)])
    restored = SmallLog(second_dsn, log.mark_path)
    restore_database(restored.dsn, SCHEMA, tmp_path / "full")
    disaster = Disaster(log, restored, tmp_path, log.publish(tmp_path / "tiles", last.checkpoint))
    assert disaster.replay() == Replayed(2, 6, 0)
    assert disaster.has_all()


def test_events_after_the_side_backup_come_back_if_they_have_no_disclosures(strike: Strike) -> None:
    disaster = strike(20)
    last = disaster.lost.append([plain_event(1), plain_event(77)])
    disaster.lost.publish(disaster.tiles, last.checkpoint)
    assert disaster.replay(disaster.side) == Replayed(100, 122, 0)
    assert disaster.has_all()


def test_a_lost_disclosure_is_named_and_nothing_is_changed(strike: Strike) -> None:
    disaster = strike(20)
    before = {table: disaster.restored.rows(table) for table in TABLES}
    with pytest.raises(ReplayError, match="No backup holds the disclosures of entry 100"):
        disaster.replay()
    last = disaster.lost.append([personal_event(900)])
    disaster.lost.publish(disaster.tiles, last.checkpoint)
    with pytest.raises(ReplayError, match="disclosures of entry 120") as caught:
        disaster.replay(disaster.side)
    assert "recover successor" in caught.value.mend_en
    assert {table: disaster.restored.rows(table) for table in TABLES} == before


def test_what_was_never_published_stays_missing_and_the_log_stays_shut(strike: Strike) -> None:
    disaster = strike(20)
    disaster.lost.append([plain_event(900), plain_event(901)])
    assert disaster.replay(disaster.side) == Replayed(100, 120, 2)
    with pytest.raises(Exception, match="size 120, but size 122 was promised"):
        disaster.restored.append([plain_event(1000)])


def test_tiles_that_reach_past_the_mark_must_contain_it(strike: Strike) -> None:
    disaster = strike(20)
    identity = LogIdentity(SIGNER, TAGS, Mark(110, b"\0" * 32))
    with pytest.raises(ReplayError, match="root that was signed at 110"):
        replay(disaster.restored.dsn, SCHEMA, identity, FolderSource(disaster.tiles), disaster.side)


def test_of_whom_something_was_erased_the_rows_come_back_as_they_were_wrapped_anew(
    dsn: str, second_dsn: str, tmp_path: Path
) -> None:
    log = new_log(dsn, tmp_path)
    log.append([personal_event(number, OWNERS[number % 2]) for number in range(6)])
    log.append([personal_event(6, NAMELESS)])
    back_up_database(dsn, SCHEMA, tmp_path / "full")
    erasing = [personal_event(number, owner, vct=ERASING[0]) for number, owner in ((7, OWNERS[0]), (8, NAMELESS))]
    last = log.append(erasing)
    with connect(dsn, SCHEMA) as connection:
        connection.execute("DELETE FROM vault WHERE position IN (2, 6)")
        connection.execute("UPDATE vault SET wrapped_key = 'anew' WHERE owner = %s", (OWNERS[0],))
    back_up_database(dsn, SCHEMA, tmp_path / "side", full=tmp_path / "full")
    restored = SmallLog(second_dsn, log.mark_path)
    restore_database(restored.dsn, SCHEMA, tmp_path / "full")
    disaster = Disaster(log, restored, tmp_path / "side", log.publish(tmp_path / "tiles", last.checkpoint))
    disaster.replay(disaster.side)
    assert disaster.has_all()


@pytest.mark.parametrize("place", ["tile/entries/000.p/120", "checkpoint"])
def test_a_changed_byte_of_what_is_published_is_noticed(strike: Strike, place: str) -> None:
    disaster = strike(20)
    data = bytearray((disaster.tiles / place).read_bytes())
    data[-10] ^= 1
    (disaster.tiles / place).write_bytes(data)
    with pytest.raises((ReplayError, BackupDamagedError)):
        disaster.replay(disaster.side)
    assert len(disaster.restored.entries()) == 100


def test_a_missing_bundle_is_named(strike: Strike) -> None:
    disaster = strike(20)
    (disaster.tiles / "tile/entries/000.p/120").unlink()
    with pytest.raises(ReplayError, match=r"tile/entries/000\.p/120 is missing"):
        disaster.replay(disaster.side)


def test_what_is_older_than_the_database_is_refused(strike: Strike) -> None:
    disaster = strike(20)
    disaster.replay(disaster.side)
    with HighWaterMark(disaster.restored.mark_path, ORIGIN) as mark:
        mark.advance(Mark(121, b"\7" * 32))
    with pytest.raises(ReplayError, match="ends at 120, but the database has 120"):
        disaster.replay(disaster.side)


def test_where_nothing_is_missing_nothing_is_done(strike: Strike) -> None:
    disaster = strike(20)
    disaster.replay(disaster.side)
    assert disaster.replay(disaster.side) == Replayed(before=120, after=120, missing=0)
    assert disaster.has_all()


def test_a_full_backup_is_no_side_backup(strike: Strike, tmp_path: Path) -> None:
    disaster = strike(20)
    with pytest.raises(ReplayError, match="no side backup"):
        disaster.replay(tmp_path / "full")
    with pytest.raises(BackupDamagedError, match="holds only what published tiles do not"):
        restore_database(disaster.restored.dsn, SCHEMA, disaster.side)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE tag SET n = n + 1 WHERE position = 105 AND n IS NOT NULL",
        "DELETE FROM tag WHERE position = 105 AND n IS NOT NULL",
        "UPDATE tag SET n = NULL WHERE position = 105",
    ],
)
def test_a_side_backup_whose_tags_do_not_fit_the_entries_is_refused(
    strike: Strike, tmp_path: Path, tampering: str
) -> None:
    disaster = strike(20)
    with connect(disaster.lost.dsn, SCHEMA) as connection:
        connection.execute(tampering.encode())
    back_up_database(disaster.lost.dsn, SCHEMA, tmp_path / "tampered", full=tmp_path / "full")
    with pytest.raises(ReplayError, match="do not fit its one-time keys"):
        disaster.replay(tmp_path / "tampered")
    assert len(disaster.restored.entries()) == 100


def test_a_checkpoint_of_another_log_is_refused(strike: Strike) -> None:
    disaster = strike(20)
    identity = LogIdentity(CheckpointSigner("test.example/other", KEY), TAGS, Mark(0, b""))
    with pytest.raises(BackupDamagedError, match="not signed by this log"):
        replay(disaster.restored.dsn, SCHEMA, identity, FolderSource(disaster.tiles), disaster.side)


@pytest.mark.parametrize(
    ("bundle", "width", "path"),
    [
        (0, 256, "tile/entries/000"),
        (0, 7, "tile/entries/000.p/7"),
        (999, 256, "tile/entries/999"),
        (1000, 256, "tile/entries/x001/000"),
        (1_234_067, 12, "tile/entries/x001/x234/067.p/12"),
    ],
)
def test_bundles_have_the_paths_of_the_specification(bundle: int, width: int, path: str) -> None:
    assert bundle_path(bundle, width) == path


@pytest.mark.parametrize("data", [b"\0", b"\0\5abc", b"\0\1a\0"])
def test_a_malformed_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(ReplayError, match="malformed"):
        parse_bundle(data, "tile/entries/000")


def test_a_server_that_cannot_be_reached_is_named() -> None:
    with pytest.raises(ReplayError, match="checkpoint cannot be had"):
        tile_source("http://127.0.0.1:9/").read("checkpoint")
