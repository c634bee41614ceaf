"""INV-13: nothing in the domain can hold a score, rating or rank of a natural person."""

import importlib
import pkgutil

import pytest

import domain
from domain.field import FieldSpec, PersonScoreFieldError, is_ranking_name, refuse_person_scores
from domain.registry import EVENTS
from domain.standard import STANDARDS
from domain.standard.field import Field

FORBIDDEN = (
    "subject.score",
    "subject.credit_score",
    "subject.rating",
    "subject.rank",
    "subject.credit_level",
    "subject.points",
    "representative.score",
)
ALLOWED = (
    "subject.tier",
    "subject.pointer",
    "subject.upgrade",
    "subject.appointed",
    "subject.frankness",
    "subject.status",
)
HEADINGS = ("信用评分", "信用等级", "诚信积分", "排名", "评级", "得分", "信用分", "星级")


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_score_of_persons_has_no_constructor(name: str) -> None:
    with pytest.raises(PersonScoreFieldError):
        FieldSpec(name=name)
    with pytest.raises(PersonScoreFieldError):
        FieldSpec(name=name, subject_kinds=frozenset({"SOLE"}))
    with pytest.raises(PersonScoreFieldError):
        Field(name=name, zh="备注", en="remark")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_score_cannot_hide_behind_a_heading_or_an_alias(heading: str) -> None:
    with pytest.raises(PersonScoreFieldError):
        Field(name="subject.x", zh=heading, en="x")
    with pytest.raises(PersonScoreFieldError):
        Field(name="subject.x", zh="x", en="x", aliases=("y", heading))


def test_a_rating_of_organisations_may_exist() -> None:
    FieldSpec(name="subject.rating", subject_kinds=frozenset({"ENT", "ORG"}))


@pytest.mark.parametrize("name", ALLOWED)
def test_words_that_only_sound_alike_are_allowed(name: str) -> None:
    assert not is_ranking_name(name)
    FieldSpec(name=name)


def test_no_event_and_no_standard_has_a_score_of_persons() -> None:
    for event in EVENTS:
        disclosures = event.DISCLOSURES or {}
        refuse_person_scores([*event.model_fields, *disclosures], frozenset({"NP"}))
    for standard in STANDARDS.values():
        for field in standard.fields:
            refuse_person_scores([field.name, field.zh, field.en, field.code, *field.aliases], field.subject_kinds)


def test_no_state_of_the_domain_has_a_score() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for thing in vars(importlib.import_module(module.name)).values():
            names = getattr(thing, "__dataclass_fields__", ()) if isinstance(thing, type) else ()
            assert not any(is_ranking_name(name) for name in names)
