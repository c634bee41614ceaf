"""The second way out: a successor log that names where its predecessor ended, and records."""

from pathlib import Path

import pytest

from ledger.backup.errors import RestoreTargetError
from ledger.backup.successor import open_successor
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import HighWaterMark, Mark
from ledger.service.ceremony import create_ledger
from ledger.service.entries import statement_of
from ledger.service.ledger import open_ledger
from ledger.settings import Settings

ROOT = SigningKey.from_seed(b"r" * 32)
OLD, NEW = "test.example/old", "test.example/new"


def settings_of(dsn: str, home: Path, schema: str) -> Settings:
    return Settings.model_validate({"dsn": dsn, "home": home, "db_schema": schema})


@pytest.fixture
def old(dsn: str, tmp_path: Path) -> Settings:
    """A ledger that can never sign again: its mark is far above its database."""
    settings = settings_of(dsn, tmp_path / "old", "old")
    create_ledger(settings, ROOT, origin=OLD, jurisdiction="370481", jurisdiction_name="滕州市")
    with HighWaterMark(settings.layout.high_water, OLD) as mark:
        mark.open(may_create=False)
        mark.advance(Mark(1000, b"\7" * 32))
    with pytest.raises(LogStoppedError), open_ledger(settings):
        pass
    return settings


def test_the_successors_genesis_names_the_end_of_its_predecessor(old: Settings, dsn: str, tmp_path: Path) -> None:
    new = settings_of(dsn, tmp_path / "new", "new")
    assert open_successor(old, new, ROOT, NEW) == f"{OLD} 1000 {encode(bytes([7]) * 32)}"
    with open_ledger(new) as ledger:
        plain = statement_of(ledger.reader.entry(0).entry).plain
        assert plain["predecessor"] == f"{OLD} 1000 {encode(bytes([7]) * 32)}"
        assert ledger.genesis.origin == NEW
        assert (ledger.genesis.jurisdiction, ledger.genesis.jurisdiction_name) == ("370481", "滕州市")
        assert ledger.health().is_recording
        assert ledger.reader.size() == 2


def test_a_successor_stands_apart_from_its_predecessor(old: Settings, dsn: str, tmp_path: Path) -> None:
    apart = settings_of(dsn, tmp_path / "new", "new")
    for settings, origin in (
        (apart, OLD),
        (apart.model_copy(update={"home": old.home}), NEW),
        (apart.model_copy(update={"db_schema": "old"}), NEW),
    ):
        with pytest.raises(RestoreTargetError, match="of its own"):
            open_successor(old, settings, ROOT, origin)
    assert not (tmp_path / "new").exists()
