"""A whole ledger is lost and comes back: facts, an erasure, keys; and ``fsck`` finds nothing to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.backup.keys import back_up_keys, restore_keys
from ledger.backup.make import back_up_database
from ledger.backup.mark import settle_mark
from ledger.backup.replay import LogIdentity, replay
from ledger.backup.restore import restore_database
from ledger.backup.tile_source import FolderSource
from ledger.fsck.opening import open_material
from ledger.fsck.run import fsck
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import Mark
from ledger.log.publish import publish
from ledger.postgres.connect import connect
from ledger.service.keyring import Keyring
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted
from ledger.settings import Settings, load_settings
from tests.town import licence, open_town, record

ORIGINAL_ROWS = "SELECT position, role, owner, sealed, wrapped_key FROM vault ORDER BY position, role"


@dataclass(frozen=True)
class Loss:
    """What there is of a town after its machine was lost.

    Attributes:
        folder: With the backups ``full``, ``side`` and ``keys`` and the published ``tiles``.
        size: Of the log when it was lost.
        erased: A fact that was erased after the full backup.
        last: The text of the last statement that was recorded.
        receipt: Its receipt.
    """

    folder: Path
    size: int
    erased: str
    last: str
    receipt: bytes


@pytest.fixture
def loss(dsn: str, tmp_path: Path) -> Loss:
    facts = [licence(number) for number in range(1, 7)]
    with open_town(dsn, tmp_path / "home") as ledger:
        schema = ledger.settings.db_schema
        record(ledger, *facts[:3])
        back_up_database(dsn, schema, tmp_path / "full")
        record(ledger, *facts[3:5])
        ledger.erasure.erase_record(facts[0].jti, "court_order", "裁定", ledger.genesis)
        record(ledger, facts[5])
        back_up_database(dsn, schema, tmp_path / "side", full=tmp_path / "full")
        back_up_keys(ledger.settings.layout, tmp_path / "keys")
        publish(ledger.reader, tmp_path / "tiles")
        size = ledger.reader.size()
        return Loss(tmp_path, size, facts[0].jti, facts[5].text, ledger.receipt_at(size - 1).to_json())


@pytest.fixture
def restored(loss: Loss, second_dsn: str) -> Settings:
    """The full backup, restored on another machine that has the newest checkpoint from a mirror."""
    settings = load_settings({"CHENGJIAN_DSN": second_dsn, "CHENGJIAN_HOME": str(loss.folder / "new")})
    layout = settings.layout
    restore_keys(layout, loss.folder / "keys")
    manifest = restore_database(second_dsn, settings.db_schema, loss.folder / "full")
    (layout.home / "origin").write_text(manifest.origin + "\n")
    signer = CheckpointSigner(manifest.origin, Keyring.load(layout.keys, manifest.origin).log)
    newest = (loss.folder / "tiles" / "checkpoint").read_text()
    settle_mark(layout.high_water, signer, Mark(manifest.size, bytes.fromhex(manifest.root)), newest)
    with pytest.raises(LogStoppedError), open_ledger(settings):
        pass
    return settings


@pytest.fixture
def replayed(restored: Settings, loss: Loss, second_dsn: str) -> Iterator[Ledger]:
    origin = (restored.layout.home / "origin").read_text().strip()
    keyring = Keyring.load(restored.layout.keys, origin)
    log = LogIdentity(CheckpointSigner(origin, keyring.log), keyring.tags, Mark(0, b""))
    done = replay(second_dsn, restored.db_schema, log, FolderSource(loss.folder / "tiles"), loss.folder / "side")
    assert done.after == loss.size
    with open_ledger(restored) as ledger:
        yield ledger


def faults(ledger: Ledger) -> list[str]:
    with (
        open_material(ledger.settings.layout) as material,
        connect(ledger.dsn, ledger.settings.db_schema, autocommit=True) as connection,
    ):
        return [str(fault) for fault in fsck(connection, material)]


def test_after_the_replay_nothing_is_at_fault(replayed: Ledger) -> None:
    assert faults(replayed) == []


def test_what_was_recorded_before_is_known_and_the_same_receipt_is_given(replayed: Ledger, loss: Loss) -> None:
    (outcome,) = replayed.submit_many([loss.last])
    assert isinstance(outcome, Accepted)
    assert not outcome.is_new
    assert outcome.receipt.to_json() == loss.receipt


def test_the_log_goes_on_with_the_next_fact_about_the_same_subject(replayed: Ledger, loss: Loss) -> None:
    record(replayed, licence(700))
    assert replayed.reader.size() == loss.size + 1
    assert faults(replayed) == []


def test_what_was_erased_stays_erased_and_the_rest_can_be_read(replayed: Ledger, loss: Loss, dsn: str) -> None:
    def rows(where: str) -> list[tuple[object, ...]]:
        with connect(where, replayed.settings.db_schema) as connection:
            return connection.execute(ORIGINAL_ROWS).fetchall()

    assert rows(replayed.dsn) == rows(dsn)
    with replayed.pool.connection() as connection, connection.cursor() as cursor:
        records = list(replayed.source.read(cursor, 0, loss.size))
    opened = {record.jti: record.disclosed for record in records if record.topic.endswith("fact-recorded:v1")}
    assert opened.pop(loss.erased) == {}
    assert len(opened) == 5
    assert all(disclosed["subject.name"] for disclosed in opened.values())
