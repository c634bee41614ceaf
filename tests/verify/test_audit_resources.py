"""The audit names what is not served, is cut short or does not fit, and reads no further than it must."""

import gc
from threading import active_count

import pytest

from tests.verify.audit_logs import AGENCY, audit, fault_of, flipped
from tests.verify.sample_log import ORIGIN, SampleLog, checkpoint_text, note_line, small_log, tiled
from verify.audit import reader
from verify.tiles import bundle_path


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


def test_reading_ahead_is_bounded(long_log: SampleLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_RANGES_AHEAD", 1)
    assert audit(long_log).size == 1300


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
