"""Cutting a streamed body into lines, in bounded memory."""

from typing import Final

import orjson

from api.errors import ApiError, LineMalformedError, LineTooLongError

_WHITE: Final = b" \t\r"

Line = tuple[int, str | ApiError]


class LineCutter:
    """Takes chunks of bytes as they arrive, gives numbered statements.

    Args:
        max_line_bytes: A longer line becomes a LineTooLongError and is dropped as it arrives.
    """

    def __init__(self, max_line_bytes: int) -> None:
        self._max = max_line_bytes
        self._tail = b""
        self._is_dropping = False
        self.count = 0

    def feed(self, data: bytes) -> list[Line]:
        """Take further bytes; give the lines that they complete."""
        pieces = (self._tail + data).split(b"\n") if self._tail else data.split(b"\n")
        self._tail = pieces.pop()
        lines = [line for piece in pieces if (line := self._read(piece)) is not None]
        if len(self._tail) > self._max:
            self._is_dropping = True
            self._tail = b""
        return lines

    def end(self) -> list[Line]:
        """Give the last line, if the body did not end in a line feed."""
        if not self._tail and not self._is_dropping:
            return []
        line = self._read(self._tail)
        self._tail = b""
        return [] if line is None else [line]

    def _read(self, piece: bytes) -> Line | None:
        self.count += 1
        if self._is_dropping or len(piece) > self._max:
            self._is_dropping = False
            return self.count, LineTooLongError()
        if not piece.strip(_WHITE):
            return None
        return self.count, read_statement(piece)


def read_statement(line: bytes) -> str | ApiError:
    """Read ``{"statement":"…"}``; anything else is a LineMalformedError, returned, not raised."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return LineMalformedError()
    if type(value) is dict and len(value) == 1:
        statement = value.get("statement")
        if type(statement) is str:
            return statement
    return LineMalformedError("/statement")
