"""A log that nobody touched has no faults."""

from tests.fsck.conftest import Find
from tests.fsck.sound import Sound


def test_a_log_with_every_kind_of_event_and_both_erasures_is_sound(find: Find, sound: Sound) -> None:
    assert sound.size > 256
    assert find() == []
