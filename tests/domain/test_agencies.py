from dataclasses import replace

import pytest

from domain.agency.decide import admit_agency_closure, admit_agency_enrolment, require_agency
from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.agency.refusals import AgencyAlreadyEnrolledError, AgencyClosedError, AgencyRoleError, AgencyUnknownError
from domain.agency.state import AgencyState, evolve
from domain.event_refusals import SignerNotEntitledError
from domain.identifier.refusals import UsccCheckError
from tests.domain.builders import AGENCY, AGENCY_STATE, BODY, GENESIS, NOW, ROOT_SIGNER, SIGNER, recorded

ENROLLED = AgencyEnrolled(agency=AGENCY, name="滕州市虚构局", roles=("provider",))
CLOSED = AgencyClosed(agency=AGENCY)
NOBODY = AgencyState(AGENCY)


def test_an_agency_takes_part_from_enrolment_to_closure_and_again() -> None:
    admit_agency_enrolment(NOBODY, ENROLLED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    open_state = evolve(NOBODY, ENROLLED, recorded(3, "root"))
    assert open_state.is_open
    assert (open_state.name, open_state.roles) == ("滕州市虚构局", ("provider",))
    admit_agency_closure(open_state, CLOSED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    closed = evolve(open_state, CLOSED, recorded(7, "root"))
    assert closed.is_known
    assert not closed.is_open
    admit_agency_enrolment(closed, ENROLLED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    assert evolve(closed, ENROLLED, recorded(9, "root")).is_open


def test_an_agency_is_enrolled_once_at_a_time() -> None:
    with pytest.raises(AgencyAlreadyEnrolledError):
        admit_agency_enrolment(AGENCY_STATE, ENROLLED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    assert evolve(AGENCY_STATE, ENROLLED, recorded(9, "root")) is AGENCY_STATE


def test_an_agency_with_a_wrong_code_is_refused() -> None:
    wrong = AGENCY[:-1] + ("0" if AGENCY[-1] != "0" else "1")
    event = AgencyEnrolled(agency=wrong, name="x", roles=("provider",))
    with pytest.raises(UsccCheckError):
        admit_agency_enrolment(AgencyState(wrong), event, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


def test_only_the_root_key_enrols_and_closes() -> None:
    with pytest.raises(SignerNotEntitledError):
        admit_agency_enrolment(NOBODY, ENROLLED, genesis=GENESIS, signer=SIGNER, now=NOW)
    with pytest.raises(SignerNotEntitledError):
        admit_agency_closure(AGENCY_STATE, CLOSED, genesis=GENESIS, signer=SIGNER, now=NOW)
    assert evolve(NOBODY, ENROLLED, recorded()) is NOBODY


def test_what_is_not_open_cannot_close() -> None:
    with pytest.raises(AgencyUnknownError):
        admit_agency_closure(NOBODY, CLOSED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    with pytest.raises(AgencyClosedError):
        admit_agency_closure(replace(AGENCY_STATE, closed_at=8), CLOSED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    assert evolve(NOBODY, CLOSED, recorded(1, "root")) is NOBODY


def test_another_agency_s_events_change_nothing() -> None:
    other = AgencyState(BODY)
    assert evolve(other, ENROLLED, recorded(3, "root")) is other


def test_an_agency_acts_only_in_its_roles() -> None:
    require_agency(AGENCY_STATE, "provider")
    with pytest.raises(AgencyRoleError):
        require_agency(AGENCY_STATE, "credit_centre")
