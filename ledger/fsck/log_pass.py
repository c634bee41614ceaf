"""One pass over the log: each entry with everything that hangs on it.

For each position, in order:

(1) positions are gapless;
(2) the entry's bytes are those of the log format, and its hash is the one that tiles and checkpoints were built on;
(3) its time does not go back and is that of its transaction;
(4) its type column is its topic, its claims fit the topic's schema, its number of digests is the fixed one;
(5) its signature holds under a key in force at this position, and its own time is within bounds;
(6) the vault opens every digest once, or an erasure event says why not; its attachments are those that it names;
(7) its tag rows, counters and one-time keys are those that follow from the event.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack

from domain.catalogue.events import CatalogueItemPublished
from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded
from domain.refusal import Refusal
from domain.registry import parse_event
from ledger.append import VaultRow
from ledger.fsck.attachments import AttachmentCheck
from ledger.fsck.entry_form import EntryFormError, ParsedEntry, parse_entry
from ledger.fsck.erasures import Erasures
from ledger.fsck.fault import Fault
from ledger.fsck.keys import KeyStates
from ledger.fsck.material import Material
from ledger.fsck.rows import Beside, CheckpointRow, EntryRow, Snapshot, StoredVaultRow, TagRow
from ledger.fsck.signatures import Signatures, Signed
from ledger.fsck.tags import TagCheck
from ledger.fsck.tree import TreeCheck, leaf_hash
from ledger.fsck.vault import Opened, VaultCheck
from ledger.log.high_water import Mark
from ledger.statement.errors import StatementError
from ledger.statement.statement import Statement
from ledger.vault import is_attachment

MAX_AHEAD_MS = 300_000
MAX_AGE_MS = 2_592_000_000
_PROGRESS_EVERY = 256

Progress = Callable[[int], None]


class LogPass:
    """The pass, with what it remembers from entry to entry."""

    def __init__(
        self, snapshot: Snapshot, material: Material, mark: Mark | None, topics: dict[int, str], erasures: Erasures
    ) -> None:
        """Prepare.

        Args:
            snapshot: The database.
            material: What lies outside it.
            mark: The high-water mark as it was read before the snapshot; None where it cannot be read.
            topics: Topics by their numbers.
            erasures: Judges what the vault does not hold.
        """
        self._snapshot = snapshot
        self._mark = mark
        self._topics = topics
        self._tree = TreeCheck(snapshot.tile)
        self._checkpoints = snapshot.checkpoints()
        self._checkpoint: CheckpointRow | None = None
        self._keys = KeyStates(material)
        self._vault = VaultCheck(material)
        self._attachments = AttachmentCheck(material, snapshot, self._vault)
        self._tags = TagCheck(material, snapshot)
        self._erasures = erasures
        self._digests: dict[tuple[str, int], int] = {}
        self._last_ms = 0

    @property
    def size(self) -> int:
        """Leaves seen."""
        return self._tree.size

    def run(self, progress: Progress) -> Iterator[Fault]:
        """Go through the log; give every fault where it is found."""
        tags, vault = Beside(self._snapshot.tags()), Beside(self._snapshot.vault())
        self._checkpoint = next(self._checkpoints, None)
        yield from self._chain(0)
        with ExitStack() as stack:
            signatures = stack.enter_context(Signatures())
            for row in self._snapshot.entries():
                yield from self._gap(row.position)
                stray_tags, own_tags = tags.at(row.position)
                stray_vault, own_vault = vault.at(row.position)
                yield from _strays(stray_tags, stray_vault)
                yield from self._entry(row, own_tags, [one.row for one in own_vault], signatures)
                yield from self._tree.add(leaf_hash(row.entry))
                yield from self._compare()
                if row.position % _PROGRESS_EVERY == 0:
                    progress(self._tree.size)
            yield from signatures.finish()
        progress(self._tree.size)
        yield from _strays(tags.rest(), vault.rest())
        yield from self._ends()

    def _gap(self, position: int) -> Iterator[Fault]:
        """Name missing positions; the tree goes on with what the tiles say, or with nothing."""
        while self._tree.size < position:
            missing = self._tree.size
            yield Fault("position-gap", f"entry {missing}", missing)
            yield from self._tree.add(self._stored_leaf(missing))
            yield from self._compare()

    def _stored_leaf(self, position: int) -> bytes:
        tile = self._snapshot.tile(0, position // 256)
        return bytes(32) if tile is None else tile.hashes[32 * (position % 256) : 32 * (position % 256 + 1)]

    def _entry(
        self, row: EntryRow, tags: Sequence[TagRow], vault: Sequence[VaultRow], signatures: Signatures
    ) -> Iterator[Fault]:
        try:
            entry = parse_entry(row.entry)
            opened = self._vault.open(row.position, entry.jwt, [one for one in vault if not is_attachment(one.role)])
        except (EntryFormError, StatementError) as error:
            kind, cause = (
                ("entry-form", error.cause) if isinstance(error, EntryFormError) else ("statement-form", error.code)
            )
            yield Fault(kind, f"entry {row.position}", row.position, cause)
            return
        statement = opened.statement
        yield from self._times(row.position, entry.time_ms, statement)
        if self._topics.get(row.type) != statement.vct:
            yield Fault("entry-type", f"entry {row.position}", row.position)
        yield from opened.faults
        attached = [one for one in vault if is_attachment(one.role)]
        yield from self._attachments.check(row.position, opened, attached, tags)
        try:
            event = parse_event(statement.vct, statement.plain, statement.disclosed)
        except Refusal as error:
            yield Fault("statement-claims", f"entry {row.position}", row.position, error.code)
            return
        yield from self._event(row.position, statement, event)
        yield from self._sign(row.position, entry.time_ms, statement, event, signatures)
        yield from self._erasures.judge(row.position, event, opened, tags)
        yield from self._tag_rows(row, entry, event, opened, tags)

    def _times(self, position: int, time_ms: int, statement: Statement) -> Iterator[Fault]:
        expected = None if self._checkpoint is None else self._checkpoint.time_ms
        if time_ms < self._last_ms or (expected is not None and time_ms != expected):
            yield Fault("entry-time", f"entry {position}", position)
        self._last_ms = max(self._last_ms, time_ms)
        if not -MAX_AHEAD_MS <= time_ms - statement.iat * 1000 <= MAX_AGE_MS:
            yield Fault("statement-time", f"entry {position}", position)

    def _event(self, position: int, statement: Statement, event: Event) -> Iterator[Fault]:
        """Check what depends on the kind of event alone, and remember what later events need."""
        if position == 0:
            fault = self._keys.check_genesis(event)
            if fault is not None:
                yield fault
        if isinstance(event, CatalogueItemPublished):
            self._digests[event.item, event.version] = event.digests
        if isinstance(event, FactRecorded | FactCorrected):
            fixed = self._digests.get((event.item, event.item_version), -1)
        else:
            fixed = event.DIGESTS or 0
        if statement.n_digests != fixed:
            yield Fault("statement-claims", f"entry {position} digests", position)

    def _sign(
        self, position: int, time_ms: int, statement: Statement, event: Event, signatures: Signatures
    ) -> Iterator[Fault]:
        key = self._keys.public_key(statement, position, time_ms)
        if isinstance(key, Fault):
            yield key
        else:
            yield from signatures.add(Signed(position, key, statement.signing_input, statement.signature))
        self._keys.fold(event, statement, position, time_ms)

    def _tag_rows(
        self, row: EntryRow, entry: ParsedEntry, event: Event, opened: Opened, tags: Sequence[TagRow]
    ) -> Iterator[Fault]:
        try:
            yield from self._tags.check(row.position, row.type, entry, event, opened, tags)
        except Refusal as error:
            yield Fault("statement-claims", f"entry {row.position}", row.position, error.code)

    def _compare(self) -> Iterator[Fault]:
        """Compare the checkpoint that ends here, if one does, and the mark."""
        size = self._tree.size
        if self._mark is not None and self._mark.size == size and self._mark.root != self._tree.root():
            yield Fault("mark-differs", f"high-water mark {size}", size - 1)
        if self._checkpoint is not None and self._checkpoint.size <= size:
            if self._checkpoint.size == size:
                yield from self._tree.compare(self._checkpoint)
            self._checkpoint = next(self._checkpoints, None)
            yield from self._chain(size)

    def _chain(self, size: int) -> Iterator[Fault]:
        """Check that the next checkpoint begins where the last one ended."""
        row = self._checkpoint
        if row is not None and row.prev_size != size:
            yield Fault("checkpoint-chain", f"checkpoint {row.prev_size}..{row.size} after {size}", size)

    def _ends(self) -> Iterator[Fault]:
        """Check that nothing hangs beyond the last entry."""
        size = self._tree.size
        if self._checkpoint is not None:
            row = self._checkpoint
            yield Fault("checkpoint-chain", f"checkpoint {row.prev_size}..{row.size}", size)
        elif self._last_checkpoint_size() != size:
            yield Fault("checkpoint-chain", f"no checkpoint at {size}", size)
        for level, n in self._snapshot.all("extra_tiles", size=size):
            yield Fault("tile-extra", f"tile {level}/{n}")
        if self._mark is not None and self._mark.size > size:
            yield Fault("mark-ahead", f"high-water mark {self._mark.size}, database {size}", size)

    def _last_checkpoint_size(self) -> int:
        return int(self._snapshot.all("last_checkpoint")[0][0])


def _strays(tags: Iterable[TagRow], vault: Iterable[StoredVaultRow]) -> Iterator[Fault]:
    """Name rows of positions that hold no entry."""
    for tag in tags:
        yield Fault("tag-extra", f"tag {tag.tag.hex()} at {tag.position}", tag.position)
    for one in vault:
        yield Fault("vault-extra", f"vault {one.position}/{one.row.role}", one.position)
