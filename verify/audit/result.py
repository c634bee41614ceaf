"""What the check of one range contributes to the audit; results of neighbours merge in any grouping."""

from collections import Counter
from dataclasses import dataclass, field

from verify.audit.errors import TimeWentBackError
from verify.compact_range import CompactRange
from verify.errors import VerifyError

ItemUse = tuple[str, str, int]
_TIME_STEP = 4


@dataclass(frozen=True, slots=True)
class OpenKeys:
    """The open tags of one entry with the one-time keys that it shows for them.

    Attributes:
        position: Place in the log.
        tags: Open tags in order.
        keys: As many one-time keys, base64url.
        item: For a published catalogue item: item, version, number of digests.
    """

    position: int
    tags: tuple[str, ...]
    keys: tuple[str, ...]
    item: ItemUse | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong in a range."""

    position: int
    error: VerifyError


@dataclass(frozen=True, slots=True)
class RangeResult:
    """Everything that is known of a range after it was checked by itself.

    Attributes:
        tree: Hashes of the range.
        first_ms: Time of its first entry; None if it has none.
        last_ms: Time of its last entry.
        topics: Number of events by topic.
        open_keys: Entries with open tags; rare.
        item_uses: For each catalogue item, version and number of digests that facts of the range use: first position.
        fault: The first thing wrong; what stands after it was not checked.
    """

    tree: CompactRange
    first_ms: int | None = None
    last_ms: int | None = None
    topics: Counter[str] = field(default_factory=Counter)
    open_keys: tuple[OpenKeys, ...] = ()
    item_uses: dict[ItemUse, int] = field(default_factory=dict)
    fault: Fault | None = None

    def __add__(self, right: "RangeResult") -> "RangeResult":
        """Merge with the range that follows."""
        return RangeResult(
            tree=self.tree + right.tree,
            first_ms=right.first_ms if self.first_ms is None else self.first_ms,
            last_ms=self.last_ms if right.last_ms is None else right.last_ms,
            topics=self.topics + right.topics,
            open_keys=self.open_keys + right.open_keys,
            item_uses={**right.item_uses, **self.item_uses},
            fault=self.fault or self._fault_between(right) or right.fault,
        )

    def _fault_between(self, right: "RangeResult") -> Fault | None:
        if self.last_ms is None or right.first_ms is None or right.first_ms >= self.last_ms:
            return None
        error = TimeWentBackError(position=right.tree.start)
        error.step = _TIME_STEP
        return Fault(right.tree.start, error)
