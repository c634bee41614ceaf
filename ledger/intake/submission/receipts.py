"""Whole receipts: put together from the server's answer and our own disclosures, and kept in a file.

Source:
    docs/log-format.md, section 7; docs/api.md, "Many statements".
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import orjson

from domain.signer import PLATFORM
from ledger.intake.errors import JournalError, UploadError
from ledger.intake.submission.taken_up import TAKEN_UP
from ledger.intake.submission.transport import Json
from ledger.statement import StatementError, parse, parse_jwt
from ledger.strict_json import StrictJsonError, encode

_TYPE = "urn:chengjian:receipt:v1"
_MEMBERS = ("entry", "index", "inclusion", "checkpoint", "keys")


def check_proof(statement: str, proof: Json) -> None:
    """Refuse an answer that cannot become a receipt of this statement.

    A request is recorded inside an event of the platform: of that entry nothing but its signer and its topic can be
    compared with what was sent.

    Args:
        statement: The SD-JWT that was sent.
        proof: What the server answered, with its basis.

    Raises:
        UploadError: It is incomplete, not strict JSON, or about another statement.
    """
    if any(member not in proof for member in _MEMBERS):
        raise UploadError("server-incoherent", reason="a receipt lacks members")
    recorded = _statement_of(proof["entry"])
    if recorded != statement.partition("~")[0] and not _takes_up(recorded, parse(statement).vct):
        raise UploadError("server-incoherent", reason="a receipt is about another statement")
    try:
        encode(proof)
    except StrictJsonError as error:
        raise UploadError("server-incoherent", reason="a receipt is not strict JSON") from error


def assemble_receipt(statement: str, proof: Json) -> bytes:
    """Put a receipt together from a statement and a checked proof; of a request, from the event around it.

    Returns:
        The receipt as strict JSON in one line.
    """
    is_own = _statement_of(proof["entry"]) == statement.partition("~")[0]
    disclosures = statement.removesuffix("~").split("~")[1:] if is_own else _disclosures_in(proof)
    members = {member: proof[member] for member in _MEMBERS}
    return encode({"type": _TYPE, **members, "disclosures": sorted(disclosures, key=_digest)})


def _disclosures_in(proof: Json) -> list[str]:
    given = proof.get("disclosures", [])
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def write_receipts(path: Path, proven: Iterable[tuple[str, Json]]) -> int:
    """Add receipts to a file of one receipt a line, replacing it in one step; those it already holds stay.

    Args:
        path: The file, readable by its owner alone.
        proven: Statements with their checked proofs.

    Returns:
        How many receipts the file now holds.

    Raises:
        JournalError: A line of the file is no receipt, or is not whole; the file stays as it is.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    names: set[bytes] = set()
    try:
        with os.fdopen(descriptor, "wb") as file:
            for number, line in enumerate(_lines(path), start=1):
                names.add(_name_of(_entry_of(line, path.name, number)))
                file.write(line)
            for statement, proof in proven:
                if (name := _name_of(proof["entry"])) not in names:
                    names.add(name)
                    file.write(assemble_receipt(statement, proof) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(names)


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from file


def _entry_of(line: bytes, name: str, number: int) -> str:
    try:
        entry = orjson.loads(line)["entry"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise JournalError("receipts-damaged", name=name, line=number) from error
    if not isinstance(entry, str) or not line.endswith(b"\n"):
        raise JournalError("receipts-damaged", name=name, line=number)
    return entry


def _name_of(entry: str) -> bytes:
    return sha256(entry.encode()).digest()


def _statement_of(entry: object) -> object:
    try:
        value = orjson.loads(entry) if isinstance(entry, str) else None
    except orjson.JSONDecodeError as error:
        raise UploadError("server-incoherent", reason="an entry is not JSON") from error
    return value.get("statement") if isinstance(value, dict) else None


def _takes_up(recorded: object, asked: str) -> bool:
    """Whether an entry's statement is the platform's event that takes up a request of this topic."""
    if asked not in TAKEN_UP or not isinstance(recorded, str):
        return False
    try:
        event = parse_jwt(recorded)
    except StatementError:
        return False
    return event.iss == PLATFORM and event.vct == TAKEN_UP[asked]


def _digest(disclosure: str) -> str:
    return urlsafe_b64encode(sha256(disclosure.encode("ascii")).digest()).rstrip(b"=").decode()
