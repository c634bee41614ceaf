"""Disclosure and recall: no look without a purpose in force (INV-14), and whoever was shown what fell is told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.admission import Admission
from domain.agency.refusals import AgencyUnknownError
from domain.calendar.refusals import CalendarUnannouncedError
from domain.definition.events import PurposeDefined
from domain.definition.state import Definitions, evolve_purpose
from domain.disclosure.decide import RECALL_DAYS, admit_look, confirm_recall, make_disclosure, order_recall
from domain.disclosure.events import DisclosureMade, RecallConfirmed, RecallOrdered
from domain.disclosure.recipients import recipients
from domain.disclosure.state import RecallState, evolve
from domain.event_refusals import DisclosureMissingError
from domain.refusal import Refusal
from domain.time import start_of_day_ms
from tests.domain.builders import AGENCY, BODY, CENTRE, CENTRE_SIGNER, SHOP, SIGNER, recorded
from tests.domain.due_process import FACT, LAW, LISTING, SUBJECT, WHO, bureau, law, noon, rule

TODAY = date(2026, 6, 15)
RECALL = "0190a5b0-0000-7000-8000-0000000000cc"
FIRST, SECOND = f"fact:{FACT}", f"listing:{LISTING}"
ORDERED = RecallState(
    RECALL,
    SUBJECT,
    AGENCY,
    (FIRST,),
    date(2026, 6, 18),
    ordered_at=40,
    ordered_ms=start_of_day_ms(date(2026, 6, 12)) + 1,
)


def purpose(*versions: dict[str, Any]) -> Definitions[PurposeDefined]:
    state: Definitions[PurposeDefined] = Definitions("licensing")
    for number, changes in enumerate(versions or ({},), 1):
        claims = {
            "purpose": "licensing",
            "version": number,
            "name": "行政许可审查",
            "readers": [AGENCY],
            "issuer_level": "provincial",
            "legal_basis": "《山东省社会信用条例》第二十条",
            "effective_from": "2020-10-01",
            **changes,
        }
        state = evolve_purpose(state, PurposeDefined.from_claims(claims, {}), recorded(70, CENTRE_SIGNER.iss))
    return state


def look(unit: str = AGENCY, targets: tuple[str, ...] = (FIRST,), **changes: Any) -> DisclosureMade:
    given_values: dict[str, Any] = {
        "purpose": "licensing",
        "legal_basis": "《山东省社会信用条例》第二十条",
        "fields": ("subject.document_no", "subject.content"),
        "size": len(targets),
        "request": "header.payload.signature~",
        **changes,
    }
    return make_disclosure(SUBJECT, unit, targets=targets, **given_values)


def confirmed(day: str = "2026-06-15", **changes: str) -> RecallConfirmed:
    fields = {"subject.recall": RECALL, **{f"subject.{name}": value for name, value in changes.items()}}
    return RecallConfirmed.from_claims({"confirmed_on": day}, {**WHO, **fields})


def look_code(definition: Definitions[PurposeDefined], unit: str, today: date = TODAY) -> str:
    with pytest.raises(Refusal) as caught:
        admit_look(definition, unit, today=today)
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def confirm_code(event: RecallConfirmed, recall: RecallState = ORDERED) -> str:
    with pytest.raises(Refusal) as caught:
        confirm_recall(event, recall, by=bureau(noon("2026-06-15")))
    assert caught.value.message_zh
    assert caught.value.message_en
    return caught.value.code


def test_a_unit_that_a_purpose_in_force_names_may_look() -> None:
    two = purpose({}, {"readers": [BODY], "effective_from": "2026-06-16"})
    assert admit_look(two, AGENCY, today=TODAY).version == 1
    assert admit_look(two, BODY, today=date(2026, 6, 16)).version == 2


def test_nobody_looks_without_a_purpose_in_force_that_names_him() -> None:
    assert look_code(Definitions("licensing"), AGENCY) == "purpose-unknown"
    assert look_code(purpose({"effective_from": "2026-06-16"}), AGENCY) == "purpose-not-in-force"
    assert look_code(purpose({"effective_to": "2026-06-14"}), AGENCY) == "purpose-not-in-force"
    assert look_code(purpose(), BODY) == "purpose-reader"
    assert look_code(purpose({}, {"readers": [BODY]}), AGENCY) == "purpose-reader"


@given(
    starts=st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=0, max_size=3).map(sorted),
    lasts=st.lists(st.one_of(st.none(), st.integers(0, 90)), min_size=3, max_size=3),
    readers=st.lists(st.sets(st.sampled_from([AGENCY, BODY]), min_size=1).map(sorted), min_size=3, max_size=3),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_inv_14_every_look_admitted_has_a_purpose_that_covers_the_day_and_names_the_unit(
    starts: list[date], lasts: list[int | None], readers: list[list[str]], today: date
) -> None:
    versions: list[dict[str, Any]] = []
    for start, length, named in zip(starts, lasts, readers, strict=False):
        end = {} if length is None else {"effective_to": date.fromordinal(start.toordinal() + length).isoformat()}
        versions.append({"effective_from": start.isoformat(), "readers": named, **end})
    definition = purpose(*versions) if versions else Definitions[PurposeDefined]("licensing")
    begun = [one for one in definition.versions if one.effective_from <= today]
    is_covered = bool(begun) and (begun[-1].effective_to is None or today <= begun[-1].effective_to)
    if is_covered and AGENCY in begun[-1].readers:
        assert admit_look(definition, AGENCY, today=today) is begun[-1]
    else:
        lapsed = "purpose-not-in-force" if versions else "purpose-unknown"
        assert look_code(definition, AGENCY, today) == ("purpose-reader" if is_covered else lapsed)


def test_a_look_is_drafted_in_one_shape_with_everything_disclosed() -> None:
    event = look(targets=(SECOND, FIRST, FIRST))
    assert event.plain_claims() == {"shape": 1}
    assert event.disclosed == {
        **WHO,
        "subject.unit": AGENCY,
        "subject.purpose": "licensing",
        "subject.legal_basis": "《山东省社会信用条例》第二十条",
        "subject.fields": "subject.content,subject.document_no",
        "subject.targets": f"{FIRST},{SECOND}",
        "subject.size": 3,
        "subject.request": "header.payload.signature~",
    }


def test_a_look_that_found_nothing_is_a_look_too() -> None:
    assert look(targets=()).disclosed["subject.size"] == 0


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"unit": ""}, "subject.unit"),
        ({"purpose": ""}, "subject.purpose"),
        ({"legal_basis": ""}, "subject.legal_basis"),
        ({"fields": ()}, "subject.fields"),
        ({"request": ""}, "subject.request"),
    ],
)
def test_inv_14_there_is_no_look_without_unit_purpose_basis_fields_and_request(
    changes: dict[str, Any], name: str
) -> None:
    with pytest.raises(DisclosureMissingError) as caught:
        look(**changes)
    assert caught.value.params["field"] == name


def test_recipients_are_whoever_was_shown_what_fell() -> None:
    looks = [look(BODY, (SECOND,)), look(AGENCY, (FIRST,)), look(BODY, (FIRST, "fact:x")), look(CENTRE, ("fact:x",))]
    assert recipients(looks, {FIRST, SECOND}) == {AGENCY: (FIRST,), BODY: (FIRST, SECOND)}
    assert list(recipients(looks, [FIRST])) == sorted([AGENCY, BODY])
    assert recipients(looks, []) == {}


def test_looks_whose_data_were_erased_or_that_showed_nothing_have_no_recipient() -> None:
    erased = DisclosureMade.from_claims({"shape": 1}, {})
    nameless = DisclosureMade.from_claims({"shape": 1}, {"subject.targets": FIRST})
    assert recipients([erased, nameless, look(targets=())], {FIRST}) == {}


def test_a_recall_is_due_when_publicity_would_have_to_be_withdrawn() -> None:
    order = order_recall(SUBJECT, AGENCY, (SECOND, FIRST), "原处罚决定经复议撤销。", law=LAW, today=date(2026, 6, 17))
    assert order.due_on == date(2026, 6, 23)  # 19 June is a day off
    assert order.disclosed == {
        **WHO,
        "subject.targets": f"{FIRST},{SECOND}",
        "subject.unit": AGENCY,
        "subject.reason": "原处罚决定经复议撤销。",
    }


def test_another_time_for_withdrawing_publicity_is_another_time_for_recalls() -> None:
    other = law(
        rule("R-APL-48", "revocation-publicity", 1, "working_day"), rule("R-SD-40", "revocation-report", 2, "day")
    )
    order = order_recall(SUBJECT, AGENCY, (FIRST,), "已修复。", law=other, today=date(2026, 6, 17))
    assert order.due_on == date(2026, 6, 18)


def test_without_a_rule_a_recall_is_due_in_three_working_days() -> None:
    assert RECALL_DAYS == 3
    order = order_recall(SUBJECT, AGENCY, (FIRST,), "已修复。", law=law(), today=date(2026, 6, 17))
    assert order.due_on == date(2026, 6, 23)


def test_a_recall_names_what_is_recalled_and_from_whom_and_why_and_needs_an_announced_year() -> None:
    for unit, targets, reason in (("", (FIRST,), "x"), (AGENCY, (), "x"), (AGENCY, (FIRST,), "")):
        with pytest.raises(DisclosureMissingError):
            order_recall(SUBJECT, unit, targets, reason, law=LAW, today=TODAY)
    with pytest.raises(CalendarUnannouncedError):
        order_recall(SUBJECT, AGENCY, (FIRST,), "x", law=LAW, today=date(2026, 12, 31))


def test_the_recipient_confirms_and_may_do_so_late() -> None:
    assert confirm_recall(confirmed(), ORDERED, by=bureau(noon("2026-06-15"))) == Admission(SUBJECT)
    assert confirm_recall(confirmed("2026-07-20"), ORDERED, by=bureau(noon("2026-07-20"))) == Admission(SUBJECT)


def test_a_recall_that_is_not_there_or_is_anothers_is_not_confirmed() -> None:
    assert confirm_code(confirmed(), RecallState(RECALL)) == "recall-unknown"
    assert confirm_code(confirmed(), replace(ORDERED, jti="another")) == "recall-unknown"
    assert confirm_code(confirmed(), replace(ORDERED, unit=BODY)) == "recall-not-recipient"
    assert confirm_code(confirmed(identifier=SHOP)) == "recall-subject-mismatch"
    assert confirm_code(confirmed(), replace(ORDERED, confirmed_at=50)) == "recall-already-confirmed"
    assert confirm_code(confirmed(recall="")) == "disclosure-missing"
    stranger = replace(bureau(noon("2026-06-15")), agency=replace(bureau(noon("2026-06-15")).agency, enrolled_at=None))
    with pytest.raises(AgencyUnknownError):
        confirm_recall(confirmed(), ORDERED, by=stranger)


@pytest.mark.parametrize(("day", "is_possible"), [("2026-06-12", True), ("2026-06-11", False), ("2026-06-16", False)])
def test_a_confirmation_is_neither_from_the_future_nor_from_before_the_order(day: str, *, is_possible: bool) -> None:
    if is_possible:
        assert confirm_recall(confirmed(day), ORDERED, by=bureau(noon("2026-06-15"))).subject == SUBJECT
    else:
        assert confirm_code(confirmed(day)) == "recall-date"


def order(**changes: str) -> RecallOrdered:
    fields = {"subject.targets": f"{FIRST},{SECOND}", "subject.unit": AGENCY, "subject.reason": "已修复。", **changes}
    return RecallOrdered.from_claims({"due_on": "2026-06-18"}, {**WHO, **fields})


def test_an_order_folds_into_a_recall_that_its_recipient_alone_confirms() -> None:
    at = recorded(40, "platform", jti=RECALL)
    state = evolve(RecallState(RECALL), order(), at)
    expected = RecallState(
        RECALL, SUBJECT, AGENCY, (FIRST, SECOND), date(2026, 6, 18), ordered_at=40, ordered_ms=at.time_ms
    )
    assert state == expected
    assert evolve(state, confirmed(), recorded(41, f"agency:{BODY}")) == state
    done = evolve(state, confirmed(), recorded(42))
    assert (done.confirmed_on, done.confirmed_at) == (date(2026, 6, 15), 42)
    assert evolve(done, confirmed("2026-06-16"), recorded(43)) == done


def test_what_is_no_order_of_the_platform_or_comes_before_or_again_changes_nothing() -> None:
    new = RecallState(RECALL)
    assert evolve(new, confirmed(), recorded(40)) == new
    assert evolve(new, order(), recorded(40, SIGNER.iss, jti=RECALL)) == new
    assert evolve(new, order(), recorded(40, "platform")) == new
    state = evolve(new, order(), recorded(40, "platform", jti=RECALL))
    assert evolve(state, order(**{"subject.unit": BODY}), recorded(41, "platform", jti=RECALL)) == state
    assert evolve(state, look(), recorded(42)) == state


def test_an_erased_order_is_still_a_recall_that_nobody_confirms() -> None:
    bare = RecallOrdered.from_claims({"due_on": "2026-06-18"}, {})
    state = evolve(RecallState(RECALL), bare, recorded(40, "platform", jti=RECALL))
    assert (state.subject, state.unit, state.targets, state.ordered_at) == (None, "", (), 40)
    assert evolve(state, confirmed(), recorded(41)) == state


def test_a_recall_is_overdue_from_the_day_after_its_last_until_it_is_confirmed() -> None:
    assert not ORDERED.is_overdue(date(2026, 6, 18))
    assert ORDERED.is_overdue(date(2026, 6, 19))
    assert not replace(ORDERED, confirmed_at=50).is_overdue(date(2026, 6, 19))
    assert not RecallState(RECALL).is_overdue(date(2026, 6, 19))


def test_a_subject_is_not_told_to_stop_using_its_own_file() -> None:
    assert recipients([look("subject")], {FIRST}) == {}
