"""Invariants that many decisions share, each as a property over everything that could break it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.age import is_minor
from domain.calendar.state import CalendarState
from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.catalogue.refusals import ItemUnknownError
from domain.catalogue.state import ItemState
from domain.commitment.state import CommitmentState
from domain.disclosure.state import RecallState
from domain.event_refusals import EventSchemaRefusedError
from domain.fact.decide import admit_fact
from domain.fact.events import FactRecorded
from domain.fact.protection_refusals import MinorAtActError, NotFullCapacityError, ProhibitedContentError
from domain.fact.refusals import ItemNotEffectiveError, WrongProviderError
from domain.fact.state import FactState
from domain.field import is_ranking_name
from domain.key.state import KeyState
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.registry import EVENTS, REQUEST_TOPICS
from domain.repair.state import RepairState
from domain.rule.state import RulesState
from domain.standing.display import Display, Mark
from domain.subject.state import SubjectState
from tests.domain.builders import (
    AGENCY,
    AGENCY_STATE,
    BODY,
    COMPANY,
    GENESIS,
    KEY,
    NOW,
    PERSON_CHANGES,
    SIGNER,
    fact,
    item_state,
    make_rid,
    penalty,
)
from tests.domain.screening_corpus import HELD_OUT, Case, cases

DECIDED = date(2026, 3, 1)
PROHIBITED = [
    case
    for case in cases()
    if case.category and (case.nature, case.kind) == ("penalty", "NP") and case.file != HELD_OUT
]
STATES = (
    *(CalendarState, CaseState, CommitmentState, Display, FactState, KeyState, ListingState, Mark, Matters),
    *(RecallState, RepairState, RulesState, SubjectState),
)


def code_of(event: FactRecorded, item: ItemState | None = None) -> str:
    """Admit a penalty; give the code of the refusal, nothing if it is admitted."""
    try:
        admit_fact(
            KEY,
            AGENCY_STATE,
            item_state() if item is None else item,
            event,
            rows=(),
            genesis=GENESIS,
            signer=SIGNER,
            now=NOW,
            n_digests=32,
        )
    except Refusal as refusal:
        return refusal.code
    return ""


days = st.dates(date(2025, 1, 1), date(2026, 10, 31))


@given(
    start=days,
    length=st.none() | st.integers(0, 700),
    providers=st.sets(st.sampled_from([AGENCY, BODY, COMPANY]), min_size=1),
    version=st.integers(1, 2),
)
def test_inv_1_a_fact_passes_the_catalogue_gate_exactly_if_a_version_in_force_names_its_signer(
    start: date, length: int | None, providers: set[str], version: int
) -> None:
    end = None if length is None else start + timedelta(days=length)
    item = item_state(
        effective_from=start.isoformat(),
        effective_to=None if end is None else end.isoformat(),
        providers=sorted(providers),
    )
    code = code_of(fact(penalty(), item_version=version), item)
    if version != 1:
        assert code == ItemUnknownError.code
    elif not start <= DECIDED or (end is not None and end < DECIDED):
        assert code == ItemNotEffectiveError.code
    elif AGENCY not in providers:
        assert code == WrongProviderError.code
    else:
        assert code == ""


@pytest.mark.parametrize("level", ["county", "municipal", "", "National"])
def test_inv_1_an_item_of_a_lower_level_cannot_even_be_spelled(level: str) -> None:
    with pytest.raises(Refusal) as caught:
        item_state(issuer_level=level)
    assert caught.value.code in {"catalogue-level", EventSchemaRefusedError.code}


@given(
    case=st.sampled_from(PROHIBITED),
    before=st.sampled_from(["", "经查，", "2026年2月，", "当事人陈述："]),
    after=st.sampled_from(["", "。", "，情节属实。", "；另查明，未按规定明码标价。"]),
)
def test_inv_2_prohibited_content_is_refused_wherever_it_stands_in_a_text(case: Case, before: str, after: str) -> None:
    text, field = f"{before}{case.text}{after}", case.field
    assume(field in {"subject.facts", "subject.content", "subject.violation"})
    told = penalty(**PERSON_CHANGES)
    told.pop("representative.name", None)
    told[field] = text
    assert code_of(fact(told)) in {ProhibitedContentError.code, "public-security-refused", "detention-refused"}


@given(born=st.dates(date(2005, 1, 1), date(2012, 12, 31)), shift=st.integers(-3, 3))
def test_inv_3_no_adverse_fact_of_an_act_up_to_the_18th_birthday_is_admitted_even_later(born: date, shift: int) -> None:
    birthday = born.replace(year=born.year + 18, day=min(born.day, 28))
    act = birthday + timedelta(days=shift)
    assume(date(2022, 1, 1) < act < DECIDED)
    told = penalty(**PERSON_CHANGES)
    told |= {"subject.identifier": make_rid(born.strftime("%Y%m%d")), "subject.act_date": act.isoformat()}
    code = code_of(fact(told))
    refused = {MinorAtActError.code, NotFullCapacityError.code}
    assert (code in refused) == (is_minor(born, act) or is_minor(born, DECIDED))
    assert code == "" or code in refused


def test_inv_13_no_event_request_or_state_has_a_place_for_a_score() -> None:
    names = {name for event in (*EVENTS, *REQUEST_TOPICS.values()) for name in event.model_fields}
    names |= {name for event in (*EVENTS, *REQUEST_TOPICS.values()) for name in event.DISCLOSURES or {}}
    names |= {name for state in STATES for name in state.__dataclass_fields__}
    assert len(names) > 150
    assert not [name for name in names if is_ranking_name(name)]


@given(name=st.sampled_from(["score", "credit_score", "rating", "rank", "level_points", "评分", "信用等级"]))
def test_inv_13_an_event_with_a_score_is_refused_as_unknown(name: str) -> None:
    for event in EVENTS:
        with pytest.raises(Refusal):
            event.from_claims({name: 92}, {})
