"""What was found out about one file or log."""

from dataclasses import dataclass, field

from verify.errors import VerifyError
from verify.phrases import STEPS

Value = str | int | bool | dict[str, str | int | bool] | dict[str, int] | list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one file or log.

    Attributes:
        name: File name or address, as given.
        kind: One of ``verify.phrases.KINDS``; empty if it was not recognised.
        verdict: One of ``verify.phrases.VERDICTS`` for what is valid.
        strength: What stands behind the verdict; empty if nothing more than the file itself.
        facts: What was proven, by label.
        error: Why it was turned down.
        failures: For many receipts in one file: line number and reason of those turned down.
    """

    name: str
    kind: str
    verdict: str = ""
    strength: str = ""
    facts: dict[str, Value] = field(default_factory=dict)
    error: VerifyError | None = None
    failures: tuple[tuple[int, VerifyError], ...] = ()

    @property
    def exit_status(self) -> int:
        """0 valid, 1 does not prove its claim, 2 malformed or unusable."""
        errors = [error for _, error in self.failures]
        if self.error is not None:
            errors.append(self.error)
        return max((error.exit_status for error in errors), default=0)

    @property
    def outcome(self) -> str:
        """The verdict's name, whichever way it went."""
        return ("", "not-proven", "unusable")[self.exit_status] or self.verdict

    def passed_steps(self) -> int:
        """How many steps were passed before the first that was not."""
        if self.error is None:
            return len(STEPS.get(self.kind, ()))
        return max((self.error.step or 1) - 1, 0)
