"""Decisions on rules in force: which may be published, and that a decision names the current edition."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from domain.authority import Authority
from domain.citation import is_citation
from domain.rule.events import Governs, RulePublished, Unit
from domain.rule.law import Law
from domain.rule.refusals import (
    EditionOutdatedError,
    RuleAmountError,
    RuleIntervalError,
    RuleScopeChangedError,
    RuleSourceMissingError,
    RuleVersionOrderError,
)
from domain.rule.state import RulesState


class _Bound(NamedTuple):
    units: tuple[Unit, ...]
    least: int
    most: int
    zh: str
    en: str


_ANSWER = _Bound(
    ("day", "working_day"),
    1,
    20,
    "异议最长二十日内答复（征信业管理条例第二十五条）",
    "an objection is answered within 20 days at the most (征信业管理条例 art 25)",
)
_BOUNDS: Mapping[Governs, _Bound] = MappingProxyType(
    {
        "objection": _ANSWER,
        "objection-with-help": _ANSWER,
        "reply": _Bound(
            ("working_day",),
            5,
            3660,
            "列入名单前的陈述申辩期不得少于五个工作日（INV-4）",
            "a reply before a listing has 5 working days at the least (INV-4)",
        ),
        "suspension": _Bound(("day",), 0, 0, "暂停公示没有期限，数额应为零日", "a suspension has no period: 0 day"),
    }
)
"""What no version of a rule may undercut, whoever publishes it."""
_IMMEDIATE: frozenset[Governs] = frozenset({"publicity", "repair-from"})


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

    Raises:
        RuleVersionOrderError: The version does not follow the rule's last one.
        RuleScopeChangedError: It would be about something else than the rule was.
        RuleIntervalError: It would end before it begins.
        RuleSourceMissingError: No law is cited, and it is not marked as a policy.
        RuleAmountError: The amount does not fit what is limited.
        Refusal: The signer is not the credit centre.
    """
    by.require("credit_centre")
    _require_succession(rules, event)
    if event.effective_to is not None and event.effective_to < event.effective_from:
        raise RuleIntervalError(
            pointer="/effective_to", rule=event.rule, start=event.effective_from, end=event.effective_to
        )
    if event.evidence != "policy" and not is_citation(f"{event.source} {event.article or ''}"):
        raise RuleSourceMissingError(pointer="/source", rule=event.rule)
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


def _require_amount(event: RulePublished) -> None:
    """Let no amount pass that is no period, or that takes away what the subject is owed."""
    bound = _BOUNDS.get(event.governs)
    if bound is not None:
        is_fault = event.unit not in bound.units or not bound.least <= event.amount <= bound.most
        zh, en = bound.zh, bound.en
    else:
        is_fault = event.amount == 0 and not (event.governs in _IMMEDIATE and event.tier == "minor")
        zh, en = "只有轻微失信信息的公示期和修复起点可以为零", "only publicity and repair of minor acts may have zero"
    if is_fault:
        raise RuleAmountError(
            pointer="/amount", rule=event.rule, amount=event.amount, unit=event.unit, reason_zh=zh, reason_en=en
        )
