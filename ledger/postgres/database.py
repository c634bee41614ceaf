"""Which database a ledger uses: the one that ``CHENGJIAN_DSN`` names, or the embedded server of its state folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from ledger.postgres.launcher import EmbeddedPostgres
from ledger.postgres.watchdog import Watchdog
from ledger.settings import Settings


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """Yield the connection string of the ledger's database; the embedded server runs at least as long.

    If the embedded server dies meanwhile, it is started again under the same connection string.

    Raises:
        PostgresError: The embedded server cannot start.
    """
    if settings.dsn is not None:
        yield settings.dsn.get_secret_value()
        return
    programs = settings.postgres_programs
    server = EmbeddedPostgres(settings.layout.postgres, run_as=settings.postgres_run_as, binaries=programs)
    with server, Watchdog(server):
        yield server.dsn
