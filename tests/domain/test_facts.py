from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.agency.refusals import AgencyClosedError, AgencyRoleError, AgencyUnknownError
from domain.agency.state import AgencyState
from domain.catalogue.refusals import ItemBasisMissingError, ItemLevelRefusedError, ItemUnknownError
from domain.catalogue.state import ItemState
from domain.event_refusals import DisclosureMissingError
from domain.fact.admission import FactAdmission
from domain.fact.decide import admit_fact, display_name
from domain.fact.events import FactRecorded
from domain.fact.identity import fold_document_number, natural_identity
from domain.fact.protection_refusals import MinorAtActError, ProhibitedContentError, PublicSecurityRefusedError
from domain.fact.refusals import (
    DigestCountError,
    ItemNotEffectiveError,
    RuleBookUnknownError,
    WrongProviderError,
)
from domain.fact.state import FactState, FactTerms, evolve
from domain.fact.stated import stated
from domain.identifier import Identifier
from domain.key.refusals import KeyNotInForceError
from domain.ledger.refusals import LedgerNotOpenError
from domain.ledger.state import LedgerState
from domain.refusal import Refusal
from domain.time import start_of_day_ms
from tests.domain.builders import (
    AGENCY,
    AGENCY_STATE,
    BODY,
    COMPANY,
    GENESIS,
    HONOUR,
    KEY,
    KID,
    LICENCE,
    NOW,
    PERSON_CHANGES,
    SHOP_CHANGES,
    SIGNER,
    UUID,
    fact,
    generic,
    item_state,
    licence,
    make_rid,
    penalty,
    recorded,
)

ITEM = item_state()
ARGUMENTS: dict[str, Any] = {"genesis": GENESIS, "signer": SIGNER, "now": NOW, "n_digests": 32}
IDENTITY = f"cf-market|{BODY}|uscc:{COMPANY}||滕市监处罚[2026]12"
FACT = FactState(
    UUID,
    SIGNER.iss,
    "cf-market",
    1,
    date(2026, 3, 1),
    Identifier("uscc", COMPANY),
    IDENTITY,
    recorded_at=9,
    terms=FactTerms("ENT", "general", acted_on=date(2026, 2, 1), until=date(2027, 3, 1)),
)


def admit(event: FactRecorded, item: ItemState = ITEM, **changes: Any) -> FactAdmission:
    return admit_fact(KEY, AGENCY_STATE, item, event, **{"rows": (), **ARGUMENTS, **changes})


def test_a_penalty_is_admitted_until_its_retention_ends() -> None:
    admission = admit(fact(penalty()))
    assert admission == FactAdmission(
        subject=Identifier("uscc", COMPANY),
        subject_kind="ENT",
        representative=None,
        natural_identity=IDENTITY,
        not_after_ms=start_of_day_ms(date(2029, 3, 2)) - 1,
        display_name="滕州市虚构机械有限公司",
    )


def test_the_act_ends_the_retention_where_the_item_does_not() -> None:
    item = item_state(validity_months=60)
    assert admit(fact(penalty()), item).not_after_ms == start_of_day_ms(date(2031, 2, 2)) - 1
    ended = penalty(act_end_date="2026-02-20")
    assert admit(fact(ended), item).not_after_ms == start_of_day_ms(date(2031, 2, 21)) - 1
    silent = penalty(act_date=None)
    assert admit(fact(silent), item).not_after_ms == start_of_day_ms(date(2031, 3, 2)) - 1


def test_facts_of_every_standard_are_admitted() -> None:
    of_licence = fact(licence(), item="xk-market")
    assert admit(of_licence, item_state(**LICENCE)).not_after_ms is None
    of_honour = fact(generic(), item="honour")
    assert admit(of_honour, item_state(**HONOUR), n_digests=16).not_after_ms is None


def test_a_person_s_name_is_masked_for_display() -> None:
    admission = admit(fact(penalty(**PERSON_CHANGES)))
    assert (admission.subject_kind, admission.display_name) == ("NP", "赵**")
    assert display_name("NP", "") == ""


def test_the_operator_of_an_individual_business_is_its_representative() -> None:
    admission = admit(fact(penalty(**SHOP_CHANGES)))
    assert admission.subject_kind == "SOLE"
    assert admission.representative is not None
    assert admission.representative.type == "rid"


GATE: list[tuple[ItemState, dict[str, Any], type[Refusal]]] = [
    (ItemState("cf-market"), {}, ItemUnknownError),
    (ITEM, {"item_version": 2}, ItemUnknownError),
    (ITEM, {"item": "cf-other"}, ItemUnknownError),
    (ITEM, {"decided_on": "2019-12-31"}, ItemNotEffectiveError),
    (item_state(effective_to="2026-02-28"), {}, ItemNotEffectiveError),
    (ItemState("cf-market", (replace(ITEM.versions[0], issuer_level="county"),)), {}, ItemLevelRefusedError),
    (ItemState("cf-market", (replace(ITEM.versions[0], legal_basis="有关规定"),)), {}, ItemBasisMissingError),
    (item_state(providers=[BODY]), {}, WrongProviderError),
]


