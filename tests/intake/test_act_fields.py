"""Every field of every act has one name in Chinese and in English, and a template that is read again."""

import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from domain.registry import EVENTS, REQUEST_TOPICS
from domain.standard.field import fold_heading
from ledger.intake.act.acts import ACTS, Act
from ledger.intake.act.fields import fields_of, find_field
from ledger.intake.act.headings import HEADINGS, SPECIAL
from ledger.intake.act.prepare import Filling, prepare_acts
from ledger.intake.act.source import REMARKS, read_act_file
from ledger.intake.act.template import Format, template
from ledger.intake.act.words import SUBJECT_WORDS, WORDS
from ledger.intake.errors import UnusableFileError
from ledger.intake.submission.taken_up import TAKEN_UP

EVERY = list(ACTS.values())
TODAY = date(2026, 5, 6)
NAMES = (
    *("notice-served", "hearing-held", "listing-decided", "listing-published", "listing-ended", "court-list-mirrored"),
    *("case-accepted", "case-answered", "case-decided", "repair-accepted", "repair-granted", "repair-refused"),
    *("measure-applied", "measure-ended", "commitment-fulfilled", "commitment-breached", "decision-revoked"),
    *("recall-confirmed", "reply-request", "waiver-request", "case-request", "escalation-request"),
    *("correction-request", "repair-request", "commitment-request", "subject-key-request", "subject-key-end-request"),
)


def test_the_acts_are_those_that_agencies_and_subjects_sign() -> None:
    assert tuple(ACTS) == NAMES
    assert {act.event.TOPIC for act in EVERY if act.is_request} == set(REQUEST_TOPICS) == set(TAKEN_UP)
    assert set(TAKEN_UP.values()) <= {event.TOPIC for event in EVENTS if "platform" in event.SIGNERS}
    assert all("agency" in act.event.SIGNERS for act in EVERY if not act.is_request)


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.name)
def test_every_claim_and_disclosure_has_a_heading_that_finds_it_again(act: Act) -> None:
    fields = fields_of(act)
    claims = set(act.event.model_fields) - {"disclosed"}
    assert {one.name for one in fields} == claims | set(act.event.DISCLOSURES or {})
    for one in fields:
        assert find_field(act, one.name) == one
        assert find_field(act, f" {one.zh} ") == one
        assert fold_heading(one.zh) not in REMARKS
        if one.name.removeprefix("subject.") not in claims:
            assert find_field(act, one.name.removeprefix("subject.")) == one
    assert find_field(act, "天气") is None


def test_no_heading_stands_for_nothing() -> None:
    used = {one.name for act in EVERY for one in fields_of(act)}
    assert used == set(HEADINGS)
    assert {(act.name, one.name) for act in EVERY for one in fields_of(act)} >= set(SPECIAL)


def test_every_choice_has_its_words_and_no_word_means_two_things() -> None:
    chosen = {choice.value for act in EVERY for one in fields_of(act) if one.is_plain for choice in one.choices}
    assert chosen == set(WORDS)
    for act in EVERY:
        for one in fields_of(act):
            for choice in one.choices:
                for word in (choice.value, choice.zh, *choice.aliases):
                    assert one.choice(word) == choice
    assert set(SUBJECT_WORDS) <= {one.name for act in EVERY for one in fields_of(act)}


def test_days_that_are_filled_in_are_days_of_the_act() -> None:
    for act in EVERY:
        assert act.today <= {one.name for one in fields_of(act) if one.kind == "date" and one.is_plain}


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.name)
def test_a_template_is_read_again_and_says_nothing_by_itself(act: Act, form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"t.{form}"
    path.write_bytes(template(act, form))
    if form == "json":
        assert set(json.loads(path.read_text())) == {one.name for one in fields_of(act)}
        (row,) = prepare_acts(read_act_file(path, act), act, Filling(TODAY))
        assert {problem.text.code for problem in row.problems if problem.level == "error"} == {"act-field-missing"}
    else:
        with pytest.raises(UnusableFileError) as raised:
            read_act_file(path, act)
        assert raised.value.reason == "rows-missing"
