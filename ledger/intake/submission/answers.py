"""Reading the server's answer to a batch, line by line.

Source:
    docs/api.md, "Many statements": bases, results, and an end without which the answer is incomplete.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from ledger.intake.errors import UploadError
from ledger.intake.submission.bases import Bases
from ledger.intake.submission.transport import Json, LineResult, TryAgainError


def read_answers(lines: Iterable[bytes], expected: int) -> Iterator[LineResult]:
    """Give the result of every statement as its line arrives.

    Args:
        lines: Lines of the response.
        expected: How many statements were sent.

    Raises:
        TryAgainError: The answer breaks off before its end, or the server stopped reading.
        UploadError: A line has none of the three forms.
    """
    bases = Bases()
    answered = 0
    for line in lines:
        if not line.strip():
            continue
        match _parse(line):
            case {"basis": int(number), "checkpoint": str(checkpoint), "keys": list(keys)}:
                bases.add(number, {"checkpoint": checkpoint, "keys": keys})
            case {"line": int(number), "status": int(status), "problem": dict(problem)}:
                answered += 1
                yield LineResult(_place(number, expected), status, None, problem)
            case {"line": int(number), "status": int(status), "basis": int(basis), "receipt": dict(receipt)}:
                answered += 1
                yield LineResult(_place(number, expected), status, {**receipt, **_basis(bases, basis)}, None)
            case {"end": dict(end)}:
                _check_end(end, answered, expected)
                return
            case _:
                raise UploadError("server-incoherent", reason="an answer line of unknown form")
    raise TryAgainError("the answer broke off")


def _parse(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UploadError("server-incoherent", reason="an answer line is not JSON") from error


def _place(number: int, expected: int) -> int:
    if not 1 <= number <= expected:
        raise UploadError("server-incoherent", reason="an answer to a line that was not sent")
    return number - 1


def _basis(bases: Bases, number: int) -> Json:
    basis = bases.get(number)
    if basis is None:
        raise UploadError("server-incoherent", reason="a receipt without its basis")
    return basis


def _check_end(end: dict[str, Any], answered: int, expected: int) -> None:
    if answered == expected:
        return
    problem = end.get("problem")
    wait = problem.get("retry_after_s") if isinstance(problem, dict) else None
    raise TryAgainError("the server stopped reading", wait if isinstance(wait, int | float) else None)
