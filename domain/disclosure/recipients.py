"""Who was shown what no longer holds, and is told so."""

from collections.abc import Collection, Sequence

from domain.disclosure.events import DisclosureMade
from domain.signer import SUBJECT
from domain.tagging import split


def recipients(looks: Sequence[DisclosureMade], targets: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Find out which units were shown any of some records.

    Args:
        looks: What was shown; looks whose data were erased are passed over, and the subject's own, whom nobody recalls.
        targets: ``fact:<jti>`` and ``listing:<id>`` of what no longer holds.

    Returns:
        For each unit, ascending, the targets that it was shown, ascending.
    """
    shown: dict[str, set[str]] = {}
    for look in looks:
        unit = look.text("subject.unit") or SUBJECT
        recalled = set(split(look.text("subject.targets"))).intersection(targets)
        if unit != SUBJECT and recalled:
            shown.setdefault(unit, set()).update(recalled)
    return {unit: tuple(sorted(shown[unit])) for unit in sorted(shown)}
