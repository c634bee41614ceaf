"""The key store after crashes: torn writes at every byte, failed and lost system calls, damage."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.keystore import FileKeyStore, KeyStoreError, KeyStoreFormError
from ledger.keystore.file_store import FILE_NAME
from ledger.keystore.record import RECORD_BYTES

EVIDENCE = UUID("019ca8f0-0000-7000-8000-000000000001")
A, B, C = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keystore"


def restore(folder: Path, content: bytes) -> None:
    (folder / FILE_NAME).write_bytes(content)


def record(content: bytes, slot: int) -> bytes:
    return content[slot * RECORD_BYTES : (slot + 1) * RECORD_BYTES]


def with_record(content: bytes, slot: int, data: bytes) -> bytes:
    return content[: slot * RECORD_BYTES] + data + content[(slot + 1) * RECORD_BYTES :]


def test_a_last_record_torn_at_any_byte_is_ignored_and_cut_off_by_the_next_writer(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        kept = store.create(A)
        whole = (folder / FILE_NAME).read_bytes()
        store.create(B)
    longer = (folder / FILE_NAME).read_bytes()
    for width in range(1, RECORD_BYTES):
        restore(folder, longer[: len(whole) + width])
        with FileKeyStore(folder) as store:
            assert store.get(A) == kept
            assert store.get(B) is None
            keys = store.create(C)
            store.sync()
        with FileKeyStore(folder) as store:
            assert store.get(C) == keys
            assert [one.kind for one in store.records()] == ["live", "live"]
        assert len((folder / FILE_NAME).read_bytes()) == len(longer)


@pytest.mark.parametrize("width", range(1, RECORD_BYTES, 9))
def test_a_header_torn_at_any_byte_is_written_anew(folder: Path, width: int) -> None:
    FileKeyStore(folder).close()
    restore(folder, (folder / FILE_NAME).read_bytes()[:width])
    with FileKeyStore(folder) as store:
        keys = store.create(A)
    with FileKeyStore(folder) as store:
        assert store.get(A) == keys


def test_whole_records_of_zeros_that_a_crash_left_hold_nothing_and_stop_nobody(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        kept = store.create(A)
    restore(folder, (folder / FILE_NAME).read_bytes() + bytes(3 * RECORD_BYTES + 40))
    with FileKeyStore(folder) as store:
        assert store.get(A) == kept
        keys = store.create(B)
        assert [one.kind for one in store.records()] == ["live", "live"]
    with FileKeyStore(folder) as store:
        assert store.get(B) == keys


def test_an_erasure_torn_at_any_byte_is_finished_by_whoever_opens_the_store_next(folder: Path) -> None:
    """The state on disk: the order is there, and the key's record is partly old and partly new, in either order."""
    with FileKeyStore(folder) as store:
        keys, kept = store.create(A), store.create(B)
        before = (folder / FILE_NAME).read_bytes()
        store.destroy(A, EVIDENCE)
    after = (folder / FILE_NAME).read_bytes()
    old, new = record(before, 1), record(after, 1)
    for width in range(RECORD_BYTES + 1):
        for torn in (new[:width] + old[width:], old[:width] + new[width:])[: 1 + (width % 7 == 0)]:
            restore(folder, with_record(after, 1, torn))
            with FileKeyStore(folder) as store:
                assert store.get(A) is None
                assert store.is_destroyed(A)
                assert store.get(B) == kept
                assert [one.kind for one in store.records()] == ["erased", "live", "destroyed"]
            content = (folder / FILE_NAME).read_bytes()
            assert keys.key not in content
            assert keys.file_secret not in content


