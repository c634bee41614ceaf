"""What every test may use: a fresh database, and hypothesis profiles.

``dsn`` is the connection string of an empty database on one embedded server, which is started once for the whole run.
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
from psycopg.conninfo import make_conninfo

from ledger.postgres.launcher import EmbeddedPostgres

settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

SERVER_SETTINGS = {"shared_buffers": "64MB", "max_wal_size": "1GB"}

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """One embedded server for the run, durable as in production."""
    folder = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    try:
        with EmbeddedPostgres(folder / "postgres", settings=SERVER_SETTINGS) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def dsn(postgres_server: EmbeddedPostgres) -> Iterator[str]:
    """Connection string of a fresh, empty database; dropped after the test."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield make_conninfo(postgres_server.dsn, dbname=name)
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
