"""The audit accepts a sound log of any size and names the first fault of any other."""

import gc
import random
from collections.abc import Callable
from threading import active_count
from typing import Any

import pytest

from tests.verify.audit_logs import MemorySource, audit, fault_of, flipped, policy_of
from tests.verify.sample_log import (
    COURT,
    FINANCE,
    ORIGIN,
    START_MS,
    SampleLog,
    Statement,
    checkpoint_text,
    grown_log,
    kid_of,
    note_line,
    public_key,
    sign_jwt,
    small_log,
    strict,
    tiled,
    url64,
)
from verify.audit import reader
from verify.audit.errors import RootMismatchError, TileMismatchError
from verify.audit.fold import OrderedFold
from verify.audit.key_fold import KeyFold
from verify.audit.key_scan import may_hold_key_event
from verify.audit.pool import InlinePool, check_in_worker, start_worker
from verify.audit.result import Fault, RangeResult
from verify.audit.run import INLINE_BELOW, audit_log, check_whole
from verify.audit.tree import TileTree
from verify.checkpoint import parse_checkpoint
from verify.compact_range import CompactRange
from verify.errors import VerifyError
from verify.merkle import hash_leaf
from verify.tiles import bundle_path, tile_path

AGENCY = f"agency:{FINANCE}"


@pytest.fixture(scope="module")
def long_log() -> SampleLog:
    return grown_log(1300)


@pytest.mark.parametrize("size", [7, 255, 256, 257, 600])
def test_a_sound_log_passes(long_log: SampleLog, size: int) -> None:
    log = SampleLog(entries=long_log.entries[:size])
    report = audit(log)
    assert (report.origin, report.size, report.root) == (ORIGIN, size, log.root())
    assert sum(report.topics.values()) == size
    assert (report.keys, report.open_tags, report.first_ms) == (2, 8, START_MS)


def test_an_empty_log_passes_and_says_nothing() -> None:
    report = audit(SampleLog())
    assert (report.size, report.first_ms, report.last_ms, report.topics) == (0, None, None, {})


def test_a_log_of_one_entry_is_its_opening() -> None:
    log = SampleLog()
    log.open()
    assert audit(log).topics == {"urn:chengjian:ledger-opened:v1": 1}


def test_keys_come_and_go_within_and_between_ranges() -> None:
    log = small_log()
    log.rotate_key(AGENCY, "finance", "finance-1")
    log.fact("finance-1")
    while len(log.entries) < 1030:
        log.fact("finance-1")
    log.rotate_key(AGENCY, "finance-1", "finance-2")
    log.fact("finance-2")
    log.revoke_key(AGENCY, "finance-2", "compromised", "root", "root", compromised_since=START_MS)
    log.withdraw_item()
    log.entries.pop()
    report = audit(log)
    assert report.keys == 4
    assert [state.kid for state in report.compromised] == [kid_of("finance-2")]


def test_worker_processes_give_the_same_report() -> None:
    log = grown_log(INLINE_BELOW)
    seen: list[tuple[int, int]] = []
    source = MemorySource(log.files())
    report = audit_log(source, policy_of(log), now_s=0, workers=2, progress=lambda *done: seen.append(done))
    assert report == audit(log)
    assert seen == [(1024 * (i + 1), INLINE_BELOW) for i in range(4)]


def test_worker_processes_find_the_first_of_several_faults() -> None:
    log = grown_log(INLINE_BELOW)
    files = log.files()
    for number in (5, 9, 15):
        path = tile_path(0, number)
        files[path] = files[path][::-1]
    with pytest.raises(TileMismatchError) as caught:
        audit_log(MemorySource(files), policy_of(log), now_s=0, workers=2)
    assert caught.value.position == 5 * 256


def _bad(make: Callable[[SampleLog], Any]) -> SampleLog:
    log = small_log()
    make(log)
    log.fact()
    return log


