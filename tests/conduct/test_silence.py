"""Silence breaks deadlines too: ends recorded late, ends never said, and a log that says no more."""

import pytest

from domain.clock.events import PublicityEnded
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import CourtListMirrored, ListingEnded
from domain.rule.events import RulePublished
from domain.rule.pack import RULE_PACK
from tests.conduct.passing_time import breach
from tests.conduct.raw_log import found
from tests.conduct.raw_town import EDITION, LISTING, RawTown
from tests.town import COMPANY

OVER = "2027-04-20"
"""First day on which a general penalty of 20 April 2026 is no longer shown."""


# INV-11: an end is put on record in time


def ended(
    town: RawTown, decided_on: str, *, key: str = "bureau", name: str = "market-serious", ground: str = "court_order"
) -> int:
    said = {"subject.reason": "法院判决撤销列入决定", "subject.document_no": "（2026）鲁0481行初1号"}
    return town.by(key, ListingEnded, said, listing=LISTING, list=name, ground=ground, decided_on=decided_on)


@pytest.mark.parametrize("ground", ["court_order", "superior_order", "wrong_listing", "conditions_met"])
def test_inv_11_an_end_recorded_half_a_year_after_it_was_ordered_is_found(town: RawTown, ground: str) -> None:
    town.listed()
    town.on("2026-12-01")
    assert found(town, ended(town, "2026-06-01", ground=ground)) == ("R-SD-40", "removal-late")


def test_inv_11_an_end_recorded_on_the_third_working_day_is_kept(town: RawTown) -> None:
    town.listed()
    town.on("2026-06-04")
    position = ended(town, "2026-06-01")
    assert town.verdicts(position) == [("kept", "in-time"), ("kept", "")]


def mirrored(town: RawTown) -> None:
    said = {
        "subject.kind": "ENT",
        "subject.name": COMPANY,
        "subject.masked_identifier": "",
        "subject.reason": "有履行能力而拒不履行",
        "subject.duty": "支付货款",
        "subject.document_no": "（2026）鲁0481执1号",
        "subject.birth_date": "",
    }
    plain = {"list": "court-defaulters", "list_version": 1, "edition": EDITION, "decided_on": town.today}
    town.by("court", CourtListMirrored, said, listing=LISTING, ends_on="2028-04-20", **plain)


@pytest.mark.parametrize(("day", "is_late"), [("2026-06-04", False), ("2026-06-05", True)])
def test_inv_11_a_court_deletes_within_three_working_days(town: RawTown, day: str, *, is_late: bool) -> None:
    mirrored(town)
    town.on(day)
    position = ended(town, "2026-06-01", key="court", name="court-defaulters", ground="conditions_met")
    assert town.broken() == ([(position, "R-SPC-10", "removal-late")] if is_late else [])


def test_a_notice_that_is_given_up_has_no_deadline(town: RawTown) -> None:
    town.notice(town.penalty())
    town.on("2026-06-01")
    ended(town, "2026-04-21", ground="wrong_listing")
    assert town.broken() == []


# INV-9: a quiet log


def test_inv_9_an_objection_unanswered_in_a_log_that_says_no_more_is_found(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    assert town.broken() == town.broken(until="2026-04-23") == []
    assert town.broken(until="2026-04-24") == [(filed, "R-SD-39a", "undecided")]
    late = [(filed, "R-SD-39a", "undecided"), (filed, "R-SD-39a", "breach-unsaid")]
    assert town.broken(until="2026-04-25") == town.broken(until="2026-12-20") == late


def test_a_log_is_never_measured_by_a_day_before_its_last_entry(town: RawTown) -> None:
    filed = town.objection(town.penalty())
    town.on("2026-04-24")
    breach(town)
    assert town.broken(until="2026-04-20") == [(filed, "R-SD-39a", "undecided")]


# INV-7: an end that was never said


def said(town: RawTown, fact: int, ended_on: str = OVER) -> int:
    plain = {"rule": "R-NDRC36-general", "ended_on": ended_on}
    return town.by("platform", PublicityEnded, {"subject.facts": town.jtis[fact]}, **plain)


def test_inv_7_an_end_of_publicity_that_nobody_said_for_a_whole_day_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    assert town.broken(until=OVER) == []
    assert town.broken(until="2027-04-21") == [(fact, "INV-7", "end-unsaid")]


def test_inv_7_an_end_that_was_said_is_kept(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on(OVER)
    said(town, fact)
    assert town.broken(until="2027-12-01") == []


def test_inv_7_the_end_of_a_listing_that_nobody_said_is_found(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact, ends_on="2027-05-07")
    town.on("2026-05-08")
    listed = town.publication()
    assert town.broken(until="2027-05-07") == []
    assert town.broken(until="2027-05-08") == [(listed, "INV-7", "end-unsaid")]


@pytest.mark.parametrize("tier", ["minor", "serious"])
def test_nothing_is_said_of_what_was_never_shown_or_still_is(town: RawTown, tier: str) -> None:
    town.penalty(tier=tier, is_remedied=False if tier == "minor" else None)
    assert town.broken(until="2027-12-01") == []


def test_what_was_stated_or_ruled_on_the_day_itself_is_not_unsaid_yet(town: RawTown) -> None:
    general = next(one for one in RULE_PACK if one.rule == "R-NDRC36-general").plain_claims()
    changes = {"version": 2, "amount": 1, "unit": "month", "effective_from": "2026-07-01"}
    fact = town.penalty(tier="general")
    town.on("2026-07-01")
    town.record(RulePublished.from_claims({**general, **changes}, {}), "centre")
    assert town.broken(until="2026-07-01") == []
    assert town.broken(until="2026-07-02") == [(fact, "INV-7", "end-unsaid")]


def corrected(town: RawTown, fact: int) -> int:
    disclosed = {**town.disclosed(fact), "subject.fact": town.jtis[fact], "subject.content": "罚款人民币四千元整"}
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20"}
    event = FactCorrected.from_claims({**plain, "reason": "entry_error"}, disclosed)
    return town.record(event, "bureau", digests=48)


def test_a_record_that_was_stated_anew_has_its_whole_day(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2027-04-21")
    corrected(town, fact)
    assert (fact, "INV-7", "end-unsaid") not in town.broken(until="2027-04-21")


@pytest.mark.parametrize("is_opened", [True, False])
def test_where_an_end_may_have_been_said_in_a_closed_entry_nobody_can_tell(town: RawTown, *, is_opened: bool) -> None:
    fact, other = town.penalty(tier="general"), town.penalty(2, tier="general")
    withdrawn = {"subject.fact": town.jtis[other], "subject.reason": "录入错误"}
    town.by("bureau", FactWithdrawn, withdrawn, item="xzcf", ground="recorded_in_error")
    if not is_opened:
        town.withheld.add(len(town.jtis) - 1)
    judgments = town.judged(until="2027-04-22").judgments
    verdicts = [(one.verdict, one.code) for one in judgments if one.position == fact]
    expected = ("broken", "end-unsaid") if is_opened else ("not-judgeable", "withheld")
    assert verdicts == [("kept", ""), expected]


def test_a_record_that_was_not_opened_is_not_told_of_twice(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.withheld.add(fact)
    judgments = town.judged(until="2027-12-01").judgments
    assert [one.verdict for one in judgments if one.position == fact] == ["not-judgeable"]
