"""What ranges report adds up in any grouping, and what one range publishes the next may use."""

import pytest

from tests.verify.audit_logs import MemorySource, policy_of
from tests.verify.sample_log import ORIGIN, SampleLog, small_log
from verify.audit import reader
from verify.audit.errors import RootMismatchError, TileMismatchError
from verify.audit.fold import OrderedFold
from verify.audit.key_fold import KeyFold
from verify.audit.pool import InlinePool, check_in_worker, start_worker
from verify.audit.result import Fault, RangeResult
from verify.audit.run import check_whole
from verify.audit.tree import TileTree
from verify.checkpoint import parse_checkpoint
from verify.compact_range import CompactRange
from verify.merkle import hash_leaf


def test_an_item_may_be_used_in_any_later_range(long_log: SampleLog) -> None:
    uses = {("xk-licence", "1", 16): 1500}
    fold = OrderedFold(ORIGIN)
    fold._published[("xk-licence", "1")] = (5, 16)
    assert fold.take(RangeResult(CompactRange(1024, 2048), item_uses=uses)) is None
    assert fold.take(RangeResult(CompactRange(2048, 3072), item_uses={**uses})) is None


def test_uses_behind_a_fault_are_not_judged() -> None:
    fault = Fault(10, TileMismatchError(position=10))
    result = RangeResult(CompactRange(0, 256), item_uses={("unknown", "1", 16): 12}, fault=fault)
    assert OrderedFold(ORIGIN).take(result) is fault


def test_results_merge_in_any_grouping(long_log: SampleLog) -> None:
    parts = [
        RangeResult(CompactRange.of_hashes(0, i, [hash_leaf(bytes([i]))]), first_ms=time, last_ms=time)
        for i, time in enumerate([1, 2, 2, 1, 5])
    ]
    left = parts[0] + parts[1] + parts[2] + parts[3] + parts[4]
    right = parts[0] + (parts[1] + (parts[2] + (parts[3] + parts[4])))
    assert left.tree == right.tree
    assert left.fault is not None
    assert right.fault is not None
    assert left.fault.position == right.fault.position == 3
    assert (left.first_ms, left.last_ms) == (right.first_ms, right.last_ms) == (1, 5)


def test_an_empty_range_changes_nothing() -> None:
    one = RangeResult(CompactRange.of_hashes(0, 0, [hash_leaf(b"")]), first_ms=3, last_ms=3)
    assert (RangeResult(CompactRange(0, 0)) + one) + RangeResult(CompactRange(1, 1)) == one


def test_ranges_that_do_not_make_the_checkpoints_tree_are_refused() -> None:
    log = small_log()
    checkpoint = parse_checkpoint(log.checkpoint())
    hashes = [hash_leaf(entry) for entry in log.entries]
    check_whole(CompactRange.of_hashes(0, 0, hashes), checkpoint)
    for wrong in (hashes[:6], [*hashes[:6], hashes[0]]):
        with pytest.raises(RootMismatchError):
            check_whole(CompactRange.of_hashes(0, 0, wrong), checkpoint)


def test_a_worker_checks_as_the_driver_would(long_log: SampleLog) -> None:
    policy = policy_of(long_log)
    source = MemorySource(long_log.files())
    tree = TileTree(source.read, 1300, long_log.root())
    fold = KeyFold(policy)
    start_worker(policy)
    with reader.reading_ranges(tree, source.read, 1) as ranges:
        for tiles in ranges:
            assert fold.take(tiles) is None
            snapshot = fold.snapshot
            inline = InlinePool(policy).submit(tiles, snapshot).result()
            assert check_in_worker(tiles, snapshot.version, snapshot.states) == inline
