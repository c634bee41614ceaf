"""Requests inside the platform's events: found again, so that a repeated request gets its receipt again."""

from psycopg_pool import ConnectionPool

from ledger.service.records import RecordSource

_STATEMENT = "subject.statement"


class WrappedRequests:
    """Reads the request that an event carries."""

    def __init__(self, pool: ConnectionPool, source: RecordSource) -> None:
        """Keep where records are read."""
        self._pool = pool
        self._source = source

    def jwt_at(self, position: int) -> str | None:
        """Give the JWT of the request in the event at a position; None where it carries none or was erased."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            record = self._source.at(cursor, [position])[position]
        text = record.disclosed.get(_STATEMENT)
        return text.partition("~")[0] if isinstance(text, str) else None
