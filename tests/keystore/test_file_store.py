"""The key store's contract: what it gives out, keeps, and destroys."""

import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from ledger.keystore import (
    FileKeyStore,
    KeyDestroyedError,
    KeyStore,
    KeyStoreError,
    KeyStoreFormError,
    KeyStoreModeError,
    UnknownSubjectError,
)
from ledger.keystore.file_store import FILE_NAME

EVIDENCE = UUID("019ca8f0-0000-7000-8000-000000000001")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keystore"


def test_the_file_store_fits_the_port(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        port: KeyStore = store
        assert port.get(uuid4()) is None


def test_created_keys_come_back_the_same_now_and_after_reopening(folder: Path) -> None:
    subject = uuid4()
    with FileKeyStore(folder) as store:
        keys = store.create(subject)
        store.sync()
        assert store.get(subject) == store.get(subject.bytes) == store.create(subject) == keys
    with FileKeyStore(folder) as store:
        assert store.get(subject) == keys
        assert store.generations(subject) == (keys,)
    assert (keys.generation, len(keys.key), len(keys.file_secret), keys.subject_id) == (0, 32, 32, subject.bytes)


def test_two_open_stores_agree_on_a_subject_that_both_create(folder: Path) -> None:
    subject = uuid4()
    with FileKeyStore(folder) as one, FileKeyStore(folder) as other:
        assert one.create(subject) == other.create(subject) == other.get(subject)


def test_secrets_differ_and_show_in_no_representation(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        keys, others = store.create(uuid4()), store.create(uuid4())
    assert len({keys.key, keys.file_secret, others.key, others.file_secret}) == 4
    assert keys.key.hex() not in repr(keys)
    assert repr(keys.key) not in repr(keys)
    assert "key=" not in repr(keys)


def test_rotation_gives_a_new_key_and_keeps_file_secret_and_old_key_until_they_are_retired(folder: Path) -> None:
    subject = uuid4()
    with FileKeyStore(folder) as store, FileKeyStore(folder) as reader:
        old = store.create(subject)
        new = store.rotate(subject)
        assert (new.generation, new.file_secret) == (1, old.file_secret)
        assert new.key != old.key
        assert reader.get(subject) == new
        assert reader.generations(subject) == (new, old)
        store.retire(subject, EVIDENCE)
        store.retire(subject, EVIDENCE)
        assert reader.get(subject) == new
        assert reader.generations(subject) == (new,)
        assert not reader.is_destroyed(subject)
    assert old.key not in (folder / FILE_NAME).read_bytes()
    assert new.key in (folder / FILE_NAME).read_bytes()


def test_rotating_many_times_and_retiring_once_leaves_the_newest_key_only(folder: Path) -> None:
    subject = uuid4()
    with FileKeyStore(folder) as store:
        keys = [store.create(subject), *[store.rotate(subject) for _ in range(4)]]
        assert store.generations(subject) == tuple(reversed(keys))
        store.retire(subject, EVIDENCE)
        store.rotate(subject)
        store.retire(subject, EVIDENCE)
        content = (folder / FILE_NAME).read_bytes()
    assert not any(key.key in content for key in keys)
    assert keys[0].file_secret in content


def test_destroyed_keys_are_gone_from_the_file_and_never_come_back(folder: Path) -> None:
    subject, neighbour = uuid4(), uuid4()
    with FileKeyStore(folder) as store, FileKeyStore(folder) as reader:
        keys = [store.create(subject), store.rotate(subject)]
        kept = store.create(neighbour)
        store.destroy(subject, str(EVIDENCE))
        store.destroy(subject, uuid4())
        for one in (store, reader):
            assert one.get(subject) is None
            assert one.generations(subject) == ()
            assert one.is_destroyed(subject)
            assert not one.is_destroyed(neighbour)
            assert one.get(neighbour) == kept
            for refused in (one.create, one.rotate):
                with pytest.raises(KeyDestroyedError):
                    refused(subject)
            with pytest.raises(KeyDestroyedError):
                one.retire(subject, EVIDENCE)
        content = (folder / FILE_NAME).read_bytes()
    for secret in [*(key.key for key in keys), keys[0].file_secret]:
        assert secret not in content
        assert secret[:8] not in content
    assert content.count(EVIDENCE.bytes) == 3  # the order and the two erased keys
    assert kept.key in content


def test_subjects_without_keys_can_be_neither_rotated_nor_retired_nor_destroyed(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        assert store.get(uuid4()) is None
        assert not store.is_destroyed(uuid4())
        with pytest.raises(UnknownSubjectError):
            store.rotate(uuid4())
        with pytest.raises(UnknownSubjectError):
            store.retire(uuid4(), EVIDENCE)
        with pytest.raises(UnknownSubjectError):
            store.destroy(uuid4(), EVIDENCE)


def test_ids_are_uuids_or_sixteen_bytes(folder: Path) -> None:
    with FileKeyStore(folder) as store, pytest.raises(ValueError, match="16 bytes"):
        store.create(b"short")


def test_going_through_the_store_shows_kinds_and_evidence_but_no_secrets(folder: Path) -> None:
    first, second = uuid4(), uuid4()
    with FileKeyStore(folder) as store:
        store.create(first)
        store.rotate(first)
        store.retire(first, EVIDENCE)
        store.create(second)
        store.destroy(second, EVIDENCE)
        found = [(one.slot, one.subject_id, one.generation, one.kind, one.evidence) for one in store.records()]
    nothing = bytes(16)
    assert found == [
        (1, first.bytes, 0, "erased", EVIDENCE.bytes),
        (2, first.bytes, 1, "live", nothing),
        (3, first.bytes, 1, "retired", EVIDENCE.bytes),
        (4, second.bytes, 0, "erased", EVIDENCE.bytes),
        (5, second.bytes, 0, "destroyed", EVIDENCE.bytes),
    ]


def test_a_copy_made_while_the_store_is_in_use_is_a_store_of_its_own(folder: Path, tmp_path: Path) -> None:
    subject, erased = uuid4(), uuid4()
    backup = tmp_path / "backup"
    backup.mkdir()
    with FileKeyStore(folder) as store:
        keys = store.create(subject)
        store.create(erased)
        store.destroy(erased, EVIDENCE)
        store.copy_to(backup / FILE_NAME)
        later = uuid4()
        store.create(later)
        with pytest.raises(FileExistsError):
            store.copy_to(backup / FILE_NAME)
    assert (backup / FILE_NAME).stat().st_mode & 0o777 == 0o600
    with FileKeyStore(backup) as copy:
        assert copy.get(subject) == keys
        assert copy.is_destroyed(erased)
        assert copy.get(later) is None


def test_syncing_reaches_the_disk_once_for_many_keys_and_not_at_all_for_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    with FileKeyStore(folder) as store, FileKeyStore(folder) as other:
        store.sync()
        monkeypatch.setattr(os, "fdatasync", calls.append)
        store.sync()
        assert calls == []
        subjects = [uuid4() for _ in range(50)]
        for subject in subjects:
            store.create(subject)
        assert calls == []
        store.sync()
        store.sync()
        assert len(calls) == 1
        other.get(subjects[0])
        other.sync()
        assert len(calls) == 2, "a key that another process made may not be durable yet"


def test_after_a_failed_sync_the_store_never_again_claims_to_be_durable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "input/output error")

    with FileKeyStore(folder) as store:
        subject = uuid4()
        store.create(subject)
        with monkeypatch.context() as broken:
            broken.setattr(os, "fdatasync", fail)
            with pytest.raises(KeyStoreError):
                store.sync()
        with pytest.raises(KeyStoreError):
            store.sync()
        with pytest.raises(KeyStoreError):
            store.destroy(subject, EVIDENCE)


def test_folder_and_file_are_private_and_an_open_file_is_refused(folder: Path) -> None:
    FileKeyStore(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    path = folder / FILE_NAME
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyStoreModeError):
        FileKeyStore(folder)


@pytest.mark.parametrize("content", [bytes(128), b"x" * 128, b"x" * 1000])
def test_a_file_of_another_kind_is_refused(folder: Path, content: bytes) -> None:
    folder.mkdir()
    path = folder / FILE_NAME
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(KeyStoreFormError):
        FileKeyStore(folder)
    assert path.read_bytes() == content
