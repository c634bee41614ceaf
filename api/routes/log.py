"""The C2SP log: checkpoint, tiles, entry bundles, to the letter and cacheable.

Source:
    C2SP tlog-tiles; docs/log-format.md, section 6.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Request, Response

from api.answers import FOREVER, SHARED, bytes_answer
from api.errors import TileNotFoundError
from api.log_paths import TileName, parse_level, parse_name
from api.services import services_of
from ledger.log.reader import NotInLogError

CHECKPOINT_TYPE = "text/plain; charset=utf-8"
TILE_TYPE = "application/octet-stream"
_CHECKPOINT_CACHE = "public, max-age=1"
_PARTIAL_CACHE = "public, max-age=86400, immutable"

_LEVEL = Annotated[
    str, Path(description="0 至 63 · 0 to 63", json_schema_extra={"pattern": "^([0-9]|[1-5][0-9]|6[0-3])$"})
]
_NAME = Annotated[
    str,
    Path(
        description="编号三位一组，除末组外前缀 x；部分瓦片另加 .p/W · "
        "Number in groups of three digits, all but the last prefixed with x; .p/W after it for a partial tile",
        json_schema_extra={"pattern": "^(x[0-9]{3}/){0,5}[0-9]{3}([.]p/[1-9][0-9]{0,2})?$"},
    ),
]


def get_checkpoint(request: Request) -> Response:
    """Give the latest signed checkpoint."""
    note = services_of(request).ledger.reader.checkpoint().note
    return bytes_answer(request, note.encode(), CHECKPOINT_TYPE, cache=_CHECKPOINT_CACHE, headers=SHARED)


def get_tile(request: Request, level: _LEVEL, name: _NAME) -> Response:
    """Give one tile of the tree: W hashes of 32 bytes, 256 of them unless the name says fewer."""
    reader = services_of(request).ledger.reader
    depth, tile = parse_level(level), parse_name(name)
    return _immutable(request, tile, lambda: reader.tile(depth, tile.number, tile.width))


def get_entries(request: Request, name: _NAME) -> Response:
    """Give one bundle of entries, each behind its length in two bytes, big-endian."""
    reader = services_of(request).ledger.reader
    tile = parse_name(name)
    return _immutable(request, tile, lambda: reader.entry_bundle(tile.number, tile.width))


def _immutable(request: Request, tile: TileName, read: Callable[[], bytes]) -> Response:
    """Serve what the promised tree implies; the reader refuses anything beyond it."""
    try:
        data = read()
    except NotInLogError as error:
        raise TileNotFoundError from error
    return bytes_answer(request, data, TILE_TYPE, cache=FOREVER if tile.is_full else _PARTIAL_CACHE, headers=SHARED)
