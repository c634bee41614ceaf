"""Key files: private, durable, and refused when anything about them is off."""

import os
from pathlib import Path

import orjson
import pytest

from ledger.crypto.errors import (
    KeyFileError,
    KeyFileFormError,
    KeyFileMissingError,
    KeyFileModeError,
    PassphraseError,
    SeedError,
)
from ledger.crypto.keys import read_key_file, write_key_file

SEED = bytes(range(32))


def test_a_seed_comes_back_from_a_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    path = tmp_path / "log.key"
    write_key_file(path, SEED)
    assert read_key_file(path) == SEED
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_seed_under_a_passphrase_stands_nowhere_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    write_key_file(path, SEED, "滕州 passphrase")
    assert "seed" not in orjson.loads(path.read_bytes())
    assert read_key_file(path, "滕州 passphrase") == SEED
    with pytest.raises(PassphraseError):
        read_key_file(path, "wrong")
    with pytest.raises(PassphraseError):
        read_key_file(path)


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "log.key"
    write_key_file(path, SEED)
    with pytest.raises(FileExistsError):
        write_key_file(path, bytes(32))
    assert read_key_file(path) == SEED


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_is_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "log.key"
    write_key_file(path, SEED)
    path.chmod(mode)
    with pytest.raises(KeyFileModeError):
        read_key_file(path)


def test_a_missing_file_is_a_key_file_error(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissingError):
        read_key_file(tmp_path / "none.key")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "urn:chengjian:key-file:v2"},
        {"kid": "A" * 43},
        {"seed": None},
        {"seed": 7},
        {"seed": "AAAA"},
        {"seed": "!" * 43},
        {"box": "AAAA"},
        {"box": 5},
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "log.key"
    write_key_file(path, SEED)
    content = orjson.loads(path.read_bytes()) | change
    path.write_bytes(orjson.dumps(content))
    with pytest.raises(KeyFileFormError):
        read_key_file(path, "passphrase")


@pytest.mark.parametrize("content", [b"", b"[]", b"not json", os.urandom(5000)])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "log.key"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(KeyFileError):
        read_key_file(path)


def test_seeds_have_32_bytes(tmp_path: Path) -> None:
    with pytest.raises(SeedError):
        write_key_file(tmp_path / "short.key", bytes(31))
    assert not (tmp_path / "short.key").exists()