@pytest.mark.parametrize(("item", "changes", "refusal"), GATE)
def test_the_catalogue_gate_refuses_each_fault_with_its_own_code(
    item: ItemState, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        admit(fact(penalty(), **changes), item)


def test_the_codes_of_the_catalogue_gate_are_distinct() -> None:
    codes = {refusal.code for _, _, refusal in GATE}
    assert codes == {
        "catalogue-unknown",
        "catalogue-not-effective",
        "catalogue-level",
        "catalogue-basis",
        "catalogue-provider",
    }


@pytest.mark.parametrize(
    ("key", "agency", "refusal"),
    [
        (replace(KEY, ended_at=8), AGENCY_STATE, KeyNotInForceError),
        (KEY, AgencyState(AGENCY), AgencyUnknownError),
        (KEY, replace(AGENCY_STATE, closed_at=8), AgencyClosedError),
        (KEY, replace(AGENCY_STATE, roles=("court",)), AgencyRoleError),
        (KEY, replace(AGENCY_STATE, agency=BODY), WrongProviderError),
    ],
)
def test_only_a_provider_with_a_key_in_force_records(key: Any, agency: AgencyState, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        admit_fact(key, agency, ITEM, fact(penalty()), rows=(), **ARGUMENTS)


def test_nothing_is_recorded_in_a_log_without_genesis() -> None:
    with pytest.raises(LedgerNotOpenError):
        admit(fact(penalty()), genesis=LedgerState())


def test_digests_and_rule_book_are_those_of_the_item_and_the_code() -> None:
    with pytest.raises(DigestCountError):
        admit(fact(penalty()), n_digests=16)
    with pytest.raises(RuleBookUnknownError):
        admit(fact(penalty(), rules="2019.1"))


def test_the_first_problem_is_raised_and_carries_the_others() -> None:
    young = {**PERSON_CHANGES, "identifier": make_rid("20100101")}
    with pytest.raises(MinorAtActError) as caught:
        admit(fact(penalty(**young, facts="当事人系佛教徒。", basis="《治安管理处罚法》第二十三条")))
    assert {type(one) for one in caught.value.also} == {ProhibitedContentError, PublicSecurityRefusedError}
    assert caught.value.pointer == "/subject.identifier"


def test_prohibited_content_is_refused_with_span_and_article() -> None:
    facts = "当事人患有糖尿病，未到场。"
    with pytest.raises(ProhibitedContentError) as caught:
        admit(fact(penalty(**PERSON_CHANGES, facts=facts)))
    refusal = caught.value
    assert refusal.span is not None
    assert facts[refusal.span.start : refusal.span.end] in refusal.message_zh
    assert "art 42" in refusal.article
    assert "疾病和病史" in refusal.message_zh
    assert "disease" in refusal.message_en


def test_a_fact_without_a_subject_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        admit(fact(penalty(identifier=None)))
    assert caught.value.code == "field-missing"


@pytest.mark.parametrize(
    "spelling",
    [
        *(
            "滕市监处罚（2026）12号",
            "滕市监处罚[2026]12號",
            "滕市监处罚【２０２６】１２号",
            " 滕市监处罚〔2026〕 12 号",
        ),
        *(
            "滕市监处罚〔2026〕第12号",
            "滕市监处罚〔2026〕012号",
            "滕市监处罚〔2026〕第 0012 号",
            "滕市监处罚〔2026〕12",
        ),
        *("滕市监处罚〔2026〕1\u200b2号", "滕市监处罚〔2026〕1\u00ad2号", "滕市监处罚｛2026｝१२号"),
    ],
)
def test_every_spelling_of_a_document_number_is_the_same_document(spelling: str) -> None:
    assert natural_identity("cf-market", penalty(document_no=spelling)) == IDENTITY


def test_the_row_discriminator_tells_two_results_apart() -> None:
    assert natural_identity("cf-market", penalty(row="2")) != IDENTITY
    assert fold_document_number("ab—1") == "AB-1"


def test_a_natural_identity_needs_all_its_parts() -> None:
    with pytest.raises(DisclosureMissingError):
        natural_identity("cf-market", penalty(document_no=None))


def test_a_recorded_fact_is_folded() -> None:
    state = evolve(FactState(UUID), fact(penalty()), recorded())
    at = recorded()
    signed = replace(FACT, stated_by=at.kid, stated_at=at.position, stated_ms=at.time_ms)
    assert state == replace(signed, stated=stated(fact(penalty())))
    assert state.is_standing
    assert evolve(state, fact(penalty()), recorded(12)) is state
    assert evolve(FactState("other"), fact(penalty()), recorded()) == FactState("other")
    assert not evolve(FactState(UUID), fact(penalty()), recorded(9, "platform")).is_standing


@pytest.mark.parametrize("name", ["act_date", "act_end_date", "penalty_until", "valid_to", "publicity_until"])
@pytest.mark.parametrize("value", ["soon", "2026-02-30", "", 20260230])
def test_a_day_that_is_none_is_folded_as_not_stated(name: str, value: str | int) -> None:
    without = evolve(FactState(UUID), fact(penalty(penalty_until=None)), recorded())
    fields = {**penalty(penalty_until=None), f"subject.{name}": value}
    state = evolve(FactState(UUID), fact(fields), recorded())
    without = replace(without, stated=state.stated)
    assert state == (replace(without, terms=replace(without.terms, acted_on=None)) if name == "act_date" else without)


def test_an_erased_fact_is_folded_without_its_subject() -> None:
    state = evolve(FactState(UUID), fact({}), recorded())
    assert state.recorded_at == 9
    assert state.subject is None
    assert state.identity is None


def test_the_date_of_the_decision_is_judged_in_shanghai() -> None:
    eve = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
    admit(fact(penalty()), now=eve)
    with pytest.raises(Refusal) as caught:
        admit(fact(penalty()), now=datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC))
    assert caught.value.code == "date-order"
    assert KID
