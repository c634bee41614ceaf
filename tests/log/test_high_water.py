from multiprocessing import get_context
from pathlib import Path

import pytest

from ledger.log.errors import LogStoppedError
from ledger.log.high_water import EMPTY_MARK, HighWaterMark, Mark

ORIGIN = "test.log.invalid/mark"


def root(byte: int) -> bytes:
    return bytes([byte]) * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mark"


@pytest.fixture
def mark(path: Path) -> HighWaterMark:
    made = HighWaterMark(path, ORIGIN)
    made.open(may_create=True)
    return made


def reopen(path: Path, origin: str = ORIGIN) -> HighWaterMark:
    return HighWaterMark(path, origin)


def test_a_new_mark_promises_the_empty_tree_and_is_private(path: Path, mark: HighWaterMark) -> None:
    assert mark.read() == EMPTY_MARK
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_mark_only_rises(path: Path, mark: HighWaterMark) -> None:
    mark.advance(Mark(5, root(5)))
    mark.advance(Mark(3, root(3)))
    assert mark.read() == Mark(5, root(5))
    assert reopen(path).read() == Mark(5, root(5))


def test_another_root_at_the_promised_size_stops_the_log(mark: HighWaterMark) -> None:
    mark.advance(Mark(5, root(5)))
    with pytest.raises(LogStoppedError):
        mark.advance(Mark(5, root(6)))


@pytest.mark.parametrize("torn_bytes", [1, 16, 60, 90])
def test_a_torn_write_leaves_the_mark_before(path: Path, mark: HighWaterMark, torn_bytes: int) -> None:
    mark.advance(Mark(5, root(5)))
    before = path.read_bytes()
    mark.advance(Mark(6, root(6)))
    after = path.read_bytes()
    slot = 0 if before[:512] != after[:512] else 512
    path.write_bytes(before[:slot] + after[slot : slot + torn_bytes] + before[slot + torn_bytes :])
    assert reopen(path).read() in {Mark(5, root(5)), Mark(6, root(6))}
    damaged = bytearray(after)
    damaged[slot + 60] ^= 1
    path.write_bytes(damaged)
    assert reopen(path).read() == Mark(5, root(5))


def test_a_file_with_both_slots_damaged_stops_the_log(path: Path, mark: HighWaterMark) -> None:
    mark.advance(Mark(5, root(5)))
    path.write_bytes(bytes(1024))
    with pytest.raises(LogStoppedError):
        reopen(path).read()


def test_the_mark_of_another_log_is_refused(path: Path, mark: HighWaterMark) -> None:
    mark.advance(Mark(5, root(5)))
    with pytest.raises(LogStoppedError):
        reopen(path, "test.log.invalid/other").read()


def test_a_missing_file_is_not_made_anew_where_something_was_promised(path: Path) -> None:
    with pytest.raises(LogStoppedError):
        reopen(path).open(may_create=False)
    assert not path.exists()


def climb(path: Path, start: int) -> None:
    mark = reopen(path)
    for size in range(start, 400, 2):
        mark.advance(Mark(size, root(size % 256)))
        assert mark.read().size >= size


def test_processes_share_one_rising_mark(path: Path, mark: HighWaterMark) -> None:
    context = get_context("spawn")
    children = [context.Process(target=climb, args=(path, start)) for start in (1, 2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0
    assert mark.read() == Mark(399, root(399 % 256))


def test_a_closed_mark_opens_again_when_it_is_needed(mark: HighWaterMark) -> None:
    mark.advance(Mark(5, root(5)))
    mark.close()
    mark.close()
    assert mark.read() == Mark(5, root(5))
