"""What intake says to people: every text once, in Chinese and English, with the mend."""

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.intake.messages_acts import ACT_MESSAGES
from ledger.intake.messages_cells import CELL_MESSAGES
from ledger.intake.messages_files import FILE_MESSAGES


@dataclass(frozen=True, slots=True)
class Message:
    """A text ready to show.

    Attributes:
        code: Permanent code of the text.
        zh: What is wrong, in Chinese.
        en: The same in English.
        mend_zh: What to do about it, in Chinese.
        mend_en: The same in English.
    """

    code: str
    zh: str
    en: str
    mend_zh: str
    mend_en: str


MESSAGES: Mapping[str, tuple[str, str, str, str]] = {**FILE_MESSAGES, **CELL_MESSAGES, **ACT_MESSAGES}


def message(code: str, /, **params: str | int) -> Message:
    """Fill in a text.

    Args:
        code: Key of ``MESSAGES``.
        params: What its placeholders stand for.

    Raises:
        KeyError: There is no such text, or a placeholder was not given.
    """
    zh, en, mend_zh, mend_en = MESSAGES[code]
    return Message(code, *(text.format_map(params) for text in (zh, en, mend_zh, mend_en)))
