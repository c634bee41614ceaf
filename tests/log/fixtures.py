"""A fresh log for each test: a schema of its own in one database. A folder's conftest names what it uses."""

from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ledger.log.opening import LogPlace
from ledger.migrate import known_migrations, migrate
from ledger.postgres.launcher import EmbeddedPostgres
from tests.log.logs import make_place

_numbers = count(1)


@pytest.fixture(scope="session")
def log_database(postgres_server: EmbeddedPostgres) -> str:
    """Connection string of a database for many logs."""
    name = f"logs_{next(_numbers)}"
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return make_conninfo(postgres_server.dsn, dbname=name)


@pytest.fixture
def place(log_database: str, tmp_path: Path) -> LogPlace:
    """Where an empty log lies."""
    schema = f"log_{next(_numbers)}"
    migrate(log_database, schema, known_migrations()[:1])
    return make_place(log_database, tmp_path, schema)
