"""Whole receipts: put together from the server's answer and our own disclosures, and kept in a file.

Source:
    docs/log-format.md, section 7; docs/api.md, "Many statements".
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import orjson

from ledger.intake.errors import UploadError
from ledger.intake.submission.transport import Json
from ledger.strict_json import StrictJsonError, encode

_MEMBERS = ("entry", "index", "inclusion", "checkpoint", "keys")


def assemble_receipt(statement: str, proof: Json) -> Json:
    """Put a receipt together.

    Args:
        statement: The SD-JWT that was sent.
        proof: What the server answered, with its basis.

    Raises:
        UploadError: The answer is incomplete or about another statement.
    """
    jwt, *disclosures = statement.removesuffix("~").split("~")
    if any(member not in proof for member in _MEMBERS):
        raise UploadError("server-incoherent", reason="a receipt lacks members")
    if _statement_of(proof["entry"]) != jwt:
        raise UploadError("server-incoherent", reason="a receipt is about another statement")
    return {
        "type": "urn:chengjian:receipt:v1",
        **{member: proof[member] for member in _MEMBERS},
        "disclosures": sorted(disclosures, key=_digest),
    }


def write_receipts(path: Path, receipts: Iterable[Json]) -> int:
    """Add receipts to a file of one receipt a line, replacing it in one step; those it already holds stay.

    Returns:
        How many receipts the file now holds.
    """
    kept: dict[str, bytes] = {}
    if path.exists():
        for line in path.read_bytes().splitlines():
            kept[_name_of(orjson.loads(line))] = line
    for receipt in receipts:
        kept.setdefault(_name_of(receipt), _spell(receipt))
    _replace(path, b"".join(line + b"\n" for line in kept.values()))
    return len(kept)


def _spell(receipt: Json) -> bytes:
    try:
        return encode(receipt)
    except StrictJsonError as error:
        raise UploadError("server-incoherent", reason="a receipt is not strict JSON") from error


def _name_of(receipt: Json) -> str:
    return sha256(str(receipt["entry"]).encode()).hexdigest()


def _statement_of(entry: object) -> object:
    try:
        value = orjson.loads(entry) if isinstance(entry, str) else None
    except orjson.JSONDecodeError as error:
        raise UploadError("server-incoherent", reason="an entry is not JSON") from error
    return value.get("statement") if isinstance(value, dict) else None


def _digest(disclosure: str) -> str:
    return urlsafe_b64encode(sha256(disclosure.encode("ascii")).digest()).rstrip(b"=").decode()


def _replace(path: Path, data: bytes) -> None:
    """Write a private file so that a reader finds the old or the new one, never half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
