"""Decisions on rules in force: which may be published, and that a decision names the current edition."""

from datetime import date
from typing import Final

from domain.authority import Authority
from domain.citation import is_citation
from domain.rule.bounds import bounds_of
from domain.rule.events import Governs, RulePublished
from domain.rule.law import Law
from domain.rule.length import Period, is_never_longer
from domain.rule.refusals import (
    EditionOutdatedError,
    RuleAmountError,
    RuleIntervalError,
    RulePolicyOverLawError,
    RuleRetroactiveError,
    RuleScopeChangedError,
    RuleSourceMissingError,
    RuleVersionOrderError,
)
from domain.rule.state import RulesState

_LONGER_IS_STRICTER: Final[frozenset[Governs]] = frozenset(
    {"hearing-notice", "hearing-request", "reply", "review", "suit"}
)
"""What the subject is given time for; of everything else he is better off the sooner it is over or done."""


def require_edition(law: Law, edition: int, pointer: str = "/edition") -> None:
    """Let only a decision pass that names the current edition of the rules.

    Args:
        law: The law as the decision sees it.
        edition: What the event states.
        pointer: Where it states it.

    Raises:
        EditionOutdatedError: It names another.
    """
    if edition != law.rules.edition:
        raise EditionOutdatedError(pointer=pointer, given=edition, expected=law.rules.edition)


def admit_rule(rules: RulesState, event: RulePublished, *, by: Authority) -> None:
    """Admit a version of a rule.

    (1) it follows the rule's last version and is about the same; (2) it does not begin in the past: 法不溯及既往;
    (3) its source is named; (4) a policy takes the place of law only where it is stricter for who publishes;
    (5) the amount keeps to what law bounds.

    Raises:
        RuleVersionOrderError: The version does not follow the rule's last one.
        RuleScopeChangedError: It would be about something else than the rule was.
        RuleIntervalError: It would end before it begins.
        RuleRetroactiveError: It would begin before the day on which it is recorded.
        RuleSourceMissingError: No law is cited, and it is not marked as a policy.
        RulePolicyOverLawError: A policy would loosen what law set.
        RuleAmountError: The amount does not fit what is limited.
        Refusal: The signer is not the credit centre.
    """
    by.require("credit_centre")
    _require_succession(rules, event)
    if event.effective_to is not None and event.effective_to < event.effective_from:
        raise RuleIntervalError(
            pointer="/effective_to", rule=event.rule, start=event.effective_from, end=event.effective_to
        )
    _require_start(rules, event, by.today)
    if event.evidence != "policy" and not is_citation(f"{event.source} {event.article or ''}"):
        raise RuleSourceMissingError(pointer="/source", rule=event.rule)
    _require_strictness(rules, event)
    _require_amount(event)


def _require_succession(rules: RulesState, event: RulePublished) -> None:
    newest = rules.newest(event.rule)
    expected = 1 if newest is None else newest.published.version + 1
    if event.version != expected:
        raise RuleVersionOrderError(pointer="/version", rule=event.rule, expected=expected, given=event.version)
    if newest is not None and _scope(newest.published) != _scope(event):
        raise RuleScopeChangedError(pointer="/governs", rule=event.rule)


def _scope(rule: RulePublished) -> tuple[str | None, ...]:
    return rule.governs, rule.tier, rule.list


def _require_start(rules: RulesState, event: RulePublished, today: date) -> None:
    """Let no rule reach back behind its recording, but those that a ledger is founded with.

    The founding is the day on which the first rule of all is recorded: no rule stood before, so that nothing can be
    taken back. From then on the past is closed, for rules that are new to the ledger too.
    """
    is_founding = event.version == 1 and all(one.recorded_on == today for one in rules.versions)
    if event.effective_from < today and not is_founding:
        raise RuleRetroactiveError(pointer="/effective_from", rule=event.rule, start=event.effective_from, day=today)


def _require_strictness(rules: RulesState, event: RulePublished) -> None:
    """Measure a policy by the last version that rests on law, however many policies came between."""
    of_law = [one.published for one in rules.versions if one.published.rule == event.rule and _is_law(one.published)]
    if not _is_law(event) and of_law and not _is_as_strict(event, of_law[-1]):
        raise RulePolicyOverLawError(pointer="/evidence", rule=event.rule, version=of_law[-1].version)


def _is_law(rule: RulePublished) -> bool:
    return rule.evidence != "policy"


def _is_as_strict(policy: RulePublished, law: RulePublished) -> bool:
    if policy.effective_to is not None and (law.effective_to is None or policy.effective_to < law.effective_to):
        return False
    new, old = Period(policy.amount, policy.unit), Period(law.amount, law.unit)
    return is_never_longer(old, new) if policy.governs in _LONGER_IS_STRICTER else is_never_longer(new, old)


def _require_amount(event: RulePublished) -> None:
    """Let no amount pass that is no period, or that takes away what the subject is owed."""
    for bound in bounds_of(event):
        if not bound.holds(Period(event.amount, event.unit)):
            raise RuleAmountError(
                pointer="/amount",
                rule=event.rule,
                amount=event.amount,
                unit=event.unit,
                reason_zh=bound.zh,
                reason_en=bound.en,
            )
