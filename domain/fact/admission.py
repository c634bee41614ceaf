"""What a decision to admit a fact tells whoever records it."""

from dataclasses import dataclass

from domain.identifier import Identifier


@dataclass(frozen=True, slots=True)
class FactAdmission:
    """A fact that may be recorded.

    Attributes:
        subject: Whose fact it is.
        subject_kind: ``ENT``, ``NP``, ``ORG`` or ``SOLE``.
        representative: The representative's identifier, ``None`` if the statement has none.
        natural_identity: What a second fact may not share; the ``document:`` tag is made of it.
        not_after_ms: Last millisecond at which the decision holds, ``None`` if time cannot change it.
        display_name: The name for the subject's own file; natural persons' names are masked (张**).
    """

    subject: Identifier
    subject_kind: str
    representative: Identifier | None
    natural_identity: str
    not_after_ms: int | None
    display_name: str
