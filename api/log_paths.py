"""Reading the paths of C2SP tiles, one spelling for each.

Source:
    C2SP tlog-tiles, "Merkle Tree" and "Log Entries".
"""

import re
from typing import NamedTuple

from api.errors import TileNotFoundError

TILE_WIDTH = 256
_MAX_LEVEL = 63
_LEVEL = re.compile(r"0|[1-9][0-9]?")
_NUMBER = re.compile(r"((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_MAX_GROUPS = 6


class TileName(NamedTuple):
    """Which tile or bundle: its number and its width, 256 if it is full."""

    number: int
    width: int

    @property
    def is_full(self) -> bool:
        """Tell whether the tile has all its 256 parts."""
        return self.width == TILE_WIDTH


def parse_level(text: str) -> int:
    """Read the level of a tile, 0 to 63.

    Raises:
        TileNotFoundError: It is not one, or not in its only spelling.
    """
    if _LEVEL.fullmatch(text) is None or int(text) > _MAX_LEVEL:
        raise TileNotFoundError
    return int(text)


def parse_name(text: str) -> TileName:
    """Read ``x001/x234/067`` or ``000.p/17``.

    Raises:
        TileNotFoundError: It is not a tile name, or not in its only spelling: ``x000/001``, a width of 0 or 256.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or text.startswith("x000/"):
        raise TileNotFoundError
    groups = [group.removeprefix("x") for group in match[1].split("/") if group] + [match[2]]
    width = int(match[3]) if match[3] else TILE_WIDTH
    if len(groups) > _MAX_GROUPS or (match[3] and width >= TILE_WIDTH):
        raise TileNotFoundError
    return TileName(int("".join(groups)), width)