def _forged_key(log: SampleLog) -> None:
    header = strict({"alg": "Ed25519", "kid": kid_of("root"), "typ": "credit-event+sd-jwt"})
    claims = {"holder": "platform", "kid": kid_of("x"), "public_key": url64(public_key("x"))}
    envelope = {"iat": START_MS // 1000, "iss": "root", "jti": log.next_jti(), "vct": "urn:chengjian:key-enrolled:v1"}
    forged = Statement(sign_jwt({**envelope, **claims}, "mallory", header))
    log.add(forged, [f"key:{kid_of('x')}", "holder:platform"])


def _close_with_count(log: SampleLog, count: int) -> None:
    log.counts[f"agency:{COURT}"] = count
    log.close_agency(COURT)


def _time_back(log: SampleLog) -> None:
    log.time_ms -= 8


FAULTS: dict[str, tuple[Callable[[SampleLog], Any], str, int, int]] = {
    "a fact by a key that was never enrolled": (lambda log: log.fact("stranger"), "key-unknown", 6, 7),
    "a fact in another agency's name": (lambda log: log.fact(iss=f"agency:{COURT}"), "key-holder-mismatch", 6, 7),
    "an enrolment by an agency": (
        lambda log: log.enrol_key(AGENCY, "own", AGENCY, "finance"), "signer-not-allowed", 7, 7,
    ),
    "a rotation by another holder": (
        lambda log: log.rotate_key("platform", "platform", "new", AGENCY, "finance"), "signer-not-allowed", 6, 7,
    ),
    "a key enrolled twice": (lambda log: log.enrol_key(AGENCY, "finance"), "key-enrolled-twice", 6, 7),
    "a revocation of a key that nobody has": (lambda log: log.revoke_key(AGENCY, "nobody"), "key-unknown", 6, 7),
    "a root event by another key": (
        lambda log: log.add(log.statement("agency-closed", "root", "x", {"agency": COURT}), [f"agency:{COURT}"]),
        "key-id-mismatch", 6, 7,
    ),
    "a badly signed key event": (_forged_key, "signature-wrong", 6, 7),
    "an entry older than the one before": (_time_back, "time-went-back", 4, 7),
    "a statement from another month": (
        lambda log: log.fact(iat=START_MS // 1000 - 40 * 86_400), "iat-outside-window", 7, 7,
    ),
    "an unknown event": (lambda log: log.fact(vct="urn:chengjian:x:v1"), "vct-unknown", 7, 7),
    "an unknown claim": (lambda log: log.fact(score=1), "claim-wrong", 7, 7),
    "a missing one-time key": (lambda log: log.add(log.fact_statement()), "one-time-key-count", 7, 7),
    "an entry of a library program": (
        lambda log: log.add_raw(strict({"v": 1, "kind": "data"}).encode(), Statement("")), "entry-kind", 4, 7,
    ),
    "an open key that was used before": (
        lambda log: _close_with_count(log, 0), "one-time-key-mismatch", 8, 7,
    ),
    "an open key of a count to come": (
        lambda log: _close_with_count(log, 2), "one-time-key-mismatch", 8, 7,
    ),
    "a fact of an item that nobody published": (lambda log: log.fact(item="other"), "item-unknown", 8, 7),
    "a fact of a version that nobody published": (lambda log: log.fact(item_version=2), "item-unknown", 8, 7),
    "a fact with the digests of another item": (lambda log: log.fact(digests=32), "digest-count", 8, 7),
    "a fact before its item": (
        lambda log: (log.fact(item="late"), log.publish_item("late")), "item-unknown", 8, 7,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_step_and_position(name: str) -> None:
    make, code, step, position = FAULTS[name]
    assert fault_of(_bad(make)) == (code, step, position)


def test_a_log_that_does_not_begin_with_its_opening_is_refused() -> None:
    log = SampleLog()
    log.enrol_agency(FINANCE)
    assert fault_of(log) == ("genesis-missing", 5, 0)


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


def test_time_must_not_go_back_between_ranges() -> None:
    log = grown_log(1024)
    log.time_ms -= 100_000
    log.fact()
    log.fact()
    assert fault_of(log) == ("time-went-back", 4, 1024)


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


def test_a_checkpoint_of_another_root_is_refused() -> None:
    log = small_log()
    text = checkpoint_text(7, log.root(6))
    note = f"{text}\n{note_line(ORIGIN, 'log', text)}".encode()
    assert fault_of(log, {"checkpoint": note}) == ("root-mismatch", 2, None)


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("checkpoint", ("resource-missing", 1, None)),
        ("tile/0/000", ("resource-missing", 2, 0)),
        ("tile/0/004", ("resource-missing", 2, 1024)),
        ("tile/0/005.p/20", ("resource-missing", 2, 1280)),
        ("tile/1/000.p/5", ("resource-missing", 2, 0)),
        ("tile/entries/002", ("resource-missing", 2, 512)),
        ("tile/entries/005.p/20", ("resource-missing", 2, 1280)),
    ],
)
def test_what_is_not_served_is_named(long_log: SampleLog, path: str, fault: tuple[str, int, int | None]) -> None:
    assert fault_of(long_log, {path: None}) == fault


def test_a_fault_before_what_is_not_served_comes_first(long_log: SampleLog) -> None:
    tile = long_log.files()["tile/0/001"]
    assert fault_of(long_log, {"tile/entries/004": None, "tile/0/001": tile[::-1]}) == ("tile-mismatch", 2, 256)


def test_a_full_tile_may_stand_in_for_a_partial_one(long_log: SampleLog) -> None:
    log = SampleLog(entries=long_log.entries[:300])
    full = tiled(long_log.entries[:512])
    changed = {
        "tile/0/001.p/44": None,
        "tile/entries/001.p/44": None,
        "tile/1/000.p/1": None,
        "tile/0/001": full["tile/0/001"],
        "tile/entries/001": full["tile/entries/001"],
        "tile/1/000": full["tile/1/000.p/2"] + bytes(32 * 254),
    }
    assert audit(log, changed).size == 300


def test_key_events_behind_the_checkpoint_do_not_count(long_log: SampleLog) -> None:
    log = SampleLog(entries=[*long_log.entries[:300]])
    log.counts = dict(long_log.counts)
    longer = SampleLog(entries=log.entries[:], counts=log.counts, time_ms=long_log.time_ms)
    longer.enrol_key(AGENCY, "finance-9")
    longer.entries += [longer.entries[-1]] * 211
    full = tiled(longer.entries)
    changed = {"tile/entries/001.p/44": None, "tile/entries/001": full["tile/entries/001"]}
    assert audit(log, changed).keys == 2


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/005.p/20", "tile/1/000.p/5"])
def test_a_tile_of_another_length_is_refused(long_log: SampleLog, path: str) -> None:
    code, step, _ = fault_of(long_log, {path: long_log.files()[path][:-1]})
    assert (code, step) == ("tile-malformed", 2)


def test_a_bundle_with_an_entry_too_many_is_refused() -> None:
    log = small_log()
    path = "tile/entries/000.p/7"
    assert fault_of(log, {path: log.files()[path] + b"\x00\x01x"}) == ("bundle-malformed", 3, 6)


def test_a_bundle_that_ends_within_an_entry_is_refused() -> None:
    log = small_log()
    path = "tile/entries/000.p/7"
    assert fault_of(log, {path: log.files()[path][:-5]}) == ("bundle-malformed", 3, 6)


def test_a_checkpoint_that_is_no_text_is_refused() -> None:
    assert fault_of(small_log(), {"checkpoint": b"\xff"}) == ("checkpoint-malformed", 1, None)


def test_big_trees_are_authenticated_through_three_levels() -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 256 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    tree = TileTree(files.get, len(entries), whole.root())
    for number in range(tree.leaf_tile_count() - 1):
        assert tree.hash_of_leaf_tile(number) is not None
    assert tree.hash_of_leaf_tile(257) is None
    assert b"".join(tree.edge_leaves()) == files["tile/0/257.p/3"]


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_wrong_hash_on_the_right_edge_is_found_from_below(level: int) -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 512 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    path, place, position = {
        0: ("tile/0/258.p/3", 2, 66_050), 1: ("tile/1/001.p/2", 1, 65_792), 2: ("tile/2/000.p/1", 0, 0),
    }[level]  # fmt: skip
    tile = bytearray(files[path])
    tile[32 * place] ^= 1
    with pytest.raises(TileMismatchError) as caught:
        TileTree({**files, path: bytes(tile)}.get, len(entries), whole.root())
    assert (caught.value.where, caught.value.position) == (path, position)


def test_an_upper_tile_that_does_not_fit_is_named() -> None:
    entries = [i.to_bytes(4, "big") for i in range(65_536 + 256)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    tree = TileTree({**files, "tile/1/000": files["tile/1/000"][::-1]}.get, len(entries), whole.root())
    with pytest.raises(TileMismatchError) as caught:
        tree.hash_of_leaf_tile(3)
    assert (caught.value.where, caught.value.position) == ("tile/1/000", 0)


def test_when_nothing_below_can_be_read_no_tile_is_blamed() -> None:
    entries = [i.to_bytes(4, "big") for i in range(512 + 3)]
    files = {path: data for path, data in tiled(entries).items() if path in {"tile/0/002.p/3", "tile/1/000.p/2"}}
    with pytest.raises(VerifyError) as caught:
        TileTree(files.get, len(entries), bytes(32))
    assert caught.value.code == "root-mismatch"


def test_the_scan_misses_no_key_event() -> None:
    rng = random.Random(7)
    for _ in range(300):
        before, behind = rng.randbytes(rng.randrange(9)), rng.randbytes(rng.randrange(5))
        text = before + b'"vct":"urn:chengjian:key-rotated:v1"' + behind
        assert may_hold_key_event(url64(text).encode())


def test_the_scan_passes_over_facts(long_log: SampleLog) -> None:
    assert not any(may_hold_key_event(entry) for entry in long_log.entries[6:])


def test_what_only_looks_like_a_key_event_is_dropped() -> None:
    log = small_log()
    plain = {"agency": COURT, "name": "urn:chengjian:key-enrolled:v1", "roles": ["court"]}
    log.add(log.statement("agency-enrolled", "root", "root", plain), [f"agency:{COURT}"])
    assert may_hold_key_event(log.entries[7])
    assert audit(log).keys == 2


def test_reading_ahead_is_bounded(long_log: SampleLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_RANGES_AHEAD", 1)
    assert audit(long_log).size == 1300


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


def test_the_reading_threads_of_an_audit_that_finds_a_fault_end_with_it_and_not_with_the_garbage_collector() -> None:
    log = small_log()
    path = bundle_path(0, len(log.entries))
    bundle = log.files()[path]
    threads = active_count()
    gc.disable()
    try:
        for place in range(0, len(bundle), 7):
            fault_of(log, {path: flipped(bundle, place)})
            assert active_count() == threads
    finally:
        gc.enable()


def test_of_two_wrong_hashes_on_the_right_edge_none_is_blamed() -> None:
    entries = [i.to_bytes(4, "big") for i in range(512 + 3)]
    files = tiled(entries)
    whole = CompactRange.of_hashes(0, 0, [hash_leaf(entry) for entry in entries])
    files["tile/0/002.p/3"] = bytes(32) + files["tile/0/002.p/3"][32:64] + bytes(32)
    with pytest.raises(RootMismatchError):
        TileTree(files.get, len(entries), whole.root())