def test_an_erasure_of_several_generations_torn_in_any_of_them_is_finished(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        generations = [store.create(A), store.rotate(A), store.rotate(A)]
        before = (folder / FILE_NAME).read_bytes()
        store.destroy(A, EVIDENCE)
    after = (folder / FILE_NAME).read_bytes()
    for slot in (1, 2, 3):
        content = before + record(after, 4)
        content = with_record(content, slot, record(after, slot)[:60] + record(before, slot)[60:])
        restore(folder, content)
        FileKeyStore(folder).close()
        left = (folder / FILE_NAME).read_bytes()
        assert not any(keys.key in left for keys in generations)
        assert generations[0].file_secret not in left


def test_a_retirement_torn_in_the_old_key_leaves_the_new_one_alone(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        old, new = store.create(A), store.rotate(A)
        before = (folder / FILE_NAME).read_bytes()
        store.retire(A, EVIDENCE)
    after = (folder / FILE_NAME).read_bytes()
    for width in range(0, RECORD_BYTES + 1, 3):
        restore(folder, with_record(after, 1, record(after, 1)[:width] + record(before, 1)[width:]))
        with FileKeyStore(folder) as store:
            assert store.generations(A) == (new,)
        assert old.key not in (folder / FILE_NAME).read_bytes()


def scenario(store: FileKeyStore, log: list[str]) -> None:
    """Everything that writes, noting what was answered."""
    store.create(A)
    store.create(B)
    store.sync()
    log.append("created")
    store.rotate(A)
    log.append("rotated")
    store.retire(A, EVIDENCE)
    log.append("retired")
    store.destroy(B, EVIDENCE)
    log.append("destroyed")
    store.create(C)
    store.sync()
    log.append("created again")


class Fault:
    """Breaks one system call of a scenario, before or after it took effect."""

    def __init__(self, number: int, *, persists: bool) -> None:
        self.left = number
        self.persists = persists

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Count a system call and break it when its turn has come."""

        def broken(*arguments: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                if self.persists:
                    call(*arguments)
                raise OSError(5, "input/output error")
            return call(*arguments)

        return broken


@pytest.mark.parametrize("persists", [False, True], ids=["failed", "failed-but-persisted"])
def test_any_one_broken_system_call_loses_nothing_that_was_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, persists: bool
) -> None:
    number, was_broken = 0, True
    while was_broken:
        number += 1
        folder = tmp_path / str(number)
        fault = Fault(number, persists=persists)
        log: list[str] = []
        with FileKeyStore(folder) as store, monkeypatch.context() as patched:
            for name in ("pwrite", "fdatasync", "ftruncate"):
                patched.setattr(os, name, fault.wrap(getattr(os, name)))
            was_broken = False
            try:
                scenario(store, log)
            except (OSError, KeyStoreError):
                was_broken = True
        check_after_fault(folder, log)
    assert number > 15


def check_after_fault(folder: Path, log: list[str]) -> None:
    """What was answered stands, and the scenario can be carried through from wherever it stopped."""
    with FileKeyStore(folder) as store:
        if "created" in log:
            assert store.get(A) is not None
            assert store.get(B) is not None or store.is_destroyed(B)
        if "rotated" in log:
            assert store.generations(A)[0].generation == 1
        if "retired" in log:
            assert len(store.generations(A)) == 1
        if "destroyed" in log:
            assert store.is_destroyed(B)
        if "created again" in log:
            assert store.get(C) is not None
        for subject in (A, C):
            store.create(subject)
        if not store.is_destroyed(B):
            store.create(B)
        store.retire(A, EVIDENCE)
        store.destroy(B, EVIDENCE)
        store.sync()
    with FileKeyStore(folder) as store:
        assert len(store.generations(A)) == 1
        assert store.is_destroyed(B)
        kinds = [one.kind for one in store.records()]
    assert "damaged" not in kinds
    assert kinds.count("live") == 2


def test_a_destruction_that_failed_halfway_is_finished_when_it_is_ordered_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FileKeyStore(folder) as store:
        keys = store.create(A)
        with monkeypatch.context() as patched:
            original = os.pwrite
            writes = iter([original])

            def second_write_fails(*arguments: Any) -> int:
                return next(writes, _fail)(*arguments)

            patched.setattr(os, "pwrite", second_write_fails)
            with pytest.raises(OSError, match="input/output"):
                store.destroy(A, EVIDENCE)
        assert keys.key in (folder / FILE_NAME).read_bytes()
        store.destroy(A, EVIDENCE)
        assert keys.key not in (folder / FILE_NAME).read_bytes()


def _fail(*_: Any) -> int:
    raise OSError(5, "input/output error")


def test_damage_is_told_apart_from_absence_so_that_no_second_key_is_made(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        store.create(A)
        kept = store.create(B)
    content = (folder / FILE_NAME).read_bytes()
    for place in (0, 20, 40, 60, 90, 127):
        damaged = bytearray(content)
        damaged[RECORD_BYTES + place] ^= 0x10
        restore(folder, bytes(damaged))
        with FileKeyStore(folder) as store:
            assert store.get(B) == kept
            for refused in (store.get, store.create, store.rotate, store.is_destroyed, store.generations):
                with pytest.raises(KeyStoreFormError):
                    refused(A)
            assert [one.kind for one in store.records()] == ["damaged", "live"]
        assert (folder / FILE_NAME).read_bytes() == bytes(damaged)


def test_damage_that_comes_while_the_store_is_open_is_noticed(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        store.create(A)
        store.rotate(A)
        content = bytearray((folder / FILE_NAME).read_bytes())
        for slot in (1, 2):
            changed = bytearray(content)
            changed[slot * RECORD_BYTES + 70] ^= 1
            with (folder / FILE_NAME).open("r+b") as file:
                file.write(changed)
            with pytest.raises(KeyStoreFormError):
                store.generations(A)


def test_a_record_moved_to_another_place_is_damage(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        store.create(A)
        store.create(B)
    content = (folder / FILE_NAME).read_bytes()
    restore(folder, with_record(with_record(content, 1, record(content, 2)), 2, record(content, 1)))
    with FileKeyStore(folder) as store:
        assert [one.kind for one in store.records()] == ["damaged", "damaged"]


def test_a_file_that_shrank_while_open_stops_the_store(folder: Path) -> None:
    with FileKeyStore(folder) as store:
        store.create(A)
        store.create(B)
        os.truncate(folder / FILE_NAME, 2 * RECORD_BYTES)
        with pytest.raises(KeyStoreFormError, match="shrank"):
            store.create(uuid4())
