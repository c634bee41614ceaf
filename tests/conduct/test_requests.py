"""The platform's events around requests say what was asked, and the request is its signer's."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.case.decide import CORRECTIONS_LIMIT
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.definition.events import ListDefined, MeasureDefined
from domain.event import Event, Scalar
from domain.request.events import (
    CaseRequest,
    CommitmentRequest,
    CorrectionRequest,
    RepairRequest,
    ReplyRequest,
    SubjectKeyEndRequest,
    WaiverRequest,
)
from tests.conduct.raw_town import CASE, EDITION, LISTING, RawTown, founded, own_key
from tests.due_town import RESTRICTION, SERIOUS
from tests.town import BUREAU, CENTRE
from tests.verify.sample_log import Statement, kid_of

REPLY: Mapping[str, Scalar] = {"subject.text": "年报已于三月补报", "subject.evidence": ""}


@pytest.fixture
def town() -> RawTown:
    return founded()


def noticed(town: RawTown) -> RawTown:
    town.notice(town.penalty())
    return town


def replied(town: RawTown, statement: Statement, whole: Mapping[str, Scalar], **plain: Any) -> list[tuple[str, str]]:
    return town.verdicts(town.take_up(ReplyRequest, whole, statement, listing=LISTING, **plain))


def asked(town: RawTown, **how: Any) -> tuple[dict[str, Scalar], Statement]:
    return noticed(town).asked(ReplyRequest, REPLY, listing=LISTING, **how)


def test_a_reply_by_the_window_is_kept(town: RawTown) -> None:
    whole, statement = asked(town)
    assert replied(town, statement, whole) == [("kept", "")]


def test_a_reply_repeated_otherwise_than_it_was_signed_is_found(town: RawTown) -> None:
    whole, statement = asked(town)
    assert replied(town, statement, {**whole, "subject.text": "没有意见"}) == [("broken", "not-as-asked")]


def test_a_reply_dated_otherwise_than_it_came_is_found_with_what_differs(town: RawTown) -> None:
    whole, statement = asked(town)
    position = town.take_up(ReplyRequest, whole, statement, listing=LISTING, received_on="2026-04-19")
    (found,) = [one for one in town.judged().judgments if one.position == position]
    assert found.code == "not-as-asked"
    assert "received_on" in found.en


def test_a_request_with_a_wrong_signature_is_found(town: RawTown) -> None:
    whole, statement = asked(town)
    body, _, signature = statement.jwt.rpartition(".")
    forged = Statement(f"{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}", statement.disclosures)
    assert replied(town, forged, whole) == [("broken", "request-signature")]


def test_a_request_signed_31_days_before_is_found(town: RawTown) -> None:
    noticed(town)
    town.on("2026-03-20")
    whole, statement = town.asked(ReplyRequest, REPLY, listing=LISTING)
    town.on("2026-04-20", hour=11)
    assert replied(town, statement, whole) == [("broken", "request-time")]


def test_a_request_that_is_no_statement_is_found(town: RawTown) -> None:
    whole, _ = asked(town)
    assert replied(town, Statement("x"), whole) == [("broken", "request-malformed")]


def test_a_request_with_something_left_closed_is_found(town: RawTown) -> None:
    whole, statement = asked(town)
    assert replied(town, Statement(statement.jwt, statement.disclosures[1:]), whole) == [
        ("broken", "request-malformed")
    ]


def test_a_request_of_another_kind_is_found(town: RawTown) -> None:
    whole, statement = noticed(town).asked(WaiverRequest, {}, listing=LISTING)
    assert replied(town, statement, {**REPLY, **whole}) == [("broken", "request-kind")]


def test_a_request_taken_up_twice_is_found(town: RawTown) -> None:
    whole, statement = asked(town)
    assert replied(town, statement, whole) == [("kept", "")]
    assert replied(town, statement, whole) == [("broken", "request-twice")]


def test_a_request_by_a_body_that_is_not_the_window_is_found(town: RawTown) -> None:
    whole, statement = asked(town, key="bureau")
    assert replied(town, statement, whole) == [("broken", "agency-role")]


def test_a_waiver_at_the_window_of_the_very_body_that_lists_is_found(town: RawTown) -> None:
    """The credit centre, whose window it is, may list too where a list names it."""
    named = ListDefined.from_claims({**SERIOUS, "list": "centre-list", "issuers": (CENTRE,)}, {})
    town.record(named, "centre")
    lists = ("centre-list", "market-serious")
    town.record(
        MeasureDefined.from_claims({**RESTRICTION, "version": 2, "lists": lists, "effective_from": "2026-04-20"}, {}),
        "centre",
    )
    fact = town.penalty()
    served = town.notice(fact, list="centre-list", key="centre")
    assert town.verdicts(served) == [("kept", "")]
    waived = town.request(WaiverRequest, {}, listing=LISTING)
    assert town.verdicts(waived) == [("broken", "waiver-own-window")]


def test_a_request_by_a_key_that_the_subject_enrolled_is_kept_until_its_end(town: RawTown) -> None:
    own_key(town)
    whole, statement = asked(town, key="own")
    assert replied(town, statement, whole) == [("kept", "")]
    end = town.request(SubjectKeyEndRequest, {"subject.kid": kid_of("own")})
    assert town.verdicts(end) == [("kept", "")]
    whole, statement = town.asked(ReplyRequest, REPLY, listing=LISTING, key="own")
    assert replied(town, statement, whole) == [("broken", "subject-key-ended")]


def test_a_request_by_a_key_that_nobody_enrolled_is_found(town: RawTown) -> None:
    whole, statement = asked(town, key="own")
    assert replied(town, statement, whole) == [("broken", "subject-key-unknown")]


NOBODY = {"subject.identifier_type": "uscc", "subject.identifier": "91370481MA3FAKE20B"}


def test_a_request_of_nobody_on_record_is_found(town: RawTown) -> None:
    whole, statement = noticed(town).asked(ReplyRequest, {**REPLY, **NOBODY}, listing=LISTING)
    assert replied(town, statement, whole) == [("broken", "requester-unknown")]


def test_a_request_of_somebody_whose_file_may_have_stayed_closed_is_no_finding(town: RawTown) -> None:
    opening = len(town.log.entries) - 1
    whole, statement = noticed(town).asked(ReplyRequest, {**REPLY, **NOBODY}, listing=LISTING)
    town.withheld.add(opening)
    assert replied(town, statement, whole) == [("not-judgeable", "withheld")]


def test_a_refusal_for_want_of_a_key_is_no_finding_where_a_key_may_have_stayed_closed(town: RawTown) -> None:
    town.withheld.add(own_key(town, "other"))
    whole, statement = asked(town, key="own")
    assert replied(town, statement, whole) == [("not-judgeable", "withheld")]


def about(town: RawTown, kind: type[Event], target_kind: str, target: str, /, **more: Any) -> list[tuple[str, str]]:
    said: dict[str, Scalar] = {
        "subject.target_kind": target_kind,
        "subject.target": target,
        "subject.text": "罚款数额有误",
        "subject.evidence": "",
    }
    if kind is CaseRequest:
        said |= {"subject.body": "", "subject.document_no": ""}
    return town.verdicts(town.request(kind, said, **more))


def test_cases_about_listings_and_about_bodies_are_judged(town: RawTown) -> None:
    town.listed()
    taken = {"case": CASE, "edition": EDITION}
    assert about(town, CaseRequest, "listing", LISTING, kind="objection", taken=taken) == [("kept", "")]
    assert town.verdicts(town.answered()) == [("kept", "")]
    other = {"case": "0190a5b0-0000-4000-8000-00000000000d", "edition": EDITION}
    assert about(town, CaseRequest, "body", BUREAU, kind="complaint", taken=other) == [("kept", "")]
    assert town.verdicts(town.answered(other["case"] if isinstance(other["case"], str) else "")) == [("kept", "")]


def test_a_complaint_about_the_centre_that_it_rejects_itself_without_evidence_is_found(town: RawTown) -> None:
    taken = {"case": CASE, "edition": EDITION}
    assert about(town, CaseRequest, "body", CENTRE, kind="complaint", taken=taken) == [("kept", "")]
    town.accepted()
    assert ("broken", "case-evidence-missing") in town.verdicts(town.rejected())


def test_a_case_under_an_id_in_use_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.objection(fact)
    assert town.verdicts(town.objection(fact)) == [("broken", "case-twice")]


def test_an_application_under_an_id_in_use_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2026-07-20")
    town.repair_of(fact)
    assert town.verdicts(town.repair_of(fact)) == [("broken", "case-twice")]


def test_a_statement_of_correction_is_judged(town: RawTown) -> None:
    fact = town.jtis[town.penalty()]
    assert about(town, CorrectionRequest, "fact", fact) == [("kept", "")]


@pytest.mark.parametrize("target_kind", ["fact", "listing"])
def test_a_statement_of_correction_too_many_is_found(town: RawTown, target_kind: str) -> None:
    target = town.jtis[town.penalty(2)] if target_kind == "fact" else LISTING
    town.listed()
    for _ in range(CORRECTIONS_LIMIT):
        assert about(town, CorrectionRequest, target_kind, target) == [("kept", "")]
    assert about(town, CorrectionRequest, target_kind, target) == [("broken", "correction-too-many")]


def test_a_second_open_complaint_about_a_record_is_found(town: RawTown) -> None:
    fact = town.jtis[town.penalty()]
    first, second = CASE, "0190a5b0-0000-4000-8000-00000000000d"
    for case, verdict in ((first, ("kept", "")), (second, ("broken", "case-already-open"))):
        taken = {"case": case, "edition": EDITION}
        assert about(town, CaseRequest, "fact", fact, kind="complaint", taken=taken) == [verdict]


def test_an_application_for_repair_of_a_listing_before_its_time_is_found(town: RawTown) -> None:
    fact = town.listed()
    said = {
        "subject.targets": f"fact:{town.jtis[fact]},listing:{LISTING}",
        "subject.text": "已补报年报并缴清罚款",
        "subject.commitment": "今后依法按期公示年度报告",
        "subject.evidence": "",
    }
    position = town.request(RepairRequest, said, taken={"case": CASE, "edition": EDITION})
    assert town.verdicts(position) == [("broken", "repair-not-open")]


def commitment(town: RawTown) -> int:
    said = {"subject.text": "三十日内完成整改", "subject.to_body": BUREAU, "subject.fulfil_by": "2026-05-20"}
    return town.request(CommitmentRequest, said, kind="voluntary")


@pytest.mark.parametrize("kind", [CommitmentFulfilled, CommitmentBreached])
def test_a_commitment_and_what_became_of_it_are_judged(town: RawTown, kind: type[Event]) -> None:
    made = commitment(town)
    said = {"subject.commitment": town.jtis[made], "subject.reason": "经现场核查属实", "subject.evidence": ""}
    judged = town.by("bureau", kind, said, decided_on=town.today)
    assert [town.verdicts(made), town.verdicts(judged)] == [[("kept", "")], [("kept", "")]]
    town.withheld.add(made)
    assert town.verdicts(judged) == [("not-judgeable", "withheld")]
