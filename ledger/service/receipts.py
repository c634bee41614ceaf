"""Receipts: proof that one statement was recorded, the same bytes for ever (ADR 12)."""

from base64 import b64encode
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from domain.signer import ROOT
from domain.tags import LEDGER_TAG, jti_tag, key_tag
from ledger.append import Appended, QueryItem
from ledger.log.reader import LogReader
from ledger.service.entries import statement_of
from ledger.statement.statement import Statement
from ledger.strict_json import encode

RECEIPT = "urn:chengjian:receipt:v1"
_KEPT_TREES = 64


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry that made or ended a key, with its inclusion in the receipt's tree."""

    entry: bytes
    index: int
    inclusion: tuple[bytes, ...]

    def members(self) -> dict[str, Any]:
        """Give the JSON members of the log format, section 7."""
        return {"entry": self.entry.decode("utf-8"), "inclusion": _hashes(self.inclusion), "index": self.index}


@dataclass(frozen=True)
class Receipt:
    """Proof that one statement was recorded.

    Attributes:
        entry: Exact leaf bytes.
        index: Its position.
        inclusion: Hashes, leaf to root, in the tree of `checkpoint`.
        checkpoint: Signed note.
        keys: What the signature relies on, ascending by index.
        disclosures: Encoded disclosures; empty in what is sent unless the receiver had them anyway.

    Source:
        docs/log-format.md, section 7.
    """

    entry: bytes
    index: int
    inclusion: tuple[bytes, ...]
    checkpoint: str
    keys: tuple[KeyEntry, ...]
    disclosures: tuple[str, ...] = ()

    @cached_property
    def statement(self) -> Statement:
        """The statement in the entry, without disclosures."""
        return statement_of(self.entry)

    def members(self) -> dict[str, Any]:
        """Give the JSON members of the log format, section 7."""
        return {
            "checkpoint": self.checkpoint,
            "disclosures": list(self.disclosures),
            "entry": self.entry.decode("utf-8"),
            "inclusion": _hashes(self.inclusion),
            "index": self.index,
            "keys": [key.members() for key in self.keys],
            "type": RECEIPT,
        }

    def to_json(self) -> bytes:
        """Give the receipt file: strict JSON in one line."""
        return encode(self.members()) + b"\n"


class Receipts:
    """Makes receipts from what the log holds."""

    def __init__(self, reader: LogReader) -> None:
        """Keep the log to read from."""
        self._reader = reader
        self._keys: OrderedDict[tuple[int, str], tuple[KeyEntry, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, appended: Appended, i: int, statement: Statement) -> Receipt:
        """Make the receipt of the i-th event of a request that was just recorded."""
        return Receipt(
            appended.entries[i],
            appended.positions[i],
            tuple(appended.inclusion(i)),
            appended.checkpoint,
            self._key_entries(statement, appended.positions[i], appended.size),
        )

    def at(self, position: int) -> Receipt:
        """Make the receipt of a recorded position, as it was made at first."""
        entry = self._reader.entry(position).entry
        tree = self._reader.checkpoint_covering(position)
        proof = tuple(self._reader.inclusion_proof(position, tree.size))
        keys = self._key_entries(statement_of(entry), position, tree.size)
        return Receipt(entry, position, proof, tree.note, keys)

    def find(self, iss: str, jti: str) -> Receipt | None:
        """Make the receipt of a statement by its issuer and id, if it was recorded."""
        head = self._reader.tag_head(jti_tag(iss, jti))
        return None if head is None else self.at(head.position)

    def _key_entries(self, statement: Statement, position: int, size: int) -> tuple[KeyEntry, ...]:
        known = self._keys.get((size, statement.kid))
        if known is None:
            known = tuple(
                KeyEntry(entry, index, tuple(self._reader.inclusion_proof(index, size)))
                for index, entry in sorted(self._relied_on(statement).items())
                if index < size
            )
            with self._lock:
                self._keys[size, statement.kid] = known
                if len(self._keys) > _KEPT_TREES:
                    self._keys.popitem(last=False)
        return tuple(key for key in known if key.index <= position)

    def _relied_on(self, statement: Statement) -> dict[int, bytes]:
        """Find the genesis, the key events of the signer's key, and those of the keys that signed these."""
        found = self._tagged(LEDGER_TAG)
        known: set[str] = set()
        wanted = set() if statement.iss == ROOT else {statement.kid}
        while wanted - known:
            kid = (wanted - known).pop()
            known.add(kid)
            events = self._tagged(key_tag(kid))
            found |= events
            signed = map(statement_of, events.values())
            wanted |= {event.kid for event in signed if event.iss != ROOT}
        return found

    def _tagged(self, tag: str) -> dict[int, bytes]:
        return {event.position: event.entry for event in self._reader.read_by_tags((QueryItem(tags=(tag,)),)).entries}


def _hashes(proof: Sequence[bytes]) -> list[str]:
    return [b64encode(node).decode("ascii") for node in proof]
