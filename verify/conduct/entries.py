"""The entries of a log that passed its audit, read once more and held against the root that the audit found."""

from collections.abc import Iterator

from verify.audit.errors import RootMismatchError
from verify.audit.run import Progress
from verify.audit.source import Source
from verify.audit.tree import read_bundle
from verify.compact_range import CompactRange
from verify.entry import Entry, parse_entry
from verify.merkle import hash_leaf
from verify.tiles import WIDTH


def audited_entries(source: Source, size: int, root: bytes, progress: Progress) -> Iterator[tuple[int, Entry]]:
    """Yield every entry with its position; what was yielded counts only when the end was reached.

    Args:
        source: Where the log is; nothing that it serves is trusted.
        size: Number of entries, from the audit.
        root: Their tree head, from the audit.
        progress: Called with entries read and entries in all.

    Raises:
        RootMismatchError: The source now serves other entries than at the audit.
        VerifyError: They cannot be read.
    """
    whole = CompactRange(0, 0)
    for number in range(-(-size // WIDTH)):
        first = number * WIDTH
        entries = list(read_bundle(source.read, number, min(WIDTH, size - first)))
        whole += CompactRange.of_hashes(0, first, [hash_leaf(data) for data in entries])
        for position, data in enumerate(entries, first):
            yield position, parse_entry(data)
        progress(whole.end, size)
    if whole.root() != root:
        raise RootMismatchError
