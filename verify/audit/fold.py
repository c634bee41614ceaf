"""What needs the order of the log: counters of open tags, and the catalogue items that facts name.

Source:
    docs/log-format.md, sections 2 and 5; docs/events.md.
"""

from verify.audit.errors import ItemUnknownError
from verify.audit.result import Fault, ItemUse, OpenKeys, RangeResult
from verify.errors import DigestCountError, OneTimeKeyMismatchError, VerifyError, numbered
from verify.labels import open_key

_STEP = 8


class OrderedFold:
    """Takes the results of ranges in order; holds one counter for each open tag, whatever the length of the log."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._counts: dict[str, int] = {}
        self._published: dict[tuple[str, str], tuple[int, int]] = {}
        self._used: set[ItemUse] = set()

    def take(self, result: RangeResult) -> Fault | None:
        """Fold the next range; return the first thing wrong in it, found here or before, if anything is."""
        faults = [] if result.fault is None else [result.fault]
        end = result.tree.end if result.fault is None else result.fault.position
        try:
            for each in result.open_keys:
                self._check_open_keys(each)
            self._check_items(result, end)
        except VerifyError as error:
            faults.append(Fault(error.position or 0, error))
        return min(faults, key=lambda fault: fault.position, default=None)

    def count(self) -> int:
        """Return how many open tags were seen."""
        return len(self._counts)

    def _check_open_keys(self, entry: OpenKeys) -> None:
        with numbered(_STEP, position=entry.position):
            for tag, found in zip(entry.tags, entry.keys, strict=True):
                count = self._counts.get(tag, 0)
                if found != open_key(self._origin, tag, count):
                    raise OneTimeKeyMismatchError(tag)
                self._counts[tag] = count + 1
            if entry.item is not None:
                item, version, digests = entry.item
                self._published.setdefault((item, version), (entry.position, digests))

    def _check_items(self, result: RangeResult, end: int) -> None:
        """Check that each item a fact names was published before, with the number of digests that the fact has."""
        for use, position in sorted(result.item_uses.items(), key=lambda each: each[1]):
            if use in self._used or position >= end:
                continue
            item, version, digests = use
            with numbered(_STEP, position=position):
                published = self._published.get((item, version))
                if published is None or published[0] > position:
                    raise ItemUnknownError(item=item, version=version)
                if published[1] != digests:
                    raise DigestCountError(found=digests, wanted=published[1])
            self._used.add(use)
