"""Whether this process can record now, check by check."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIN_FREE_BYTES: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so before statements can be recorded.

    Attributes:
        name: Short name told to the operator.
        run: Gives nothing if all is well, else one line without ids.
    """

    name: str
    run: Callable[[], str | None]


class Readiness:
    """All checks of one process.

    Args:
        checks: Run in this order, each time somebody asks.
    """

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks

    def ask(self) -> Mapping[str, str]:
        """Run every check; ``ok`` or what is wrong, by name. A check that raises is what is wrong."""
        return {check.name: _answer(check) for check in self._checks}


def is_ready(answers: Mapping[str, str]) -> bool:
    """Tell whether every check passed."""
    return all(answer == "ok" for answer in answers.values())


def _answer(check: Check) -> str:
    try:
        return check.run() or "ok"
    except Exception as error:  # noqa: BLE001 - a probe reports, it does not fail
        return str(getattr(error, "code", type(error).__name__))


def disk_check(folder: Path, min_free_bytes: int = MIN_FREE_BYTES) -> Check:
    """Make the check that a folder's disk has room."""

    def run() -> str | None:
        free = shutil.disk_usage(folder).free
        return None if free >= min_free_bytes else f"{free // (1024 * 1024)} MiB free"

    return Check("disk", run)
