"""A text that shows other words than were signed is found; ends of lines and tabs are kept."""

import pytest

from tests.conduct.raw_log import found
from tests.conduct.raw_town import RawTown


def decided(town: RawTown, reason: str) -> int:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    return town.decision(fact, said={"subject.reason": reason})


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\x1b", "\u200b"])
def test_inv_2_a_reason_with_a_character_that_nobody_sees_is_found(town: RawTown, unseen: str) -> None:
    position = decided(town, f"未按规定公示{unseen}年度报告，情节严重")
    assert found(town, position) == ("INV-2", "text-unseen-character")


def test_inv_2_a_reason_in_paragraphs_is_kept(town: RawTown) -> None:
    decided(town, "一、未按规定公示年度报告。\r\n二、\t情节严重。\n")
    assert town.broken() == []
