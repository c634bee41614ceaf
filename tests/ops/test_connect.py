"""A server that cannot carry a ledger is refused."""

from types import SimpleNamespace
from typing import cast

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from ledger.postgres.connect import check_server, connect
from ledger.postgres.errors import UnsuitableServerError


class AnsweringServer:
    """A server that answers with the settings it was given."""

    def __init__(self, version: int, **settings: str) -> None:
        self.info = SimpleNamespace(server_version=version)
        self._settings = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8", **settings}

    def execute(self, _query: str, parameters: tuple[str]) -> "AnsweringServer":
        self._answer = (self._settings[parameters[0]],)
        return self

    def fetchone(self) -> tuple[str]:
        return self._answer


@pytest.mark.parametrize(
    ("server", "complaint"),
    [
        (AnsweringServer(150_004), "PostgreSQL 15; at least 16"),
        (AnsweringServer(160_001, fsync="off"), "fsync = off"),
        (AnsweringServer(160_001, full_page_writes="off"), "full_page_writes = off"),
        (AnsweringServer(180_000, server_encoding="LATIN1"), "server_encoding = LATIN1"),
    ],
)
def test_an_unsuitable_server_is_refused_by_name(server: AnsweringServer, complaint: str) -> None:
    with pytest.raises(UnsuitableServerError, match=complaint):
        check_server(cast("Connection[TupleRow]", server))


def test_unqualified_names_live_in_the_given_schema(dsn: str) -> None:
    with connect(dsn, "odd name") as connection:
        connection.execute('CREATE SCHEMA "odd name"')
        connection.execute("CREATE TABLE here (n integer)")
        row = connection.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'here'").fetchone()
    assert row == ("odd name",)
