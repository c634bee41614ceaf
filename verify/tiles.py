"""Tiles and entry bundles: names, widths, contents.

Source:
    c2sp.org/tlog-tiles v0.1.0.
"""

from collections.abc import Iterator

from verify.errors import BundleMalformedError, TileMalformedError
from verify.merkle import HASH_BYTES

WIDTH = 256
HEIGHT = 8
MAX_TILE_BYTES = WIDTH * HASH_BYTES
_LENGTH_BYTES = 2
_GROUP = 1000


def path_number(number: int) -> str:
    """Spell a tile's number in groups of three digits: 1234067 is ``x001/x234/067``."""
    groups = [f"{number % _GROUP:03d}"]
    while number >= _GROUP:
        number //= _GROUP
        groups.append(f"x{number % _GROUP:03d}")
    return "/".join(reversed(groups))


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Return the address of a tile below the log's prefix."""
    return f"tile/{level}/{path_number(number)}{_partial(width)}"


def bundle_path(number: int, width: int = WIDTH) -> str:
    """Return the address of an entry bundle below the log's prefix."""
    return f"tile/entries/{path_number(number)}{_partial(width)}"


def _partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def edge_width(size: int, level: int) -> int:
    """Return how many hashes the partial tile of a level has in a tree of ``size`` leaves; 0 if there is none."""
    return (size >> HEIGHT * level) % WIDTH


def split_tile(data: bytes, width: int, where: str) -> list[bytes]:
    """Return the hashes of a tile.

    Raises:
        TileMalformedError: Not ``width`` times 32 bytes.
    """
    if len(data) != width * HASH_BYTES:
        raise TileMalformedError(where, found=len(data), wanted=width * HASH_BYTES)
    return [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]


def split_bundle(data: bytes, width: int, where: str) -> Iterator[bytes]:
    """Yield the entries of a bundle one by one, so that those before a broken length can still be checked.

    Raises:
        BundleMalformedError: It ends within an entry, or holds more than ``width`` entries.
    """
    place = 0
    for _ in range(width):
        start = place + _LENGTH_BYTES
        place = start + int.from_bytes(data[place:start], "big")
        if start > len(data) or place > len(data):
            raise BundleMalformedError(where)
        yield data[start:place]
    if place != len(data):
        raise BundleMalformedError(where)
