"""The audit of a whole log, in nine numbered steps and one pass."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace

from verify.audit.errors import ResourceMissingError, RootMismatchError
from verify.audit.fold import OrderedFold
from verify.audit.key_fold import KeyFold
from verify.audit.pool import InlinePool, Pool, ProcessPool
from verify.audit.range_check import LeafTile
from verify.audit.reader import reading_ranges
from verify.audit.result import Fault, RangeResult
from verify.audit.source import Source
from verify.audit.tree import TileTree
from verify.checkpoint import Checkpoint, Strength, parse_checkpoint, verify_checkpoint
from verify.compact_range import CompactRange
from verify.errors import CheckpointMalformedError, VerifyError, numbered
from verify.key_states import KeyState
from verify.policy import Policy

STEPS = 9
INLINE_BELOW = 4096
_RANGES_PER_WORKER = 3

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a whole log was found to be.

    Attributes:
        origin: The log's name.
        size: Number of entries.
        root: 32-byte tree head.
        strength: What stands behind the checkpoint.
        first_ms: Time of the first entry; None in an empty log.
        last_ms: Time of the last entry.
        topics: Number of events by topic.
        keys: Number of keys ever enrolled.
        open_tags: Number of open tags.
        compromised: Keys declared compromised; what they signed between that time and their end counts for nothing.
    """

    origin: str
    size: int
    root: bytes
    strength: Strength
    first_ms: int | None
    last_ms: int | None
    topics: Mapping[str, int]
    keys: int
    open_tags: int
    compromised: tuple[KeyState, ...]


def audit_log(
    source: Source, policy: Policy, *, now_s: int, workers: int = 1, progress: Progress | None = None
) -> AuditReport:
    """Check a whole log; return only if all of it is right.

    1. The checkpoint is of the policy's origin, signed by its log key and cosigned as the policy wants.
    2. The tiles of the right edge give its root; every other tile gives the hash that stands for it above.
    3. Every entry gives the hash that stands for it in its leaf tile.
    4. Every entry and its statement are spelled as sections 4 and 5 say, and no entry is older than the one before.
    5. Entry 0 opens the ledger that the policy pins.
    6. The key of every statement was in force at its position and the issuer's own, and its signature is right; every
       key event was signed by somebody who may change that key.
    7. ``iat`` is near the entry time, the issuer may sign the event, the plain claims fit its schema.
    8. Every open one-time key is the one that its tag and the count of earlier entries give; every fact names a
       catalogue item published before and has as many digests as that fixes.
    9. The ranges, merged, give the checkpoint's root once more.

    Memory is constant but for keys, open tags and catalogue items: ranges of 1,024 entries are read ahead within
    bounds, checked in any order by worker processes, and merged in order, so that the fault raised is the first of
    the log.

    Args:
        source: Where the log is.
        policy: What is trusted.
        now_s: Seconds since the epoch, for the age of cosignatures.
        workers: Worker processes; with 1, or for a short log, everything runs in this process.
        progress: Called with entries checked and entries in all.

    Raises:
        VerifyError: The first thing wrong, with its ``step`` and ``position``.
    """
    with numbered(1):
        checkpoint, strength = read_checkpoint(source, policy, now_s)
    with numbered(2):
        tree = TileTree(source.read, checkpoint.size, checkpoint.root)
    run = _Run(policy, progress or _ignore, checkpoint.size)
    pool: Pool
    pool = InlinePool(policy) if workers <= 1 or checkpoint.size < INLINE_BELOW else ProcessPool(policy, workers)
    with reading_ranges(tree, source.read, source.threads) as ranges, pool:
        run.check_all(ranges, pool, workers * _RANGES_PER_WORKER)
    with numbered(9):
        check_whole(run.total.tree, checkpoint)
    return run.report(checkpoint, strength)


def check_whole(merged: CompactRange, checkpoint: Checkpoint) -> None:
    """Check that the merged ranges are the checkpoint's tree.

    Raises:
        RootMismatchError: They give another root.
    """
    if merged.end != checkpoint.size or merged.root() != checkpoint.root:
        raise RootMismatchError


def read_checkpoint(source: Source, policy: Policy, now_s: int) -> tuple[Checkpoint, Strength]:
    """Return the log's checkpoint after checking it against the policy.

    Raises:
        VerifyError: It is missing, malformed or not what the policy wants.
    """
    data = source.read("checkpoint")
    if data is None:
        raise ResourceMissingError("checkpoint")
    try:
        checkpoint = parse_checkpoint(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CheckpointMalformedError("checkpoint") from error
    return checkpoint, verify_checkpoint(checkpoint, policy, now_s=now_s)


def _ignore(_done: int, _all: int) -> None:
    """Show nothing."""


class _Run:
    """The state of one audit."""

    def __init__(self, policy: Policy, progress: Progress, size: int) -> None:
        self.total = RangeResult(CompactRange(0, 0))
        self._keys = KeyFold(policy)
        self._fold = OrderedFold(policy.origin)
        self._progress = progress
        self._size = size

    def check_all(self, ranges: Iterator[list[LeafTile]], pool: Pool, window: int) -> None:
        pending: deque[tuple[Future[RangeResult], Fault | None]] = deque()
        unread: VerifyError | None = None
        fault: Fault | None = None
        while fault is None:
            try:
                with numbered(2):
                    tiles = next(ranges, None)
            except VerifyError as error:
                unread = error
                break
            if tiles is None:
                break
            fault = self._keys.take(tiles)
            pending.append((pool.submit(tiles, self._keys.snapshot), fault))
            if len(pending) >= window:
                self._take(*pending.popleft())
        while pending:
            self._take(*pending.popleft())
        if unread is not None:
            raise unread

    def _take(self, future: "Future[RangeResult]", key_fault: Fault | None) -> None:
        """Merge the next range, or raise the first thing wrong in it."""
        result = future.result()
        found = self._fold.take(result)
        self.total += replace(result, open_keys=(), item_uses={})
        faults = [each for each in (self.total.fault, found, key_fault) if each is not None]
        if faults:
            raise min(faults, key=lambda each: each.position).error
        self._progress(self.total.tree.end, self._size)

    def report(self, checkpoint: Checkpoint, strength: Strength) -> AuditReport:
        states = self._keys.table.states
        return AuditReport(
            origin=checkpoint.origin,
            size=checkpoint.size,
            root=checkpoint.root,
            strength=strength,
            first_ms=self.total.first_ms,
            last_ms=self.total.last_ms,
            topics=dict(sorted(self.total.topics.items())),
            keys=len(states),
            open_tags=self._fold.count(),
            compromised=tuple(state for state in states.values() if state.compromised_since_ms is not None),
        )
