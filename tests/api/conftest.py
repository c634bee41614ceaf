"""Fixtures: the HTTP face over a bare ledger, and over a town on the real recorder."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fastapi import FastAPI
from psycopg import sql
from psycopg.conninfo import make_conninfo
from starlette.testclient import TestClient

from api.app import create_app
from ledger.crypto.keys import SigningKey
from ledger.postgres.launcher import EmbeddedPostgres
from ledger.service.ledger import Ledger
from tests.api.bare import BareLedger
from tests.town import open_town

BASE_URL = "http://localhost"


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.from_seed(bytes(range(32)))


@pytest.fixture
def bare(key: SigningKey) -> BareLedger:
    return BareLedger(key)


@pytest.fixture
def bare_app(bare: BareLedger) -> FastAPI:
    return create_app(bare)


@pytest.fixture
def client(bare_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(bare_app, base_url=BASE_URL) as client:
        yield client


@pytest.fixture(scope="session")
def town(postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A town on the real recorder, shared by the tests of this folder: each adds, none takes away."""
    name = f"api_{os.getpid()}"
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    home: Path = tmp_path_factory.mktemp("town")
    with open_town(make_conninfo(postgres_server.dsn, dbname=name), home / "home") as ledger:
        yield ledger
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
