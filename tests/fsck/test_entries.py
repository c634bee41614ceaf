"""Changed, missing and added entries are found where they stand."""

import pytest

from tests.fsck.broken import Broken
from tests.fsck.sound import Sound


def test_any_changed_byte_of_a_fact_is_located(broken: Broken, small: Sound) -> None:
    length = broken.one("select length(entry) from entry where position = %s", small.fact)
    for byte in range(0, length, 11):
        with broken.undone():
            broken.flip("entry", "entry", byte, "position = %s", small.fact)
            assert small.fact in {fault.position for fault in broken.faults()}, byte


@pytest.mark.parametrize("byte", [0, 20, 300])
def test_a_changed_byte_of_the_genesis_is_located(broken: Broken, byte: int) -> None:
    broken.flip("entry", "entry", byte, "position = 0")
    assert 0 in {fault.position for fault in broken.faults()}


@pytest.mark.parametrize("kind", ["catalogue", "rotated", "subject_opened", "corrected", "erased_record"])
def test_a_changed_signature_of_any_kind_of_event_is_located(broken: Broken, small: Sound, kind: str) -> None:
    position = getattr(small, kind)
    end = broken.one("select position(%s::bytea in entry) from entry where position = %s", b'","time"', position)
    broken.flip("entry", "entry", end - 20, "position = %s", position)
    assert position in {fault.position for fault in broken.faults()}


def test_a_changed_time_is_found_even_where_it_stays_in_order(broken: Broken, small: Sound) -> None:
    end = broken.one("select position(%s::bytea in entry) from entry where position = %s", b',"v":1}', small.fact)
    broken.flip("entry", "entry", end - 2, "position = %s", small.fact)
    found = {(fault.kind, fault.position) for fault in broken.faults()}
    assert ("entry-time", small.fact) in found


def test_a_changed_entry_of_a_full_tile_is_told_from_a_changed_tile(broken_tile: Broken, sound: Sound) -> None:
    broken_tile.flip("entry", "entry", 40, "position = %s", sound.fact)
    assert broken_tile.kinds_at(sound.fact) >= {"entry-changed"}


def test_a_missing_entry_is_located(broken: Broken, small: Sound) -> None:
    broken.run("delete from entry where position = %s", small.fact)
    assert ("position-gap", small.fact) in {(fault.kind, fault.position) for fault in broken.faults()}


def test_a_missing_entry_of_a_full_tile_leaves_no_other_trace(broken_tile: Broken, sound: Sound) -> None:
    broken_tile.run("delete from entry where position = %s", sound.fact)
    assert broken_tile.kinds_at(sound.fact) == {"position-gap", "tag-extra", "vault-extra"}


def test_a_missing_last_entry_is_located(broken: Broken, small: Sound) -> None:
    broken.run("delete from entry where position = %s", small.size - 1)
    assert small.size - 1 in {fault.position for fault in broken.faults()}


def test_an_added_entry_is_located(broken: Broken, small: Sound) -> None:
    broken.run("insert into entry select %s, type, entry from entry where position = %s", small.size, small.fact)
    assert small.size in {fault.position for fault in broken.faults()}


def test_two_exchanged_entries_are_located(broken: Broken, small: Sound) -> None:
    one, other = small.fact, small.corrected
    broken.run("update entry set position = %s where position = %s", -1 + 10**9, one)
    broken.run("update entry set position = %s where position = %s", one, other)
    broken.run("update entry set position = %s where position = %s", other, -1 + 10**9)
    assert {one, other} <= {fault.position for fault in broken.faults()}


def test_a_changed_type_column_is_located(broken: Broken, small: Sound) -> None:
    broken.run("update entry set type = 1 where position = %s", small.fact)
    assert broken.kinds_at(small.fact) == {"entry-type", "tag-changed"}


def test_a_renamed_topic_is_found(broken: Broken) -> None:
    broken.run("update event_type set name = 'urn:chengjian:other:v1' where name like '%%fact-recorded%%'")
    assert "topic" in {fault.kind for fault in broken.faults()}


def test_the_row_of_another_log_is_found(broken: Broken) -> None:
    broken.run("update log set origin = 'test.example/other'")
    assert broken.kinds_at(None) == {"log-row"}
