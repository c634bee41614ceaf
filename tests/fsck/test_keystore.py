"""The key store beside the log: nothing is lost, nothing is destroyed without an event, nothing is kept despite one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from ledger.fsck.fault import Fault
from ledger.fsck.run import fsck
from ledger.keystore import FileKeyStore
from ledger.keystore.file_store import FILE_NAME
from tests.fsck.sample_log import SampleLog, organisation, sample_log
from tests.fsck.sound import Sound


@contextmanager
def copied(log: SampleLog, folder: Path) -> Iterator[FileKeyStore]:
    """Give a copy of the log's key store, to do with as a test likes."""
    folder.mkdir(exist_ok=True)
    log.keystore.copy_to(folder / FILE_NAME)
    with FileKeyStore(folder) as store:
        yield store


def faults(log: SampleLog, store: FileKeyStore) -> list[Fault]:
    with log.connect() as connection:
        return list(fsck(connection, replace(log.material, keystore=store)))


def test_the_copy_of_a_sound_store_is_sound(small: Sound, tmp_path: Path) -> None:
    with copied(small.log, tmp_path) as store:
        assert faults(small.log, store) == []


def test_keys_destroyed_without_an_event_are_a_fault(small: Sound, tmp_path: Path) -> None:
    with copied(small.log, tmp_path) as store:
        store.destroy(_owner(small, small.fact), uuid4())
        assert "keystore-destroyed" in {fault.kind for fault in faults(small.log, store)}


def test_keys_destroyed_on_the_evidence_of_another_event_are_a_fault(small: Sound, tmp_path: Path) -> None:
    with small.log.connect() as connection, connection.cursor() as cursor:
        record = small.log.source.at(cursor, [small.subject_opened])[small.subject_opened]
    with copied(small.log, tmp_path) as store:
        store.destroy(_owner(small, small.fact), record.jti)
        assert "keystore-destroyed" in {fault.kind for fault in faults(small.log, store)}


def test_keys_retired_without_an_event_are_a_fault(small: Sound, tmp_path: Path) -> None:
    with copied(small.log, tmp_path) as store:
        owner = _owner(small, small.fact)
        store.rotate(owner)
        assert faults(small.log, store) == []
        store.retire(owner, uuid4())
        found = {fault.kind for fault in faults(small.log, store)}
        assert found == {"keystore-destroyed", "vault-closed"}


def test_a_lost_store_is_a_fault_at_every_record(small: Sound, tmp_path: Path) -> None:
    with FileKeyStore(tmp_path / "empty") as store:
        found = faults(small.log, store)
    missing = {fault.position for fault in found if fault.kind == "keystore-missing"}
    assert {small.fact, small.corrected, small.subject_opened} <= missing


def test_a_damaged_store_is_a_fault(small: Sound, tmp_path: Path) -> None:
    with copied(small.log, tmp_path / "sound"):
        pass
    folder = tmp_path / "damaged"
    shutil.copytree(tmp_path / "sound", folder)
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)
    with FileKeyStore(folder) as store:
        assert {"keystore-form", "keystore-missing"} & {fault.kind for fault in faults(small.log, store)}


@pytest.mark.parametrize("is_done", [False, True])
def test_keys_that_outlive_the_erasure_of_their_subject_are_a_fault(dsn: str, tmp_path: Path, is_done: bool) -> None:
    with sample_log(dsn, tmp_path) as log:
        log.found()
        log.publish("xk-food")
        subject = log.subject(organisation(1))
        log.fact(subject, log.fields(organisation(1), "1"))
        log.erase_subject(subject, keep_keys=not is_done)
        kinds = {fault.kind for fault in faults(log, log.keystore)}
    assert kinds == (set() if is_done else {"keystore-kept"})


def test_an_erasure_that_was_recorded_but_not_carried_out_is_a_fault(dsn: str, tmp_path: Path) -> None:
    with sample_log(dsn, tmp_path) as log:
        log.found()
        log.publish("xk-food")
        subject = log.subject(organisation(1))
        position, jti = log.fact(subject, log.fields(organisation(1), "1"))
        log.erase_record(subject, jti, [position], only_event=True)
        assert {fault.kind for fault in faults(log, log.keystore)} == {"vault-kept"}


def _owner(small: Sound, position: int) -> bytes:
    with small.log.connect() as connection, connection.cursor() as cursor:
        owner = small.log.source.at(cursor, [position])[position].owner()
    assert owner is not None
    return owner
