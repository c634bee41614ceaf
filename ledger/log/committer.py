"""One transaction of the log, from the lock to the signature, and what follows when a part of it breaks.

The order is: rows, second path, hooks, COMMIT, high-water mark, signature, answer. No signature exists beyond the mark,
and no answer without a signature. A broken connection is replaced; if it broke while committing, the database is asked
how it ended before anything else happens. Every doubt about the log itself raises `LogStoppedError` and ends this
object's work.
"""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import psycopg

from ledger.append import Appended
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.envelope import Envelope
from ledger.log.errors import (
    AppendRefusedError,
    ClockWentBackError,
    LogStoppedError,
    LogUnavailableError,
    OutcomeUnknownError,
)
from ledger.log.group import Admitted, CompiledRequest, Judge, names_of, questions_of
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.questions import TreeState
from ledger.log.reconcile import Reconciler, root_differs
from ledger.log.self_check import RootCheck
from ledger.log.store import LogStore
from ledger.log.tree import TILE_WIDTH, Growth, Tree, fold_frontier
from ledger.log.writing import RowWriter, UnsealableError, Written
from ledger.private_tags import TagKey

MAX_CLOCK_SET_BACK_MS = 1_000
_RETRY_PAUSE_S = 0.05

Outcome = Appended | AppendRefusedError


def system_clock_ms() -> int:
    """Milliseconds since 1970 by this machine's clock."""
    return time.time_ns() // 1_000_000


class LogParts(NamedTuple):
    """What a log's writer is made of.

    Attributes:
        store: The database.
        mark: The high-water mark.
        signer: Signs checkpoints, knows the origin.
        envelope: Seals events.
        tag_key: Digests tags.
        before_commit: Called before each COMMIT, for what must be durable first (the key store).
        clock_ms: Milliseconds since 1970.
        patience_s: How long to try to reach the database before answering without it.
    """

    store: LogStore
    mark: HighWaterMark
    signer: CheckpointSigner
    envelope: Envelope
    tag_key: TagKey
    before_commit: Sequence[Callable[[], None]] = ()
    clock_ms: Callable[[], int] = system_clock_ms
    patience_s: float = 10.0


class Planned(NamedTuple):
    """A transaction that is ready to be committed.

    Attributes:
        verdicts: One for each request of the group.
        written: The entries.
        before: The tree before.
        growth: The tree afterwards.
        time_ms: Entry time.
    """

    verdicts: list[Admitted | AppendRefusedError]
    written: Written
    before: TreeState
    growth: Growth
    time_ms: int

    @property
    def mark(self) -> Mark:
        """The tree afterwards, as it is promised."""
        return Mark(self.growth.tree.size, self.growth.root)


