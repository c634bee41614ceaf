"""How a fact stands on a day.

Everybody sees organisations' (法人及非法人组织) licences and honours, and adverse facts for as long as a rule lets
them be public; never those of natural persons and individual businesses (山东省社会信用条例 art 20), never minor acts
(轻微) or what was decided by summary procedure (art 13; 国家发展改革委令第36号).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from domain.case.matters import Matters
from domain.case.mending import last_correction
from domain.case.state import CaseState
from domain.catalogue.state import ItemVersion
from domain.claims import Tier
from domain.fact.state import FactState, FactStatement
from domain.identifier import Identifier
from domain.rule.law import Law
from domain.standing.display import Display, End, cases_about, display_of
from domain.standing.ends import ITEM_VALIDITY, OWN_END, after, earliest, kept, rule_end, turns_of_rules
from domain.standing.marks import is_suspended, marks_of
from domain.standing.versions import Versions
from domain.time import add_months

SHOWN_KINDS = frozenset({"ENT", "ORG"})
"""Kinds of subject whose records everybody may see."""
SHOWN_NATURES = frozenset({"licence", "honour"})
"""What is not adverse and everybody may see."""
_PERSONS = frozenset({"NP", "SOLE"})


def display_fact(fact: FactState, cases: Sequence[CaseState], versions: Versions, *, law: Law, today: date) -> Display:
    """Compute how a fact stands on a day.

    Publicity and use end on the same day, the earliest that any limit gives: nobody goes on using what the public
    register no longer shows. For repair that is law (国家发展改革委令第36号 art 3), for the rest a product policy in
    favour of the subject, after CJEU C-26/22 and C-64/22 (a copy does not outlive the register).

    Args:
        fact: The fact.
        cases: The cases about it, all of them.
        versions: The versions of its catalogue item that it is held against.
        law: Rules and working days.
        today: The day, Asia/Shanghai.

    Raises:
        CaseMissingError: A case about it is not among ``cases``.
    """
    own, corrected_at = cases_about(fact.matters, cases), last_correction(fact)
    return display_of(
        ended=_ended(fact, versions),
        end=fact_end(fact, versions, law=law, today=today),
        is_suspended=is_suspended(own, law, today, corrected_at),
        hidden=_hidden(fact, versions, law=law, today=today),
        marks=marks_of(fact.matters, own, law, today, corrected_at),
        today=today,
    )


def fact_end(fact: FactState, versions: Versions, *, law: Law, today: date) -> End | None:
    """Compute when the publicity and use of a fact end; the strictest of all limits counts.

    They are the validity of its item as it was and as it is, the end that its document names and, if it is adverse,
    publicity and retention by the rules of the day of its decision and by those of today. Of an adverse fact all that
    was ever stated limits, whatever a correction says since: accuracy is a right of the subject, and no way to show
    him longer (个人信息保护法 art 8, 46). An end that came while other rules, or another version of the item, were in
    force stays.
    """
    since = fact.first_decided_on
    if since is None:
        return None

    def on(day: date) -> End | None:
        return _end_on(fact, versions if day == today else versions.on(day), law, day)

    return kept(on, (*turns_of_rules(law), *versions.turns()), since=since, today=today)


def _end_on(fact: FactState, versions: Versions, law: Law, day: date) -> End | None:
    """Give the end by the rules and the item's versions of a day."""
    return earliest(
        end
        for statement, version in versions.binding(fact)
        if statement.decided_on is not None
        for end in _limits(statement, statement.decided_on, version, versions, law, day)
    )


def _limits(
    statement: FactStatement, decided: date, version: ItemVersion, versions: Versions, law: Law, today: date
) -> Iterator[End | None]:
    """Give what limits a fact by one of its statements."""
    months = min(one.validity_months for one in (version, versions.newest or version))
    yield End(add_months(decided, months), ITEM_VALIDITY)
    yield after(statement.terms.until, OWN_END)
    if versions.is_adverse:
        yield _publicity(statement, decided, law, today)
        yield _retention(statement, decided, law, today)


def _publicity(statement: FactStatement, decided: date, law: Law, today: date) -> End | None:
    """The clock starts on the date of the document (令第36号)."""
    return rule_end(law, "publicity", decided, (decided, today), _tier(statement))


def _retention(statement: FactStatement, decided: date, law: Law, today: date) -> End | None:
    """Five years from the end of the act (山东省社会信用条例 art 38); where none is known, from the decision."""
    anchor = statement.terms.act_ended_on or statement.terms.acted_on or decided
    return rule_end(law, "retention", anchor, (decided, today), _tier(statement))


def _tier(statement: FactStatement) -> Tier | None:
    return cast("Tier", statement.terms.tier) if statement.terms.tier else None


def _ended(fact: FactState, versions: Versions) -> str:
    if fact.recorded_at is None:
        return "unrecorded"
    if fact.erased_at is not None:
        return "erased"
    if fact.withdrawn_at is not None:
        return "withdrawn"
    is_invalid = any(one.terms.is_invalid for one, _ in versions.binding(fact))
    return _ended_by(fact.matters) or ("invalid" if is_invalid else "")


def _ended_by(matters: Matters) -> str:
    if matters.revoked_at is not None:
        return "revoked"
    if matters.repaired_at is not None:
        return "repaired"
    return "expired" if matters.publicity_ended_at is not None else ""


def _hidden(fact: FactState, versions: Versions, *, law: Law, today: date) -> str:
    if fact.terms.kind not in SHOWN_KINDS or not is_organisation(fact.subject):
        return "natural-person"
    named = [version for _, version in versions.binding(fact)]
    if versions.newest is None or not all(_is_open(one, today) for one in (*named, versions.newest)):
        return "not-public"
    if not versions.is_adverse:
        return ""
    reasons = [_hidden_adverse(statement, law, today) for statement in fact.statements]
    return next(filter(None, reasons), "")


def _hidden_adverse(statement: FactStatement, law: Law, today: date) -> str:
    """Say why an adverse fact is not for everybody by one of its statements; what one keeps back stays so."""
    if statement.terms.tier == "minor":
        return "minor-tier"
    if statement.terms.is_summary:
        return "summary-procedure"
    decided = statement.decided_on
    return "no-publicity-period" if decided is None or _publicity(statement, decided, law, today) is None else ""


def is_organisation(subject: Identifier | None) -> bool:
    """Tell whether a subject is an organisation by its very code: one that persons cannot have."""
    return subject is not None and not subject.subject_kinds & _PERSONS


def _is_open(version: ItemVersion, today: date) -> bool:
    """Tell whether a version of an item lets everybody see its records on a day."""
    return (
        version.disclosure == "public"
        and (version.is_adverse or version.nature in SHOWN_NATURES)
        and not SHOWN_KINDS.isdisjoint(version.subject_kinds)
        and not _is_withdrawn(version, today)
    )


def _is_withdrawn(version: ItemVersion, today: date) -> bool:
    return version.withdrawn_at is not None and version.effective_to is not None and today > version.effective_to
