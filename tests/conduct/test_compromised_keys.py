"""What a compromised key signed counts for nothing, though it came out later (docs/log-format.md, section 11)."""

import json

import pytest

from domain.fact.events import FactCorrected, FactWithdrawn
from domain.key.events import KeyRevoked
from domain.listing.events import HearingHeld, ListingEnded
from domain.request.events import ReplyRequest
from domain.subject.events import SubjectErased, SubjectOpened
from tests.conduct.raw_log import HOLDERS, SUBJECT_ID
from tests.conduct.raw_town import LISTING, RawTown
from tests.domain.builders import make_uscc
from tests.due_town import COMPANY_WHO
from tests.verify.sample_log import kid_of, url64

STANDING = "void-standing"
OTHER_ID = "0190a5b0-0000-4000-8000-000000000002"
OTHER_WHO = {"subject.identifier_type": "uscc", "subject.identifier": make_uscc("91", 77)}
VOID = [("broken", "listing-step-compromised")]


def reported(town: RawTown, key: str, since: int) -> int:
    """Report a key compromised since an instant."""
    event = KeyRevoked(holder=HOLDERS[key], kid=kid_of(key), reason="compromised", compromised_since=since)
    return town.record(event, "root")


def time_of(town: RawTown, position: int) -> int:
    """Entry time."""
    time_ms: int = json.loads(town.log.entries[position])["time"]
    return time_ms


def decided(town: RawTown) -> int:
    """Notice and decide; give the time of the decision."""
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    decided_ms = time_of(town, town.decision(fact))
    town.on("2026-05-08")
    return decided_ms


def heard(town: RawTown, key: str) -> int:
    """Record the hearing of 7 May, which was demanded on 20 April."""
    said = {"subject.record": "当事人陈述意见，记录附卷", "subject.evidence": ""}
    plain = {"listing": LISTING, "announced_on": "2026-04-20", "held_on": "2026-05-07"}
    return town.by(key, HearingHeld, said, **plain)


@pytest.mark.parametrize("are_opened", [True, False])
def test_inv_15_a_publication_of_a_decision_that_a_compromised_key_signed_is_found(
    town: RawTown, *, are_opened: bool
) -> None:
    reported(town, "bureau", decided(town))
    assert town.verdicts(town.publication(), None if are_opened else []) == VOID


def test_a_publication_of_a_decision_from_before_the_compromise_is_kept(town: RawTown) -> None:
    reported(town, "bureau", decided(town) + 1)
    assert town.verdicts(town.publication()) == [("kept", "")]


def test_a_publication_before_the_report_is_kept(town: RawTown) -> None:
    decided_ms = decided(town)
    published = town.publication()
    reported(town, "bureau", decided_ms)
    assert ("kept", "") in town.verdicts(published)


@pytest.mark.parametrize("are_opened", [True, False])
def test_a_decision_on_a_notice_that_a_compromised_key_signed_is_found(town: RawTown, *, are_opened: bool) -> None:
    fact = town.penalty()
    since = time_of(town, town.notice(fact, key="second"))
    town.on("2026-05-07")
    reported(town, "second", since)
    assert town.verdicts(town.decision(fact), None if are_opened else []) == VOID


@pytest.mark.parametrize("is_recorded_again", [True, False])
def test_a_decision_on_a_hearing_that_a_compromised_key_signed_is_found_unless_it_was_recorded_again(
    town: RawTown, *, is_recorded_again: bool
) -> None:
    fact = town.penalty()
    town.notice(fact)
    said = {"subject.text": "请求听证，当面陈述意见", "subject.evidence": ""}
    town.request(ReplyRequest, said, listing=LISTING, hearing="demanded")
    town.on("2026-05-07")
    since = time_of(town, heard(town, "second"))
    town.on("2026-05-08")
    reported(town, "second", since)
    if is_recorded_again:
        heard(town, "bureau")
    answer = {"subject.reply_answer": "已经听取意见，所述情节不影响认定，不予采纳"}
    assert town.verdicts(town.decision(fact, said=answer)) == ([("kept", "")] if is_recorded_again else VOID)


def withdrawn(town: RawTown, fact: int) -> int:
    said = {"subject.fact": town.jtis[fact], "subject.reason": "签署密钥已报告泄露"}
    return town.by("second", FactWithdrawn, said, item="xzcf", ground="recorded_in_error")


def restated(town: RawTown, fact: int, key: str) -> int:
    """State a penalty anew with another key, and another text."""
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20", "reason": "source_error"}
    said = {**town.disclosed(fact), "subject.fact": town.jtis[fact], "subject.content": "罚款人民币伍仟元"}
    return town.record(FactCorrected.from_claims(plain, said), key, digests=48)


def ended(town: RawTown) -> int:
    said = {"subject.reason": "签署密钥已报告泄露", "subject.document_no": ""}
    plain = {"listing": LISTING, "list": "market-serious", "ground": "wrong_listing", "decided_on": town.today}
    return town.by("second", ListingEnded, said, **plain)


