"""What is said of one decision or deadline."""

from dataclasses import dataclass
from typing import Final, Literal

Outcome = Literal["kept", "broken", "not-judgeable"]
KEPT: Outcome = "kept"
BROKEN: Outcome = "broken"
NOT_JUDGEABLE: Outcome = "not-judgeable"
DEFYING: Final = (ArithmeticError, LookupError, RecursionError, ValueError)
"""What computing raises on values that the domain was never asked about: days after the year 9999, identifiers of no
form, texts nested too deep. No such value may end the judging of the rest."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """One decision or deadline, judged.

    Attributes:
        position: Entry that is judged.
        topic: Topic of its event.
        verdict: ``kept``, ``broken`` or ``not-judgeable``.
        rule: Invariant (``INV-4``) or rule (``R-SD-39a``) that it was held against.
        article: Where that stands, as refusals cite it; empty where nothing was broken.
        code: Permanent code of what was found.
        zh: What was found, in Chinese.
        en: The same in English.
    """

    position: int
    topic: str
    verdict: Outcome
    rule: str
    article: str
    code: str
    zh: str
    en: str


class ClosedError(Exception):
    """Something that a judgment needs was not opened.

    Attributes:
        position: Entry whose disclosures are missing.
    """

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position
