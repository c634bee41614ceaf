"""No value that a log can hold, however absurd, ends the judging of the rest."""

from typing import Any

import pytest

from domain.request.events import CaseRequest, SubjectKeyRequest
from tests.conduct.raw_town import CASE, EDITION, RawTown, founded
from tests.verify.sample_log import kid_of
from verify.conduct.replay import MAX_TIME_MS
from verify.errors import ValueMalformedError

LATEST = "9999-12-31"


@pytest.fixture
def town() -> RawTown:
    return founded()


@pytest.mark.parametrize("changes", [{"act_date": LATEST}, {"identifier": ""}, {"penalty_until": LATEST}])
def test_a_fact_with_absurd_values_leaves_the_rest_judged(town: RawTown, changes: dict[str, Any]) -> None:
    fact = town.penalty(1, **changes)
    town.notice(fact)
    kept = town.penalty(2)
    assert town.verdicts(kept) == [("kept", "")]


def test_a_decision_resting_on_a_day_after_every_calendar_is_broken(town: RawTown) -> None:
    fact = town.penalty(penalty_until=LATEST)
    town.notice(fact)
    town.on("2026-05-07")
    assert town.verdicts(town.decision(fact))[0][0] == "broken"


def test_a_key_of_no_form_is_broken_when_it_signs(town: RawTown) -> None:
    said = {"subject.kid": kid_of("own"), "subject.public_key": "no key"}
    enrolled = town.request(SubjectKeyRequest, said)
    assert town.verdicts(enrolled) == [("broken", "subject-key-mismatch")]
    assert town.verdicts(town.objection(town.penalty(), key="own")) == [("broken", "not-computable")]


def test_a_deadline_after_every_calendar_cannot_be_judged(town: RawTown) -> None:
    said = {
        "subject.target_kind": "fact", "subject.target": town.jtis[town.penalty()], "subject.text": "有误",
        "subject.evidence": "", "subject.body": "", "subject.document_no": "",
    }  # fmt: skip
    taken = {"case": CASE, "edition": EDITION, "filed_on": "2099-12-31"}
    position = town.request(CaseRequest, said, kind="objection", taken=taken)
    assert ("not-judgeable", "calendar-unannounced") in town.verdicts(position)


def test_a_log_from_beyond_every_calendar_is_turned_down(town: RawTown) -> None:
    town.log.time_ms = MAX_TIME_MS - 1
    town.penalty()
    assert town.judged().counts["broken"] == 1
    town.log.time_ms = MAX_TIME_MS
    position = town.penalty(2)
    with pytest.raises(ValueMalformedError) as caught:
        town.judged()
    assert caught.value.position == position
