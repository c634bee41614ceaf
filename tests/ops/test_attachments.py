"""Attachments in backups: what was handed in comes back, whenever it came; what was erased does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.backup.keys import back_up_keys, restore_keys
from ledger.backup.make import back_up_database
from ledger.backup.mark import settle_mark
from ledger.backup.replay import LogIdentity, replay
from ledger.backup.restore import restore_database
from ledger.backup.tile_source import FolderSource
from ledger.backup.whole_restore import Answers, restore_ledger
from ledger.fsck.opening import open_material
from ledger.fsck.run import fsck
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import Mark
from ledger.log.publish import publish
from ledger.postgres.connect import connect
from ledger.service.keyring import Keyring
from ledger.service.ledger import Ledger, open_ledger
from ledger.settings import Settings, load_settings
from tests.attachments import PDF, PNG, TEXT, File, file_of, object_with
from tests.due_town import open_due_town
from tests.town import ORIGIN

EARLY, LATE, ERASED = file_of(ORIGIN, PDF), file_of(ORIGIN, PNG, "image/png"), file_of(ORIGIN, TEXT, "text/plain")


@dataclass(frozen=True)
class Loss:
    """What there is of a town after its machine was lost.

    Attributes:
        folder: With the backups ``full``, ``side`` and ``keys`` and the published ``tiles``.
    """

    folder: Path


def lose(dsn: str, tmp_path: Path, *, is_erasing: bool) -> Loss:
    """One file is handed in before the full backup, one after it for a statement from before, one may be erased.

    An erasure brings everything of its subject into the next backup; without one only what is new is there.
    """
    with open_due_town(dsn, tmp_path / "home") as town:
        ledger, schema = town.ledger, town.settings.db_schema
        object_with(town, EARLY, LATE)
        gone = object_with(town, ERASED, number=2)
        for file in (EARLY, ERASED):
            ledger.attachments.store(*file.arguments)
        back_up_database(dsn, schema, tmp_path / "full")
        town.send(town.penalty(3))
        ledger.attachments.store(*LATE.arguments)
        if is_erasing:
            ledger.erasure.erase_record(gone.fact, "court_order", "裁定", ledger.genesis)
        town.send(town.penalty(4))
        back_up_database(dsn, schema, tmp_path / "side", full=tmp_path / "full")
        back_up_keys(ledger.settings.layout, tmp_path / "keys")
        publish(ledger.reader, tmp_path / "tiles")
    return Loss(tmp_path)


@pytest.fixture
def elsewhere(second_dsn: str, tmp_path: Path) -> Settings:
    """Another machine, on which nothing is yet."""
    return load_settings({"CHENGJIAN_DSN": second_dsn, "CHENGJIAN_HOME": str(tmp_path / "new")})


@contextmanager
def recovered(loss: Loss, settings: Settings) -> Iterator[Ledger]:
    """Restore the full backup, replay what was published with a side backup, and open the ledger."""
    assert settings.dsn is not None
    dsn, layout = settings.dsn.get_secret_value(), settings.layout
    restore_keys(layout, loss.folder / "keys")
    manifest = restore_database(dsn, settings.db_schema, loss.folder / "full")
    (layout.home / "origin").write_text(manifest.origin + "\n")
    keyring = Keyring.load(layout.keys, manifest.origin)
    signer = CheckpointSigner(manifest.origin, keyring.log)
    newest = (loss.folder / "tiles" / "checkpoint").read_text()
    settle_mark(layout.high_water, signer, Mark(manifest.size, bytes.fromhex(manifest.root)), newest)
    log = LogIdentity(signer, keyring.tags, Mark(0, b""))
    replay(dsn, settings.db_schema, log, FolderSource(loss.folder / "tiles"), loss.folder / "side")
    with open_ledger(settings) as ledger:
        yield ledger


def faults(ledger: Ledger) -> list[str]:
    with (
        open_material(ledger.settings.layout) as material,
        connect(ledger.dsn, ledger.settings.db_schema, autocommit=True) as connection,
    ):
        return [str(fault) for fault in fsck(connection, material)]


def content_of(ledger: Ledger, file: File) -> bytes | None:
    read = ledger.attachments.read(file.digest)
    return None if read is None else read.content


def test_a_full_backup_brings_back_what_was_handed_in(dsn: str, tmp_path: Path, elsewhere: Settings) -> None:
    with open_due_town(dsn, tmp_path / "home") as town:
        object_with(town, EARLY)
        town.ledger.attachments.store(*EARLY.arguments)
        back_up_database(dsn, town.settings.db_schema, tmp_path / "full")
        back_up_keys(town.settings.layout, tmp_path / "keys")
    restore_ledger(elsewhere, tmp_path / "full", Answers(keys=tmp_path / "keys", is_newest=True))
    with open_ledger(elsewhere) as ledger:
        assert content_of(ledger, EARLY) == PDF
        assert not ledger.attachments.store(*EARLY.arguments).is_new
        assert faults(ledger) == []


def test_a_side_backup_brings_back_what_was_handed_in_later_for_an_earlier_statement(
    dsn: str, tmp_path: Path, elsewhere: Settings
) -> None:
    with recovered(lose(dsn, tmp_path, is_erasing=False), elsewhere) as ledger:
        assert [content_of(ledger, file) for file in (EARLY, LATE, ERASED)] == [PDF, PNG, TEXT]
        assert faults(ledger) == []


def test_what_was_erased_after_a_backup_does_not_come_back_with_it(
    dsn: str, tmp_path: Path, elsewhere: Settings
) -> None:
    with recovered(lose(dsn, tmp_path, is_erasing=True), elsewhere) as ledger:
        assert [content_of(ledger, file) for file in (EARLY, LATE, ERASED)] == [PDF, PNG, None]
        with ledger.pool.connection() as connection:
            rows = connection.execute("select 1 from vault where starts_with(role, 'attach')").fetchall()
        assert len(rows) == 2
        assert faults(ledger) == []
