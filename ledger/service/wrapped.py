"""Requests inside the platform's events: found again, so that a repeated request gets its receipt again."""

from typing import NamedTuple

from psycopg_pool import ConnectionPool

from ledger.service.records import RecordSource
from ledger.statement import Statement, parse_presentation

_STATEMENT = "subject.statement"


class Wrapped(NamedTuple):
    """The platform's event around a request, as far as it can still be opened.

    Attributes:
        request: The JWT of the request; None where the event carries none, or was erased.
        disclosures: Of the event, encoded, in the order of their digests: whoever signed the request sees by them that
            the platform recorded it word by word.
    """

    request: str | None
    disclosures: tuple[str, ...]


class WrappedRequests:
    """Reads the requests that events carry."""

    def __init__(self, pool: ConnectionPool, source: RecordSource) -> None:
        """Keep where records are read."""
        self._pool = pool
        self._source = source

    def at(self, position: int) -> Wrapped:
        """Open the event at a position."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            record = self._source.at(cursor, [position])[position]
        text = record.disclosed.get(_STATEMENT)
        if not isinstance(text, str):
            return Wrapped(None, ())
        opened = parse_presentation("~".join([record.jwt.decode("ascii"), *record.disclosures(), ""]))
        return Wrapped(text.partition("~")[0], disclosures_of(opened))


def disclosures_of(statement: Statement) -> tuple[str, ...]:
    """Give the open disclosures of a statement, encoded, in the order of their digests."""
    return tuple(one.encoded for one in statement.disclosures)
