"""What tests of submission say all the time."""

from collections.abc import Sequence

from ledger.service.ledger import Ledger
from ledger.service.outcome import Accepted, Outcome, Refused
from ledger.service.receipts import Receipt
from ledger.statement import Statement


def submit(ledger: Ledger, *statements: Statement) -> list[Outcome]:
    return ledger.submit_many([statement.text for statement in statements])


def receipts(outcomes: Sequence[Outcome]) -> list[Receipt]:
    """Give the receipts; every outcome must be an acceptance."""
    for outcome in outcomes:
        if isinstance(outcome, Refused):
            raise outcome.error
    return [outcome.receipt for outcome in outcomes if isinstance(outcome, Accepted)]


def codes(outcomes: Sequence[Outcome]) -> list[str | None]:
    """Give the code of each refusal, None for an acceptance."""
    return [
        getattr(outcome.error, "code", repr(outcome.error)) if isinstance(outcome, Refused) else None
        for outcome in outcomes
    ]
