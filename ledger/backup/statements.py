"""The SQL of backup and recovery, read once from its files."""

from functools import cache
from importlib.resources import files
from typing import LiteralString


@cache
def statement(name: str) -> LiteralString:
    """Give the text of ``sql/<name>.sql``."""
    text: LiteralString = files("ledger.backup").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return text
