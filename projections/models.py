"""All read models of one ledger behind one door."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial

from domain.identifier import Identifier
from ledger.postgres.connect import connect
from ledger.service.ledger import Ledger
from ledger.service.records import RecordSource
from projections.casework import Board, CaseworkProjection, Deadlines, board, deadlines
from projections.clockwork import ClockWorker
from projections.courier import Courier
from projections.follower import Follower
from projections.indicators import Indicators, indicators
from projections.listings import (
    EVERYBODY,
    ListingAccount,
    ListingsProjection,
    ListPage,
    Removals,
    Search,
    listing_view,
    page_of_list,
    removals,
)
from projections.moment import AsOf
from projections.profile import Profile, ProfileProjection, load
from projections.projection import Projection
from projections.public_list import BlindIndex, Page, PublicListProjection, page
from projections.rounds import Rounds
from projections.statistics import Statistics, StatisticsProjection, statistics
from projections.status import ProjectionStatus, status
from projections.timekeeper import Timekeeper


def all_projections(source: RecordSource, blind_secret: bytes) -> tuple[Projection, ...]:
    """Make every projection that there is.

    Args:
        source: Where records are read.
        blind_secret: 32 bytes, kept outside the database; blind indexes are digests under it.
    """
    blind = BlindIndex(blind_secret)
    return (
        ProfileProjection(source),
        PublicListProjection(source, blind),
        ListingsProjection(source, blind),
        CaseworkProjection(source),
        StatisticsProjection(source),
    )


class ReadModels:
    """Asks and follows the read models of one ledger.

    Attributes:
        projections: All of them.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Use a ledger's connections and keys; nothing runs before `following`."""
        self._ledger = ledger
        self._blind = BlindIndex(ledger.keyring.projection_secret)
        self.projections = all_projections(ledger.source, ledger.keyring.projection_secret)

    def profile(self, identifier: Identifier, *, now: datetime, as_of: AsOf = None) -> Profile | None:
        """Give everything on record about the subject of an identifier; see `projections.profile.load`."""
        with self._ledger.pool.connection() as connection:
            return load(connection, self._ledger.source, identifier, now=now, as_of=as_of)

    def public_page(
        self,
        *,
        now: datetime,
        limit: int = 50,
        after: int | None = None,
        code: str | None = None,
        name: str | None = None,
    ) -> Page:
        """Give a page of the public list; see `projections.public_list.page`."""
        source, blind = self._ledger.source, self._blind
        with self._ledger.pool.connection() as connection:
            return page(connection, source, blind, now=now, limit=limit, after=after, code=code, name=name)

    def list_page(
        self,
        list_id: str,
        search: Search = EVERYBODY,
        *,
        now: datetime,
        as_of: AsOf = None,
        limit: int = 50,
        after: int | None = None,
    ) -> ListPage:
        """Give a page of a list as everybody may see it; see `projections.listings.page_of_list`."""
        source, blind = self._ledger.source, self._blind
        with self._ledger.pool.connection() as connection:
            return page_of_list(
                connection, source, blind, list_id, search, now=now, as_of=as_of, limit=limit, after=after
            )

    def listing(self, listing: str, *, now: datetime, as_of: AsOf = None) -> ListingAccount | None:
        """Give the public account of a listing; see `projections.listings.listing_view`."""
        with self._ledger.pool.connection() as connection:
            return listing_view(connection, self._ledger.source, listing, now=now, as_of=as_of)

    def removals(self, *, now: datetime, limit: int = 50, after: str | None = None) -> Removals:
        """Give what is no longer public; see `projections.listings.removals`."""
        with self._ledger.pool.connection() as connection:
            return removals(connection, self._ledger.source, now=now, limit=limit, after=after)

    def board(self, agency: str, *, now: datetime, after: str | None = None, limit: int = 50) -> Board:
        """Give what waits for a body, for that body alone; see `projections.casework.board`."""
        with self._ledger.pool.connection() as connection:
            return board(connection, self._ledger.source, agency, now=now, after=after, limit=limit)

    def deadlines(self, *, now: datetime) -> Deadlines:
        """Count how bodies keep their deadlines; see `projections.casework.deadlines`."""
        with self._ledger.pool.connection() as connection:
            return deadlines(connection, self._ledger.source, now=now)

    def statistics(self, *, now: datetime) -> Statistics:
        """Count what everybody may know; see `projections.statistics`."""
        with self._ledger.pool.connection() as connection:
            return statistics(connection, self._ledger.source, now=now)

    def indicators(self, *, now: datetime) -> Indicators:
        """Compute the plan's indicators and those of rights; see `projections.indicators`."""
        with self._ledger.pool.connection() as connection:
            return indicators(connection, self._ledger.source, now=now)

    def status(self) -> Sequence[ProjectionStatus]:
        """Tell how far each read model is behind the log, and which one stopped, and why."""
        with self._ledger.pool.connection() as connection:
            return status(connection, self.projections, self._ledger.source)

    @contextmanager
    def following(self, *, keeps_time: bool = False) -> Iterator[Follower]:
        """Keep the read models close behind the log while the block runs.

        Args:
            keeps_time: Whether the platform says besides what the passing of time means (`projections.clockwork`), and
                brings recalls to recipients that have an address (`projections.courier`).
        """
        opened = partial(connect, self._ledger.dsn, self._ledger.settings.db_schema, autocommit=True)
        with ExitStack() as stack:
            follower = stack.enter_context(Follower(opened, self.projections, self._ledger.source))
            if keeps_time:
                stack.enter_context(Timekeeper(ClockWorker(self._ledger)))
                stack.enter_context(Rounds(Courier(self._ledger)))
            yield follower