def erased(town: RawTown) -> int:
    said = {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定"}
    return town.record(SubjectErased.from_claims({"ground": "court_order"}, said), "platform")


def penalty_of(town: RawTown, *, is_void: bool = True) -> int:
    """A penalty whose key was reported compromised: since its time, or since a moment after."""
    fact = town.penalty()
    reported(town, "bureau", time_of(town, fact) + (not is_void))
    return fact


@pytest.mark.parametrize("is_void", [True, False])
def test_inv_15_a_fact_that_a_compromised_key_signed_is_reported_while_it_stands(
    town: RawTown, *, is_void: bool
) -> None:
    fact = penalty_of(town, is_void=is_void)
    assert town.broken() == ([(fact, "INV-15", STANDING)] if is_void else [])
    assert (("broken", STANDING) in town.verdicts(fact, [])) == is_void


def test_a_fact_that_was_withdrawn_since_stands_no_more(town: RawTown) -> None:
    fact = penalty_of(town)
    withdrawn(town, fact)
    assert town.broken() == []


def test_a_fact_that_was_revoked_since_stands_no_more(town: RawTown) -> None:
    fact = penalty_of(town)
    town.revocation(fact, decided_on=town.today, key="second")
    assert town.broken() == []


def test_a_fact_that_was_stated_anew_stands_on_its_last_statement(town: RawTown) -> None:
    fact = penalty_of(town)
    restated(town, fact, "second")
    assert town.broken() == []


def test_a_correction_that_a_compromised_key_signed_is_what_is_reported(town: RawTown) -> None:
    fact = town.penalty(key="second")
    corrected = restated(town, fact, "bureau")
    reported(town, "bureau", time_of(town, corrected))
    assert town.broken() == [(corrected, "INV-15", STANDING)]


def test_whether_a_fact_was_withdrawn_cannot_be_told_where_a_withdrawal_stayed_closed(town: RawTown) -> None:
    fact = penalty_of(town)
    town.withheld.add(withdrawn(town, fact))
    assert town.verdicts(fact) == [("kept", ""), ("not-judgeable", "withheld")]


def test_nobody_has_to_withdraw_a_fact_whose_subject_was_erased(town: RawTown) -> None:
    fact = penalty_of(town)
    erased(town)
    assert town.broken() == []
    opening = {"subject.id": OTHER_ID, "subject.kind": "ENT", **COMPANY_WHO}
    town.record(SubjectOpened.from_claims({"secret_commitment": url64(bytes(32))}, opening), "platform")
    assert town.broken() == []
    town.withheld.add(fact)
    assert town.verdicts(fact) == [("not-judgeable", "erased-or-withheld")] * 2


def test_an_erasure_before_a_closed_fact_leaves_nothing_open(town: RawTown) -> None:
    opening = {"subject.id": OTHER_ID, "subject.kind": "ENT", **OTHER_WHO}
    town.record(SubjectOpened.from_claims({"secret_commitment": url64(bytes(32))}, opening), "platform")
    said = {"subject.id": OTHER_ID, "subject.reason": "法院裁定"}
    town.record(SubjectErased.from_claims({"ground": "court_order"}, said), "platform")
    fact = penalty_of(town)
    town.withheld.add(fact)
    assert ("broken", STANDING) in town.verdicts(fact)


def listed(town: RawTown) -> tuple[int, int]:
    """A listing that one key noticed and decided, and another published, before the first is reported."""
    fact = town.penalty(key="second")
    noticed = town.notice(fact)
    town.on("2026-05-07")
    decided = town.decision(fact)
    town.on("2026-05-08")
    town.publication()
    reported(town, "bureau", time_of(town, noticed))
    return noticed, decided


def test_every_step_of_a_listing_that_a_compromised_key_signed_is_reported_while_it_stands(town: RawTown) -> None:
    noticed, decided = listed(town)
    found = [(noticed, "INV-15", STANDING), (decided, "INV-15", STANDING)]
    assert town.broken() == found
    assert [one.position for one in town.judged([]).judgments if one.code == STANDING] == [noticed, decided]
    ended(town)
    assert town.broken() == []


def test_a_listing_whose_time_is_over_stands_no_more(town: RawTown) -> None:
    listed(town)
    assert STANDING in [code for _, _, code in town.broken("2029-04-18")]
    assert STANDING not in [code for _, _, code in town.broken("2029-04-20")]


def test_a_notice_that_a_compromised_key_signed_is_reported_until_it_is_given_up(town: RawTown) -> None:
    noticed = town.notice(town.penalty(key="second"))
    reported(town, "bureau", time_of(town, noticed))
    assert town.broken() == [(noticed, "INV-15", STANDING)]
    ended(town)
    assert town.broken() == []
