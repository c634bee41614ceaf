"""Taking up an application for repair, and what every step of a body shares."""

from dataclasses import replace

import pytest

from domain.agency.refusals import AgencyUnknownError
from domain.agency.state import AgencyState
from domain.repair.decide import accept_repair, grant_repair, refuse_repair
from domain.repair.refusals import (
    NotOwnRepairError,
    RepairAlreadyAcceptedError,
    RepairDateError,
    RepairDecidedError,
    RepairUnknownError,
)
from domain.repair.state import RepairState
from tests.domain.builders import SHOP, SIGNER
from tests.domain.due_process import CASE, LAW, SUBJECT, bureau, noon
from tests.domain.repairs import (
    NEXT_MIDNIGHT,
    ON_FACT,
    ON_LISTING,
    OTHER_BODY,
    OTHER_CASE,
    OWNERS,
    TODAY,
    accepted,
    filed,
    granted,
    other_body,
    refusal,
    taken_up,
)


def test_a_body_takes_up_what_is_its_own_until_the_day_is_over() -> None:
    admission = accept_repair(filed(), accepted(), OWNERS, by=bureau(noon(TODAY)))
    assert admission == (SUBJECT, NEXT_MIDNIGHT - 1)


def test_each_body_takes_an_application_up_once() -> None:
    owners = {ON_FACT: SIGNER.iss, ON_LISTING: OTHER_BODY.iss}
    once = taken_up()
    assert accept_repair(once, accepted(), owners, by=other_body()).subject == SUBJECT
    with pytest.raises(RepairAlreadyAcceptedError):
        accept_repair(once, accepted(), owners, by=bureau(noon(TODAY)))


@pytest.mark.parametrize("owners", [{}, {ON_FACT: SIGNER.iss, "fact:other": OTHER_BODY.iss}])
def test_a_body_without_a_record_in_it_does_not_take_it_up(owners: dict[str, str]) -> None:
    with pytest.raises(NotOwnRepairError):
        accept_repair(filed(), accepted(), owners, by=other_body())


def test_a_body_whose_records_are_decided_has_nothing_to_take_up() -> None:
    owners = {ON_FACT: OTHER_BODY.iss, ON_LISTING: SIGNER.iss}
    with pytest.raises(NotOwnRepairError):
        accept_repair(replace(filed(), refused=(ON_FACT,)), accepted(), owners, by=other_body())


@pytest.mark.parametrize("day", ["2027-05-31", "2027-06-02"])
def test_no_step_is_dated_back_or_ahead(day: str) -> None:
    by = bureau(noon(TODAY))
    with pytest.raises(RepairDateError):
        accept_repair(filed(), accepted(day), OWNERS, by=by)
    with pytest.raises(RepairDateError):
        grant_repair(taken_up(), granted(decided_on=day), OWNERS, repaired=(), law=LAW, by=by)
    with pytest.raises(RepairDateError):
        refuse_repair(taken_up(), refusal(decided_on=day), OWNERS, law=LAW, by=by)


@pytest.mark.parametrize(
    "repair",
    [RepairState(CASE), replace(filed(), case=OTHER_CASE), replace(filed(), subject=None)],
)
def test_no_step_without_an_application_of_that_subject(repair: RepairState) -> None:
    by = bureau(noon(TODAY))
    with pytest.raises(RepairUnknownError):
        accept_repair(repair, accepted(), OWNERS, by=by)
    with pytest.raises(RepairUnknownError):
        grant_repair(repair, granted(), OWNERS, repaired=(), law=LAW, by=by)
    with pytest.raises(RepairUnknownError):
        refuse_repair(repair, refusal(), OWNERS, law=LAW, by=by)


def test_a_step_in_the_name_of_another_subject_is_refused() -> None:
    with pytest.raises(RepairUnknownError) as refused:
        grant_repair(taken_up(), granted(identifier=SHOP), OWNERS, repaired=(), law=LAW, by=bureau(noon(TODAY)))
    assert refused.value.pointer == "/subject.identifier"


def test_no_step_after_everything_is_decided() -> None:
    done = replace(taken_up(), granted=(ON_FACT,), refused=(ON_LISTING,))
    by = bureau(noon(TODAY))
    with pytest.raises(RepairDecidedError):
        accept_repair(done, accepted(), OWNERS, by=by)
    with pytest.raises(RepairDecidedError):
        grant_repair(
            replace(done, granted=(ON_FACT, ON_LISTING), refused=()), granted(), OWNERS, repaired=(), law=LAW, by=by
        )
    with pytest.raises(RepairDecidedError):
        refuse_repair(done, refusal(), OWNERS, law=LAW, by=by)


def test_no_step_by_a_body_that_takes_no_part() -> None:
    stranger = replace(bureau(noon(TODAY)), agency=AgencyState("x"))
    with pytest.raises(AgencyUnknownError):
        accept_repair(filed(), accepted(), OWNERS, by=stranger)
