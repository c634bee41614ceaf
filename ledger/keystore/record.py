"""Records of the key store's file: 128 bytes each, so that none crosses a disk sector.

| bytes | what |
|---|---|
| 1 | kind |
| 3 | zero |
| 4 | generation |
| 8 | slot: number of the record in the file |
| 8 | slot of the subject's record before, 0 for none |
| 16 | subject id |
| 16 | evidence: jti of the event that ordered a destruction |
| 32 | key |
| 32 | file secret |
| 8 | first bytes of SHA-256 over `chengjian/keys/1` and the 120 bytes before |

Numbers are big-endian.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import NamedTuple

RECORD_BYTES = 128
ID_BYTES = 16
SECRET_BYTES = 32
NO_ID = bytes(ID_BYTES)
NO_SECRET = bytes(SECRET_BYTES)
EMPTY = bytes(RECORD_BYTES)

HEADER = ord("H")
KEY = ord("K")
ERASED = ord("E")
RETIRED = ord("R")
DESTROYED = ord("D")
_KINDS = frozenset({HEADER, KEY, ERASED, RETIRED, DESTROYED})

_LAYOUT = struct.Struct(">B3xIQQ16s16s32s32s")
_LABEL = b"chengjian/keys/1"


class Record(NamedTuple):
    """One record of the file."""

    kind: int
    generation: int
    slot: int
    previous: int
    subject_id: bytes
    evidence: bytes = NO_ID
    key: bytes = NO_SECRET
    file_secret: bytes = NO_SECRET


def pack(record: Record) -> bytes:
    """Spell a record: 128 bytes."""
    body = _LAYOUT.pack(*record)
    return body + _checksum(body)


def unpack(data: bytes, slot: int) -> Record | None:
    """Read the record of a slot; None if its bytes are damaged or belong to another slot."""
    body = data[: _LAYOUT.size]
    if _checksum(body) != data[_LAYOUT.size :]:
        return None
    record = Record._make(_LAYOUT.unpack(body))
    return record if record.slot == slot and record.kind in _KINDS else None


def _checksum(body: bytes) -> bytes:
    return sha256(_LABEL + body).digest()[: RECORD_BYTES - _LAYOUT.size]
