"""The public list and the other read models as the API uses them."""

from collections.abc import Callable
from datetime import UTC, datetime

from psycopg import Error
from psycopg_pool import PoolTimeout

from api.errors import ListUnavailableError
from api.metrics import Readings
from projections.errors import ProjectionError
from projections.models import ReadModels
from projections.public_list import Page


def now() -> datetime:
    """Give the present instant by this machine's clock, aware."""
    return datetime.now(UTC)


class PublicList:
    """Answers pages of the public list; satisfies ``PublicFacts``.

    Args:
        models: The read models.
        clock: The time now, aware: ends of publicity are computed when somebody asks.
    """

    def __init__(self, models: ReadModels, clock: Callable[[], datetime] = now) -> None:
        self._models = models
        self._clock = clock

    def page(self, *, after: int | None, limit: int, code: str | None, name: str | None) -> Page:
        """Give one page, newest first.

        Raises:
            ListUnavailableError: The read model is not built, or the database is away.
        """
        try:
            return self._models.public_page(now=self._clock(), limit=limit, after=after, code=code, name=name)
        except (ProjectionError, PoolTimeout, Error) as error:
            raise ListUnavailableError from error


def lag_readings(models: ReadModels) -> Readings:
    """Tell how far each read model is behind the log, and whether it stopped."""
    readings: Readings = {}
    for one in models.status():
        if one.is_live:
            readings[f"projection_{one.name}_lag"] = ("Leaves not applied yet", one.lag)
            readings[f"projection_{one.name}_stopped"] = (
                "1 if it stopped at a failure",
                float(one.failure is not None),
            )
    return readings


class NoPublicList:
    """Stands in where no read model runs."""

    def page(self, *, after: int | None, limit: int, code: str | None, name: str | None) -> Page:
        """Say that there is no list."""
        raise ListUnavailableError
