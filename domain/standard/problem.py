"""What is wrong with one field, for the clerk who filled it in."""

from dataclasses import dataclass

from domain.refusal import Refusal, Span
from domain.standard.field import Field


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One reason why a record cannot be recorded, tied to one field.

    Attributes:
        field: Name of the field, ``decided_on`` included.
        refusal: The reason; admission raises it as it stands.
    """

    field: str
    refusal: Refusal

    @property
    def code(self) -> str:
        """Permanent code of the reason."""
        return self.refusal.code

    @property
    def article(self) -> str:
        """Citation of its ground."""
        return self.refusal.article

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese."""
        return self.refusal.message_zh

    @property
    def message_en(self) -> str:
        """What is wrong, in English."""
        return self.refusal.message_en

    @property
    def mend_zh(self) -> str:
        """What to do about it, in Chinese."""
        return self.refusal.mend_zh

    @property
    def mend_en(self) -> str:
        """What to do about it, in English."""
        return self.refusal.mend_en

    @property
    def span(self) -> Span | None:
        """Range of characters at fault inside the field's text, if one can be named."""
        return self.refusal.span


def problem(refusal: type[Refusal], field: Field, *, span: Span | None = None, **params: object) -> FieldProblem:
    """Tie a reason to a field; the field's names fill ``field``, ``field_zh`` and ``field_en``."""
    names = {"field": field.name, "field_zh": field.zh, "field_en": field.en}
    return FieldProblem(field.name, refusal(pointer=f"/{field.name}", span=span, **(names | params)))


def restate(refusal: Refusal, field: Field) -> FieldProblem:
    """Tie a reason that was raised without a place to the field it was raised for."""
    refusal.pointer = f"/{field.name}"
    return FieldProblem(field.name, refusal)
