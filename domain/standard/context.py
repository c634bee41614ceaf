"""What the check of a record has to know beside its fields."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FactContext:
    """The surroundings of one fact.

    Attributes:
        decided_on: Decision date; ``None`` if a file does not state it, which is a problem of its own.
        today: Present date in Asia/Shanghai.
        environment: ``test`` or ``production``.
        source_code: Code of the agency that signs; ``None`` to leave that comparison out.
        nature: Nature of the item (信息性质).
        is_adverse: Whether the item is adverse to its subject.
        subject_kinds: Kinds of subject that the item exists for.
        identifier: ``uscc`` or ``any``.
        validity_months: Longest validity that the item gives.
    """

    decided_on: date | None
    today: date
    environment: str
    source_code: str | None = None
    nature: str = "other"
    is_adverse: bool = False
    subject_kinds: frozenset[str] = field(default_factory=lambda: frozenset({"ENT", "NP", "ORG", "SOLE"}))
    identifier: str = "any"
    validity_months: int = 60
