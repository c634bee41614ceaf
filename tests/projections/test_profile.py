"""Everything on record about one subject."""

from datetime import UTC, date, datetime

import pytest

from domain.identifier import Identifier
from projections.errors import ProjectionNotBuiltError
from projections.history import FactState
from projections.moment import MomentAheadError
from projections.profile import load
from tests.fsck.sample_log import organisation
from tests.projections.desk import NOW, Desk

ONE = organisation(1)


def test_a_fact_is_shown_with_place_state_item_dates_and_fields(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    position, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.follow()
    profile = desk.profile(ONE)
    (fact,) = profile.facts
    assert profile.subject_id == str(subject)
    assert profile.identifiers == (ONE,)
    assert profile.size == position + 1
    assert (fact.position, fact.latest, fact.jti, fact.state) == (position, position, jti, FactState.RECORDED)
    assert (fact.item, fact.item_version, fact.item_name, fact.nature) == ("xk-food", 1, "事项xk-food", "licence")
    assert (fact.decided_on, fact.ends_on, fact.is_in_force) == (date(2026, 6, 1), date(2031, 6, 1), True)
    assert fact.fields["subject.name"] == "滕州市某某1有限公司"
    assert fact.is_adverse is False


def test_the_legal_representatives_data_are_not_in_the_organisations_profile(desk: Desk) -> None:
    desk.log.fact(desk.log.subject(ONE), desk.log.fields(ONE, "1"))
    desk.follow()
    assert not any(name.startswith("representative.") for name in desk.profile(ONE).facts[0].fields)


def test_corrected_withdrawn_and_erased_facts_say_so(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    first, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    second, jti2 = desk.log.fact(subject, desk.log.fields(ONE, "2"))
    third, jti3 = desk.log.fact(subject, desk.log.fields(ONE, "3"))
    corrected, _ = desk.log.fact(subject, desk.log.fields(ONE, "更正"), corrects=jti, decided_on=date(2026, 7, 1))
    withdrawn = desk.log.withdraw(subject, jti2)
    erased = desk.log.erase_record(subject, jti3, [third])
    desk.follow()
    facts = desk.profile(ONE).facts
    assert [(fact.position, fact.latest, fact.state.value) for fact in facts] == [
        (first, corrected, "corrected"),
        (second, withdrawn, "withdrawn"),
        (third, erased, "erased"),
    ]
    assert facts[0].fields["subject.name"] == "滕州市某某更正有限公司"
    assert facts[0].decided_on == date(2026, 7, 1)
    assert [fact.is_in_force for fact in facts] == [True, False, False]
    assert (facts[2].fields, facts[2].item, facts[2].decided_on, facts[2].ends_on) == ({}, None, None, None)


def test_what_the_read_model_has_not_seen_is_read_from_the_log(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    _, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.follow()
    desk.log.withdraw(subject, jti)
    later, _ = desk.log.fact(subject, desk.log.fields(ONE, "2"))
    facts = desk.profile(ONE).facts
    assert [(fact.position == later, fact.state.value) for fact in facts] == [(False, "withdrawn"), (True, "recorded")]


def test_the_profile_of_a_past_size_shows_what_stood_then(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    first, jti = desk.log.fact(subject, desk.log.fields(ONE, "1"))
    withdrawn = desk.log.withdraw(subject, jti)
    desk.log.fact(subject, desk.log.fields(ONE, "2"))
    desk.follow()
    (then,) = desk.profile(ONE, as_of=withdrawn).facts
    assert (then.position, then.state) == (first, FactState.RECORDED)
    (later,) = desk.profile(ONE, as_of=withdrawn + 1).facts
    assert later.state is FactState.WITHDRAWN
    assert desk.profile(ONE, as_of=first).facts == ()
    with pytest.raises(MomentAheadError):
        desk.profile(ONE, as_of=10**9)


@pytest.mark.parametrize(
    ("valid_to", "ends_on"),
    [("2099-12-31", date(2031, 6, 1)), ("2027-01-31", date(2027, 2, 1)), (None, date(2031, 6, 1))],
)
def test_validity_ends_by_the_item_or_the_document_whichever_is_earlier(
    desk: Desk, valid_to: str | None, ends_on: date
) -> None:
    desk.log.fact(desk.log.subject(ONE), desk.log.fields(ONE, "1", **{"subject.valid_to": valid_to}))
    desk.follow()
    assert desk.profile(ONE).facts[0].ends_on == ends_on


def test_the_end_comes_at_midnight_in_shanghai_though_no_job_ran(desk: Desk) -> None:
    desk.log.fact(desk.log.subject(ONE), desk.log.fields(ONE, "1", **{"subject.valid_to": "2027-01-31"}))
    desk.follow()
    last = datetime(2027, 1, 31, 15, 59, 59, tzinfo=UTC)
    over = datetime(2027, 1, 31, 16, 0, tzinfo=UTC)
    assert desk.profile(ONE, now=last).facts[0].is_in_force
    assert not desk.profile(ONE, now=over).facts[0].is_in_force


def test_every_linked_identifier_leads_to_the_subject_and_an_unlinked_one_does_not(desk: Desk) -> None:
    other = Identifier("reg", "370481000000009")
    subject = desk.log.subject(ONE)
    desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.log.link(subject, other)
    desk.follow()
    assert desk.profile(other).identifiers == (ONE, other)
    assert len(desk.profile(other).facts) == 1
    desk.log.unlink(subject, other)
    assert load(desk.connection, desk.log.source, other, now=NOW) is None
    assert desk.profile(ONE).identifiers == (ONE,)


def test_nobody_is_found_under_an_unknown_identifier(desk: Desk) -> None:
    desk.follow()
    assert load(desk.connection, desk.log.source, ONE, now=NOW) is None


def test_an_erased_subject_is_gone_before_and_after_the_read_model_follows(desk: Desk) -> None:
    subject = desk.log.subject(ONE)
    desk.log.fact(subject, desk.log.fields(ONE, "1"))
    desk.follow()
    desk.log.erase_subject(subject)
    assert load(desk.connection, desk.log.source, ONE, now=NOW) is None
    desk.follow()
    assert load(desk.connection, desk.log.source, ONE, now=NOW) is None
    live = desk.digests()
    desk.rebuild()
    assert desk.digests() == live
    table = f"profile_fact_{desk.live(desk.projections[0])}"
    assert desk.connection.execute(f"select count(*) from {table}".encode()).fetchone() == (0,)


def test_no_other_subjects_facts_are_shown(desk: Desk) -> None:
    for number in (1, 2):
        identifier = organisation(number)
        desk.log.fact(desk.log.subject(identifier), desk.log.fields(identifier, str(number)))
    desk.follow()
    assert [fact.fields["subject.document_no"] for fact in desk.profile(organisation(2)).facts] == [
        "滕审许字〔2026〕2号"
    ]


def test_without_a_build_the_question_is_refused(desk: Desk) -> None:
    with pytest.raises(ProjectionNotBuiltError):
        desk.profile(ONE)
