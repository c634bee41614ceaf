"""The port through which a submission talks to a ledger: HTTP in earnest, a fake in tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_REFUSALS = range(400, 500)
_PASSING = frozenset((408, 425, 429))

Json = Mapping[str, Any]


class TryAgainError(Exception):
    """The server is busy or out of reach for the moment.

    Args:
        reason: Short technical reason, for people who ask.
        retry_after_s: What the server asked for; ``None`` if it did not say.
    """

    code = "try-again"

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Item:
    """What a submission has to know of a catalogue item.

    Attributes:
        item: Its id.
        version: The version in force.
        name: 信息事项.
        nature: 信息性质.
        is_adverse: Whether it is adverse to its subject.
        subject_kinds: Kinds of subject that it exists for.
        identifier: ``uscc`` or ``any``.
        standard: Id of its data standard.
        providers: Codes of the bodies that may provide it.
        validity_months: Longest validity.
        digests: Fixed number of digests of a statement.
    """

    item: str
    version: int
    name: str
    nature: str
    is_adverse: bool
    subject_kinds: tuple[str, ...]
    identifier: str
    standard: str
    providers: tuple[str, ...]
    validity_months: int
    digests: int


@dataclass(frozen=True, slots=True)
class LineResult:
    """What the server said about one statement of a batch.

    Attributes:
        line: Zero-based place in the batch.
        status: 201 recorded, 200 recorded before, else the status of the problem.
        proof: ``entry``, ``index``, ``inclusion``, ``checkpoint`` and ``keys``, if it is recorded.
        problem: RFC 9457 problem, if it is not.
    """

    line: int
    status: int
    proof: Json | None
    problem: Json | None

    @property
    def is_recorded(self) -> bool:
        """Whether the statement stands in the log."""
        return self.proof is not None

    @property
    def is_settled(self) -> bool:
        """Whether sending the same bytes again can change nothing."""
        is_refused = self.status in _REFUSALS and self.status not in _PASSING
        return self.is_recorded or (is_refused and not self._is_outcome_unknown)

    @property
    def retry_after_s(self) -> float | None:
        """How long the server asks to wait with this line."""
        wait = (self.problem or {}).get("retry_after_s")
        return float(wait) if isinstance(wait, int | float) else None

    @property
    def _is_outcome_unknown(self) -> bool:
        return (self.problem or {}).get("code") == "outcome-unknown"


class Transport(Protocol):
    """A ledger as a submission sees it."""

    def origin(self) -> str:
        """The origin line of the ledger's log."""
        ...

    def catalogue(self) -> Sequence[Item]:
        """The catalogue items in force."""
        ...

    def keys_of(self, agency_code: str) -> Sequence[str]:
        """Key ids in force of a body; none if the ledger does not know it."""
        ...

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        """Send statements and give the answers as they arrive; stopping early is a ``TryAgainError``."""
        ...
