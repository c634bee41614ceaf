"""The slot index, against a dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.keystore.slot_index import SlotIndex

# Few distinct endings, so that ids collide in hash and mark.
IDS = st.builds(
    lambda head, tail: head * 12 + tail, st.binary(min_size=1, max_size=1), st.binary(min_size=4, max_size=4)
)


@given(ids=st.lists(IDS, unique=True, max_size=60), moved=st.lists(st.integers(0, 59), max_size=30))
def test_every_entered_slot_is_among_the_candidates_of_its_id(ids: list[bytes], moved: list[int]) -> None:
    index, expected = SlotIndex(), {}
    for slot, subject_id in enumerate(ids, start=1):
        index.add(subject_id, slot)
        expected[subject_id] = slot
    for step, place in enumerate(moved):
        if place < len(ids):
            index.replace(ids[place], expected[ids[place]], 100 + step)
            expected[ids[place]] = 100 + step
    assert len(index) == len(ids)
    for subject_id, slot in expected.items():
        assert slot in list(index.candidates(subject_id))


def test_growing_keeps_every_entry_and_ids_that_share_their_last_bytes_stay_apart() -> None:
    index = SlotIndex()
    ids = [number.to_bytes(12, "big") + (number % 700).to_bytes(4, "big") for number in range(1_500)]
    for slot, subject_id in enumerate(ids, start=1):
        index.add(subject_id, slot)
    for slot, subject_id in list(enumerate(ids, start=1))[::97]:
        assert slot in list(index.candidates(subject_id))
    assert list(index.candidates(b"\xff" * 16)) == []


def test_replacing_an_entry_that_is_not_there_is_an_error() -> None:
    index = SlotIndex()
    index.add(bytes(16), 1)
    with pytest.raises(KeyError):
        index.replace(bytes(16), 2, 3)
