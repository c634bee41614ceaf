"""Opening a log for writing and for reading, from where it lies."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg_pool import ConnectionPool

from ledger.log.checkpoint import CheckpointKey, CheckpointSigner
from ledger.log.committer import LogParts, system_clock_ms
from ledger.log.envelope import Envelope
from ledger.log.high_water import HighWaterMark
from ledger.log.reader import LogReader
from ledger.log.sequencer import Limits, Sequencer
from ledger.log.store import LogStore
from ledger.postgres.connect import check_server, connect
from ledger.private_tags import TagKey


class LogPlace(NamedTuple):
    """Where a log lies.

    Attributes:
        dsn: Connection string of its database, which is migrated.
        schema: Schema of its tables.
        origin: Its origin line.
        high_water: File of its high-water mark, outside the database.
        key: Signs its checkpoints.
        tag_key: Digests its tags.
    """

    dsn: str
    schema: str
    origin: str
    high_water: Path
    key: CheckpointKey
    tag_key: TagKey

    def connect(self) -> "psycopg.Connection[Any]":
        """Open a connection in autocommit mode."""
        return connect(self.dsn, self.schema, autocommit=True)


def log_parts(
    place: LogPlace,
    envelope: Envelope,
    before_commit: Sequence[Callable[[], None]] = (),
    clock_ms: Callable[[], int] = system_clock_ms,
) -> LogParts:
    """Put together what a log's writer is made of."""
    return LogParts(
        store=LogStore(place.connect),
        mark=HighWaterMark(place.high_water, place.origin),
        signer=CheckpointSigner(place.origin, place.key),
        envelope=envelope,
        tag_key=place.tag_key,
        before_commit=before_commit,
        clock_ms=clock_ms,
    )


def make_sequencer(
    place: LogPlace,
    envelope: Envelope,
    *,
    before_commit: Sequence[Callable[[], None]] = (),
    clock_ms: Callable[[], int] = system_clock_ms,
    limits: Limits | None = None,
) -> Sequencer:
    """Make the sequencer of a log; enter or start it to open the log.

    Args:
        place: Where the log lies.
        envelope: Seals its events; a log keeps the kind of envelope that it was made with.
        before_commit: Called before each COMMIT, for what must be durable first (``KeyStore.sync``).
        clock_ms: Milliseconds since 1970.
        limits: How much waits and how much is committed at once.
    """
    return Sequencer(log_parts(place, envelope, before_commit, clock_ms), limits or Limits())


@contextmanager
def open_reader(place: LogPlace, *, connections: int = 8) -> Iterator[LogReader]:
    """Open a log for reading, by up to as many threads at once as there are connections."""
    mark = HighWaterMark(place.high_water, place.origin)
    try:
        with open_pool(place, connections=connections) as pool:
            yield LogReader(pool.connection, mark, CheckpointSigner(place.origin, place.key), place.tag_key)
    finally:
        mark.close()


@contextmanager
def open_pool(place: LogPlace, *, connections: int = 8) -> "Iterator[ConnectionPool[psycopg.Connection[Any]]]":
    """Open connections for reading: in autocommit mode, in the log's schema, and kept on the indexes."""

    def configure(connection: "psycopg.Connection[Any]") -> None:
        check_server(connection)
        connection.execute("set plan_cache_mode = force_generic_plan")
        connection.execute("set enable_seqscan = off")
        connection.execute("set jit = off")

    pool = ConnectionPool(
        place.dsn,
        kwargs={"autocommit": True, "options": f"-c search_path={place.schema}"},
        min_size=1,
        max_size=connections,
        configure=configure,
        open=False,
    )
    try:
        pool.open(wait=True)
        yield pool
    finally:
        pool.close()
