"""The independent reader accepts what the tile writer of the tests writes, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reference.c2sp_reader import LogError, from_folder, merkle_tree_hash, read_log, tile_index
from tests.reference.merkle import hash_of_hashes, leaf_hash
from tests.verify.sample_log import ORIGIN, SampleLog, checkpoint_text, note_line, std64, tiled, vkey

VKEY = vkey(ORIGIN, "log")


def entries_of(size: int) -> list[bytes]:
    return [b"entry %d" % i for i in range(size)]


def files_of(entries: list[bytes]) -> dict[str, bytes]:
    root = merkle_tree_hash([leaf_hash(entry) for entry in entries])
    text = checkpoint_text(len(entries), root)
    return {**tiled(entries), "checkpoint": f"{text}\n{note_line(ORIGIN, 'log', text)}".encode()}


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 65_536])
def test_logs_at_the_edges_of_tiles_are_read_whole(size: int) -> None:
    entries = entries_of(size)
    assert read_log(files_of(entries).get, VKEY) == entries


def test_a_log_is_read_from_a_folder(tmp_path: Path) -> None:
    log = SampleLog()
    log.open()
    log.write(tmp_path)
    assert read_log(from_folder(tmp_path), VKEY) == log.entries


FAULTS: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no checkpoint": lambda files: files.pop("checkpoint"),
    "no leaf tile": lambda files: files.pop("tile/0/001.p/44"),
    "no bundle": lambda files: files.pop("tile/entries/000"),
    "a changed entry": lambda files: files.update(
        {"tile/entries/000": files["tile/entries/000"].replace(b"9", b"8", 1)}
    ),
    "a changed tile": lambda files: files.update({"tile/0/000": files["tile/0/000"][::-1]}),
    "a changed upper tile": lambda files: files.update({"tile/1/000.p/1": bytes(32)}),
    "a short tile": lambda files: files.update({"tile/0/000": files["tile/0/000"][:-1]}),
    "a short bundle": lambda files: files.update({"tile/entries/000": files["tile/entries/000"][:-1]}),
    "an entry too many": lambda files: files.update({"tile/entries/000": files["tile/entries/000"] + b"\0\0"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_log_with_a_fault_is_refused(name: str) -> None:
    files = files_of(entries_of(300))
    FAULTS[name](files)
    with pytest.raises(LogError):
        read_log(files.get, VKEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n300\n", "\n0300\n"),
        lambda text: text.replace("\n300\n", "\n301\n"),
        lambda text: text.replace(ORIGIN + "\n300", "test.other\n300"),
        lambda text: text.replace("— ", "- "),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n300\n", "\n\n300\n"),
        lambda text: text.replace("\n300\n", "\n300\t\n"),
    ],
)
def test_a_changed_checkpoint_is_refused(change: Callable[[str], str]) -> None:
    files = files_of(entries_of(300))
    files["checkpoint"] = change(files["checkpoint"].decode()).encode()
    with pytest.raises(LogError):
        read_log(files.get, VKEY)


@pytest.mark.parametrize(
    "body", [f"{ORIGIN}\n300\n", f"{ORIGIN}\n0300\n{std64(bytes(32))}\n", f"{ORIGIN}\n300\n{std64(bytes(31))}\n",
             f"other\n300\n{std64(bytes(32))}\n", f"{ORIGIN}\n300\n{std64(bytes(32))}\n"],
)  # fmt: skip
def test_a_signed_text_that_is_no_checkpoint_of_these_entries_is_refused(body: str) -> None:
    files = files_of(entries_of(300))
    files["checkpoint"] = f"{body}\n{note_line(ORIGIN, 'log', body)}".encode()
    with pytest.raises(LogError):
        read_log(files.get, VKEY)


def test_a_checkpoint_by_another_key_is_refused() -> None:
    files = files_of(entries_of(3))
    for key in (vkey(ORIGIN, "other"), vkey(ORIGIN, "log", 4), VKEY.replace("+", "+0", 1)):
        with pytest.raises(LogError):
            read_log(files.get, key)


def test_tile_numbers_are_spelled_as_the_specification_says() -> None:
    assert [tile_index(n) for n in (0, 5, 999, 1000, 1234067)] == ["000", "005", "999", "x001/000", "x001/x234/067"]


def test_both_references_agree() -> None:
    hashes = [leaf_hash(entry) for entry in entries_of(77)]
    for size in range(78):
        assert merkle_tree_hash(hashes[:size]) == hash_of_hashes(hashes[:size])
