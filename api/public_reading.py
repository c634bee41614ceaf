"""What everybody may ask of the read models about due process: lists, listings, removals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from psycopg import Error
from psycopg_pool import PoolTimeout

from api.errors import ListUnavailableError
from api.parameter_errors import AsOfAheadError
from api.public_list import now
from projections.errors import ProjectionError
from projections.listings import EVERYBODY, ListingAccount, ListPage, Removals, Search
from projections.models import ReadModels
from projections.moment import AsOf, MomentAheadError


class PublicReading(Protocol):
    """Reads lists for everybody."""

    def list_page(
        self, list_id: str, search: Search = EVERYBODY, *, as_of: AsOf = None, limit: int, after: int | None = None
    ) -> ListPage:
        """Give a page of a list, newest first."""
        ...

    def listing(self, listing: str, *, as_of: AsOf = None) -> ListingAccount | None:
        """Give the public account of one listing; None if the log does not know it."""
        ...

    def removals(self, *, limit: int, after: str | None = None) -> Removals:
        """Give what is no longer public, newest first."""
        ...


class ReadModelReading:
    """Answers from the read models; satisfies ``PublicReading``.

    Args:
        models: The read models.
        clock: The time now, aware: ends and marks are computed when somebody asks.
    """

    def __init__(self, models: ReadModels, clock: Callable[[], datetime] = now) -> None:
        self._models = models
        self._clock = clock

    def list_page(
        self, list_id: str, search: Search = EVERYBODY, *, as_of: AsOf = None, limit: int, after: int | None = None
    ) -> ListPage:
        """Give a page of a list, newest first.

        Raises:
            AsOfAheadError: The moment has not come.
            ListUnavailableError: The read model is not built, or the database is away.
        """
        with _available():
            return self._models.list_page(list_id, search, now=self._clock(), as_of=as_of, limit=limit, after=after)

    def listing(self, listing: str, *, as_of: AsOf = None) -> ListingAccount | None:
        """Give the public account of one listing; None if the log does not know it.

        Raises:
            AsOfAheadError: The moment has not come.
            ListUnavailableError: The database is away.
        """
        with _available():
            return self._models.listing(listing, now=self._clock(), as_of=as_of)

    def removals(self, *, limit: int, after: str | None = None) -> Removals:
        """Give what is no longer public, newest first.

        Raises:
            ListUnavailableError: The read model is not built, or the database is away.
            ValueError: ``after`` is none of ours.
        """
        with _available():
            return self._models.removals(now=self._clock(), limit=limit, after=after)


class NoPublicReading:
    """Stands in where no read model runs."""

    def list_page(
        self, list_id: str, search: Search = EVERYBODY, *, as_of: AsOf = None, limit: int, after: int | None = None
    ) -> ListPage:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def listing(self, listing: str, *, as_of: AsOf = None) -> ListingAccount | None:
        """Say that nothing can be read."""
        raise ListUnavailableError

    def removals(self, *, limit: int, after: str | None = None) -> Removals:
        """Say that nothing can be read."""
        raise ListUnavailableError


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except MomentAheadError as error:
        raise AsOfAheadError(error.size, error.today) from error
    except (ProjectionError, PoolTimeout, Error) as error:
        raise ListUnavailableError from error
