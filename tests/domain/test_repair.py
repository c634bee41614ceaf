"""Applying for repair (信用修复), taking it up, granting and refusing it (INV-10)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency.refusals import AgencyUnknownError
from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.case.matters import Matters, RefusedRepair
from domain.case.matters import evolve as evolve_matters
from domain.clock.events import ClockBreached
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.state import FactState, FactTerms
from domain.fact.state import evolve as evolve_fact
from domain.key.state import KeyState
from domain.listing.state import AppliedMeasure, ListingState
from domain.listing.state import evolve as evolve_listing
from domain.repair.decide import MAX_TARGETS, accept_repair, apply_for_repair, grant_repair, refuse_repair
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.repair.refusals import (
    NotOwnRepairError,
    RepairAlreadyAcceptedError,
    RepairAlreadyFiledError,
    RepairCommitmentMissingError,
    RepairDateError,
    RepairDecidedError,
    RepairNotAcceptedError,
    RepairNotOpenError,
    RepairReasonError,
    RepairTargetNotPendingError,
    RepairTargetsError,
    RepairTargetUnknownError,
    RepairUnknownError,
)
from domain.repair.state import RepairState, evolve
from domain.request.events import RepairRequest
from domain.rule.law import Law
from domain.rule.refusals import EditionOutdatedError
from domain.signer import PLATFORM, Signer
from domain.time import start_of_day_ms
from tests.domain.builders import BODY, GENESIS, KID, PUBLIC_KEY, SHOP, SIGNER, recorded
from tests.domain.due_process import CASE, FACT, LAW, LISTING, SUBJECT, WHO, bureau, fact_state, law, noon
from tests.domain.test_repair_eligibility import listing_state

OTHER_CASE = "0190a5b0-0000-4000-8000-00000000000d"
ON_FACT, ON_LISTING = f"fact:{FACT}", f"listing:{LISTING}"
TODAY = "2027-06-01"
NEXT_MIDNIGHT = start_of_day_ms(date(2027, 6, 2))
EDITION = LAW.rules.edition
OTHER_BODY = Signer(f"agency:{BODY}", KID)
REASON = "已缴清罚款并完成整改，经现场核查属实。"
OWNERS = {ON_FACT: SIGNER.iss, ON_LISTING: SIGNER.iss}


def other_body(day: str = TODAY) -> Authority:
    """Another agency, with a key of its own."""
    state = AgencyState(BODY, "滕州市虚构委员会", ("provider",), enrolled_at=3)
    return Authority(GENESIS, KeyState(KID, OTHER_BODY.iss, PUBLIC_KEY, enrolled_at=5), state, OTHER_BODY, noon(day))


def request(targets: str = f"{ON_FACT},{ON_LISTING}", **changes: str | None) -> RepairRequest:
    """What the company signs itself."""
    disclosed: dict[str, str | None] = {
        **WHO,
        "subject.targets": targets,
        "subject.text": "罚款已于五月缴清，标价已经改正。",
        "subject.commitment": "本公司承诺依法诚信经营，不再发生同类行为。",
        "subject.evidence": "",
        "subject.identity_evidence": "",
        "subject.clerk": "",
        "subject.delegate": "",
        "subject.delegation": "",
        **{f"subject.{name}": value for name, value in changes.items()},
    }
    return RepairRequest.from_claims({}, {name: value for name, value in disclosed.items() if value is not None})


def applied(
    asked: RepairRequest | None = None,
    *,
    facts: tuple[FactState, ...] = (fact_state(),),
    listings: tuple[tuple[ListingState, Matters], ...] = ((listing_state(), Matters()),),
    is_adverse: bool = True,
    repairs: tuple[RepairState, ...] = (),
    by: Law = LAW,
    day: str = TODAY,
) -> RepairApplied:
    """File an application over the fact and the listing."""
    adverse = {one.jti: is_adverse for one in facts}
    return apply_for_repair(
        asked or request(), facts, listings, adverse, repairs, case=CASE, statement="ey~x~", law=by, now=noon(day)
    )


def filed(event: RepairApplied | None = None) -> RepairState:
    """The application as the log holds it."""
    return evolve(RepairState(CASE), event or applied(), recorded(90, PLATFORM))


def accepted(day: str = TODAY, case: str = CASE, **changes: str) -> RepairAccepted:
    return RepairAccepted.from_claims({"case": case, "accepted_on": day}, {**WHO, **changes})


def granted(
    facts: str = FACT,
    listings: tuple[str, ...] = (LISTING,),
    *,
    reason: str | None = REASON,
    identifier: str = "",
    **claims: Any,
) -> RepairGranted:
    plain = {"case": CASE, "edition": EDITION, "decided_on": TODAY, "listings": list(listings), **claims}
    disclosed = {**WHO, "subject.facts": facts, "subject.reason": reason}
    if identifier:
        disclosed["subject.identifier"] = identifier
    return RepairGranted.from_claims(
        {name: value for name, value in plain.items() if value},
        {name: value for name, value in disclosed.items() if value is not None},
    )


def refusal(targets: str = ON_FACT, reason: str = "duties_open", text: str = "", **claims: Any) -> RepairRefused:
    plain = {"case": CASE, "edition": EDITION, "decided_on": TODAY, "reason": reason, **claims}
    text = text or "罚款尚有一千元未缴，请缴清后再申请。"
    return RepairRefused.from_claims(plain, {**WHO, "subject.targets": targets, "subject.reason": text})


def taken_up(repair: RepairState | None = None, iss: str = SIGNER.iss) -> RepairState:
    return evolve(repair or filed(), accepted(), recorded(91, iss))


# Applying


def test_an_application_repeats_what_was_signed_and_holds_it_whole() -> None:
    event = applied()
    assert event.disclosed == {**request().disclosed, "subject.statement": "ey~x~"}
    assert (event.case, event.edition, event.filed_on) == (CASE, EDITION, date(2027, 6, 1))
    assert set(event.disclosed) == set(RepairApplied.DISCLOSURES or {})


def test_the_day_of_filing_is_the_day_in_shanghai() -> None:
    late = applied(day=TODAY).filed_on
    assert late == date(2027, 6, 1)
    event = apply_for_repair(
        request(ON_FACT),
        [fact_state()],
        [],
        {FACT: True},
        [],
        case=CASE,
        statement="x",
        law=LAW,
        now=noon("2027-05-31").replace(hour=16),
    )
    assert event.filed_on == date(2027, 6, 1)


@pytest.mark.parametrize("commitment", [None, "", "  "])
def test_no_application_without_a_commitment(commitment: str | None) -> None:
    with pytest.raises(RepairCommitmentMissingError):
        applied(request(commitment=commitment))


@pytest.mark.parametrize("name", ["text", "targets", "clerk", "identifier"])
def test_every_other_disclosure_of_an_application_must_be_there(name: str) -> None:
    left = {field: value for field, value in request().disclosed.items() if field != f"subject.{name}"}
    with pytest.raises(DisclosureMissingError) as refused:
        applied(RepairRequest.from_claims({}, left))
    assert refused.value.pointer == f"/subject.{name}"


def test_the_commitment_of_an_application_is_screened() -> None:
    asked = request(commitment="当事人信仰佛教。", identifier=SHOP)
    with pytest.raises(ProhibitedContentError):
        applied(asked)


@pytest.mark.parametrize(
    "targets",
    [
        f"{ON_LISTING},{ON_FACT}",
        f"{ON_FACT},{ON_FACT}",
        f"{ON_FACT},,{ON_LISTING}",
        f"{ON_FACT},",
        ",",
        ",".join(f"fact:{number:04d}" for number in range(MAX_TARGETS + 1)),
    ],
)
def test_targets_are_ascending_unique_and_at_most_fifty(targets: str) -> None:
    with pytest.raises(RepairTargetsError) as refused:
        applied(request(targets))
    assert refused.value.pointer == "/subject.targets"


def test_fifty_targets_go_into_one_application() -> None:
    facts = tuple(fact_state(jti=f"{number:04d}") for number in range(MAX_TARGETS))
    targets = ",".join(f"fact:{one.jti}" for one in facts)
    assert len(filed(applied(request(targets), facts=facts)).pending) == MAX_TARGETS


@pytest.mark.parametrize(
    "others",
    [
        {"facts": ()},
        {"facts": (fact_state(subject=replace(SUBJECT, value=SHOP)),)},
        {"facts": (fact_state(subject=None, erased_at=70),)},
        {"facts": (fact_state(jti="another"),)},
        {"facts": (FactState(FACT),)},
    ],
)
def test_what_is_not_the_applicants_reads_as_what_does_not_exist(others: dict[str, Any]) -> None:
    with pytest.raises(RepairTargetUnknownError) as refused:
        applied(**others)
    assert refused.value.params == {"record": ON_FACT}
    assert str(refused.value) == f"repair-target-unknown: The applicant has no record {ON_FACT}."


def test_a_listing_of_somebody_else_reads_as_what_does_not_exist() -> None:
    listing = listing_state(subject=replace(SUBJECT, value=SHOP))
    with pytest.raises(RepairTargetUnknownError) as refused:
        applied(listings=((listing, Matters()),))
    assert refused.value.params == {"record": ON_LISTING}


def test_a_record_not_open_yet_is_refused_with_its_day_rule_and_article() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(day="2027-05-05")
    assert refused.value.article == "山东省社会信用条例 第三十九条"
    assert refused.value.message_zh == (
        f"记录 {ON_LISTING} 目前不能申请信用修复：最短公示期未满；自 2027-05-06 起可以申请"
        "（R-NDRC36-serious-from：山东省社会信用条例 第三十九条）。"
    )
    assert "it opens on 2027-05-06" in refused.value.message_en
    assert refused.value.also == ()
    assert applied(day="2027-05-06").filed_on == date(2027, 5, 6)


def test_every_record_that_is_not_open_is_named() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(day="2026-12-01")
    assert [refused.value.params["record"], *(one.params["record"] for one in refused.value.also)] == [
        ON_FACT,
        ON_LISTING,
    ]


def test_a_record_that_no_day_opens_is_refused_under_the_regulation_as_a_whole() -> None:
    with pytest.raises(RepairNotOpenError) as refused:
        applied(is_adverse=False)
    assert refused.value.article == "国家发展改革委令第36号"
    assert "not adverse" in refused.value.message_en


def test_no_record_stands_in_two_open_applications() -> None:
    open_one = replace(filed(), case=OTHER_CASE)
    with pytest.raises(RepairAlreadyFiledError) as refused:
        applied(repairs=(open_one,))
    assert refused.value.params == {"record": ON_FACT}


def test_a_record_decided_in_another_application_can_be_applied_for_again() -> None:
    half = replace(filed(), case=OTHER_CASE, refused=(ON_FACT,))
    assert applied(request(ON_FACT), repairs=(half, RepairState(OTHER_CASE))).case == CASE


def test_an_application_needs_rules_to_name_the_edition_of() -> None:
    with pytest.raises(EventSchemaRefusedError) as refused:
        applied(by=law())
    assert refused.value.pointer == "/edition"


# Taking up


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
        grant_repair(taken_up(), granted(decided_on=day), OWNERS, law=LAW, by=by)
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
        grant_repair(repair, granted(), OWNERS, law=LAW, by=by)
    with pytest.raises(RepairUnknownError):
        refuse_repair(repair, refusal(), OWNERS, law=LAW, by=by)


def test_a_step_in_the_name_of_another_subject_is_refused() -> None:
    with pytest.raises(RepairUnknownError) as refused:
        grant_repair(taken_up(), granted(identifier=SHOP), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    assert refused.value.pointer == "/subject.identifier"


def test_no_step_after_everything_is_decided() -> None:
    done = replace(taken_up(), granted=(ON_FACT,), refused=(ON_LISTING,))
    by = bureau(noon(TODAY))
    with pytest.raises(RepairDecidedError):
        accept_repair(done, accepted(), OWNERS, by=by)
    with pytest.raises(RepairDecidedError):
        grant_repair(done, granted(), OWNERS, law=LAW, by=by)
    with pytest.raises(RepairDecidedError):
        refuse_repair(done, refusal(), OWNERS, law=LAW, by=by)


def test_no_step_by_a_body_that_takes_no_part() -> None:
    stranger = replace(bureau(noon(TODAY)), agency=AgencyState("x"))
    with pytest.raises(AgencyUnknownError):
        accept_repair(filed(), accepted(), OWNERS, by=stranger)


# Granting


def test_a_body_grants_what_it_took_up_until_the_day_is_over() -> None:
    admission = grant_repair(taken_up(), granted(), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    assert admission == (SUBJECT, NEXT_MIDNIGHT - 1)


@pytest.mark.parametrize(("facts", "listings"), [(FACT, ()), ("", (LISTING,))])
def test_a_body_may_grant_a_part(facts: str, listings: tuple[str, ...]) -> None:
    event = granted(facts, listings)
    assert grant_repair(taken_up(), event, OWNERS, law=LAW, by=bureau(noon(TODAY))).subject == SUBJECT


@pytest.mark.parametrize("facts", ["", ",", f"{FACT},{FACT}", f"a,{FACT}"])
def test_a_grant_names_records_each_once_and_ascending(facts: str) -> None:
    with pytest.raises(RepairTargetsError) as refused:
        grant_repair(taken_up(), granted(facts, ()), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    assert refused.value.pointer == "/subject.facts"


def test_nobody_grants_before_taking_it_up() -> None:
    owners = {ON_FACT: SIGNER.iss, ON_LISTING: OTHER_BODY.iss}
    with pytest.raises(RepairNotAcceptedError):
        grant_repair(taken_up(iss=OTHER_BODY.iss), granted(listings=()), owners, law=LAW, by=bureau(noon(TODAY)))


def test_nobody_grants_or_refuses_the_record_of_another_body() -> None:
    owners = {ON_FACT: SIGNER.iss, ON_LISTING: OTHER_BODY.iss}
    with pytest.raises(NotOwnRepairError):
        grant_repair(taken_up(), granted(), owners, law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(NotOwnRepairError):
        refuse_repair(taken_up(), refusal(ON_LISTING), owners, law=LAW, by=bureau(noon(TODAY)))


def test_nobody_decides_on_a_record_twice_or_on_one_not_applied_for() -> None:
    half = replace(taken_up(), refused=(ON_FACT,))
    for targets in (ON_FACT, "fact:other"):
        with pytest.raises(RepairTargetNotPendingError):
            refuse_repair(half, refusal(targets), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(RepairTargetNotPendingError):
        grant_repair(half, granted(), OWNERS, law=LAW, by=bureau(noon(TODAY)))


@pytest.mark.parametrize("edition", [EDITION - 1, EDITION + 1])
def test_a_decision_names_the_current_edition_of_the_rules(edition: int) -> None:
    with pytest.raises(EditionOutdatedError):
        grant_repair(taken_up(), granted(edition=edition), OWNERS, law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(EditionOutdatedError):
        refuse_repair(taken_up(), refusal(edition=edition), OWNERS, law=LAW, by=bureau(noon(TODAY)))


def test_a_grant_says_why() -> None:
    with pytest.raises(DisclosureMissingError):
        grant_repair(taken_up(), granted(reason=None), OWNERS, law=LAW, by=bureau(noon(TODAY)))


# Refusing


def test_a_body_refuses_with_reasons_whether_or_not_it_took_it_up() -> None:
    for repair in (filed(), taken_up()):
        admission = refuse_repair(repair, refusal(), OWNERS, law=LAW, by=bureau(noon(TODAY)))
        assert admission == (SUBJECT, NEXT_MIDNIGHT - 1)


@pytest.mark.parametrize("text", ["不同意", "不符合条件。", "……………………………………", "1234 56789"])
def test_a_phrase_is_no_reason(text: str) -> None:
    with pytest.raises(RepairReasonError):
        refuse_repair(taken_up(), refusal(text=text), OWNERS, law=LAW, by=bureau(noon(TODAY)))


def test_an_exclusion_by_law_cites_the_law() -> None:
    bare = refusal(reason="excluded_by_law", text="该类记录依照法律规定不予修复。")
    with pytest.raises(RepairReasonError) as refused:
        refuse_repair(taken_up(), bare, OWNERS, law=LAW, by=bureau(noon(TODAY)))
    assert "cites no article" in refused.value.message_en
    cited = refusal(reason="excluded_by_law", text="依照《中华人民共和国政府采购法》第七十七条，禁止期内不予修复。")
    assert refuse_repair(taken_up(), cited, OWNERS, law=LAW, by=bureau(noon(TODAY))).subject == SUBJECT


def test_the_reasons_of_grants_and_refusals_are_screened() -> None:
    shop = replace(SUBJECT, value=SHOP)
    repair = replace(taken_up(), subject=shop)
    words = "经营者信仰佛教，尚未缴清罚款。"
    refused = refusal(text=words)
    refused = refused.model_copy(update={"disclosed": {**refused.disclosed, "subject.identifier": SHOP}})
    with pytest.raises(ProhibitedContentError):
        refuse_repair(repair, refused, OWNERS, law=LAW, by=bureau(noon(TODAY)))
    with pytest.raises(ProhibitedContentError):
        grant_repair(repair, granted(reason=words, identifier=SHOP), OWNERS, law=LAW, by=bureau(noon(TODAY)))


def test_the_targets_of_a_refusal_are_ascending_and_unique() -> None:
    with pytest.raises(RepairTargetsError):
        refuse_repair(taken_up(), refusal(f"{ON_FACT},{ON_FACT}"), OWNERS, law=LAW, by=bureau(noon(TODAY)))


# INV-10: granted and still live never go together.


@given(
    st.dates(date(2026, 4, 1), date(2026, 5, 31)),
    st.integers(200, 1200),
    st.integers(0, 1400),
    st.integers(0, 3),
    st.sampled_from(["general", "serious"]),
)
def test_inv_10_a_listing_granted_repair_is_live_on_no_day_whatsoever(
    decided_on: date, term: int, later: int, n_measures: int, tier: str
) -> None:
    ends_on = date.fromordinal(decided_on.toordinal() + term)
    measures = tuple(AppliedMeasure(f"m{number}", SIGNER.iss, "bid-limit") for number in range(n_measures))
    listing = listing_state(decided_on=decided_on, ends_on=ends_on, tier=tier, measures=measures)
    after = evolve_listing(listing, granted(), recorded(95))
    on = date.fromordinal(decided_on.toordinal() + later)
    assert listing.is_live(decided_on)
    assert not after.is_live(decided_on)
    assert not after.is_live(on)
    assert (after.ended_at, after.end_ground) == (95, "repaired")


def test_inv_10_a_grant_ends_a_fact_and_a_listing_with_the_event_itself_and_for_good() -> None:
    event = granted()
    fact = evolve_fact(fact_state(), event, recorded(95))
    matters = evolve_matters(Matters(), event, recorded(95))
    listing = evolve_listing(listing_state(), event, recorded(95))
    assert (fact.matters.repaired_at, matters.repaired_at, listing.ended_at) == (95, 95, 95)
    with pytest.raises(RepairNotOpenError) as refused:
        applied(facts=(fact,), listings=((listing, matters),))
    assert "repaired already" in refused.value.message_en
    assert len(refused.value.also) == 1


def test_inv_10_a_refusal_ends_nothing_and_a_new_application_may_follow() -> None:
    event = refusal(f"{ON_FACT},{ON_LISTING}")
    listing = evolve_listing(listing_state(), event, recorded(95))
    fact = evolve_fact(fact_state(), event, recorded(95))
    matters = evolve_matters(Matters(), event, recorded(95))
    assert listing.is_live(date(2027, 6, 1))
    assert matters.refused_repairs == (RefusedRepair(date(2027, 6, 1), "duties_open"),)
    assert applied(facts=(fact,), listings=((listing, matters),)).case == CASE


def test_inv_10_false_material_closes_the_door_for_that_record_only() -> None:
    matters = evolve_matters(Matters(), refusal(ON_LISTING, "false_material"), recorded(95))
    with pytest.raises(RepairNotOpenError) as refused:
        applied(listings=((listing_state(), matters),))
    assert refused.value.params["record"] == ON_LISTING
    assert "opens on 2030-06-01 (R-NDRC58-false" in refused.value.message_en
    assert refused.value.also == ()


def test_inv_10_a_minor_act_can_be_applied_for_on_the_day_of_its_decision() -> None:
    fact = fact_state(decided_on=date(2026, 4, 13), terms=FactTerms(tier="minor"))
    assert applied(request(ON_FACT), facts=(fact,), day="2026-04-13").filed_on == date(2026, 4, 13)


# The fold


def test_an_application_keeps_the_first_word_that_its_deadline_passed() -> None:
    breach = ClockBreached.from_claims({"case": CASE, "rule": "R-GBF22-accept", "due_on": "2027-06-04"}, WHO)
    once = evolve(filed(), breach, recorded(92, PLATFORM))
    assert once.breached_at == 92
    assert evolve(once, breach, recorded(93, PLATFORM)) == once
    assert evolve(filed(), breach, recorded(92)) == filed()


def test_an_application_keeps_when_it_was_first_refused_and_last_decided() -> None:
    refusals = (refusal(decided_on=day) for day in ("2027-06-04", "2027-06-07"))
    state, steps = filed(), (granted(decided_on="2027-06-03"), *refusals)
    for position, event in enumerate(steps):
        state = evolve(state, event, recorded(92 + position))
    assert (state.refused_on, state.decided_on) == (date(2027, 6, 4), date(2027, 6, 7))
    assert state.taken_up_on == date(2027, 6, 4)
    assert evolve(filed(), granted(decided_on="2027-06-03"), recorded(92)).decided_on == date(2027, 6, 3)


def test_nothing_counts_before_the_filing_and_no_second_filing_counts() -> None:
    assert evolve(RepairState(CASE), granted(), recorded(92)) == RepairState(CASE)
    assert evolve(filed(), applied(request(ON_FACT)), recorded(92, PLATFORM)) == filed()
    assert evolve(filed(), accepted(), recorded(92, "root")) == filed()
