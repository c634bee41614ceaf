"""Checkpoints: signed tree heads, and the cosignatures of witnesses.

Source:
    c2sp.org/tlog-checkpoint v1.0.0; c2sp.org/tlog-cosignature v1.0.1; docs/log-format.md, sections 6 and 10.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from verify.errors import (
    CheckpointMalformedError,
    CosignatureWrongError,
    LogSignatureWrongError,
    OriginMismatchError,
    QuorumNotMetError,
    SignatureMissingError,
    SignatureWrongError,
)
from verify.keys import SIGNATURE_BYTES, verify_signature
from verify.merkle import HASH_BYTES
from verify.note import SignedNote, VerifierKey, parse_note
from verify.policy import Policy
from verify.strict_base64 import decode_standard

_BODY = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/=]{44})\n")
_TIMESTAMP_BYTES = 8


class Strength(StrEnum):
    """How much stands behind a verdict."""

    PROMISED = "promised"
    WITNESSED = "witnessed"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head and the note that carries it.

    Attributes:
        origin: The log's name.
        size: Number of leaves.
        root: 32-byte tree head.
        note: The signed note.
    """

    origin: str
    size: int
    root: bytes
    note: SignedNote


def parse_checkpoint(text: str, where: str = "checkpoint") -> Checkpoint:
    """Read a checkpoint of three lines; nothing is verified.

    Raises:
        NoteMalformedError: Not a signed note.
        CheckpointMalformedError: Its text is not origin, size and root, or has an extension line.
    """
    note = parse_note(text, where)
    found = _BODY.fullmatch(note.body)
    if found is None:
        raise CheckpointMalformedError(where)
    root = decode_standard(found[3], where)
    if len(root) != HASH_BYTES:
        raise CheckpointMalformedError(where)
    return Checkpoint(found[1], int(found[2]), root, note)


def verify_checkpoint(checkpoint: Checkpoint, policy: Policy, *, now_s: int) -> Strength:
    """Check that the pinned log signed a tree head and that enough pinned witnesses saw it.

    Args:
        checkpoint: What ``parse_checkpoint`` returned.
        policy: What is trusted.
        now_s: Seconds since the epoch, for the age of cosignatures.

    Returns:
        ``witnessed`` if the policy asks for witnesses and they signed, else ``promised``.

    Raises:
        OriginMismatchError: Another log's.
        SignatureMissingError: No signature of the log's key.
        LogSignatureWrongError: A signature of the log's key is wrong.
        CosignatureWrongError: A signature of a pinned witness is wrong.
        QuorumNotMetError: Too few witnesses.
    """
    if checkpoint.origin != policy.origin:
        raise OriginMismatchError(found=checkpoint.origin, wanted=policy.origin)
    signatures = checkpoint.note.by(policy.log)
    if not signatures:
        raise SignatureMissingError
    for each in signatures:
        try:
            verify_signature(policy.log.public_key, checkpoint.note.body.encode("utf-8"), each.blob)
        except SignatureWrongError as error:
            raise LogSignatureWrongError from error
    return _verify_quorum(checkpoint.note, policy, now_s)


def _verify_quorum(note: SignedNote, policy: Policy, now_s: int) -> Strength:
    times = [_cosigned_at_s(note, witness) for witness in policy.witnesses]
    oldest = 0 if policy.max_age_s is None else now_s - policy.max_age_s
    count = sum(time is not None and time >= oldest for time in times)
    if count < policy.quorum:
        raise QuorumNotMetError(found=count, wanted=policy.quorum)
    return Strength.WITNESSED if policy.quorum else Strength.PROMISED


def _cosigned_at_s(note: SignedNote, witness: VerifierKey) -> int | None:
    """Return when a witness cosigned last, or None if it did not.

    Source:
        tlog-cosignature, "Ed25519 signed message".
    """
    latest = None
    for each in note.by(witness):
        time_s = int.from_bytes(each.blob[:_TIMESTAMP_BYTES], "big")
        message = f"cosignature/v1\ntime {time_s}\n{note.body}".encode()
        if len(each.blob) != _TIMESTAMP_BYTES + SIGNATURE_BYTES:
            raise CosignatureWrongError(witness.name)
        try:
            verify_signature(witness.public_key, message, each.blob[_TIMESTAMP_BYTES:])
        except SignatureWrongError as error:
            raise CosignatureWrongError(witness.name) from error
        latest = time_s if latest is None else max(latest, time_s)
    return latest
