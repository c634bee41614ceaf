"""Why a proof was turned down: the whole tree.

Every leaf carries a permanent ``code``; ``verify.messages`` holds its Chinese and English text. What only the audit of
a whole log can find stands in ``verify.audit.errors``.

* ``VerifyError``
    * ``MalformedError`` — cannot be read or used as what it claims to be (exit status 2): a wrong spelling, a missing
      file, no policy. Steps that *parse* raise these.
    * ``DoesNotProveError`` — can be read, but does not prove its claim (exit status 1). Steps that *check* raise
      these.

Source:
    docs/log-format.md, sections 1 to 10.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar


class VerifyError(Exception):
    """A proof, or a part of it, was turned down.

    Attributes:
        code: Permanent kebab-case name of the reason.
        exit_status: What the command line ends with.
        where: The member, path or line that is at fault; empty if it is the whole.
        position: Zero-based position in the log of what is at fault, if it has one.
        step: Number of the verification step that failed, set by ``numbered``.
        facts: Further values that the message names.
    """

    code: ClassVar[str]
    exit_status: ClassVar[int]

    def __init__(self, where: str = "", *, position: int | None = None, **facts: str | int) -> None:
        super().__init__(where)
        self.where = where
        self.position = position
        self.step: int | None = None
        self.facts = facts

    def __str__(self) -> str:
        place = "" if self.position is None else f" at position {self.position}"
        return f"{self.code}{place}{': ' if self.where else ''}{self.where}"


@contextmanager
def numbered(step: int, *, position: int | None = None) -> Iterator[None]:
    """Mark every error that leaves the block with its step, and with a position if it has none yet."""
    try:
        yield
    except VerifyError as error:
        if error.step is None:
            error.step = step
        if error.position is None:
            error.position = position
        raise


class MalformedError(VerifyError):
    """It cannot be read as what it claims to be."""

    exit_status = 2


class DoesNotProveError(VerifyError):
    """It can be read, but does not prove its claim."""

    exit_status = 1


class JsonMalformedError(MalformedError):
    """Not strict JSON (section 1)."""

    code = "json-malformed"


class Base64MalformedError(MalformedError):
    """Not the one spelling of base64 or base64url."""

    code = "base64-malformed"


class MembersWrongError(MalformedError):
    """An object lacks a member or has one too many."""

    code = "members-wrong"


class ValueMalformedError(MalformedError):
    """A member has another type or form than its table says."""

    code = "value-malformed"


class HashLengthError(MalformedError):
    """A hash is not 32 bytes long."""

    code = "hash-length"


class RangeMalformedError(MalformedError):
    """Numbers that no tree can have: sizes out of order, ranges that do not meet."""

    code = "range-malformed"


class NoteMalformedError(MalformedError):
    """Not a C2SP signed note."""

    code = "note-malformed"


class VkeyMalformedError(MalformedError):
    """Not a C2SP verifier key, or not of the type wanted here."""

    code = "vkey-malformed"


class CheckpointMalformedError(MalformedError):
    """A signed note, but not a C2SP checkpoint of three lines."""

    code = "checkpoint-malformed"


class PublicKeyInvalidError(MalformedError):
    """Not a canonical Ed25519 key of prime order (section 3)."""

    code = "public-key-invalid"


class StatementMalformedError(MalformedError):
    """Not a statement of section 4."""

    code = "statement-malformed"


class DisclosureMalformedError(MalformedError):
    """Not a disclosure of section 4."""

    code = "disclosure-malformed"


class TooLargeError(MalformedError):
    """Longer than its limit."""

    code = "too-large"


class EntryKindError(MalformedError):
    """An entry of a kind that cannot stand in a credit log."""

    code = "entry-kind"


class TileMalformedError(MalformedError):
    """A tile of the wrong length."""

    code = "tile-malformed"


class BundleMalformedError(MalformedError):
    """An entry bundle whose length prefixes do not add up."""

    code = "bundle-malformed"


class PolicyMissingError(MalformedError):
    """Nothing was pinned, so nothing can be trusted."""

    code = "policy-missing"


class PolicyMalformedError(MalformedError):
    """The policy contradicts itself."""

    code = "policy-malformed"


class FileUnreadableError(MalformedError):
    """A file or address cannot be read."""

    code = "file-unreadable"


class PackageMissingError(MalformedError):
    """A package is not installed that this command needs besides PyNaCl."""

    code = "package-missing"


class PresentationWrongError(MalformedError):
    """An audit presentation opens what the log does not hold, or cannot be read."""

    code = "presentation-wrong"


class FileUnrecognisedError(MalformedError):
    """The file is none of the kinds that can be verified."""

    code = "file-unrecognised"


class OriginMismatchError(DoesNotProveError):
    """A checkpoint of another log."""

    code = "origin-mismatch"


class SignatureMissingError(DoesNotProveError):
    """The log's pinned key did not sign."""

    code = "log-signature-missing"


