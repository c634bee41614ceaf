"""No text of due process holds what nobody sees: directions turned, words parted, controls."""

import pytest

from domain.due_text import screen_texts
from domain.event_refusals import UnseenCharacterError
from domain.width import INVISIBLE
from tests.domain.test_due_text import asked, decided

_CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFD]


@pytest.mark.parametrize("code", [*_CONTROLS, *INVISIBLE])
def test_a_character_that_is_not_seen_is_refused_with_its_place(code: int) -> None:
    with pytest.raises(UnseenCharacterError) as caught:
        screen_texts(decided(f"经核查{chr(code)}属实"), "ENT")
    refused = caught.value
    assert (refused.pointer, refused.span) == ("/subject.reason", (3, 4))
    assert f"U+{code:04X}" in refused.message_zh
    assert f"U+{code:04X}" in refused.message_en


def test_a_subjects_own_words_and_what_is_no_free_text_are_held_to_it_too() -> None:
    for name in ("text", "target", "clerk"):
        with pytest.raises(UnseenCharacterError):
            screen_texts(asked(**{name: "张\u202e三"}), "NP")


def test_whole_statements_stay_as_they_were_signed() -> None:
    screen_texts(decided("维持。"), "ENT")
    event = asked(text="年报已补报")
    screen_texts(event.model_copy(update={"disclosed": {**event.disclosed, "subject.statement": "a\x1fb"}}), "NP")


@pytest.mark.parametrize("text", ["一行\n又一行", "一列\t又一列", "一行\r\n又一行", "𠮷野家", "é ü ñ", "🙂"])
def test_what_is_seen_or_lays_out_a_text_passes(text: str) -> None:
    screen_texts(decided(text), "ENT")
