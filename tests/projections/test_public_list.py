"""The public list shows what the law makes public, as it stands now, and nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.claims import Tier
from domain.identifier import Identifier
from domain.rule.events import RulePublished
from domain.standard import STANDARDS
from ledger.statement import parse_presentation, verify_statement
from projections.errors import ProjectionNotBuiltError
from projections.public_list.rules import PUBLIC_FIELDS
from tests.fsck.sample_log import CENTRE, SampleLog, organisation
from tests.projections.desk import Desk

ONE = organisation(1)


def licence(log: SampleLog, number: int = 1, changes: dict[str, Any] | None = None) -> int:
    changes = dict(changes or {})
    identifier = organisation(number)
    item = changes.pop("item", "xk-food")
    decided_on = changes.pop("decided_on", date(2026, 6, 1))
    subject = log.subject(identifier)
    return log.fact(subject, log.fields(identifier, str(number), **changes), item=item, decided_on=decided_on)[0]


def test_an_organisations_licence_is_shown_with_its_public_fields_only(desk: Desk) -> None:
    position = licence(desk.log, 1, {"subject.remark": "内部备注"})
    desk.follow()
    page = desk.page()
    (item,) = page.items
    assert (item.position, item.item, item.nature, item.standard) == (position, "xk-food", "licence", "xk-2018")
    assert (item.decided_on, item.ends_on) == (date(2026, 6, 1), date(2031, 6, 1))
    assert item.fields["subject.identifier"] == ONE.value
    assert {"subject.remark", "representative.name", "subject.kind"}.isdisjoint(item.fields)
    assert (page.next_after, page.position, page.size) == (None, position + 1, position + 1)


def test_what_is_shown_is_a_presentation_that_the_agencys_key_signed(desk: Desk) -> None:
    licence(desk.log)
    desk.follow()
    (item,) = desk.page().items
    statement = parse_presentation(item.presentation)
    verify_statement(statement, desk.log.agency.public_key)
    assert statement.disclosed == item.fields
    assert len(statement.disclosures) < statement.n_digests


def test_an_honour_is_shown(desk: Desk) -> None:
    licence(desk.log, 1, {"item": "ry-star", "subject.title": "诚信企业", "subject.document_name": None})
    desk.follow()
    assert [item.nature for item in desk.page().items] == ["honour"]


@pytest.mark.parametrize(
    "changes",
    [
        {"item": "cf-fine"},
        {"item": "xk-closed"},
        {"subject.kind": "NP"},
        {"subject.kind": "SOLE"},
        {"subject.identifier": "92370481MA3000001X"},
        {"subject.identifier_type": "rid", "subject.identifier": "000000199001010000"},
        {"subject.status": "invalid"},
        {"subject.valid_to": "2026-11-22"},
        {"decided_on": date(2021, 11, 23)},
    ],
)
def test_adverse_closed_personal_and_ended_records_are_never_shown(desk: Desk, changes: dict[str, Any]) -> None:
    licence(desk.log, 1, changes)
    desk.follow()
    assert desk.shown() == []


def test_the_last_day_of_a_licence_is_its_last_on_the_list(desk: Desk) -> None:
    position = licence(desk.log, 1, {"subject.valid_to": "2027-01-31"})
    desk.follow()
    assert desk.shown(now=datetime(2027, 1, 31, 15, 59, tzinfo=UTC)) == [position]
    assert desk.shown(now=datetime(2027, 1, 31, 16, 0, tzinfo=UTC)) == []


@pytest.mark.parametrize("follows", [False, True])
def test_a_withdrawn_licence_is_gone_even_if_the_read_model_lags(desk: Desk, follows: bool) -> None:
    subject = desk.log.subject(ONE)
    _, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.follow()
    desk.log.withdraw(subject, jti)
    if follows:
        desk.follow()
    assert desk.shown() == []


@pytest.mark.parametrize("follows", [False, True])
def test_a_corrected_licence_shows_its_new_fields_at_its_old_place(desk: Desk, follows: bool) -> None:
    subject = desk.log.subject(ONE)
    first, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.follow()
    corrected, _ = desk.log.fact(subject, desk.log.fields(ONE, "新"), corrects=jti)
    if follows:
        desk.follow()
    (item,) = desk.page().items
    assert (item.position, item.content) == (first, corrected)
    assert item.fields["subject.name"] == "滕州市某某新有限公司"


def test_a_correction_can_bring_a_record_onto_the_list_and_off_it(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    first, jti = desk.log.fact(subject, desk.log.fields(ONE, "1", **{"subject.kind": "SOLE"}))
    desk.follow()
    assert desk.shown() == []
    desk.log.fact(subject, desk.log.fields(ONE, "1"), corrects=jti)
    desk.follow()
    assert desk.shown() == [first]
    desk.log.fact(subject, desk.log.fields(ONE, "1"), item="xk-closed", corrects=jti)
    assert desk.shown() == []
    desk.follow()
    assert desk.shown() == []


@pytest.mark.parametrize("follows", [False, True])
def test_an_erased_record_and_an_erased_subject_are_gone(desk: Desk, follows: bool) -> None:
    one, other = desk.log.subject(ONE), desk.log.subject(organisation(2))
    position, jti = desk.log.fact(one, desk.log.fields(ONE, "1"))
    desk.log.fact(other, desk.log.fields(organisation(2), "2"))
    desk.follow()
    assert len(desk.shown()) == 2
    desk.log.erase_record(one, jti, [position])
    desk.log.erase_subject(other)
    if follows:
        desk.follow()
    assert desk.shown() == []


def test_an_item_that_is_no_longer_public_takes_its_records_off_at_once(desk: Desk) -> None:
    position = licence(desk.log)
    desk.follow()
    desk.log.publish("xk-food", version=2, disclosure="on_request", effective_from=date(2026, 12, 1))
    assert desk.shown() == [position]
    assert desk.shown(now=datetime(2026, 12, 2, tzinfo=UTC)) == []


def test_a_withdrawn_item_takes_its_records_off_after_its_last_day(desk: Desk) -> None:
    position = licence(desk.log)
    desk.follow()
    desk.log.withdraw_item("xk-food", date(2026, 11, 30))
    assert desk.shown(now=datetime(2026, 11, 30, 15, tzinfo=UTC)) == [position]
    assert desk.shown(now=datetime(2026, 11, 30, 17, tzinfo=UTC)) == []


def test_codes_and_names_are_found_exactly_in_any_width_and_case(desk: Desk) -> None:
    first = licence(desk.log, 1, {"subject.name": "滕州 Ｓｔａｒ 有限公司"})
    second = licence(desk.log, 2)
    desk.follow()
    assert desk.shown(code=organisation(2).value.lower()) == [second]
    assert desk.shown(name="滕州star有限公司") == [first]
    assert desk.shown(name="滕州STAR") == []
    assert desk.shown(code=ONE.value, name="滕州市某某2有限公司") == []


def test_whoever_asks_for_a_code_sees_what_the_read_model_has_not_seen(desk: Desk) -> None:
    first = licence(desk.log)
    desk.follow()
    subject = next(iter(desk.log.linked))
    later = [desk.log.fact(subject, desk.log.fields(ONE, str(number)))[0] for number in (8, 9)]
    assert desk.shown() == [first]
    for limit in (1, 2, 50):
        page = desk.page(code=ONE.value, limit=limit)
        found = [item.position for item in page.items]
        while page.next_after is not None:
            page = desk.page(code=ONE.value, limit=limit, after=page.next_after)
            found += [item.position for item in page.items]
        assert found == [*later[::-1], first], limit


def test_a_search_never_answers_with_a_name_that_was_corrected_away(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    first, jti = desk.log.fact(subject, desk.log.fields(ONE, "旧"))
    desk.follow()
    desk.log.fact(subject, desk.log.fields(ONE, "新"), corrects=jti)
    assert desk.shown(name="滕州市某某旧有限公司") == []
    desk.follow()
    assert desk.shown(name="滕州市某某新有限公司") == [first]


def test_pages_follow_one_another_without_gap_or_repetition(desk: Desk) -> None:
    positions = [
        licence(desk.log, number, {} if number % 3 else {"subject.valid_to": "2026-01-01"}) for number in range(1, 15)
    ]
    expected = [position for number, position in enumerate(positions, 1) if number % 3][::-1]
    desk.follow()
    for limit in (1, 3, 4, 10, 200):
        found: list[int] = []
        after = None
        while True:
            page = desk.page(limit=limit, after=after)
            found += [item.position for item in page.items]
            assert len(page.items) <= limit
            after = page.next_after
            if after is None:
                break
        assert found == expected, limit


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_page_has_1_to_200_items(desk: Desk, limit: int) -> None:
    with pytest.raises(ValueError, match="limit must be 1 to 200"):
        desk.page(limit=limit)


def test_without_a_build_the_list_is_refused(desk: Desk) -> None:
    with pytest.raises(ProjectionNotBuiltError):
        desk.page()


FINE = {
    "item": "cf-fine",
    "subject.tier": "general",
    "subject.is_summary": False,
    "subject.violation": "未按规定公示年度报告",
    "subject.facts": "张某在某小区某室说明情况",
    "subject.address": "滕州市某某路 1 号",
}


def govern(log: SampleLog, tier: Tier, months: int) -> None:
    """Let adverse facts of a tier be public for some months, by a rule that is no law but a test's."""
    rule = RulePublished(
        rule=f"R-TEST-{tier}",
        version=1,
        governs="publicity",
        amount=months,
        unit="month",
        tier=tier,
        source="测试",
        evidence="policy",
        effective_from=date(2026, 4, 1),
    )
    log.append(log.pending(rule, f"agency:{CENTRE}", log.centre))