class LogSignatureWrongError(DoesNotProveError):
    """A signature in the pinned log key's name is wrong."""

    code = "log-signature-wrong"


class CosignatureWrongError(DoesNotProveError):
    """A signature in a pinned witness's name is wrong."""

    code = "cosignature-wrong"


class QuorumNotMetError(DoesNotProveError):
    """Fewer witnesses cosigned, recently enough, than the policy wants."""

    code = "quorum-not-met"


class IndexBeyondTreeError(DoesNotProveError):
    """The position lies outside the tree of the checkpoint."""

    code = "index-beyond-tree"


class ProofLengthError(DoesNotProveError):
    """A Merkle proof has more or fewer hashes than its place in the tree needs."""

    code = "proof-length"


class InclusionMismatchError(DoesNotProveError):
    """The proof leads to another root."""

    code = "inclusion-mismatch"


class ConsistencyMismatchError(DoesNotProveError):
    """The two trees are not shown to be one log at two times."""

    code = "consistency-mismatch"


class GenesisMissingError(DoesNotProveError):
    """The first entry is not the opening of a ledger."""

    code = "genesis-missing"


class GenesisMismatchError(DoesNotProveError):
    """The opening names something else than the policy."""

    code = "genesis-mismatch"


class EnvironmentMismatchError(DoesNotProveError):
    """Test and production mixed: the origin says one, the event the other."""

    code = "environment-mismatch"


class SignatureWrongError(DoesNotProveError):
    """A statement's signature does not fit its bytes and key."""

    code = "signature-wrong"


class SignerNotAllowedError(DoesNotProveError):
    """This issuer may not sign this event."""

    code = "signer-not-allowed"


class KeyUnknownError(DoesNotProveError):
    """The signing key was not enrolled before."""

    code = "key-unknown"


class KeyNotInForceError(DoesNotProveError):
    """The signing key was not yet, or no longer, in force at this position."""

    code = "key-not-in-force"


class KeyCompromisedError(DoesNotProveError):
    """The signing key is marked compromised since a time at or before the entry."""

    code = "key-compromised"


class KeyHolderError(DoesNotProveError):
    """The key belongs to somebody else."""

    code = "key-holder-mismatch"


class KeyIdMismatchError(DoesNotProveError):
    """The key id is not the thumbprint of the key."""

    code = "key-id-mismatch"


class KeyTwiceError(DoesNotProveError):
    """A key is enrolled that was enrolled before."""

    code = "key-enrolled-twice"


class KeyStreamGapError(DoesNotProveError):
    """The key's events in the receipt are not an unbroken beginning of its stream."""

    code = "key-stream-gap"


class IssuedAtError(DoesNotProveError):
    """``iat`` is too far from the entry time."""

    code = "iat-outside-window"


class TopicUnknownError(DoesNotProveError):
    """The ``vct`` is none of docs/events.md."""

    code = "vct-unknown"


class ClaimWrongError(DoesNotProveError):
    """A plain claim does not fit the schema of its event."""

    code = "claim-wrong"


class DigestCountError(DoesNotProveError):
    """``_sd`` has another number of digests than its event fixes."""

    code = "digest-count"


class DisclosureUnknownError(DoesNotProveError):
    """A disclosure that the statement did not commit to."""

    code = "disclosure-unknown"


class DisclosureOrderError(DoesNotProveError):
    """A disclosure stands twice, or not in the order of the digests."""

    code = "disclosure-order"


class KeyStateMissingError(DoesNotProveError):
    """A statement alone does not show who held its key."""

    code = "key-state-missing"


class OneTimeKeyCountError(DoesNotProveError):
    """An entry has another number of one-time keys than its event needs."""

    code = "one-time-key-count"


class OneTimeKeyMismatchError(DoesNotProveError):
    """An open one-time key is not the one that its tag and count give."""

    code = "one-time-key-mismatch"


def leaves(tree: type[VerifyError] = VerifyError) -> list[type[VerifyError]]:
    """Return every error that has a code, in the order in which they are defined."""
    found = [tree] if "code" in tree.__dict__ else []
    for branch in tree.__subclasses__():
        found += leaves(branch)
    return found
