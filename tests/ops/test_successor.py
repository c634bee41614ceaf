"""The second way out: a successor log that names where its predecessor ended, and records."""

import json
from pathlib import Path

import pytest

from domain.agency.events import AgencyEnrolled
from domain.refusal import Refusal
from ledger.backup.errors import RestoreTargetError
from ledger.backup.successor import open_successor
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.publish import publish
from ledger.service.ceremony import LedgerExistsError, create_ledger, record_as_root
from ledger.service.entries import statement_of
from ledger.service.ledger import open_ledger
from ledger.settings import Settings
from verify.cli import main as verifier

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


def test_a_test_ledger_has_no_production_successor(old: Settings, dsn: str, tmp_path: Path) -> None:
    with pytest.raises(RestoreTargetError, match="A test ledger cannot succeed a production ledger"):
        open_successor(old, settings_of(dsn, tmp_path / "new", "new"), ROOT, "credit.example/new")
    assert not (tmp_path / "new").exists()


def test_a_malformed_origin_is_refused_before_any_key_is_made(old: Settings, dsn: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        open_successor(old, settings_of(dsn, tmp_path / "new", "new"), ROOT, "test.EXAMPLE new")
    assert not (tmp_path / "new").exists()


def test_a_state_folder_in_use_is_refused_and_says_what_to_do(old: Settings, dsn: str) -> None:
    new = old.model_copy(update={"db_schema": "new"})
    with pytest.raises(LedgerExistsError) as caught:
        create_ledger(new, ROOT, origin=NEW, jurisdiction="370481", jurisdiction_name="滕州市")
    assert "CHENGJIAN_HOME" in caught.value.mend_en


def test_the_successor_records_facts_and_is_verified_by_its_own_policy_alone(
    old: Settings, dsn: str, tmp_path: Path
) -> None:
    new = settings_of(dsn, tmp_path / "new", "new")
    open_successor(old, new, ROOT, NEW)
    agency = AgencyEnrolled(agency="11370481GXJG00014K", name="滕州市示例局", roles=("provider",))
    with open_ledger(new) as ledger:
        record_as_root(ledger, ROOT, agency)
        publish(ledger.reader, tmp_path / "tiles")
        own, foreign = tmp_path / "own.json", tmp_path / "foreign.json"
        own.write_text(json.dumps(ledger.policy()))
        foreign.write_text(json.dumps({**ledger.policy(), "origin": OLD}))
    assert verifier(["log", str(tmp_path / "tiles"), "--policy", str(own)]) == 0
    assert verifier(["log", str(tmp_path / "tiles"), "--policy", str(foreign)]) != 0
