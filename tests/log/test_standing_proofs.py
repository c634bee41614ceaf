"""Proofs of old leaves in new trees: right at every size, and read from the database once."""

from hashlib import sha256
from unittest.mock import patch

from ledger.log import standing_proofs
from ledger.log.proof_paths import Node, inclusion_path
from ledger.log.standing_proofs import StandingProofs
from ledger.log.tree import Tree, fold_frontier, hash_leaf
from verify.merkle import hash_leaf as verifier_hash_leaf
from verify.merkle import verify_inclusion

LEAVES = [sha256(b"%d" % i).digest() for i in range(70)]


class Counting:
    """Computes perfect subtrees from the leaves; remembers which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Node] = []

    def nodes(self, nodes: set[Node], size: int) -> dict[Node, bytes]:
        assert all((node.place + 1) << node.height <= size for node in nodes)
        self.asked += nodes
        return {node: self.root(node) for node in nodes}

    def root(self, node: Node) -> bytes:
        start = node.place << node.height
        hashes = [hash_leaf(leaf) for leaf in LEAVES[start : start + (1 << node.height)]]
        return Tree().grow(hashes).root


def test_proofs_are_accepted_at_every_size_and_no_node_is_read_twice() -> None:
    source = Counting()
    proofs = StandingProofs(source)
    tree = Tree()
    for size, leaf in enumerate(LEAVES, 1):
        growth = tree.grow([hash_leaf(leaf)])
        tree = growth.tree
        for position in {0, 2, size // 2, size - 1} & set(range(size)):
            path = proofs.inclusion(position, size, tree.frontier)
            verify_inclusion(verifier_hash_leaf(LEAVES[position]), position, size, path, growth.root)
    assert source.asked
    assert len(source.asked) == len(set(source.asked))


def test_the_right_edge_is_taken_from_the_answer() -> None:
    source = Counting()
    proofs = StandingProofs(source)
    growth = Tree().grow([hash_leaf(leaf) for leaf in LEAVES[:65]])
    path = proofs.inclusion(0, 65, growth.tree.frontier)
    assert path[-1] == growth.tree.frontier[0]
    assert Node(0, 64) not in source.asked
    assert fold_frontier([growth.tree.frontier[6], growth.tree.frontier[0]]) == growth.root
    assert len(path) == len(inclusion_path(0, 65))


def test_whoever_drops_what_is_known_takes_nothing_from_another_thread_that_folds() -> None:
    """While one thread waits for a node that it lacks, another finds the memory full."""
    frontier = Tree().grow([hash_leaf(leaf) for leaf in LEAVES[:64]]).tree.frontier
    expected = StandingProofs(Counting()).inclusion(2, 64, frontier)

    class Interrupting(Counting):
        def nodes(self, nodes: set[Node], size: int) -> dict[Node, bytes]:
            if nodes == {Node(0, 3)}:
                with patch.object(standing_proofs, "_KEPT", 0):
                    proofs.inclusion(40, 64, frontier)
            return super().nodes(nodes, size)

    proofs = StandingProofs(Interrupting())
    proofs.inclusion(3, 64, frontier)
    assert proofs.inclusion(2, 64, frontier) == expected
