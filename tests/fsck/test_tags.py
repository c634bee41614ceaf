"""Tag rows, counters and one-time keys."""

from uuid import UUID

import pytest

from tests.domain.due_process import LISTING
from tests.fsck.broken import Broken
from tests.fsck.sound import Sound

EVENTS = [
    *("fact", "corrected", "subject_opened", "catalogue", "rotated", "erased_record", "erased_subject_fact"),
    *("rule", "decided", "granted", "erased_record_case"),
]
# The document tags of erased data, and the id of an erased request, follow from nothing that is left: they can be
# changed, but not lead anywhere.
N_UNKNOWABLE = {"erased_record": 2, "erased_subject_fact": 2, "erased_record_case": 1}


@pytest.mark.parametrize("event", EVENTS)
def test_a_missing_tag_row_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    for tag in _tags(broken, position):
        with broken.undone():
            broken.run("delete from tag where position = %s and tag = %s", position, tag)
            assert "tag-missing" in _kinds(broken, position)


@pytest.mark.parametrize("event", EVENTS)
def test_a_changed_tag_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    n_missed = 0
    for tag in _tags(broken, position):
        with broken.undone():
            broken.run("update tag set tag = gen_random_uuid() where position = %s and tag = %s", position, tag)
            n_missed += not _kinds(broken, position)
    assert n_missed == N_UNKNOWABLE.get(event, 0)


@pytest.mark.parametrize("event", EVENTS)
def test_a_tag_row_moved_to_another_position_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    other = small.size - 1
    for tag in _tags(broken, position):
        with broken.undone():
            broken.connection.execute(b"delete from tag where position = %s and tag = %s", (other, tag))
            broken.run("update tag set position = %s where position = %s and tag = %s", other, position, tag)
            assert "tag-missing" in _kinds(broken, position)


@pytest.mark.parametrize("event", EVENTS)
def test_a_changed_counter_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    tags = broken.connection.execute(
        "select tag from tag where position = %s and n is not null", (position,)
    ).fetchall()
    assert tags
    for (tag,) in tags:
        with broken.undone():
            broken.run("update tag set n = n + 1 where position = %s and tag = %s", position, tag)
            assert _kinds(broken, position) == {"tag-changed"}


@pytest.mark.parametrize(("old", "new"), [("not null", "null"), ("null", "0")])
def test_a_tag_that_is_counted_and_should_not_be_is_located(broken: Broken, small: Sound, old: str, new: str) -> None:
    broken.run(f"update tag set n = {new} where position = %s and n is {old}", small.fact)
    assert "tag-changed" in _kinds(broken, small.fact)


@pytest.mark.parametrize("event", EVENTS)
def test_a_changed_type_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    broken.run("update tag set type = type + 100 where position = %s", position)
    assert "tag-changed" in _kinds(broken, position)


# Nobody knows how many attachments an erased filing named, so that a row too many might be one of them.
@pytest.mark.parametrize("event", [event for event in EVENTS if event != "erased_record_case"])
def test_an_added_tag_row_is_located(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    broken.run(
        "insert into tag (position, tag, n, type)"
        " select position, gen_random_uuid(), null, type from entry where position = %s",
        position,
    )
    assert _kinds(broken, position) == {"tag-extra"}


@pytest.mark.parametrize("event", ["erased_subject_decided", "erased_subject_notice"])
def test_the_open_tag_of_an_erased_notice_or_decision_is_still_known(broken: Broken, small: Sound, event: str) -> None:
    position = getattr(small, event)
    tag = UUID(bytes=small.log.tag_key.digest(f"listing:{LISTING}"))
    broken.run("delete from tag where position = %s and tag = %s", position, tag)
    assert "tag-missing" in _kinds(broken, position)


@pytest.mark.parametrize("position", [-1, 10**6])
def test_a_tag_row_of_no_entry_is_located(broken: Broken, position: int) -> None:
    broken.run("insert into tag (position, tag, n, type) values (%s, gen_random_uuid(), null, 1)", position)
    assert broken.kinds_at(position) == {"tag-extra"}


def _kinds(broken: Broken, position: int) -> set[str]:
    return {fault.kind for fault in broken.faults() if fault.position == position}


def _tags(broken: Broken, position: int) -> list[object]:
    tags = [row[0] for row in broken.connection.execute(b"select tag from tag where position = %s", (position,))]
    assert tags
    return tags
