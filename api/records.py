"""What the API reads about procedures, files and counts: the read models, judged at the moment of the question."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from psycopg import Connection, Error
from psycopg_pool import PoolTimeout

from api.errors import ListUnavailableError
from api.parameter_errors import AsOfAheadError
from api.public_list import now
from domain.identifier import Identifier
from domain.subject.state import SubjectState
from ledger.service.ledger import Ledger
from projections.casework import Board, Deadlines, board, deadlines
from projections.casework.tasks import MatterKind
from projections.errors import ProjectionError
from projections.evidence import NamedEvidence, evidence
from projections.indicators import Indicators, indicators
from projections.matter import Matter, matter
from projections.moment import AsOf, MomentAheadError
from projections.profile import Profile, load
from projections.profile.subject import subject_of
from projections.statistics import Statistics, statistics


class Records(Protocol):
    """Reads what waits for bodies, how they keep their time, and files; who may see it the caller decides."""

    def board(self, agency: str, *, after: str | None, limit: int) -> Board:
        """Give what waits for a body, or raise ValueError where `after` is none of its places."""
        ...

    def deadlines(self) -> Deadlines:
        """Give how all bodies kept their deadlines."""
        ...

    def statistics(self) -> Statistics:
        """Give what is counted for everybody."""
        ...

    def indicators(self) -> Indicators:
        """Give the plan's indicators and those of how rights are kept."""
        ...

    def file(self, identifier: Identifier, *, as_of: AsOf = None) -> Profile | None:
        """Give everything on record about a subject; the look has to be recorded before anybody sees it."""
        ...

    def subject(self, identifier: Identifier) -> SubjectState | None:
        """Give whom an identifier leads to."""
        ...

    def matter(self, kind: MatterKind, name: str, body: str) -> Matter | None:
        """Tell a body what a procedure is about that it takes part in; None if it takes none."""
        ...

    def evidence(self, name: str, codes: Iterable[str]) -> NamedEvidence:
        """Tell who may see an attachment; `codes` are those of agencies among which the credit centres are."""
        ...


class LedgerRecords:
    """Answers from one ledger; satisfies ``Records``. Each method raises ListUnavailableError if it cannot be read.

    Args:
        ledger: The ledger.
        clock: The time now, aware: ends, marks and deadlines are computed when somebody asks.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime] = now) -> None:
        self._ledger = ledger
        self._clock = clock

    def board(self, agency: str, *, after: str | None, limit: int) -> Board:
        """Give what waits for a body, or raise ValueError where `after` is none of its places."""
        with self._connection() as connection:
            return board(connection, self._ledger.source, agency, now=self._clock(), after=after, limit=limit)

    def deadlines(self) -> Deadlines:
        """Give how all bodies kept their deadlines."""
        with self._connection() as connection:
            return deadlines(connection, self._ledger.source, now=self._clock())

    def statistics(self) -> Statistics:
        """Give what is counted for everybody."""
        with self._connection() as connection:
            return statistics(connection, self._ledger.source, now=self._clock())

    def indicators(self) -> Indicators:
        """Give the plan's indicators and those of how rights are kept."""
        with self._connection() as connection:
            return indicators(connection, self._ledger.source, now=self._clock())

    def file(self, identifier: Identifier, *, as_of: AsOf = None) -> Profile | None:
        """Give everything on record about a subject; the look has to be recorded before anybody sees it."""
        with self._connection() as connection:
            return load(connection, self._ledger.source, identifier, now=self._clock(), as_of=as_of)

    def subject(self, identifier: Identifier) -> SubjectState | None:
        """Give whom an identifier leads to."""
        with self._connection() as connection:
            return subject_of(connection, self._ledger.source, identifier, now=self._clock())

    def matter(self, kind: MatterKind, name: str, body: str) -> Matter | None:
        """Tell a body what a procedure is about that it takes part in; None if it takes none."""
        with self._connection() as connection:
            return matter(connection, self._ledger.source, kind, name, body, now=self._clock())

    def evidence(self, name: str, codes: Iterable[str]) -> NamedEvidence:
        """Tell who may see an attachment; `codes` are those of agencies among which the credit centres are."""
        with self._connection() as connection:
            return evidence(connection, self._ledger.source, name, codes, now=self._clock())

    @contextmanager
    def _connection(self) -> "Iterator[Connection]":
        try:
            with self._ledger.pool.connection() as connection:
                yield connection
        except MomentAheadError as error:
            raise AsOfAheadError(error.size, error.today, "/as_of") from error
        except (ProjectionError, PoolTimeout, Error) as error:
            raise ListUnavailableError from error


class NoRecords:
    """Stands in where no read model runs."""

    def board(self, agency: str, *, after: str | None, limit: int) -> Board:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def deadlines(self) -> Deadlines:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def statistics(self) -> Statistics:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def indicators(self) -> Indicators:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def file(self, identifier: Identifier, *, as_of: AsOf = None) -> Profile | None:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def subject(self, identifier: Identifier) -> SubjectState | None:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def matter(self, kind: MatterKind, name: str, body: str) -> Matter | None:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def evidence(self, name: str, codes: Iterable[str]) -> NamedEvidence:
        """Say that nothing can be read."""
        raise ListUnavailableError
