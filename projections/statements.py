"""SQL statements, one a file, with the number of the build filled in."""

from functools import cache
from importlib.resources import files

from psycopg import sql


@cache
def statement(package: str, name: str, build: int | None = None) -> sql.SQL | sql.Composed:
    """Read one statement of a package's ``sql`` folder.

    Args:
        package: Dotted name of the package, such as ``projections.profile``.
        name: File name without its ending.
        build: Number of the build; ``{build}`` in table names becomes it. None: nothing is filled in.
    """
    text = files(package).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return sql.SQL(text) if build is None else sql.SQL(text).format(build=sql.SQL(str(build)))
