"""What every test may use: a fresh database, and hypothesis profiles.

``dsn`` is the connection string of an empty database on one embedded server, which is started once for the whole run;
``second_dsn`` is one more.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ledger.postgres.launcher import EmbeddedPostgres

settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

SERVER_SETTINGS = {"shared_buffers": "64MB", "max_wal_size": "1GB"}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """One embedded server for the run, durable as in production."""
    folder = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    try:
        with EmbeddedPostgres(folder / "postgres", settings=SERVER_SETTINGS) as server:
            yield server
    finally:
        shutil.rmtree(folder)


class Databases:
    """Empty databases of one server; used ones are emptied and lent again, which is quicker than making new ones."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._numbers = count(1)
        self._free: list[str] = []

    def take(self) -> str:
        """Connection string of an empty database."""
        if self._free:
            return self._server.dsn_of(self._free.pop())
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._server.dsn, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._server.dsn_of(name)

    def give_back(self, dsn: str) -> None:
        """Throw out whoever is still connected, and everything that is in the database."""
        name = str(conninfo_to_dict(dsn)["dbname"])
        with psycopg.connect(self._server.dsn_of(name, "postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(sql.Identifier(name)))
            schemas = connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
            ).fetchall()
            for (schema,) in schemas:
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
            connection.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        self._free.append(name)


@pytest.fixture(scope="session")
def databases(postgres_server: EmbeddedPostgres) -> Databases:
    """Databases of the run's server."""
    return Databases(postgres_server)


@pytest.fixture
def dsn(databases: Databases) -> Iterator[str]:
    """Connection string of an empty database of the test's own."""
    lent = databases.take()
    yield lent
    databases.give_back(lent)


@pytest.fixture(scope="module")
def module_dsn(databases: Databases) -> Iterator[str]:
    """Connection string of an empty database that the tests of a module share."""
    lent = databases.take()
    yield lent
    databases.give_back(lent)


@pytest.fixture
def second_dsn(databases: Databases) -> Iterator[str]:
    """Connection string of a second empty database."""
    lent = databases.take()
    yield lent
    databases.give_back(lent)
