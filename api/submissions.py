"""An agency's own statements, read from the log itself, a bounded stretch at a time."""

from typing import Final

from api.models import Submission
from api.moments import rfc3339
from api.ports import Reader
from ledger.log.reader import StoredEntry
from ledger.service.entries import statement_of, time_of

_STRETCH: Final = 2_000
_MAX_STRETCHES: Final = 5


class LogSubmissions:
    """Pages through the log by position and keeps what one issuer signed.

    A page may hold fewer statements than asked for, or none, and still have a next one: the work of one request is
    bounded by the entries read, not by the statements found.

    Args:
        reader: The log.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def page(self, issuer: str, after: int | None, limit: int) -> tuple[list[Submission], int | None]:
        """Give statements of an issuer later than a position, ascending.

        Args:
            issuer: ``agency:<code>``.
            after: Position from which on, exclusive; None: from the beginning.
            limit: Most statements.

        Returns:
            The statements, and the position to go on from; None if the log was read to its end.
        """
        size = self._reader.size()
        position = 0 if after is None else after + 1
        found: list[Submission] = []
        for _ in range(_MAX_STRETCHES):
            for stored in self._reader.entries(position, min(position + _STRETCH, size)):
                submission = _submission(stored, issuer)
                if submission is not None:
                    found.append(submission)
                    if len(found) == limit:
                        return found, stored.position if stored.position + 1 < size else None
            position += _STRETCH
            if position >= size:
                return found, None
        return found, position - 1


def _submission(stored: StoredEntry, issuer: str) -> Submission | None:
    """Give what an entry holds if the issuer signed it; epochs have no statement."""
    if not stored.type:
        return None
    statement = statement_of(stored.entry)
    if statement.iss != issuer:
        return None
    return Submission(
        position=stored.position,
        recorded_at=rfc3339(time_of(stored.entry)),
        jti=statement.jti,
        kid=statement.kid,
        vct=statement.vct,
        claims=dict(statement.plain),
    )
