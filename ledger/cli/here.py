"""The ledger on this machine, as commands that hand in files see a ledger."""

from collections.abc import Iterator, Sequence

from domain.refusal import Refusal
from domain.signer import AGENCY_PREFIX
from ledger.cli.troubles import explain
from ledger.crypto.errors import CryptoError
from ledger.intake.submission.transport import Item, Json, LineResult
from ledger.log.errors import ConditionFailedError, DecisionExpiredError, EntryTooLargeError, QueueFullError
from ledger.service.errors import DecisionContestedError, SubjectKeysMissingError, SubmissionError
from ledger.service.ledger import Ledger
from ledger.service.outcome import Outcome, Refused
from ledger.statement import StatementError

_RECORDED, _KNOWN, _REFUSED, _LATER = 201, 200, 422, 503
_PASSING = (ConditionFailedError, DecisionContestedError, DecisionExpiredError, QueueFullError)
_FINAL = (Refusal, SubmissionError, StatementError, CryptoError, EntryTooLargeError)


class LedgerHere:
    """Answers as a server would.

    Args:
        ledger: The open ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def origin(self) -> str:
        """The origin line of the ledger's log."""
        return self._ledger.genesis.origin

    def catalogue(self) -> Sequence[Item]:
        """No items: what is recorded here is no fact."""
        return ()

    def keys_of(self, agency_code: str) -> Sequence[str]:
        """Key ids in force of a body; none if the ledger does not know it."""
        return [key.kid for key in self._ledger.keys(f"{AGENCY_PREFIX}{agency_code}") if key.is_current]

    def edition(self) -> int:
        """The edition of the rules."""
        return self._ledger.rules().edition

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        """Record statements; give their answers in order.

        Raises:
            Exception: What keeps the ledger from recording anything at all.
        """
        for line, outcome in enumerate(self._ledger.submit_many(statements)):
            yield _answer(line, outcome)


def _answer(line: int, outcome: Outcome) -> LineResult:
    if not isinstance(outcome, Refused):
        status = _RECORDED if outcome.is_new else _KNOWN
        return LineResult(line, status, outcome.receipt.members(), None)
    error = outcome.error
    if isinstance(error, _PASSING):
        return LineResult(line, _LATER, None, _problem(error))
    if isinstance(error, _FINAL) and not isinstance(error, SubjectKeysMissingError):
        return LineResult(line, _REFUSED, None, _problem(error))
    raise error


def _problem(error: Exception) -> Json:
    """Say of a refusal what a server's problem document says (docs/api.md, Refusals)."""
    told = error if isinstance(error, Refusal) else explain(error)
    if told is None:
        raise error
    return {
        "code": told.code,
        "detail": told.message_zh,
        "detail_en": told.message_en,
        "mend": told.mend_zh,
        "mend_en": told.mend_en,
        "pointer": getattr(error, "pointer", None) or "",
        "article": getattr(error, "article", ""),
    }
