"""A log that nobody touched has no faults."""

from tests.fsck.broken import Broken
from tests.fsck.sound import Sound


def test_a_log_with_every_kind_of_event_and_both_erasures_is_sound(broken: Broken) -> None:
    assert broken.faults() == []


def test_a_log_with_a_full_tile_is_sound(broken_tile: Broken, sound: Sound) -> None:
    assert sound.size > 256
    assert broken_tile.faults() == []
