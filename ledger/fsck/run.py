"""The whole check, in one snapshot of the database."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from psycopg import Connection

from domain.registry import TOPICS
from ledger.fsck.erasures import Erasures
from ledger.fsck.fault import Fault
from ledger.fsck.log_pass import LogPass
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot, snapshot
from ledger.keystore import KeyRecord
from ledger.log.errors import LogStoppedError
from ledger.log.high_water import HighWaterMark, Mark

Progress = Callable[[int, int], None]

_CHECK_TAG = "chengjian/tag-check/v1"  # the fixed tag whose digest stands in the log's row


def fsck(
    connection: Connection[Any],
    material: Material,
    *,
    progress: Progress = lambda _done, _size: None,
) -> Iterator[Fault]:
    """Compare everything that is stored with everything it follows from.

    The ledger may go on working meanwhile; only what is being erased at that very time can look like a fault, so run it
    again then. Memory does not grow with the log.

    Args:
        connection: In autocommit mode, used by nobody else until the check ends.
        material: What lies outside the database.
        progress: Called with the leaves checked and the leaves there are.

    Yields:
        Every fault, where it is found.
    """
    mark, mark_faults = read_mark(material)
    yield from mark_faults
    orders = read_orders(material)
    with snapshot(connection) as rows:
        yield from check(rows, material, mark, orders, progress=progress)


def check(
    rows: Snapshot,
    material: Material,
    mark: Mark | None,
    orders: Sequence[KeyRecord],
    *,
    progress: Progress = lambda _done, _size: None,
) -> Iterator[Fault]:
    """Compare one snapshot with the mark and the key store's orders that were read before it; see `fsck`."""
    topics = {number: str(name) for number, name in rows.all("event_types")}
    yield from _topics(topics)
    yield from _log_row(rows, material)
    size = int(rows.all("size")[0][0])
    erasures = Erasures(rows, material, topics, orders)
    yield from LogPass(rows, material, mark, topics, erasures).run(lambda done: progress(done, size))
    yield from erasures.keystore()


def read_orders(material: Material) -> list[KeyRecord]:
    """Read what the key store was ordered to destroy, and what is damaged; before the snapshot that has the events."""
    return [record for record in material.keystore.records() if record.kind in {"destroyed", "retired", "damaged"}]


def read_mark(material: Material) -> tuple[Mark | None, list[Fault]]:
    """Read the mark; before the snapshot is taken, so that it cannot be ahead of a sound database."""
    try:
        with HighWaterMark(material.mark, material.origin) as file:
            file.open(may_create=False)
            return file.read(), []
    except LogStoppedError as error:
        return None, [Fault("mark-form", "high-water mark", cause=error.code)]


def _topics(topics: dict[int, str]) -> Iterator[Fault]:
    for number, name in topics.items():
        if name not in TOPICS:
            yield Fault("topic", f"event_type {number}")


def _log_row(rows: Snapshot, material: Material) -> Iterator[Fault]:
    found = rows.all("log_row")
    expected = (material.origin, "event", material.tag_key.digest(_CHECK_TAG))
    if len(found) != 1 or tuple(found[0]) != expected:
        yield Fault("log-row", "log")
