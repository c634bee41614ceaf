"""A list, measure or purpose that nobody ever published is told apart from one that does not apply on the day."""

import pytest

from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.disclosure.refusals import PurposeUnknownError
from domain.listing.refusals import ListUnknownError
from domain.measure.refusals import MeasureUnknownError
from domain.refusal import Refusal
from tests.domain.listing_trials import try_notice
from tests.domain.listings import notice


def test_a_notice_for_a_list_that_nobody_published_says_so() -> None:
    nothing = Definitions[ListDefined]("market-serious")
    for event, definition in ((notice(list="other"), None), (notice(), nothing)):
        with pytest.raises(ListUnknownError) as refused:
            try_notice(event, definition=definition)
        assert refused.value.pointer == "/list"


@pytest.mark.parametrize(
    ("refusal", "command"),
    [
        (ListUnknownError(name="market-serious"), "chengjian lists define"),
        (MeasureUnknownError(measure="exit-bar"), "chengjian measures define"),
        (PurposeUnknownError(purpose="licensing"), "chengjian purposes define"),
    ],
)
def test_who_names_what_was_never_published_is_told_the_command_that_publishes_it(
    refusal: Refusal, command: str
) -> None:
    assert command in refusal.mend_zh
    assert command in refusal.mend_en
