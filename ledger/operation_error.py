"""The base of errors that an operator of the ledger can mend.

    OperationError
    ├── ledger.settings.SettingsError
    ├── ledger.migrate.MigrationError
    ├── ledger.postgres.errors.PostgresError   (and its children)
    └── ledger.backup.errors.BackupError       (and its children)

Refusals of the rules are something else: ``domain.refusal``.
"""

from typing import ClassVar


class OperationError(Exception):
    """Something outside the ledger's rules went wrong, and somebody can mend it.

    Attributes:
        code: Permanent name of the kind of error, kebab-case.
        message_zh: What is wrong, in Chinese.
        message_en: What is wrong, in English.
        mend_zh: What to do about it, in Chinese.
        mend_en: What to do about it, in English.
    """

    code: ClassVar[str] = "operation-error"

    def __init__(self, message_zh: str, message_en: str, mend_zh: str = "", mend_en: str = "") -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en
        self.mend_zh = mend_zh
        self.mend_en = mend_en

    def __str__(self) -> str:
        """All four texts, one a line, with the code."""
        lines = (self.message_zh, self.mend_zh, self.message_en, self.mend_en)
        return f"[{self.code}] " + "\n".join(line for line in lines if line)
