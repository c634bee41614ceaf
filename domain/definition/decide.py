"""Decisions on definitions: which lists, measures and purposes may exist at all (国办发〔2020〕49号)."""

import re
from collections.abc import Mapping, Sequence

from domain.authority import Authority
from domain.catalogue.state import ItemState, ItemVersion
from domain.citation import is_citation
from domain.definition.events import Definition, ListDefined, MeasureDefined, PurposeDefined
from domain.definition.refusals import (
    DefinitionBasisMissingError,
    DefinitionIntervalError,
    DefinitionPersonScoreError,
    DefinitionProhibitedError,
    DefinitionRetroactiveError,
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
from domain.definition.state import D, Definitions
from domain.field import PERSON_KINDS, is_ranking_name
from domain.screening import CATEGORIES, screen

_NATIONAL_MATTERS = re.compile(
    r"就业|招聘|录用|聘用|应聘|社会保[障险]|社保|低保|救助|福利|养老|医保|招生|入学|升学|学籍|学位|干部|公务员|选拔|任用"
    r"|employ|recruit|hiring|social[ _-](?:security|insurance)|welfare|school|admission to|cadre|civil servant",
    re.IGNORECASE,
)
"""Purposes that domain.md S2-04 and S4-06 call questionable unless a law of the State says so."""


def admit_list(
    state: Definitions[ListDefined], event: ListDefined, *, items: Sequence[ItemState], by: Authority
) -> None:
    """Admit a version of a list (名单).

    Args:
        state: The versions so far.
        event: The next one.
        items: The catalogue items that it names, as the catalogue has them.
        by: Who signs.

    Raises:
        ListTierError: A positive list has a tier, or an adverse one has none.
        ListItemUnknownError: It would rest on facts that no catalogue item provides for.
        ListItemSignError: It would rest on facts of the other sign.
        ListSubjectKindsError: None of its items is about a kind of its subjects.
        ListNamesPersonsError: Persons would stand on a public list without a national basis.
        Refusal: The signer may not, or what holds for every definition speaks against it.
    """
    _require_definition(state, event, frozenset(event.subject_kinds), by)
    if event.is_positive == (event.tier is not None):
        raise ListTierError(pointer="/tier")
    _require_items(event, {item.item: item.latest for item in items})
    if event.names_persons:
        _require_naming(event)


def admit_measure(
    state: Definitions[MeasureDefined],
    event: MeasureDefined,
    *,
    lists: Sequence[Definitions[ListDefined]],
    by: Authority,
) -> None:
    """Admit a version of a measure (奖惩措施).

    Args:
        state: The versions so far.
        event: The next one.
        lists: The lists that it names, as they are defined.
        by: Who signs.

    Raises:
        MeasureListUnknownError: It would follow from a list that does not exist.
        MeasureListSignError: It would follow from a list of the other sign.
        Refusal: The signer may not, or what holds for every definition speaks against it.
    """
    known = {one.name: one.latest for one in lists}
    kinds = frozenset(kind for defined in known.values() if defined for kind in defined.subject_kinds)
    _require_definition(state, event, kinds, by)
    for name in event.lists:
        defined = known.get(name)
        if defined is None:
            raise MeasureListUnknownError(pointer="/lists", name=name)
        if defined.is_positive != event.is_incentive:
            raise MeasureListSignError(pointer="/lists", name=name)


def admit_purpose(state: Definitions[PurposeDefined], event: PurposeDefined, *, by: Authority) -> None:
    """Admit a version of a purpose of disclosure (查询用途); whoever looks may look at persons.

    Raises:
        PurposeNationalBasisError: It stands for employment, social security, schooling or cadre matters, and no law
            of the State is cited.
        Refusal: The signer may not, or what holds for every definition speaks against it.
    """
    _require_definition(state, event, PERSON_KINDS, by)
    if event.issuer_level != "national" and _NATIONAL_MATTERS.search(event.name) is not None:
        raise PurposeNationalBasisError(pointer="/issuer_level", name=event.name)


def _require_definition(state: Definitions[D], event: D, kinds: frozenset[str], by: Authority) -> None:
    """Check what holds for every definition, whoever its subjects are.

    The first version may name a day in the past, as the law that it cites began then: nothing rests on it yet, and
    nothing that rests on it may lie before its recording. A later one may not, or it would change what was done.
    """
    by.require("credit_centre")
    if event.version != state.next_version:
        raise DefinitionVersionOrderError(
            pointer="/version", name=state.name, expected=state.next_version, given=event.version
        )
    if not is_citation(event.legal_basis):
        raise DefinitionBasisMissingError(pointer="/legal_basis")
    if event.effective_to is not None and event.effective_to < event.effective_from:
        raise DefinitionIntervalError(
            pointer="/effective_to", name=state.name, start=event.effective_from, end=event.effective_to
        )
    if state.versions and event.effective_from < by.today:
        raise DefinitionRetroactiveError(
            pointer="/effective_from", name=state.name, start=event.effective_from, day=by.today
        )
    _require_lawful_name(event, kinds)


def _require_lawful_name(event: Definition, kinds: frozenset[str]) -> None:
    """Let no name pass that the rights of persons forbid."""
    is_about_persons = not PERSON_KINDS.isdisjoint(kinds)
    if is_about_persons and is_ranking_name(event.name):
        raise DefinitionPersonScoreError(pointer="/name", name=event.name)
    for finding in screen({"subject.title": event.name}, "NP" if is_about_persons else "ENT", "other"):
        category = CATEGORIES[finding.category]
        raise DefinitionProhibitedError(
            pointer="/name", name=event.name, category_zh=category.zh, category_en=category.en
        )


def _require_items(event: ListDefined, known: Mapping[str, ItemVersion | None]) -> None:
    """Let a list rest only on facts of its own sign, and hold only subjects that they can be about."""
    covered: set[str] = set()
    for name in event.items:
        item = known.get(name)
        if item is None:
            raise ListItemUnknownError(pointer="/items", item=name)
        if item.is_adverse == event.is_positive:
            raise ListItemSignError(pointer="/items", item=name)
        covered.update(item.subject_kinds)
    missing = sorted(set(event.subject_kinds) - covered)
    if missing:
        raise ListSubjectKindsError(pointer="/subject_kinds", kind=", ".join(missing))


def _require_naming(event: ListDefined) -> None:
    """Let persons stand on a public list only where the State says so, and only if there are any."""
    faults = (
        (event.issuer_level != "national", "名单不是国家设定的", "the State has not set up this list"),
        (not event.is_public, "名单本身不公开", "the list is not public at all"),
        (PERSON_KINDS.isdisjoint(event.subject_kinds), "名单不涉及自然人", "no persons are among its subjects"),
    )
    for is_fault, zh, en in faults:
        if is_fault:
            raise ListNamesPersonsError(pointer="/names_persons", reason_zh=zh, reason_en=en)
