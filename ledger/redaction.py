"""Taking what could name a person, or open a door, out of a text before it is logged.

The ledger logs ids, positions and codes, never personal data. This is the second line of defence: an exception from
a library may quote what it was given.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_ALONE = r"(?<![0-9A-Za-z])"
_ENDS = r"(?![0-9A-Za-z])"
_WORD = r"[A-Za-z0-9_\-]"

# Order matters: what quotes values goes first, then long tokens, then numbers.
RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("detail", re.compile(r"(?:(?<=DETAIL:)|(?<=CONTEXT:))[^\n]+")),
    ("input", re.compile(r"(?<=input_value=).*?(?=, input_type=)", re.DOTALL)),
    ("password", re.compile(r"(?<=://)[^\s/@]*:[^\s/@]+(?=@)")),
    ("password", re.compile(r"(?<=password=)(?:'[^']*'|\S+)", re.IGNORECASE)),
    ("token", re.compile(rf"eyJ{_WORD}{{8,}}(?:\.{_WORD}*)*(?:~{_WORD}*)*")),
    ("disclosure", re.compile(rf"WyJ{_WORD}{{8,}}")),
    ("id", re.compile(r"(?<!\d)\d{6}[ \-]?\d{8}[ \-]?\d{3}[\dXxＸｘ](?!\d)")),
    ("id", re.compile(rf"{_ALONE}[0-9A-Z]{{2}}\d{{6}}[0-9A-Z]{{10}}{_ENDS}", re.IGNORECASE)),
    ("id", re.compile(rf"{_ALONE}\d{{15}}{_ENDS}")),
    ("phone", re.compile(rf"{_ALONE}1[3-9]\d{{9}}{_ENDS}")),
)

_LEAST_ID = 10**17
_LEAST_BEYOND_ID = 10**18


def redact_text(text: str) -> str:
    """The text with every identifier, statement, disclosure, quoted value and password replaced by what kind it was."""
    for kind, pattern in RULES:
        text = pattern.sub(f"[{kind}]", text)
    return text


def redact(value: object) -> object:
    """A value for the log with its texts redacted, through mappings and sequences, keys included."""
    if isinstance(value, str):
        return redact_text(value)
    if isinstance(value, bool | float) or value is None:
        return value
    if isinstance(value, int):
        return "[id]" if _LEAST_ID <= value < _LEAST_BEYOND_ID else value
    if isinstance(value, bytes | bytearray | memoryview):
        return f"[{len(value)} bytes]"
    if isinstance(value, Mapping):
        return {redact_text(str(key)): redact(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [redact(item) for item in value]
    return redact_text(str(value))