def test_from_here_on_the_adverse_facts_that_the_law_makes_public_are_public(desk: Desk) -> None:
    position = licence(desk.log, 1, FINE)
    desk.follow()
    assert desk.shown() == []
    govern(desk.log, "general", 12)
    (item,) = desk.page().items
    assert (item.position, item.is_adverse, item.tier, item.nature) == (position, True, "general", "penalty")
    assert (item.ends_on, item.ended_by) == (date(2027, 6, 1), "R-TEST-general")
    assert item.fields["subject.violation"] == "未按规定公示年度报告"
    assert {"subject.facts", "subject.address", "subject.remark", "representative.name"}.isdisjoint(item.fields)


def test_inv_7_the_publicity_of_an_adverse_fact_ends_by_the_rule_of_its_tier(desk: Desk) -> None:
    govern(desk.log, "general", 12)
    govern(desk.log, "minor", 3)
    licence(desk.log, 1, FINE)
    hidden: list[dict[str, Any]] = [{"subject.tier": "minor"}, {"subject.is_summary": True}, {"subject.kind": "NP"}]
    for number, changes in enumerate(hidden, 2):
        licence(desk.log, number, {**FINE, **changes})
    desk.follow()
    assert len(desk.shown(now=datetime(2027, 5, 31, 15, 59, 59, tzinfo=UTC))) == 1
    assert desk.shown(now=datetime(2027, 5, 31, 16, 0, tzinfo=UTC)) == []
    assert desk.shown(now=datetime(2027, 5, 31, 16, 0, 1, tzinfo=UTC)) == []


def test_every_public_field_is_one_of_its_standard_and_none_is_the_representatives() -> None:
    for standard, names in PUBLIC_FIELDS.items():
        assert set(names) <= set(STANDARDS[standard].disclosures)
        assert all(name.startswith("subject.") for name in names)


def test_a_code_of_an_individual_business_is_none_of_an_organisation() -> None:
    assert Identifier("uscc", "92370481MA3000001X").subject_kinds == {"SOLE"}
