"""No value that a log can hold, however absurd, ends the judging of the rest."""

from typing import Any

import pytest

from domain import tagging
from domain.event import Event
from domain.listing.events import ReplyReceived
from domain.request.events import CaseRequest, SubjectKeyRequest
from domain.rule.events import RulePublished
from domain.tags import Tags
from tests.conduct.raw_town import CASE, EDITION, LISTING, RawTown, founded
from tests.due_town import COMPANY_WHO
from tests.verify.sample_log import kid_of, url64
from verify.conduct import naming
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


def test_what_falls_with_a_record_that_ends_after_every_calendar_cannot_be_told(town: RawTown) -> None:
    fact = town.penalty(penalty_until=LATEST)
    town.notice(fact)
    assert ("broken", "not-computable") in town.verdicts(town.revocation(fact, decided_on=town.today))
    assert town.verdicts(town.penalty(2)) == [("kept", "")]


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


@pytest.mark.parametrize("depth", [500, 10_000])
def test_a_request_nested_beyond_every_depth_is_broken_and_the_rest_is_judged(town: RawTown, depth: int) -> None:
    town.notice(town.penalty(1))
    statement = f"h.{url64(b'[' * depth)}.s~"
    said = {"subject.text": "有异议", "subject.evidence": "", "subject.statement": statement}
    window = {"subject.identity_evidence": "", "subject.clerk": "", "subject.delegate": "", "subject.delegation": ""}
    plain = {"listing": LISTING, "received_on": town.today}
    whole = {**COMPANY_WHO, **window, **said}
    hostile = town.raw(ReplyReceived, "platform", whole, [f"listing:{LISTING}"], **plain)
    kept = town.penalty(2)
    assert town.verdicts(hostile) == [("broken", "request-malformed")]
    assert town.verdicts(kept) == [("kept", "")]


def test_a_recall_that_would_be_due_after_every_calendar_leaves_the_rest_judged(town: RawTown) -> None:
    fact = town.penalty()
    town.look(f"fact:{town.jtis[fact]}")
    claims = {
        "rule": "R-X", "version": 1, "governs": "revocation-publicity", "amount": 3_660, "unit": "year",
        "source": "《行政处罚法》", "article": "第四十八条", "evidence": "primary", "effective_from": "2026-04-20",
    }  # fmt: skip
    town.record(RulePublished.from_claims(claims, {}), "centre")
    town.on("7000-01-01")
    revoked, later = town.revocation(fact, decided_on="2026-04-20"), town.penalty(2)
    assert town.verdicts(revoked)[0] == ("broken", "not-computable")
    assert town.verdicts(fact) == [("kept", "")]
    assert town.verdicts(later) == [("broken", "retention-ended")]


def defy_folding(town: RawTown, position: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an entry defy its tagging, whatever way a value might find there: the guard does not depend on knowing it."""
    tags_of = tagging.tags_of

    def defied(event: Event, *, jti: str, **how: Any) -> Tags:
        if jti == town.jtis[position]:
            raise RecursionError
        return tags_of(event, jti=jti, **how)

    monkeypatch.setattr(naming, "tags_of", defied)


def test_an_entry_that_cannot_be_folded_is_broken_and_the_rest_is_judged(
    town: RawTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile, kept = town.penalty(1), town.penalty(2)
    defy_folding(town, hostile, monkeypatch)
    assert town.verdicts(hostile) == [("kept", ""), ("broken", "not-computable")]
    assert town.verdicts(kept) == [("kept", "")]


def test_an_entry_that_defies_judging_and_folding_is_broken_once(
    town: RawTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"subject.kid": kid_of("own"), "subject.public_key": "no key"}
    town.request(SubjectKeyRequest, said)
    hostile = town.objection(town.penalty(), key="own")
    defy_folding(town, hostile, monkeypatch)
    assert town.verdicts(hostile) == [("broken", "not-computable")]
