"""How long a listing may be shown at most (INV-7): the shortest of its list's term, the rules, and its grounds.

The same function serves the decision, with the rules of its day, and every later reading, with the rules of that
day: a rule that shortens publicity counts from its first day on, whatever the decision says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from domain.claims import Tier
from domain.definition.events import ListDefined
from domain.fact.state import FactState, FactStatement
from domain.rule.events import RulePublished
from domain.rule.law import Deadline, Law
from domain.time import add_months

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListingEnd:
    """The end of a listing and what gives it.

    Attributes:
        day: First day on which the listing may no longer be shown or used.
        rule: The version of the rule that gives it; ``None``: the list's own term, or a date in a fact's document.
    """

    day: date
    rule: RulePublished | None = None


def maximum_end(
    definition: ListDefined,
    tier: str | None,
    decided_on: date,
    facts: Iterable[FactState],
    law: Law,
    today: date,
    *,
    is_court: bool = False,
) -> ListingEnd:
    """Give the latest end that a listing may have.

    Args:
        definition: The version of the list that the decision names.
        tier: Tier of the listing; ``None`` or empty where it has none.
        decided_on: Date of the decision, from which publicity runs (信用修复管理办法, 国家发展改革委令第36号).
        facts: The facts it rests on, none for a court's list. Of several the first to end counts: the shorter
            publicity is the subject's. Erased facts keep their decision date, so they still limit.
        law: Rules and calendars.
        today: The day whose rules apply.
        is_court: Whether it is mirrored from a court, whose own term rule (法释〔2017〕7号 art 2) then counts.

    Raises:
        CalendarUnannouncedError: A rule counts working days of a year that is not announced.
    """
    own_term = ListingEnd(add_months(decided_on, definition.term_months))
    ruled = rule_ends(
        definition.list, tier, decided_on, facts, law, today, is_positive=definition.is_positive, is_court=is_court
    )
    return min((own_term, *ruled), key=lambda end: end.day)


def rule_ends(
    list_id: str,
    tier: str | None,
    decided_on: date,
    facts: Iterable[FactState],
    law: Law,
    today: date,
    *,
    is_positive: bool,
    is_court: bool = False,
) -> Iterator[ListingEnd]:
    """Give the ends that rules and facts set, whatever the list's own term; arguments as ``maximum_end``.

    Raises:
        CalendarUnannouncedError: A rule counts working days of a year that is not announced.
    """
    known_tier = cast("Tier | None", tier or None)
    yield from _of_rule(law.earliest("publicity", decided_on, on=today, tier=known_tier, list_id=list_id))
    if is_court:
        yield from _of_rule(law.earliest("court-list-term", decided_on, on=today, list_id=list_id))
    for statement in (one for fact in facts for one in _limiting(fact, is_positive=is_positive)):
        terms = statement.terms
        if terms.until is not None:
            yield ListingEnd(terms.until + _DAY)
        act_ended = terms.act_ended_on or terms.acted_on or statement.decided_on
        if act_ended is not None and not is_positive:
            yield from _of_rule(law.earliest("retention", act_ended, on=today, tier=known_tier, list_id=list_id))


def _limiting(fact: FactState, *, is_positive: bool) -> tuple[FactStatement, ...]:
    """Give the statements of a fact that limit: on a positive list the last, else all (``domain.standing.fact``)."""
    return fact.statements[-1:] if is_positive else fact.statements


def _of_rule(deadline: Deadline | None) -> Iterator[ListingEnd]:
    if deadline is not None:
        yield ListingEnd(deadline.day, deadline.rule)
