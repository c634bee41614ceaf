"""The audit presentation: what an auditor was shown besides the log, one line for each entry, read as it is needed.

Source:
    docs/verify.md, "Conduct".
"""

from collections.abc import Iterable, Iterator

from verify.errors import PresentationWrongError, TooLargeError, VerifyError
from verify.members import check_members, count_of, texts_of
from verify.statement import Disclosure, Jwt, check_disclosures, parse_disclosures
from verify.strict_json import decode_relaxed

MAX_LINE_BYTES = 1_048_576
"""More than all disclosures of one statement together."""


class Presentation:
    """Lines of ``{"disclosures":[…],"position":n}`` with rising positions, taken entry by entry."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        """Keep the lines; the first is read when the first entry asks.

        Args:
            lines: Lines of the file, in order, with or without their line feed.
        """
        self._parsed = self._read(lines)
        self._next: tuple[int, int, list[str]] | None = None
        self._is_begun = False

    def take(self, position: int, jwt: Jwt) -> tuple[Disclosure, ...]:
        """Give the disclosures of an entry; none where the presentation has none.

        Args:
            position: The entry; asked in rising order.
            jwt: Its statement, which must have committed to each of them.

        Raises:
            PresentationWrongError: A line is malformed, out of order, or opens what the statement does not hold.
        """
        if not self._is_begun:
            self._is_begun, self._next = True, next(self._parsed, None)
        if self._next is None or self._next[1] != position:
            return ()
        number, _, encoded = self._next
        try:
            found = parse_disclosures(encoded)
            check_disclosures(jwt, found, in_order=False)
        except VerifyError as error:
            raise PresentationWrongError(f"line {number}", position=position, reason=error.code) from error
        self._next = next(self._parsed, None)
        return found

    def finish(self, size: int) -> None:
        """Check that no line is left when all entries were read.

        Raises:
            PresentationWrongError: One is about an entry that the log does not have.
        """
        if self._next is not None:
            number, position, _ = self._next
            raise PresentationWrongError(f"line {number}", position=position, reason="no-such-entry", size=size)

    @staticmethod
    def _read(lines: Iterable[bytes]) -> Iterator[tuple[int, int, list[str]]]:
        last = -1
        for number, line in enumerate(lines, 1):
            where = f"line {number}"
            try:
                position, encoded = _parse(line)
            except VerifyError as error:
                raise PresentationWrongError(where, reason=error.code) from error
            if position <= last:
                raise PresentationWrongError(where, position=position, reason="out-of-order")
            last = position
            yield number, position, encoded


def _parse(line: bytes) -> tuple[int, list[str]]:
    if len(line) > MAX_LINE_BYTES:
        raise TooLargeError
    members = check_members(decode_relaxed(line), ("disclosures", "position"), "")
    return count_of(members["position"], "/position"), texts_of(members["disclosures"], "/disclosures")
