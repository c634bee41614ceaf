"""The answer to one submitted statement."""

from dataclasses import dataclass
from typing import TypeAlias

from ledger.service.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Accepted:
    """The statement is recorded.

    Attributes:
        receipt: Proof of it.
        is_new: False if it was recorded before and this is a repetition.
    """

    receipt: Receipt
    is_new: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing of the statement is recorded.

    Attributes:
        error: Why; it has a permanent ``code``.
    """

    error: Exception


Outcome: TypeAlias = Accepted | Refused
