"""Key files: one secret seed a file, readable by its owner only, under a passphrase if wanted.

Errors: see ``ledger.crypto.errors``.
"""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from nacl.bindings import (
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
    crypto_pwhash_argon2id_MEMLIMIT_MODERATE,
    crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
    crypto_secretbox,
    crypto_secretbox_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import CryptoError as NaclCryptoError

from ledger import base64url
from ledger.crypto.errors import KeyFileFormError, KeyFileMissingError, KeyFileModeError, PassphraseError, SeedError
from ledger.crypto.public_keys import thumbprint

FILE_TYPE = "urn:chengjian:key-file:v1"
_SEED_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 24
_OTHERS = 0o077
_MAX_FILE_BYTES = 4096


def write_key_file(path: Path, seed: bytes, passphrase: str | None = None) -> None:
    """Write a seed to a new file of mode 0600 and make it durable; an existing file is never replaced.

    Args:
        path: Where the file goes; its folder exists.
        seed: 32 bytes.
        passphrase: Encrypts the seed with XSalsa20-Poly1305 under Argon2id (moderate limits) if given.

    Raises:
        FileExistsError: There is a file already.
        SeedError: The seed is not 32 bytes.
    """
    if len(seed) != _SEED_BYTES:
        raise SeedError("a seed is 32 bytes")
    content = {"kid": _kid(seed), "type": FILE_TYPE}
    if passphrase is None:
        content["seed"] = base64url.encode(seed)
    else:
        content["box"] = _seal(seed, passphrase)
    _write_new(path, orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def read_key_file(path: Path, passphrase: str | None = None) -> bytes:
    """Read the 32-byte seed of a key file and check that it makes the key that the file names.

    Raises:
        KeyFileMissingError: There is no such file.
        KeyFileModeError: Somebody else than the owner may read or write it.
        KeyFileFormError: It does not hold a key in our form.
        PassphraseError: It needs a passphrase and got none, or the wrong one.
    """
    content = _parse(_read_private(path), path.name)
    seed = _read_seed(content, passphrase)
    if len(seed) != _SEED_BYTES or content.get("kid") != _kid(seed):
        raise KeyFileFormError(f"{path.name}: the seed does not make the key that the file names", file=path.name)
    return seed


def _kid(seed: bytes) -> str:
    return thumbprint(crypto_sign_seed_keypair(seed)[0])


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & _OTHERS:
                raise KeyFileModeError(f"{path.name} is open to others; run chmod 600 on it", file=path.name)
            return file.read(_MAX_FILE_BYTES)
    except FileNotFoundError as error:
        raise KeyFileMissingError(f"{path.name} is missing", file=path.name) from error


def _parse(data: bytes, name: str) -> dict[str, object]:
    try:
        content: object = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise KeyFileFormError(f"{name} is not a key file", file=name) from error
    if not isinstance(content, dict) or content.get("type") != FILE_TYPE:
        raise KeyFileFormError(f"{name} is not a key file of this version", file=name)
    return content


def _read_seed(content: dict[str, object], passphrase: str | None) -> bytes:
    box = content.get("box")
    if box is None:
        return _bytes(content.get("seed"))
    if passphrase is None:
        raise PassphraseError("the key file needs a passphrase")
    return _open(_bytes(box), passphrase)


def _bytes(member: object) -> bytes:
    if not isinstance(member, str):
        raise KeyFileFormError("the key file holds no seed")
    try:
        return base64url.decode(member)
    except base64url.Base64UrlError as error:
        raise KeyFileFormError("the seed is not base64url") from error


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return crypto_pwhash_alg(
        _SEED_BYTES,
        passphrase.encode("utf-8"),
        salt,
        crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
        crypto_pwhash_argon2id_MEMLIMIT_MODERATE,
        crypto_pwhash_ALG_ARGON2ID13,
    )


def _seal(seed: bytes, passphrase: str) -> str:
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    return base64url.encode(salt + nonce + crypto_secretbox(seed, nonce, _stretch(passphrase, salt)))


def _open(data: bytes, passphrase: str) -> bytes:
    salt, nonce, sealed = data[:_SALT_BYTES], data[_SALT_BYTES:][:_NONCE_BYTES], data[_SALT_BYTES + _NONCE_BYTES :]
    if not sealed:
        raise KeyFileFormError("the sealed seed is too short")
    try:
        return crypto_secretbox_open(sealed, nonce, _stretch(passphrase, salt))
    except NaclCryptoError as error:
        raise PassphraseError("wrong passphrase, or the key file is damaged") from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
