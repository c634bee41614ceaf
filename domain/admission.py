"""What a decision to record an event about a subject tells whoever records it."""

from typing import NamedTuple

from domain.identifier import Identifier


class Admission(NamedTuple):
    """An event about a subject may be recorded.

    Attributes:
        subject: Whose file it belongs to.
        not_after_ms: Last entry time at which the decision holds, ms since the epoch; None: always.
    """

    subject: Identifier
    not_after_ms: int | None = None
