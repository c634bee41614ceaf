"""On the real recorder: what the measures list does not hold is neither noticed, nor decided, nor applied (INV-6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.definition.events import MeasureDefined
from domain.listing.content_refusals import MeasureUnlistedError
from domain.measure.events import MeasureApplied
from tests.due_town import RESTRICTION, DueTown, new_id, open_due_town
from tests.service.test_due_process import listed, notice
from tests.town import CENTRE, CENTRE_KEY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def test_inv_6_a_notice_of_a_measure_outside_the_measures_list_is_refused(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    town.send(town.statement(_until("2026-04-20"), CENTRE_KEY, f"agency:{CENTRE}"))
    town.clock.on("2026-04-21")
    with pytest.raises(MeasureUnlistedError) as caught:
        notice(town, fact.jti, new_id())
    assert caught.value.params["name"] == "procurement-ban"


def _until(day: str) -> MeasureDefined:
    return MeasureDefined.from_claims({**RESTRICTION, "version": 2, "effective_from": day, "effective_to": day}, {})


def test_inv_6_a_measure_that_the_decision_did_not_name_is_refused(town: DueTown) -> None:
    further = MeasureDefined.from_claims({**RESTRICTION, "measure": "funding-bar"}, {})
    town.send(town.statement(further, CENTRE_KEY, f"agency:{CENTRE}"))
    _, listing = listed(town)
    said = {"subject.content": "一年内限制参加政府采购活动"}
    plain = {"listing": listing, "measure_version": 1, "applied_on": town.clock.today}
    assert town.refused(town.as_centre(MeasureApplied, said, measure="funding-bar", **plain)) == "measure-not-decided"
    town.send(town.as_centre(MeasureApplied, said, measure="procurement-ban", **plain))
