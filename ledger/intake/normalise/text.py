"""Text as it stands in real files: stray spaces, full-width digits, invisible characters, words that mean “nothing”."""

import re
import string
import unicodedata

from domain.width import INVISIBLE
from ledger.intake.errors import UnreadableCellError
from ledger.intake.reading.limits import DEFAULT_LIMITS

_ALNUM = string.digits + string.ascii_letters
_FULL_WIDTH_ALNUM = {ord(character) + 0xFEE0: character for character in _ALNUM}
_HYPHENS = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63, 0xFF0D), ord("-"))
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_LINE_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])[\s]*")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_PLACEHOLDERS = frozenset(
    [
        "无",
        "没有",
        "暂无",
        "空",
        "不详",
        "未知",
        "不适用",
        "/",
        "//",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "*",
        ".",
        "NULL",
        "NONE",
        "NIL",
        "N/A",
        "NA",
        "#N/A",
        "(空)",
        "(无)",
        "(NULL)",
    ]
)
_MOJIBAKE = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
_LOST = ("?", "\uff1f", "\u25a1", "\u3013")
_YEAR_BRACKETS = re.compile(
    r"[\[(\uff3b\uff08\u3010\u3016{\uff5b\u3014]((?:19|20)\d\d)[\])\uff3d\uff09\u3011\u3017}\uff5d\u3015]"
)


def visible(text: str) -> str:
    """The text without zero-width and direction characters, and out of Excel's ``="…"`` and ``'`` wrappings."""
    text = text.translate(INVISIBLE)
    if match := _EXCEL_TEXT.fullmatch(text.strip()):
        text = match[1]
    return text[1:] if text.startswith("'") and not text.endswith("'") else text


def is_placeholder(text: str) -> bool:
    """Whether the text says that there is nothing to say (“无”, “/”, “-”, “NULL” …)."""
    word = unicodedata.normalize("NFKC", _SPACES.sub("", visible(text))).upper()
    return not word or word in _PLACEHOLDERS


def line(text: str) -> str:
    """One line: line breaks and runs of white space become one space, or nothing between Chinese characters."""
    words = [word for word in _SPACES.split(visible(text)) if word]
    joined = ""
    for word in words:
        needs_space = bool(joined) and not (_is_wide(joined[-1]) or _is_wide(word[0]))
        joined += f" {word}" if needs_space else word
    return joined


def lines(text: str) -> str:
    r"""Several lines: every line cleaned like ``line``, empty ones dropped, breaks as ``\\n``."""
    return "\n".join(part for part in (line(piece) for piece in _LINE_BREAKS.split(visible(text))) if part)


def half_width(text: str) -> str:
    """Full-width digits and Latin letters in their usual width; punctuation is left alone."""
    return text.translate(_FULL_WIDTH_ALNUM)


def code(text: str) -> str:
    """A code: usual width throughout, one kind of hyphen, upper case, no white space."""
    return unicodedata.normalize("NFKC", _SPACES.sub("", visible(text)).translate(_HYPHENS)).upper()


def document_number(text: str) -> str:
    """A document number (文号): no white space, digits in usual width, the year in brackets of GB/T 9704."""
    return _YEAR_BRACKETS.sub("\u3014\\1\u3015", half_width(_SPACES.sub("", visible(text))))


def check_text(text: str, *, is_name: bool) -> None:
    """Refuse text that was damaged on its way into the file.

    Args:
        text: Cell text.
        is_name: The cell holds a name, where a question mark stands for a lost character.

    Raises:
        UnreadableCellError: Replacement characters, control characters or an over-long cell.
    """
    if len(text) > DEFAULT_LIMITS.cell_chars:
        raise UnreadableCellError("cell-too-long", found=len(text), limit=DEFAULT_LIMITS.cell_chars)
    for mark in _MOJIBAKE:
        if mark in text:
            raise UnreadableCellError("damaged-text", found=mark)
    for character in text:
        category = unicodedata.category(character)
        if category == "Co":
            raise UnreadableCellError("private-character", found=f"{ord(character):04X}")
        if category in ("Cc", "Cs") and character not in "\t\n\r\x0b\x0c\x85":
            raise UnreadableCellError("control-character", found=f"{ord(character):04X}")
    if is_name:
        for mark in _LOST:
            if mark in text:
                raise UnreadableCellError("lost-character", found=mark)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
