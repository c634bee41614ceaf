"""SQL statements of this package, one a file."""

from functools import cache
from importlib.resources import files

from psycopg import sql


@cache
def statement(name: str) -> sql.SQL:
    """Read one statement by the name of its file, without the ending."""
    return sql.SQL(files("ledger.service").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))
