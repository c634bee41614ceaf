"""Any changed byte of a log or receipt is detected, and located."""

import pytest

from tests.verify.audit_logs import fault_of, flipped, policy_of
from tests.verify.sample_log import SampleLog, grown_log, small_log, strict
from verify.errors import VerifyError
from verify.receipt import verify_receipt
from verify.strict_json import decode

BUNDLE, LEAF_TILE = "tile/entries/000.p/7", "tile/0/000.p/7"


@pytest.fixture(scope="module")
def two_tiles() -> SampleLog:
    return grown_log(600)


def test_a_changed_byte_of_an_entry_bundle_names_its_entry() -> None:
    log = small_log()
    bundle, start = log.files()[BUNDLE], 0
    for position, entry in enumerate(log.entries):
        for place in {start, start + 1, *range(start + 2, start + 2 + len(entry), 61)}:
            code, step, found = fault_of(log, {BUNDLE: flipped(bundle, place)})
            assert found == position, place
            assert (code, step) in {("entry-mismatch", 3), ("bundle-malformed", 3)}
        start += 2 + len(entry)


def test_a_changed_byte_of_the_partial_leaf_tile_names_its_position() -> None:
    log = small_log()
    tile = log.files()[LEAF_TILE]
    for place in range(0, len(tile), 5):
        assert fault_of(log, {LEAF_TILE: flipped(tile, place)}) == ("tile-mismatch", 2, place // 32)


def test_a_changed_byte_of_a_full_leaf_tile_names_the_tile(two_tiles: SampleLog) -> None:
    tile = two_tiles.files()["tile/0/001"]
    for place in (0, 31, 32, 8191):
        assert fault_of(two_tiles, {"tile/0/001": flipped(tile, place)}) == ("tile-mismatch", 2, 256)


def test_a_changed_byte_of_an_upper_tile_names_its_first_position(two_tiles: SampleLog) -> None:
    tile = two_tiles.files()["tile/1/000.p/2"]
    for place in (0, 40, 63):
        fault = ("tile-mismatch", 2, place // 32 * 256)
        assert fault_of(two_tiles, {"tile/1/000.p/2": flipped(tile, place)}) == fault


def test_a_changed_byte_of_a_later_bundle_names_its_entry(two_tiles: SampleLog) -> None:
    bundle = two_tiles.files()["tile/entries/001"]
    place = len(bundle) // 2
    seen = index = 0
    while seen <= place:
        seen += 2 + int.from_bytes(bundle[seen : seen + 2], "big")
        index += 1
    assert fault_of(two_tiles, {"tile/entries/001": flipped(bundle, place)}) == ("entry-mismatch", 3, 255 + index)


def test_a_changed_byte_of_the_checkpoint_is_refused_at_the_first_step() -> None:
    log = small_log()
    checkpoint = log.files()["checkpoint"]
    for place in range(len(checkpoint)):
        _, step, _ = fault_of(log, {"checkpoint": flipped(checkpoint, place)})
        assert step == 1, place


def test_a_changed_byte_of_a_receipt_is_refused_at_the_step_of_its_member() -> None:
    log = small_log()
    policy = policy_of(log)
    text = strict(log.receipt(6)).encode()
    steps = set()
    for place in range(0, len(text), 3):
        with pytest.raises(VerifyError) as caught:
            verify_receipt(flipped(text, place), policy, now_s=0)
        steps.add(caught.value.step)
    assert steps == {1, 2, 3, 4, 8}


@pytest.mark.parametrize(
    ("member", "step"),
    [("checkpoint", 2), ("entry", 3), ("inclusion", 3), ("index", 3), ("keys", 3), ("disclosures", 8)],
)
def test_a_change_of_each_member_of_a_receipt_fails_where_it_is_checked(member: str, step: int) -> None:
    log = small_log()
    other = small_log()
    other.time_ms += 1000
    foreign = other.receipt(other.fact())
    receipt = {**log.receipt(6), member: foreign[member]}
    assert decode(strict(receipt)) == receipt
    with pytest.raises(VerifyError) as caught:
        verify_receipt(strict(receipt).encode(), policy_of(log), now_s=0)
    assert caught.value.step in ({2, 3} if member == "checkpoint" else {step})
