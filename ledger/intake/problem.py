"""What intake has to say about one place in a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from domain.refusal import Refusal
from ledger.intake.errors import IntakeError
from ledger.intake.header import Column
from ledger.intake.messages import Message, message

Level = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A fault in a cell, or a remark on how it was read.

    Attributes:
        row: Row number in the file.
        column: The column; ``None`` if the row as a whole is meant.
        field: Field of the standard, empty if none is meant.
        text: Code, what is wrong and the mend, in both languages.
        level: ``error`` keeps the row from being submitted, ``note`` does not.
        span: Characters of the cell's text at fault, if they can be told.
        article: Legal ground, if it is a matter of law.
    """

    row: int
    column: Column | None
    field: str
    text: Message
    level: Level = "error"
    span: tuple[int, int] | None = None
    article: str = ""

    @property
    def place(self) -> str:
        """Where it is: ``C7`` for a cell, ``7`` for a row."""
        return f"{self.column.letter if self.column else ''}{self.row}"


def from_error(row: int, column: Column | None, field: str, error: IntakeError) -> CellProblem:
    """The problem that an unreadable cell is."""
    return CellProblem(row, column, field, error.text)


def from_refusal(row: int, column: Column | None, field: str, refusal: Refusal) -> CellProblem:
    """The problem that a refusal of the domain is."""
    text = Message(refusal.code, refusal.message_zh, refusal.message_en, refusal.mend_zh, refusal.mend_en)
    return CellProblem(row, column, field, text, span=refusal.span, article=refusal.article)


def found(row: int, column: Column | None, field: str, code: str, /, **params: str | int) -> CellProblem:
    """A problem with a text of our own."""
    return CellProblem(row, column, field, message(code, **params))


def note(row: int, column: Column | None, field: str, code: str, /, **params: str | int) -> CellProblem:
    """A remark with a text of our own."""
    return CellProblem(row, column, field, message(code, **params), level="note")


def from_problem_document(row: int, sources: Mapping[str, Column], document: Mapping[str, Any]) -> CellProblem:
    """The problem that a server's refusal is (RFC 9457), at the column that its pointer names.

    Args:
        row: Row number in the file.
        sources: Field to the column it was read from.
        document: The problem document.
    """
    field = str(document.get("pointer", "")).removeprefix("/")
    texts = [str(document.get(member) or document.get(other, "")) for member, other in _TEXTS]
    text = Message(str(document.get("code", "-")), *texts)
    return CellProblem(row, sources.get(field), field, text, article=str(document.get("article", "")))


_TEXTS = (("detail", "title"), ("detail_en", "title_en"), ("mend", ""), ("mend_en", ""))
