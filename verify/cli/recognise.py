"""Tells what a file is, by its content; names and endings prove nothing."""

import re

from verify.errors import FileUnrecognisedError
from verify.policy import POLICY_TYPE
from verify.receipt import RECEIPT_TYPE

_STATEMENT = re.compile(rb"[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+~[A-Za-z0-9_~=-]*\n?")
_NOTE_SIGNATURE = "\n\n— ".encode()


def recognise(data: bytes, name: str = "") -> str:
    """Return ``receipt``, ``receipts``, ``policy``, ``checkpoint`` or ``statement``.

    A file is only sorted here; whether it is well-formed is for its own reader to say.

    Raises:
        FileUnrecognisedError: It is none of these.
    """
    if data.lstrip().startswith(b"{"):
        if POLICY_TYPE.encode() in data:
            return "policy"
        if RECEIPT_TYPE.encode() in data:
            has_many = sum(line.startswith(b"{") for line in data.split(b"\n")) > 1
            return "receipts" if has_many else "receipt"
    elif _NOTE_SIGNATURE in data:
        return "checkpoint"
    elif _STATEMENT.fullmatch(data):
        return "statement"
    raise FileUnrecognisedError(name)
