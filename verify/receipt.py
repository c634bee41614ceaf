"""Receipts: proof that one statement was recorded.

Source:
    docs/log-format.md, section 7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from verify.checkpoint import Checkpoint, Strength, parse_checkpoint, verify_checkpoint
from verify.entry import Entry, parse_entry
from verify.errors import (
    GenesisMissingError,
    KeyStreamGapError,
    TooLargeError,
    ValueMalformedError,
    numbered,
)
from verify.genesis import check_genesis
from verify.issued_at import check_issued_at
from verify.key_states import KeyTable
from verify.keys import verify_signature
from verify.labels import open_key
from verify.members import check_members, count_of, text_of, texts_of
from verify.merkle import HASH_BYTES, hash_leaf, verify_inclusion
from verify.policy import Policy
from verify.schema import KEY_TOPICS, check_key_count, check_schema, open_tags
from verify.statement import Jwt, check_disclosures, disclosed, parse_disclosures
from verify.strict_base64 import decode_standard
from verify.strict_json import Json, decode

RECEIPT_TYPE = "urn:chengjian:receipt:v1"
MAX_RECEIPT_BYTES = 4 * 1024 * 1024
STEPS = 8
_MEMBERS = ("type", "entry", "index", "inclusion", "checkpoint", "keys", "disclosures")


@dataclass(frozen=True, slots=True)
class IncludedEntry:
    """An entry that a receipt shows to stand at a place of the tree."""

    entry: str
    index: int
    inclusion: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt taken apart; nothing is verified yet.

    Attributes:
        subject: The recorded entry.
        checkpoint: Text of the signed note.
        keys: Opening of the ledger and key events, ascending by index.
        disclosures: Disclosures as they stand.
    """

    subject: IncludedEntry
    checkpoint: str
    keys: tuple[IncludedEntry, ...]
    disclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The verdict: this statement was recorded, and how much stands behind that.

    Attributes:
        index: Position in the log.
        size: Size of the tree that shows it.
        time_ms: Entry time.
        jwt: The statement.
        disclosed: Opened values by name, without padding.
        strength: What stands behind the verdict.
    """

    index: int
    size: int
    time_ms: int
    jwt: Jwt
    disclosed: Mapping[str, str | int | bool]
    strength: Strength


@dataclass
class Verified:
    """What earlier receipts of one run proved already, so that many of one upload cost little more than one.

    Holds only what was verified under the policy that it is used with. A table's key is all that its result depends
    on.
    """

    checkpoints: dict[str, tuple[Checkpoint, Strength]] = field(default_factory=dict)
    included: set[tuple[str, str, int, tuple[bytes, ...]]] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)


def parse_receipt(data: bytes) -> Receipt:
    """Take a receipt apart; a single final line feed is allowed.

    Raises:
        TooLargeError: More than 4 MiB.
        MalformedError: Another spelling than the one of section 7.
    """
    if len(data) > MAX_RECEIPT_BYTES:
        raise TooLargeError("receipt")
    members = check_members(decode(data.removesuffix(b"\n"), "receipt"), _MEMBERS, "receipt")
    if members["type"] != RECEIPT_TYPE:
        raise ValueMalformedError("/type")
    keys = members["keys"]
    if not isinstance(keys, list):
        raise ValueMalformedError("/keys")
    included = tuple(
        _parse_included(check_members(each, ("entry", "inclusion", "index"), f"/keys/{place}"), f"/keys/{place}")
        for place, each in enumerate(keys)
    )
    indexes = [each.index for each in included]
    if sorted(set(indexes)) != indexes:
        raise ValueMalformedError("/keys")
    return Receipt(
        _parse_included(members, ""),
        text_of(members["checkpoint"], "/checkpoint"),
        included,
        tuple(texts_of(members["disclosures"], "/disclosures")),
    )


def _parse_included(members: Mapping[str, Json], where: str) -> IncludedEntry:
    inclusion = [
        decode_standard(each, f"{where}/inclusion") for each in texts_of(members["inclusion"], f"{where}/inclusion")
    ]
    if any(len(each) != HASH_BYTES for each in inclusion):
        raise ValueMalformedError(f"{where}/inclusion")
    return IncludedEntry(
        text_of(members["entry"], f"{where}/entry"), count_of(members["index"], f"{where}/index"), tuple(inclusion)
    )


def verify_receipt(data: bytes, policy: Policy, *, now_s: int, verified: Verified | None = None) -> Recorded:
    """Check a receipt in the eight steps of docs/log-format.md, section 7; return only if it proves its claim.

    1. The receipt is strict JSON and has the members of its table.
    2. The checkpoint is of the policy's origin, signed by the policy's log key, cosigned as the policy wants.
    3. The entry and every key entry are included in the checkpoint's tree, each at its index.
    4. The entries, their statements and the disclosures are spelled as sections 4 and 5 say.
    5. The ledger was opened at index 0 by the policy's root key with the policy's origin and keys.
    6. The key events fold; the signing key was in force at the index, the issuer's own and not compromised by then.
    7. The statement's signature is right, ``iat`` is near the entry time, and the claims fit the schema of ``vct``.
    8. The digest of each disclosure stands in ``_sd``, each once and in order.

    Args:
        data: The file.
        policy: What is trusted.
        now_s: Seconds since the epoch, for the age of cosignatures.
        verified: Results to share between receipts under the same policy.

    Raises:
        MalformedError: It cannot be read (steps 1 and 4).
        DoesNotProveError: It does not prove its claim; ``step`` says at which step.
    """
    known = verified or Verified()
    with numbered(1):
        receipt = parse_receipt(data)
    with numbered(2):
        checkpoint, strength = _checkpoint(receipt.checkpoint, policy, now_s, known)
    with numbered(3):
        _check_inclusions(receipt, checkpoint, known)
    with numbered(4):
        disclosures = parse_disclosures(receipt.disclosures)
    with numbered(4, position=receipt.subject.index):
        entry = parse_entry(receipt.subject.entry.encode())
    key_entries = _parse_key_entries(receipt.keys, known)
    with numbered(5, position=0):
        _check_opening(key_entries, policy)
    with numbered(6):
        public_key = _signing_key(entry, receipt.subject.index, key_entries, policy)
    with numbered(7, position=receipt.subject.index):
        _check_statement(entry, public_key)
    with numbered(8, position=receipt.subject.index):
        check_disclosures(entry.jwt, disclosures, in_order=True)
    return Recorded(receipt.subject.index, checkpoint.size, entry.time_ms, entry.jwt, disclosed(disclosures), strength)


def _checkpoint(text: str, policy: Policy, now_s: int, known: Verified) -> tuple[Checkpoint, Strength]:
    if text not in known.checkpoints:
        checkpoint = parse_checkpoint(text, "/checkpoint")
        known.checkpoints[text] = checkpoint, verify_checkpoint(checkpoint, policy, now_s=now_s)
    return known.checkpoints[text]


def _check_inclusions(receipt: Receipt, checkpoint: Checkpoint, known: Verified) -> None:
    for place, each in enumerate((*receipt.keys, receipt.subject)):
        claim = (receipt.checkpoint, each.entry, each.index, each.inclusion)
        if place < len(receipt.keys) and claim in known.included:
            continue
        with numbered(3, position=each.index):
            leaf_hash = hash_leaf(each.entry.encode())
            verify_inclusion(leaf_hash, each.index, checkpoint.size, each.inclusion, checkpoint.root)
        if place < len(receipt.keys):
            known.included.add(claim)


def _parse_key_entries(keys: Sequence[IncludedEntry], known: Verified) -> list[tuple[int, Entry]]:
    for each in keys:
        if each.entry not in known.entries:
            with numbered(4, position=each.index):
                known.entries[each.entry] = parse_entry(each.entry.encode())
    return [(each.index, known.entries[each.entry]) for each in keys]


def _check_opening(key_entries: Sequence[tuple[int, Entry]], policy: Policy) -> None:
    if not key_entries or key_entries[0][0] != 0:
        raise GenesisMissingError
    check_genesis(key_entries[0][1], policy)


def _signing_key(entry: Entry, index: int, key_entries: Sequence[tuple[int, Entry]], policy: Policy) -> bytes:
    table = KeyTable(policy.root, policy.root_kid, is_whole=False)
    relied_on = {entry.jwt.kid, *(each.jwt.kid for _, each in key_entries)} - {policy.root_kid}
    counts = dict.fromkeys(relied_on, 0)
    for position, each in key_entries[1:]:
        if position == index:
            continue
        with numbered(6, position=position):
            if each.jwt.vct not in KEY_TOPICS:
                raise ValueMalformedError("/keys")
            table.apply(position, each)
            _check_stream(each, counts, policy.origin)
    with numbered(6, position=index):
        public_key = table.signing_key(entry.jwt, index)
        table.check_not_compromised(entry.jwt, entry.time_ms)
    return public_key


def _check_stream(entry: Entry, counts: dict[str, int], origin: str) -> None:
    """Check by the open one-time keys that no earlier event of a key that is relied on was left out."""
    schema = check_schema(entry.jwt)
    check_key_count(schema, entry.jwt, len(entry.one_time_keys))
    for tag, found in zip(open_tags(schema, entry.jwt), entry.one_time_keys, strict=False):
        kid = tag.removeprefix("key:")
        if kid in counts:
            if found != open_key(origin, tag, counts[kid]):
                raise KeyStreamGapError(tag)
            counts[kid] += 1


def _check_statement(entry: Entry, public_key: bytes) -> None:
    verify_signature(public_key, entry.jwt.signing_input, entry.jwt.signature)
    check_issued_at(entry.jwt.iat, entry.time_ms)
    schema = check_schema(entry.jwt)
    check_key_count(schema, entry.jwt, len(entry.one_time_keys))
