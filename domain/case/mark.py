"""The objection mark (异议标注): what is contested is shown as contested, from filing to decision (INV-8)."""

from collections.abc import Iterable

from domain.case.state import CaseState

CONTESTING = frozenset({"objection", "review", "litigation"})
"""Kinds of cases that are about whether a record is right."""


def is_marking(case: CaseState) -> bool:
    """Tell whether a case marks its record: an open objection, review or suit (异议、复议、诉讼).

    A complaint (投诉) is about conduct, not about whether a record is right, and marks nothing. That a review or suit
    marks too is a product policy, modelled on 深圳经济特区社会信用条例 art 43.

    Source:
        征信业管理条例 art 25; domain.md, INV-8.
    """
    return case.is_open and case.kind in CONTESTING


def is_contested(cases: Iterable[CaseState]) -> bool:
    """Tell whether any of the cases about a record marks it; no new measure then rests on it without a law cited."""
    return any(map(is_marking, cases))
