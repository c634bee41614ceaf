"""Inclusion proofs of the same few old leaves in one new tree after another.

Every receipt proves the entries of the keys that it relies on, in a tree that was signed a moment ago. What such a
proof is folded from never changes but for the newest tree's right edge, and that came with the answer: so nothing is
read twice, and mostly nothing at all.
"""

from collections.abc import Mapping
from typing import Protocol

from ledger.log.proof_paths import Node, inclusion_path
from ledger.log.tree import fold_frontier

_KEPT = 1 << 16


class Nodes(Protocol):
    """Where hashes of a committed tree are read."""

    def nodes(self, nodes: set[Node], size: int) -> dict[Node, bytes]:
        """Read perfect subtrees of the tree of a size."""
        ...


class StandingProofs:
    """Proves leaves again and again; any number of threads may use it."""

    def __init__(self, source: Nodes) -> None:
        """Keep where to read."""
        self._source = source
        self._known: dict[Node, bytes] = {}

    def inclusion(self, position: int, size: int, frontier: Mapping[int, bytes]) -> tuple[bytes, ...]:
        """Prove a leaf in a tree, leaf to root.

        Args:
            position: Of the leaf, below `size`.
            size: Of the tree, which is committed.
            frontier: Roots of the tree's perfect subtrees, by height.
        """
        path = inclusion_path(position, size)
        known = self._known
        edge = {Node(height, (size >> height) - 1): root for height, root in frontier.items()}
        missing = {node for cover in path for node in cover if node not in edge and node not in known}
        if missing:
            if len(known) > _KEPT:
                known = self._known = {}  # others go on with the one that they began with
                missing = {node for cover in path for node in cover if node not in edge}
            known.update(self._source.nodes(missing, size))
        hashes = {**{node: known[node] for cover in path for node in cover if node not in edge}, **edge}
        return tuple([fold_frontier([hashes[node] for node in cover]) for cover in path])
