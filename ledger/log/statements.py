"""The log's SQL, read once from its files."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> bytes:
    """Give the text of ``sql/<name>.sql``."""
    return files("ledger.log").joinpath("sql", f"{name}.sql").read_bytes()
