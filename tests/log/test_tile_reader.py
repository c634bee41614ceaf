"""The reader of tiles, with other threads at work on what it remembers."""

from contextlib import AbstractContextManager
from typing import Any

import psycopg

from ledger.log.tile_reader import TilePlace, TileReader


class Vanishing(dict[TilePlace, bytes]):
    """A memory that another thread empties as soon as somebody has looked into it."""

    def __contains__(self, place: object) -> bool:
        is_there = super().__contains__(place)
        self.clear()
        return is_there


def no_connection() -> AbstractContextManager["psycopg.Connection[Any]"]:
    raise AssertionError("nothing has to be read")


def test_a_tile_that_is_dropped_while_it_is_looked_up_is_no_failure() -> None:
    reader = TileReader(no_connection)
    reader._cache = Vanishing({TilePlace(0, 3): bytes(range(256)) * 32})
    assert reader.tile(0, 3, 2) == bytes(range(64))
