from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency.refusals import AgencyRoleError
from domain.authority import Authority
from domain.catalogue.state import ItemState
from domain.definition.decide import admit_list, admit_measure, admit_purpose
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.refusals import (
    DefinitionBasisMissingError,
    DefinitionIntervalError,
    DefinitionLevelError,
    DefinitionPersonScoreError,
    DefinitionProhibitedError,
    DefinitionVersionOrderError,
    ListItemSignError,
    ListItemUnknownError,
    ListNamesPersonsError,
    ListSubjectKindsError,
    ListTierError,
    MeasureListSignError,
    MeasureListUnknownError,
    PurposeNationalBasisError,
)
from domain.definition.state import Definitions, evolve_list, evolve_measure, evolve_purpose
from domain.event_refusals import EventSchemaRefusedError
from domain.refusal import Refusal
from tests.domain.builders import AGENCY, CENTRE_SIGNER, HONOUR, NOW, item_state, recorded
from tests.domain.due_process import bureau, centre, list_claims, list_definition

BY_CENTRE = recorded(41, CENTRE_SIGNER.iss)
CENTRE_NOW = centre(NOW)
POSITIVE = {"is_positive": True, "tier": None, "items": ["honour"], "name": "诚信示范单位"}
ITEMS = (item_state(), item_state(**HONOUR))


def listed(**changes: Any) -> ListDefined:
    return ListDefined.from_claims(list_claims(**changes), {})


def claims(changes: dict[str, Any], **fixed: Any) -> dict[str, Any]:
    given_ = {
        "version": 1,
        "issuer_level": "national",
        "legal_basis": "《中华人民共和国政府采购法》第七十七条",
        "effective_from": "2021-09-01",
        **fixed,
        **changes,
    }
    return {name: value for name, value in given_.items() if value is not None}


def measure(**changes: Any) -> MeasureDefined:
    fixed = {
        "measure": "access-bar",
        "name": "限制市场或者行业准入",
        "is_incentive": False,
        "lists": ["market-serious"],
        "issuers": [AGENCY],
    }
    return MeasureDefined.from_claims(claims(changes, **fixed), {})


def purpose(**changes: Any) -> PurposeDefined:
    fixed = {"purpose": "procurement", "name": "政府采购", "readers": [AGENCY]}
    return PurposeDefined.from_claims(claims(changes, **fixed), {})


def define_list(*items: ItemState, by: Authority = CENTRE_NOW, **changes: Any) -> None:
    admit_list(Definitions("market-serious"), listed(**changes), items=items or ITEMS, by=by)


def define_measure(*lists: Definitions[ListDefined], by: Authority = CENTRE_NOW, **changes: Any) -> None:
    admit_measure(Definitions("access-bar"), measure(**changes), lists=lists or (list_definition(),), by=by)


def define_purpose(by: Authority = CENTRE_NOW, **changes: Any) -> None:
    admit_purpose(Definitions("procurement"), purpose(**changes), by=by)


