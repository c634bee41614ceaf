"""Corrections, withdrawals and erasures of facts: whose, of what, and how often."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from domain.event_refusals import DisclosureMissingError, EventSchemaRefusedError
from domain.fact.decide import admit_correction, admit_withdrawal
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.fact.protection_refusals import ProhibitedContentError
from domain.fact.refusals import (
    CorrectionUnchangedError,
    FactErasedError,
    FactIdentityChangedError,
    FactUnknownError,
    FactWithdrawnError,
    NotOwnFactError,
)
from domain.fact.state import FactState, evolve
from domain.fact.stated import stated
from domain.identifier import Identifier
from domain.refusal import Refusal
from domain.registry import parse_event
from domain.revocation.events import RevocationGround
from domain.subject.events import RecordErased
from tests.domain.builders import (
    AGENCY_STATE,
    BODY,
    COMPANY,
    GENESIS,
    KEY,
    NOW,
    PERSON_CHANGES,
    SIGNER,
    UUID,
    Scalars,
    fact,
    make_uscc,
    penalty,
    recorded,
)
from tests.domain.test_facts import ARGUMENTS, FACT, IDENTITY, ITEM


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
