from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from domain.agency.refusals import AgencyClosedError, AgencyRoleError, AgencyUnknownError
from domain.agency.state import AgencyState
from domain.catalogue.refusals import ItemBasisMissingError, ItemLevelRefusedError, ItemUnknownError
from domain.catalogue.state import ItemState
from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.admission import FactAdmission
from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal, display_name
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import fold_document_number, natural_identity
from domain.fact.protection_refusals import MinorAtActError, ProhibitedContentError, PublicSecurityRefusedError
from domain.fact.refusals import (
    CorrectionUnchangedError,
    DigestCountError,
    FactErasedError,
    FactIdentityChangedError,
    FactUnknownError,
    FactWithdrawnError,
    ItemNotEffectiveError,
    NotOwnFactError,
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
from domain.registry import parse_event
from domain.revocation.events import RevocationGround
from domain.subject.events import RecordErased
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
    Scalars,
    fact,
    generic,
    item_state,
    licence,
    make_rid,
    make_uscc,
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


def corrected(disclosed: Scalars | None = None, **changes: Any) -> FactCorrected:
    claims = {
        "item": "cf-market",
        "item_version": 1,
        "rules": "2026.1",
        "decided_on": "2026-03-01",
        "reason": "entry_error",
    }
    fields: Scalars = {
        "subject.fact": UUID,
        **(penalty(content="罚款人民币三千元") if disclosed is None else disclosed),
    }
    return FactCorrected.from_claims({**claims, **changes}, fields)


def withdrawn(**changes: Any) -> FactWithdrawn:
    fields = {"fact": UUID, "reason": "录入错误", "identifier_type": "uscc", "identifier": COMPANY, **changes}
    disclosed = {f"subject.{name}": value for name, value in fields.items() if value is not None}
    return FactWithdrawn(item="cf-market", ground="recorded_in_error", disclosed=disclosed)


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


def test_an_agency_corrects_its_own_fact() -> None:
    event = corrected()
    admission = admit_correction(FACT, KEY, AGENCY_STATE, ITEM, event, **ARGUMENTS)
    assert admission.natural_identity == IDENTITY
    state = evolve(FACT, event, recorded(12))
    assert state.corrected_at == (12,)
    assert evolve(FACT, event, recorded(12, f"agency:{BODY}")) is FACT
    assert evolve(FactState(UUID), event, recorded(12)) == FactState(UUID)


def recorded_fact(disclosed: Scalars | None = None) -> FactState:
    return evolve(FactState(UUID), fact(penalty() if disclosed is None else disclosed), recorded())


def test_inv_9_a_correction_that_changes_nothing_is_no_correction() -> None:
    state, changed = recorded_fact(), corrected()
    for again in (corrected(penalty()), corrected(penalty(), reason="source_error")):
        with pytest.raises(CorrectionUnchangedError):
            admit_correction(state, KEY, AGENCY_STATE, ITEM, again, **ARGUMENTS)
    assert admit_correction(state, KEY, AGENCY_STATE, ITEM, changed, **ARGUMENTS).natural_identity == IDENTITY
    after = evolve(state, changed, recorded(12))
    with pytest.raises(CorrectionUnchangedError):
        admit_correction(after, KEY, AGENCY_STATE, ITEM, changed, **ARGUMENTS)
    assert admit_correction(after, KEY, AGENCY_STATE, ITEM, corrected(penalty()), **ARGUMENTS).subject == after.subject


def test_another_day_of_decision_is_a_change() -> None:
    state, event = recorded_fact(), corrected(penalty(), decided_on="2026-03-02")
    assert admit_correction(state, KEY, AGENCY_STATE, ITEM, event, **ARGUMENTS).subject == state.subject


def test_the_order_of_fields_is_no_change_and_nothing_is_kept_of_what_was_erased() -> None:
    fields = penalty()
    assert stated(fact(fields)) == stated(corrected(dict(reversed(fields.items()))))
    assert recorded_fact({}).stated == ""
    assert (
        evolve(recorded_fact(), RecordErased(ground="court_order", disclosed={}), recorded(13, "platform")).stated == ""
    )


@pytest.mark.parametrize(
    ("state", "event", "refusal"),
    [
        (FactState(UUID), corrected(), FactUnknownError),
        (replace(FACT, jti="other"), corrected(), FactUnknownError),
        (replace(FACT, item="cf-other"), corrected(), FactUnknownError),
        (replace(FACT, iss=f"agency:{BODY}"), corrected(), NotOwnFactError),
        (replace(FACT, erased_at=11), corrected(), FactErasedError),
        (replace(FACT, withdrawn_at=11), corrected(), FactWithdrawnError),
        (FACT, corrected(penalty(document_no="滕市监处罚〔2026〕13号")), FactIdentityChangedError),
        (FACT, corrected(penalty(identifier=make_uscc("91", 77))), FactIdentityChangedError),
        (FACT, corrected(penalty(row="2")), FactIdentityChangedError),
        (FACT, corrected(penalty(facts="当事人家庭收入为3000元", **PERSON_CHANGES)), ProhibitedContentError),
    ],
)
def test_a_correction_that_may_not_be_is_refused(
    state: FactState, event: FactCorrected, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        admit_correction(state, KEY, AGENCY_STATE, ITEM, event, **ARGUMENTS)


def withdraw(state: FactState, event: FactWithdrawn) -> Identifier:
    return admit_withdrawal(state, KEY, AGENCY_STATE, event, genesis=GENESIS, signer=SIGNER, now=NOW)


@pytest.mark.parametrize("ground", [*get_args(RevocationGround), "superseded"])
def test_inv_11_what_was_revoked_is_not_withdrawn_but_recorded_as_a_revocation_with_its_day(ground: str) -> None:
    with pytest.raises(EventSchemaRefusedError) as caught:
        parse_event(FactWithdrawn.TOPIC, {"item": "cf-market", "ground": ground}, withdrawn().disclosed)
    assert caught.value.pointer == "/ground"
    for text in (caught.value.message_zh, caught.value.message_en):
        assert ("decision-revoked" in text) is (ground != "superseded")
        assert "recorded_in_error" in text


def test_an_agency_withdraws_its_own_fact_once() -> None:
    assert withdraw(FACT, withdrawn()) == Identifier("uscc", COMPANY)
    state = evolve(FACT, withdrawn(), recorded(12))
    assert not state.is_standing
    with pytest.raises(FactWithdrawnError):
        withdraw(state, withdrawn())
    assert evolve(state, withdrawn(), recorded(13)) is state
    assert evolve(state, corrected(), recorded(13)) is state


@pytest.mark.parametrize(
    ("state", "event", "refusal"),
    [
        (FactState(UUID), withdrawn(), FactUnknownError),
        (replace(FACT, iss=f"agency:{BODY}"), withdrawn(), NotOwnFactError),
        (replace(FACT, erased_at=11), withdrawn(), FactErasedError),
        (FACT, withdrawn(identifier=make_uscc("91", 77)), FactUnknownError),
        (FACT, withdrawn(reason=None), DisclosureMissingError),
    ],
)
def test_a_withdrawal_that_may_not_be_is_refused(
    state: FactState, event: FactWithdrawn, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        withdraw(state, event)


def test_an_erasure_leaves_the_fact_s_place_without_its_data() -> None:
    erasing = RecordErased(ground="court_order", disclosed={})
    state = evolve(FACT, erasing, recorded(12, "platform"))
    assert (state.subject, state.identity, state.erased_at) == (None, None, 12)
    assert evolve(state, erasing, recorded(13, "platform")) is state
    assert evolve(FACT, erasing, recorded(12)) is FACT


def test_the_date_of_the_decision_is_judged_in_shanghai() -> None:
    eve = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
    admit(fact(penalty()), now=eve)
    with pytest.raises(Refusal) as caught:
        admit(fact(penalty()), now=datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC))
    assert caught.value.code == "date-order"
    assert KID
