"""The key store comes back from a backup that is older than an erasure: what was erased stays erased."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.identifier import Identifier
from domain.subject.refusals import SubjectUnknownError
from ledger.backup.keys import back_up_keys
from ledger.fsck.opening import open_material
from ledger.fsck.run import fsck
from ledger.keystore import KeyDestroyedError
from ledger.postgres.connect import connect
from ledger.service.destruction import Destruction
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.records import Record
from ledger.settings import Settings
from tests.town import COMPANY_CODE, licence, open_town, record

COMPANY = Identifier("uscc", COMPANY_CODE)
FACT = "urn:chengjian:fact-recorded:v1"


@contextmanager
def with_older_keys(settings: Settings, keys: Path) -> Iterator[Ledger]:
    """Open a ledger after its key store was lost and an older copy of it was put back."""
    shutil.rmtree(settings.layout.keystore)
    shutil.copytree(keys / "keystore", settings.layout.keystore)
    with open_ledger(settings) as ledger:
        yield ledger


def facts(ledger: Ledger) -> list[Record]:
    """The facts of the town, in the order of the log."""
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        records = list(ledger.source.read(cursor, 0, ledger.reader.size()))
    return [one for one in records if one.topic == FACT]


def owner_of(fact: Record) -> bytes:
    owner = fact.owner()
    assert owner is not None
    return owner


def faults(ledger: Ledger) -> set[str]:
    with (
        open_material(ledger.settings.layout) as material,
        connect(ledger.dsn, ledger.settings.db_schema, autocommit=True) as connection,
    ):
        return {fault.kind for fault in fsck(connection, material)}


def test_a_subject_that_was_erased_after_the_copy_is_erased_again(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        record(town, licence(1))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        owner = owner_of(facts(town)[0])
        town.erasure.erase_subject(COMPANY, "court_order", "裁定", town.genesis)
    with with_older_keys(town.settings, tmp_path / "keys") as ledger:
        assert ledger.keystore.is_destroyed(owner)
        assert "subject.name" not in facts(ledger)[0].disclosed
        assert faults(ledger) == set()
        with pytest.raises(SubjectUnknownError):
            ledger.erasure.erase_subject(COMPANY, "court_order", "裁定", ledger.genesis)


def test_the_old_key_of_an_erased_record_is_destroyed_again(dsn: str, tmp_path: Path) -> None:
    """The copy has the key that sealed the record, as older copies of the database hold it."""
    with open_town(dsn, tmp_path / "home") as town:
        erased = licence(1)
        record(town, erased, licence(2))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        owner = owner_of(facts(town)[1])
        (old,) = town.keystore.generations(owner)
        town.erasure.erase_record(erased.jti, "court_order", "裁定", town.genesis)
    with with_older_keys(town.settings, tmp_path / "keys") as ledger:
        assert [keys.key for keys in ledger.keystore.generations(owner)] != [old.key]
        assert len(ledger.keystore.generations(owner)) == 1
        assert facts(ledger)[0].disclosed == {}
        assert ledger.erasure.finish() == 0


def test_a_record_whose_erasure_was_interrupted_is_erased_although_the_erasure_cannot_be_opened(
    dsn: str, tmp_path: Path
) -> None:
    """The erasure is sealed under a key that the copy does not have; what it names is found by its tag."""
    with open_town(dsn, tmp_path / "home") as town:
        erased = licence(1)
        record(town, erased, licence(2))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        with patch.object(Destruction, "carry_out", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
            town.erasure.erase_record(erased.jti, "court_order", "裁定", town.genesis)
        owner = owner_of(facts(town)[0])
        old = town.keystore.generations(owner)[-1]
    with with_older_keys(town.settings, tmp_path / "keys") as ledger:
        gone, kept = facts(ledger)
        assert gone.vault == []
        assert kept.disclosed["subject.document_no"] == "滕审准〔2026〕2号"
        assert [keys.key for keys in ledger.keystore.generations(owner)] != [old.key]
        record(ledger, licence(3))
        assert facts(ledger)[2].disclosed["subject.document_no"] == "滕审准〔2026〕3号"


def test_a_subject_that_the_copy_does_not_know_cannot_come_back_either(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        back_up_keys(town.settings.layout, tmp_path / "keys")
        record(town, licence(1))
        owner = owner_of(facts(town)[0])
        town.erasure.erase_subject(COMPANY, "court_order", "裁定", town.genesis)
    with with_older_keys(town.settings, tmp_path / "keys") as ledger:
        assert ledger.keystore.is_destroyed(owner)
        with pytest.raises(KeyDestroyedError):
            ledger.keystore.create(owner)


def test_a_record_can_be_erased_although_its_representative_was_erased_before(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        gone = licence(1)
        record(town, gone, licence(2))
        representative = facts(town)[0].owner("representative")
        assert representative is not None
        town.keystore.destroy(representative, gone.jti)
        town.erasure.erase_record(gone.jti, "court_order", "裁定", town.genesis)
        first, second = facts(town)
        assert first.vault == []
        assert second.disclosed["subject.name"]


def test_keys_of_the_open_subject_that_are_missing_are_found(dsn: str, tmp_path: Path) -> None:
    """The copy is older than the subject: nothing was destroyed, and nothing opens."""
    with open_town(dsn, tmp_path / "home") as town:
        back_up_keys(town.settings.layout, tmp_path / "keys")
        record(town, licence(1))
    with with_older_keys(town.settings, tmp_path / "keys") as ledger:
        assert faults(ledger) == {"keystore-missing"}


def test_a_copy_of_the_keys_holds_no_more_than_the_store_it_was_made_of(dsn: str, tmp_path: Path) -> None:
    """Made after an erasure, it holds no key that sealed the erased record."""
    with open_town(dsn, tmp_path / "home") as town:
        erased = licence(1)
        record(town, erased, licence(2))
        (old,) = town.keystore.generations(owner_of(facts(town)[0]))
        town.erasure.erase_record(erased.jti, "court_order", "裁定", town.genesis)
        back_up_keys(town.settings.layout, tmp_path / "keys")
        copies = [path.read_bytes() for path in (tmp_path / "keys" / "keystore").iterdir()]
        assert copies
        assert all(old.key not in copy and old.file_secret in copy for copy in copies)
