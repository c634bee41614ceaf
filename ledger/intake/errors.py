"""Errors of the intake.

::

    IntakeError
    ├── UnusableFileError      the file cannot be read as a 双公示 file at all
    ├── UnreadableCellError    one cell cannot be turned into a value (caught per cell, reported with row and column)
    ├── JournalError           the journal beside the file is damaged or belongs to another submission
    └── UploadError            the server cannot be reached or does not speak our protocol
"""

from typing import ClassVar

from ledger.intake.messages import Message, message


class IntakeError(Exception):
    """An intake error with a text for people in both languages.

    Args:
        reason: Code of the text in ``messages.MESSAGES``.
        params: What the text's placeholders stand for.
    """

    code: ClassVar[str] = "intake"

    def __init__(self, reason: str, /, **params: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text: Message = message(reason, **params)

    def __str__(self) -> str:
        return f"{self.reason}: {self.text.en}"

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese."""
        return self.text.zh

    @property
    def message_en(self) -> str:
        """What is wrong, in English."""
        return self.text.en

    @property
    def mend_zh(self) -> str:
        """What to do about it, in Chinese."""
        return self.text.mend_zh

    @property
    def mend_en(self) -> str:
        """What to do about it, in English."""
        return self.text.mend_en


class UnusableFileError(IntakeError):
    """The file as a whole cannot be taken in."""

    code: ClassVar[str] = "unusable-file"


class UnreadableCellError(IntakeError):
    """One cell does not hold what its column asks for."""

    code: ClassVar[str] = "unreadable-cell"


class JournalError(IntakeError):
    """The journal of signed statements cannot be used."""

    code: ClassVar[str] = "journal-damaged"


class JournalElsewhereError(JournalError):
    """The journal belongs to another submission, of which something is recorded or may be."""

    code: ClassVar[str] = "journal-elsewhere"


class JournalBusyError(JournalError):
    """Another program has the journal in hand."""

    code: ClassVar[str] = "journal-busy"


class UploadError(IntakeError):
    """The server did not answer as the protocol says."""

    code: ClassVar[str] = "upload-failed"
