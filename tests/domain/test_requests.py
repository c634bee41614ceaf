"""Who may sign for a subject: himself, with a key of his own, or the window that saw him."""

import base64
from dataclasses import replace

import pytest

from domain.authority import Authority
from domain.event import Event
from domain.event_refusals import DisclosureMissingError, SignerNotEntitledError, UnknownTopicError
from domain.refusal import Refusal
from domain.registry import parse_request
from domain.request.decide import end_subject_key, enrol_subject_key, require_requester
from domain.request.events import SubjectKeyEndRequest, SubjectKeyRequest, WaiverRequest
from domain.request.refusals import (
    IdentityEvidenceMissingError,
    RequesterUnknownError,
    SubjectKeyAlreadyEnrolledError,
    SubjectKeyEndedError,
    SubjectKeyMismatchError,
    SubjectKeyUnknownError,
    WindowFieldError,
)
from domain.signer import SUBJECT, Signer
from domain.subject.state import SubjectKey, SubjectState, evolve
from domain.thumbprint import thumbprint
from tests.domain.builders import NOW, PLATFORM_SIGNER, SIGNER, UUID, make_key, recorded
from tests.domain.due_process import LISTING, WHO, bureau, centre
from tests.domain.due_process import SUBJECT as COMPANY

OWN_TEXT = make_key(41)
OWN = SubjectKey(thumbprint(OWN_TEXT), OWN_TEXT)
ENDED = replace(OWN, ended_at=9)
COMPANY_FILE = SubjectState(UUID, "ENT", (COMPANY,), opened_at=1, keys=(OWN,))
PERSON_FILE = replace(COMPANY_FILE, kind="NP")
ALONE = {
    "subject.identity_evidence": "",
    "subject.clerk": "",
    "subject.delegate": "",
    "subject.delegation": "",
}
SEEN = {**ALONE, "subject.identity_evidence": "居民身份证原件", "subject.clerk": "窗口一号"}
DELEGATED = {**SEEN, "subject.delegate": "李虚构", "subject.delegation": "授权书"}


def waiver(window: dict[str, str]) -> WaiverRequest:
    return WaiverRequest.from_claims({"listing": LISTING}, {**WHO, **window})


def key_request(**changes: str) -> SubjectKeyRequest:
    said = {"subject.kid": OWN.kid, "subject.public_key": OWN_TEXT}
    said |= {f"subject.{name}": value for name, value in changes.items()}
    return SubjectKeyRequest.from_claims({}, {**WHO, **DELEGATED, **said})


def own_signer(kid: str = OWN.kid) -> Signer:
    return Signer(SUBJECT, kid)


def require(request: Event, subject: SubjectState, signer: Signer, window: Authority | None = None) -> None:
    require_requester(request, subject, signer, window or centre(NOW))


def test_a_subject_signs_with_a_key_of_its_own() -> None:
    require(waiver(ALONE), COMPANY_FILE, own_signer())


def test_the_window_signs_for_a_person_it_saw_and_for_a_company_whose_delegate_it_saw() -> None:
    require(waiver(SEEN), PERSON_FILE, centre(NOW).signer)
    require(waiver(DELEGATED), COMPANY_FILE, centre(NOW).signer)


@pytest.mark.parametrize(
    ("window", "subject", "signer", "refusal"),
    [
        (ALONE, replace(COMPANY_FILE, opened_at=None), own_signer(), RequesterUnknownError),
        (ALONE, replace(COMPANY_FILE, erased_at=7), own_signer(), RequesterUnknownError),
        (ALONE, COMPANY_FILE, own_signer("another"), SubjectKeyUnknownError),
        (ALONE, replace(COMPANY_FILE, keys=(ENDED,)), own_signer(), SubjectKeyEndedError),
        (SEEN, COMPANY_FILE, own_signer(), WindowFieldError),
        (ALONE, PERSON_FILE, centre(NOW).signer, IdentityEvidenceMissingError),
        ({**SEEN, "subject.clerk": ""}, PERSON_FILE, centre(NOW).signer, IdentityEvidenceMissingError),
        (SEEN, COMPANY_FILE, centre(NOW).signer, IdentityEvidenceMissingError),
        (DELEGATED, COMPANY_FILE, PLATFORM_SIGNER, SignerNotEntitledError),
    ],
)
def test_nobody_else_signs_and_the_window_says_whom_it_saw(
    window: dict[str, str], subject: SubjectState, signer: Signer, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as caught:
        require(waiver(window), subject, signer)
    assert caught.value.message_zh
    assert caught.value.mend_en


def test_another_agency_than_the_credit_centre_has_no_window() -> None:
    with pytest.raises(Refusal) as caught:
        require(waiver(DELEGATED), COMPANY_FILE, SIGNER, bureau(NOW))
    assert caught.value.code == "agency-role"


def test_a_request_leaves_nothing_out() -> None:
    with pytest.raises(DisclosureMissingError):
        require(WaiverRequest.from_claims({"listing": LISTING}, dict(WHO)), COMPANY_FILE, own_signer())


def test_only_the_window_enrols_keys() -> None:
    with pytest.raises(SignerNotEntitledError):
        require(key_request(), COMPANY_FILE, own_signer())


def test_a_key_is_enrolled_once_signs_and_ends() -> None:
    nobody = replace(COMPANY_FILE, keys=())
    enrolled = enrol_subject_key(key_request(), nobody, statement="s~")
    assert enrolled.text("subject.statement") == "s~"
    known = evolve(nobody, enrolled, recorded(iss="platform"))
    assert known.keys == (OWN,)
    assert evolve(known, enrolled, recorded(iss="platform")) == known
    with pytest.raises(SubjectKeyAlreadyEnrolledError):
        enrol_subject_key(key_request(), known, statement="s~")
    asked = SubjectKeyEndRequest.from_claims({}, {**WHO, **ALONE, "subject.kid": OWN.kid})
    ended = end_subject_key(asked, known, statement="e~")
    over = evolve(known, ended, recorded(12, iss="platform"))
    assert over.keys == (replace(OWN, ended_at=12),)
    assert evolve(over, ended, recorded(13, iss="platform")) == over
    with pytest.raises(SubjectKeyEndedError):
        end_subject_key(asked, over, statement="e~")
    with pytest.raises(SubjectKeyUnknownError):
        end_subject_key(asked, nobody, statement="e~")


@pytest.mark.parametrize("changes", [{"kid": "another"}, {"public_key": "no key"}])
def test_a_key_and_its_id_belong_together(changes: dict[str, str]) -> None:
    with pytest.raises(SubjectKeyMismatchError):
        enrol_subject_key(key_request(**changes), replace(COMPANY_FILE, keys=()), statement="s~")


def test_a_topic_of_no_request_is_refused() -> None:
    with pytest.raises(UnknownTopicError):
        parse_request("urn:chengjian:fact-recorded:v1", {}, {})
    assert isinstance(parse_request(WaiverRequest.TOPIC, {"listing": LISTING}, {**WHO, **ALONE}), WaiverRequest)


def test_a_subjects_key_remembers_the_window_that_enrolled_it() -> None:
    payload = base64.urlsafe_b64encode(b'{"iss":"agency:x","jti":"r1"}').rstrip(b"=").decode()
    keyless = replace(COMPANY_FILE, keys=())
    event = enrol_subject_key(key_request(), keyless, statement=f"h.{payload}.s~")
    state = evolve(keyless, event, recorded(9, PLATFORM_SIGNER.iss))
    assert state.enrolled_by(OWN.kid) == "agency:x"
    assert state.enrolled_by("another") == ""