class Committer:
    """Commits groups of requests, one after the other; used by one thread."""

    def __init__(self, parts: LogParts) -> None:
        """Keep the parts; nothing is opened before `start`."""
        self._parts = parts
        self._reconciler = Reconciler(parts.store, parts.mark, parts.signer.origin, parts.envelope.kind, parts.tag_key)
        self._tree = Tree()
        self._checked: TreeState | None = None  # the database's state that `_tree` is known to be
        self._types: dict[str, int] = {}
        self._doubtful: Planned | None = None

    def start(self) -> None:
        """Open everything and compare the database with the mark.

        Raises:
            LogStoppedError: They contradict each other.
            WrongLogError: The database holds another log.
            psycopg.Error: The database cannot be used.
        """
        if not self._parts.store.is_open:
            self._parts.store.open()
            self._tree = self._reconciler.run()
            self._types = {}
            self._checked = None

    def close(self) -> None:
        """Close what `start` opened."""
        self._parts.store.close()
        self._parts.mark.close()

    @property
    def is_in_doubt(self) -> bool:
        """Whether a group may be committed without having been answered."""
        return self._doubtful is not None

    def record(self, requests: Sequence[CompiledRequest]) -> list[Outcome]:
        """Record a group; return one outcome for each request when everything is durable and signed.

        Raises:
            LogStoppedError: Nobody may go on.
            OutcomeUnknownError: It is not known whether the group was recorded.
            LogUnavailableError: It was not recorded, and the database cannot be reached.
        """
        deadline = time.monotonic() + self._parts.patience_s
        refused: dict[int, AppendRefusedError] = {}
        while True:
            try:
                self.start()
                planned = self._settle() or self._transact(requests, refused)
            except UnsealableError as error:
                self._parts.store.rollback()
                refused[requests.index(error.admitted.compiled)] = error.refusal
            except ClockWentBackError as error:
                self._parts.store.rollback()
                return [refused.get(i, error) for i in range(len(requests))]
            except psycopg.Error as error:
                self._give_up_connection(error)
                if time.monotonic() > deadline:
                    raise self._without_database() from error
                time.sleep(_RETRY_PAUSE_S)
            else:
                return self._publish(planned)

    def _give_up_connection(self, error: psycopg.Error) -> None:
        """Close the connection; stop if it is not the connection that failed."""
        store = self._parts.store
        was_lost = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) or not store.is_alive
        store.close()
        if not was_lost:
            name = type(error).__name__
            raise LogStoppedError(
                f"数据库拒绝写入（{name}）", f"the database refused a row: {name}", contradicts_promise=False
            ) from error

    def _without_database(self) -> LogUnavailableError | OutcomeUnknownError:
        if self._doubtful is None:
            return LogUnavailableError()
        self._doubtful = None
        return OutcomeUnknownError()

    def _settle(self) -> Planned | None:
        """Find out how a commit ended that got no answer; give it back if it did commit."""
        if self._doubtful is None:
            return None
        store, doubtful = self._parts.store, self._doubtful
        store.begin()
        root = store.checkpoint_after(doubtful.before.size)
        store.rollback()
        if root == doubtful.growth.root:
            return doubtful
        self._doubtful = None
        return None

    def _transact(self, requests: Sequence[CompiledRequest], refused: dict[int, AppendRefusedError]) -> Planned:
        """Do everything up to and including COMMIT."""
        store, parts = self._parts.store, self._parts
        live = [request for i, request in enumerate(requests) if i not in refused]
        store.begin()
        types = self._number_types(live)
        questions = questions_of(live, types)
        store.ask(questions)
        for request in live:
            request.digests()  # while the database looks
        answers = store.answers(questions)
        tree = self._tree_of(answers.state)
        time_ms = self._entry_time(answers.state.time_ms)
        judged = iter(Judge(answers, types, time_ms).judge(live))
        verdicts = [refused[i] if i in refused else next(judged) for i in range(len(requests))]
        admitted = [verdict for verdict in verdicts if isinstance(verdict, Admitted)]
        if not admitted:
            store.rollback()
            return Planned(verdicts, Written([], []), answers.state, tree.grow(()), time_ms)
        new_types = {name: types[name] for name in types if name not in self._types}
        if new_types:
            store.add_types(new_types)
        check = RootCheck(answers.state)
        writer = RowWriter(store, parts.envelope, types, time_ms, answers.state.size, check)
        written = writer.write(admitted)
        growth = tree.grow(written.leaf_hashes)
        if growth.tiles:
            store.add_tiles(growth.tiles)
        state = TreeState(growth.tree.size, growth.root, growth.tree.packed_frontier(), time_ms)
        store.add_checkpoint(state, answers.state)
        store.flush()
        for hook in parts.before_commit:
            hook()
        writer.take_stored(is_last=True)
        check.check(growth.tree.size, growth.root)
        store.finish()
        planned = Planned(verdicts, written, answers.state, growth, time_ms)
        self._doubtful = planned
        store.commit()
        self._tree, self._checked, self._types = growth.tree, state, types
        return planned

    def _number_types(self, requests: Sequence[CompiledRequest]) -> dict[str, int]:
        """Give the numbers of all topics of a group, new ones for new events; asks only if a name is unknown."""
        if not names_of(requests) - self._types.keys():
            return self._types
        self._types = self._parts.store.event_types()
        types = dict(self._types)
        for request in requests:
            for event in request.request.events:
                types.setdefault(event.type, len(types) + 1)
        return types

    def _tree_of(self, state: TreeState) -> Tree:
        """Give the tree that the database is at; catch up if another process wrote.

        Raises:
            LogStoppedError: The database went back, or its rows do not give its root.
        """
        if state == self._checked:
            return self._tree
        if self._tree.size != state.size:
            if state.size < self._tree.size:
                raise LogStoppedError(
                    f"数据库退回到 {state.size} 条，先前为 {self._tree.size} 条",
                    f"the database went back from size {self._tree.size} to {state.size}",
                )
            self._tree = self._caught_up(state.size)
        if self._tree.root != state.root or fold_frontier(state.frontier) != state.root:
            raise root_differs(state.size)
        self._checked = state
        return self._tree

    def _caught_up(self, size: int) -> Tree:
        """Grow the tree by the few leaves that another process wrote, or reload its whole edge."""
        if size - self._tree.size > TILE_WIDTH:
            return self._reconciler.load(size)
        return self._tree.grow(self._parts.store.leaf_hashes(self._tree.size, size)).tree

    def _entry_time(self, last_ms: int) -> int:
        """Read the clock; hold the last time over a clock that was set back a little.

        Raises:
            ClockWentBackError: It was set back by more.
        """
        now_ms = self._parts.clock_ms()
        if now_ms < last_ms - MAX_CLOCK_SET_BACK_MS:
            raise ClockWentBackError(now_ms, last_ms)
        return max(now_ms, last_ms)

    def _publish(self, planned: Planned) -> list[Outcome]:
        """Raise the mark, sign, and make the answers; the signature comes last because it cannot be taken back."""
        checkpoint = ""
        if planned.written.entries:
            self._parts.mark.advance(planned.mark)
            checkpoint = self._parts.signer.sign(*planned.mark)
        self._doubtful = None
        entries = iter(planned.written.entries)
        return [
            _answer(planned, verdict, next(entries), checkpoint) if isinstance(verdict, Admitted) else verdict
            for verdict in planned.verdicts
        ]


def _answer(planned: Planned, admitted: Admitted, entries: tuple[bytes, ...], checkpoint: str) -> Appended:
    positions = tuple(range(admitted.first, admitted.first + len(entries)))
    growth = planned.growth
    frontier = growth.tree.frontier
    return Appended(
        positions, planned.time_ms, entries, planned.mark.size, checkpoint, frontier, growth.inclusion_proof
    )