PERSONS = {"subject_kinds": ["ENT", "NP"]}
ORGANISATIONS = {"subject_kinds": ["ENT", "ORG"]}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        POSITIVE,
        {"issuer_level": "provincial"},
        {"effective_to": "2021-09-01"},
        {"is_public": False},
        {**PERSONS, "names_persons": True},
        {"subject_kinds": ["SOLE"], "names_persons": True},
        {**ORGANISATIONS, "name": "信用评级失信名单"},
    ],
)
def test_a_list_that_rests_on_law_and_on_fitting_facts_is_admitted(changes: dict[str, Any]) -> None:
    define_list(**changes)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"version": 2}, DefinitionVersionOrderError),
        ({"legal_basis": "有关规定"}, DefinitionBasisMissingError),
        ({"effective_to": "2021-08-31"}, DefinitionIntervalError),
        ({"name": "公民信用评分黑名单"}, DefinitionPersonScoreError),
        ({"subject_kinds": ["SOLE"], "name": "个体工商户信用等级名单"}, DefinitionPersonScoreError),
        ({"name": "未缴纳社会抚养费名单"}, DefinitionProhibitedError),
        ({**ORGANISATIONS, "name": "治安处罚名单"}, DefinitionProhibitedError),
        ({"tier": None}, ListTierError),
        ({**POSITIVE, "tier": "minor"}, ListTierError),
        ({"items": ["cf-market", "cf-nowhere"]}, ListItemUnknownError),
        ({"items": ["cf-market", "honour"]}, ListItemSignError),
        ({**POSITIVE, "items": ["cf-market", "honour"]}, ListItemSignError),
        ({**PERSONS, "names_persons": True, "issuer_level": "provincial"}, ListNamesPersonsError),
        ({**PERSONS, "names_persons": True, "is_public": False}, ListNamesPersonsError),
        ({**ORGANISATIONS, "names_persons": True}, ListNamesPersonsError),
    ],
)
def test_a_list_that_may_not_be_is_refused(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        define_list(**changes)
    assert refused.value.message_zh
    assert refused.value.message_en
    assert refused.value.pointer


def test_an_item_that_was_never_published_grounds_no_list() -> None:
    with pytest.raises(ListItemUnknownError) as refused:
        define_list(ItemState("cf-market"))
    assert refused.value.pointer == "/items"


def test_the_items_of_a_list_together_are_about_all_its_subjects() -> None:
    firms = item_state(**ORGANISATIONS)
    shops = item_state(item="cf-shops", subject_kinds=["SOLE"])
    with pytest.raises(ListSubjectKindsError) as refused:
        define_list(firms)
    assert "SOLE" in refused.value.message_en
    define_list(firms, shops, items=["cf-market", "cf-shops"])


@pytest.mark.parametrize("level", ["county", "municipal"])
def test_a_county_makes_no_lists_measures_or_purposes(level: str) -> None:
    for build in (listed, measure, purpose):
        with pytest.raises(DefinitionLevelError):
            build(issuer_level=level)
        with pytest.raises(DefinitionBasisMissingError):
            build(legal_basis="")


@pytest.mark.parametrize("changes", [{"term_months": 61}, {"reply_days": 4}])
def test_no_list_lasts_over_five_years_or_hears_in_under_five_days(changes: dict[str, Any]) -> None:
    with pytest.raises(EventSchemaRefusedError):
        listed(**changes)


def test_only_the_credit_centre_defines() -> None:
    for define in (define_list, define_measure, define_purpose):
        with pytest.raises(AgencyRoleError):
            define(by=bureau(NOW))


def test_a_measure_that_cites_its_law_and_fits_its_lists_is_admitted() -> None:
    define_measure()
    define_measure(list_definition(**POSITIVE), is_incentive=True, name="绿色通道")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"version": 2}, DefinitionVersionOrderError),
        ({"legal_basis": "按照有关规定"}, DefinitionBasisMissingError),
        ({"effective_to": "2021-08-31"}, DefinitionIntervalError),
        ({"name": "按照信用评分限制准入"}, DefinitionPersonScoreError),
        ({"name": "公布疾病史"}, DefinitionProhibitedError),
        ({"lists": ["elsewhere", "market-serious"]}, MeasureListUnknownError),
        ({"is_incentive": True}, MeasureListSignError),
    ],
)
def test_a_measure_that_may_not_be_is_refused(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        define_measure(**changes)
    assert refused.value.message_zh
    assert refused.value.message_en
    assert refused.value.pointer


def test_a_penalty_follows_from_no_positive_list() -> None:
    with pytest.raises(MeasureListSignError):
        define_measure(list_definition(**POSITIVE))


def test_a_list_without_a_version_grounds_no_measure() -> None:
    with pytest.raises(MeasureListUnknownError):
        define_measure(Definitions("market-serious"))


def test_a_rating_may_bring_measures_on_organisations_alone() -> None:
    define_measure(list_definition(**ORGANISATIONS), name="下调信用评级")
    with pytest.raises(DefinitionPersonScoreError):
        define_measure(list_definition(**ORGANISATIONS), list_definition(list="shops"), name="下调信用评级")


@pytest.mark.parametrize("changes", [{}, {"issuer_level": "provincial"}, {"name": "公务员录用"}])
def test_a_purpose_that_rests_on_law_is_admitted(changes: dict[str, Any]) -> None:
    define_purpose(**changes)


@pytest.mark.parametrize("name", ["员工招聘", "社会保险待遇核定", "低保审核", "干部选拔任用", "学生招生", "Employment"])
def test_no_province_opens_records_for_work_welfare_schooling_or_office(name: str) -> None:
    with pytest.raises(PurposeNationalBasisError):
        define_purpose(name=name, issuer_level="provincial")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"version": 3}, DefinitionVersionOrderError),
        ({"legal_basis": "工作需要"}, DefinitionBasisMissingError),
        ({"effective_to": "2020-01-01"}, DefinitionIntervalError),
        ({"name": "居民信用评分"}, DefinitionPersonScoreError),
        ({"name": "社会抚养费征收"}, DefinitionProhibitedError),
    ],
)
def test_a_purpose_that_may_not_be_is_refused(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        define_purpose(**changes)
    assert refused.value.message_zh
    assert refused.value.message_en
    assert refused.value.pointer


def test_versions_follow_each_other() -> None:
    state = list_definition()
    admit_list(state, listed(version=2, effective_from="2026-11-01"), items=ITEMS, by=CENTRE_NOW)
    with pytest.raises(DefinitionVersionOrderError):
        admit_list(state, listed(), items=ITEMS, by=CENTRE_NOW)
    state = evolve_list(state, listed(version=2, name="改称"), BY_CENTRE)
    assert state.latest is state.version(2)
    assert (state.next_version, state.version(3)) == (3, None)


def test_each_fold_takes_its_own_events_in_order_and_from_agencies_alone() -> None:
    cases: list[tuple[Any, Any, Any]] = [
        (evolve_list, Definitions[ListDefined]("market-serious"), listed),
        (evolve_measure, Definitions[MeasureDefined]("access-bar"), measure),
        (evolve_purpose, Definitions[PurposeDefined]("procurement"), purpose),
    ]
    for evolve, empty, build in cases:
        first, later = build(), build(version=2)
        assert empty.latest is None
        assert evolve(empty, first, BY_CENTRE).versions == (first,)
        assert evolve(evolve(empty, first, BY_CENTRE), later, BY_CENTRE).versions == (first, later)
        assert evolve(empty, later, BY_CENTRE) is empty
        assert evolve(empty, first, recorded(41, "platform")) is empty
        others = [one() for _, _, one in cases if one is not build]
        assert all(evolve(empty, other, BY_CENTRE) is empty for other in others)
        stranger = replace(empty, name="elsewhere")
        assert evolve(stranger, first, BY_CENTRE) is stranger


DAY_ONE = date(2021, 1, 1)
DAYS = st.integers(0, 60).map(lambda number: DAY_ONE + timedelta(days=number))
INTERVALS = st.tuples(DAYS, st.none() | st.integers(0, 30)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


@given(st.lists(INTERVALS, max_size=5), DAYS)
def test_in_force_is_the_newest_version_that_has_begun_until_it_ends(
    intervals: list[tuple[date, date | None]], day: date
) -> None:
    state = Definitions[ListDefined]("market-serious")
    for number, (start, end) in enumerate(intervals, 1):
        until = None if end is None else end.isoformat()
        event = listed(version=number, effective_from=start.isoformat(), effective_to=until)
        state = evolve_list(state, event, BY_CENTRE)
    expected = None
    for number, (start, end) in enumerate(intervals, 1):
        if start <= day:
            expected = number if end is None or day <= end else None
    found = state.on(day)
    assert (found.version if found else None) == expected


@given(INTERVALS, INTERVALS)
def test_a_later_version_changes_nothing_before_its_first_day(
    first: tuple[date, date | None], second: tuple[date, date | None]
) -> None:
    (start, end), (later, last) = first, second
    before = list_definition(effective_from=start.isoformat(), effective_to=end and end.isoformat())
    event = listed(version=2, effective_from=later.isoformat(), effective_to=last and last.isoformat())
    after = evolve_list(before, event, BY_CENTRE)
    assert after.versions != before.versions
    for number in range((later - DAY_ONE).days):
        day = DAY_ONE + timedelta(days=number)
        assert after.on(day) == before.on(day)
    assert after.on(later) == event


@given(
    ends=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    gap=st.integers(0, 20),
    since=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    days=st.integers(0, 400),
)
def test_a_list_is_unbroken_if_and_only_if_a_version_was_in_force_on_every_day(
    ends: date, gap: int, since: date, days: int
) -> None:
    first = ListDefined.from_claims(list_claims(effective_from="2020-01-01", effective_to=ends.isoformat()), {})
    begins = (ends + timedelta(days=1 + gap)).isoformat()
    second = ListDefined.from_claims(list_claims(version=2, effective_from=begins), {})
    definitions, day = Definitions("market-serious", (first, second)), since + timedelta(days=days)
    every = [definitions.on(since + timedelta(days=number)) for number in range(days + 1)]
    found = definitions.unbroken(since, day)
    assert found == (None if None in every else definitions.on(day))
