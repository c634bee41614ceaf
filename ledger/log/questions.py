"""What a group of requests asks the database before it is decided, and what the database answers."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from ledger.log import wire as w
from ledger.log.tree import EMPTY_ROOT, HASH_BYTES
from ledger.log.wire import Result


class TreeState(NamedTuple):
    """The last committed tree.

    Attributes:
        size: Number of leaves.
        root: 32 bytes.
        frontier: Roots of the perfect subtrees, largest first.
        time_ms: Entry time of the last leaf; 0 in an empty log.
    """

    size: int
    root: bytes
    frontier: list[bytes]
    time_ms: int


EMPTY_STATE = TreeState(0, EMPTY_ROOT, [], 0)


class Head(NamedTuple):
    """The last entry under a tag.

    Attributes:
        position: Its leaf position.
        n: How many entries of the tag came before it; None if the tag is not counted.
    """

    position: int
    n: int | None


class ItemProbe(NamedTuple):
    """A query item that needs more than the head of one tag.

    Attributes:
        tags: Digests, at least one.
        types: Numbers of the allowed types; none: all are allowed.
        floor: First leaf position that the decision does not know.
    """

    tags: tuple[bytes, ...]
    types: tuple[int, ...]
    floor: int


class Questions(NamedTuple):
    """What a group has to know before it can be decided.

    Attributes:
        tags: Digests of tags whose heads are needed.
        items: Items to match.
        types: Numbers of types whose last entries are needed.
        last_event: Whether the last event of any type is needed.
    """

    tags: Sequence[bytes] = ()
    items: Sequence[ItemProbe] = ()
    types: Sequence[int] = ()
    last_event: bool = False


class Answers(NamedTuple):
    """What the database said to `Questions`.

    Attributes:
        state: The last committed tree.
        heads: By digest; a tag without entries is absent.
        matched: Indexes of the items that match something.
        type_heads: Last leaf position by type.
        last_event: Leaf position of the last event; -1: none, or not asked.
    """

    state: TreeState
    heads: Mapping[bytes, Head]
    matched: Collection[int]
    type_heads: Mapping[int, int]
    last_event: int


def spell_items(items: Sequence[ItemProbe]) -> tuple[bytes, bytes, bytes, bytes]:
    """Spell the parameters of ``item_matches.sql``."""
    return (
        w.fixed_array(w.UUID, [item.tags[0] for item in items]),
        w.fixed_array(w.INT8, [w.int8(item.floor) for item in items]),
        w.array(w.TEXT, [f"{{{','.join(map(str, item.types))}}}".encode("ascii") for item in items]),
        w.array(w.TEXT, [f"{{{','.join(tag.hex() for tag in item.tags[1:])}}}".encode("ascii") for item in items]),
    )


def read_state(rows: Result) -> TreeState:
    """Read the rows of ``last_checkpoint.sql``."""
    if not rows.ntuples:
        return EMPTY_STATE
    frontier = w.read_bytes(rows.get_value(0, 2))
    return TreeState(
        w.read_int(rows.get_value(0, 0)),
        w.read_bytes(rows.get_value(0, 1)),
        [frontier[i : i + HASH_BYTES] for i in range(0, len(frontier), HASH_BYTES)],
        w.read_int(rows.get_value(0, 3)),
    )


def read_heads(rows: Result, tags: Sequence[bytes]) -> dict[bytes, Head]:
    """Read the rows of ``tag_heads.sql``, asked for `tags`."""
    heads = {}
    for row in range(rows.ntuples):
        n = rows.get_value(row, 2)
        head = Head(w.read_int(rows.get_value(row, 1)), None if n is None else w.read_int(n))
        heads[tags[w.read_int(rows.get_value(row, 0)) - 1]] = head
    return heads


def read_column(rows: Result) -> list[int]:
    """Read a column of numbers."""
    return [w.read_int(rows.get_value(row, 0)) for row in range(rows.ntuples)]


def read_pairs(rows: Result) -> dict[int, int]:
    """Read two columns of numbers as a mapping."""
    return {w.read_int(rows.get_value(row, 0)): w.read_int(rows.get_value(row, 1)) for row in range(rows.ntuples)}


def read_hashes(rows: Result) -> list[bytes]:
    """Read a column of hashes."""
    return [w.read_bytes(rows.get_value(row, 0)) for row in range(rows.ntuples)]
