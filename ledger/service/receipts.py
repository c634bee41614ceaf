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
from ledger.log.standing_proofs import StandingProofs
from ledger.service.entries import statement_of
from ledger.statement.statement import Statement
from ledger.strict_json import encode

RECEIPT = "urn:chengjian:receipt:v1"
_KEPT_TREES = 64
_KEPT_KEYS = 4096


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
        disclosures: Encoded disclosures, in the order of their digests: empty but for the event around a request,
            whose signer had them anyway.

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
        self._proofs = StandingProofs(reader)
        self._relied_on: dict[tuple[str, int], dict[int, bytes]] = {}
        self._proven: OrderedDict[tuple[int, str, int], tuple[KeyEntry, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, appended: Appended, i: int, statement: Statement, key_after: int) -> Receipt:
        """Make the receipt of the i-th event of a request that was just recorded.

        Args:
            appended: What the recorder answered.
            i: Which event of the request.
            statement: Of this event.
            key_after: Library position of the newest event of the signer's key, as the decision knew it.
        """
        return Receipt(
            appended.entries[i],
            appended.positions[i],
            tuple(appended.inclusion(i)),
            appended.checkpoint,
            self._key_entries(appended, statement, key_after),
        )

    def at(self, position: int) -> Receipt:
        """Make the receipt of a recorded position, as it was made at first."""
        entry = self._reader.entry(position).entry
        tree = self._reader.checkpoint_covering(position)
        proof = tuple(self._reader.inclusion_proof(position, tree.size))
        keys = tuple(
            KeyEntry(key, index, tuple(self._reader.inclusion_proof(index, tree.size)))
            for index, key in self._find_keys(statement_of(entry), position).items()
        )
        return Receipt(entry, position, proof, tree.note, keys)

    def find(self, iss: str, jti: str) -> Receipt | None:
        """Make the receipt of a statement by its issuer and id, if it was recorded."""
        head = self._reader.tag_head(jti_tag(iss, jti))
        return None if head is None else self.at(head.position)

    def _key_entries(self, appended: Appended, statement: Statement, key_after: int) -> tuple[KeyEntry, ...]:
        name = (appended.size, statement.kid, key_after)
        proven = self._proven.get(name)
        if proven is None:
            proven = tuple(
                KeyEntry(entry, index, self._proofs.inclusion(index, appended.size, appended.frontier))
                for index, entry in self._remembered_keys(statement, key_after).items()
            )
            with self._lock:
                self._proven[name] = proven
                if len(self._proven) > _KEPT_TREES:
                    self._proven.popitem(last=False)
        return proven

    def _remembered_keys(self, statement: Statement, key_after: int) -> dict[int, bytes]:
        """Find the entries that a key relies on; they are the same as long as it has no newer event."""
        name = (statement.kid, key_after)
        found = self._relied_on.get(name)
        if found is None:
            if len(self._relied_on) >= _KEPT_KEYS:
                self._relied_on.clear()
            found = self._relied_on[name] = self._find_keys(statement, key_after)
        return found

    def _find_keys(self, statement: Statement, stop: int) -> dict[int, bytes]:
        """Find the genesis, the events of the signer's key below a position, and what these rely on; ascending."""
        found = self._tagged(LEDGER_TAG, 1)
        wanted = [] if statement.iss == ROOT else [(statement.kid, stop)]
        while wanted:
            kid, end = wanted.pop()
            for index, entry in self._tagged(key_tag(kid), end).items():
                signed = statement_of(entry)
                if index not in found and signed.iss != ROOT:
                    wanted.append((signed.kid, index))
                found[index] = entry
        return dict(sorted(found.items()))

    def _tagged(self, tag: str, stop: int) -> dict[int, bytes]:
        events = self._reader.read_by_tags((QueryItem(tags=(tag,)),)).entries
        return {event.position: event.entry for event in events if event.position < stop}


def _hashes(proof: Sequence[bytes]) -> list[str]:
    return [b64encode(node).decode("ascii") for node in proof]
