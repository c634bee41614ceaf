"""Decisions on rules in force: which may be published, and that a decision names the current edition."""

from domain.rule.law import Law
from domain.rule.refusals import EditionOutdatedError


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
