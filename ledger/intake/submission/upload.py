"""Sending what is signed and not yet answered, until the server has spoken about every row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import sleep

from ledger.intake.errors import UploadError
from ledger.intake.submission.journal import Journal, RowResult
from ledger.intake.submission.receipts import check_proof
from ledger.intake.submission.transport import LineResult, Transport, TryAgainError


@dataclass(frozen=True, slots=True)
class Pace:
    """How a submission behaves towards a busy server.

    Attributes:
        lines: Statements in one request.
        request_bytes: Bytes in one request, about.
        attempts: Requests in a row without any progress before giving up.
        longest_wait_s: Longest wait between two requests; a server that asks for more is believed up to this.
    """

    lines: int = 500
    request_bytes: int = 8 * 1024 * 1024
    attempts: int = 8
    longest_wait_s: float = 60.0


DEFAULT_PACE = Pace()


class _Patience:
    """Counts fruitless attempts and says how long to wait: as the server asks, else doubling from half a second."""

    def __init__(self, pace: Pace, wait: Callable[[float], None]) -> None:
        self._pace = pace
        self._wait = wait
        self._fruitless = 0

    def progress(self) -> None:
        self._fruitless = 0

    def again(self, asked_s: float | None, reason: str) -> None:
        self._fruitless += 1
        if self._fruitless >= self._pace.attempts:
            raise UploadError("server-unreachable", reason=reason)
        own = 0.25 * 2**self._fruitless
        self._wait(min(self._pace.longest_wait_s, own if asked_s is None else max(asked_s, 0.0)))


def upload(
    journal: Journal,
    transport: Transport,
    *,
    pace: Pace = DEFAULT_PACE,
    on_result: Callable[[RowResult], None] = lambda _: None,
    wait: Callable[[float], None] = sleep,
) -> None:
    """Send every pending row of a journal and write down the answers.

    A row refused for good does not hold up the others; a row that may succeed later is sent again, the same bytes.

    Raises:
        UploadError: The server cannot be reached, or does not follow the protocol. What was answered is written down.
    """
    patience = _Patience(pace, wait)
    while pending := journal.pending():
        for rows in _batches(journal, pending, pace):
            settled, trouble = _send(journal, transport, rows, on_result)
            if settled:
                patience.progress()
            if trouble is not None:
                patience.again(trouble.retry_after_s, trouble.reason)
                break


def _batches(journal: Journal, rows: Sequence[int], pace: Pace) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for row in rows:
        length = len(journal.statements[row])
        if batch and (len(batch) == pace.lines or size + length > pace.request_bytes):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += length
    yield batch


def _send(
    journal: Journal, transport: Transport, rows: Sequence[int], on_result: Callable[[RowResult], None]
) -> tuple[int, TryAgainError | None]:
    """Send one batch; returns how many rows were settled, and why the others were not."""
    settled: list[RowResult] = []
    waits: list[float | None] = []
    trouble: TryAgainError | None = None
    try:
        for answer in transport.submit([journal.statements[row] for row in rows]):
            if answer.is_settled:
                settled.append(_result(journal, rows[answer.line], answer))
            else:
                waits.append(answer.retry_after_s)
    except TryAgainError as error:
        trouble = error
    finally:
        journal.settle(settled)
        for result in settled:
            on_result(result)
    if trouble is None and len(settled) < len(rows):
        trouble = TryAgainError("rows left over", max((wait for wait in waits if wait is not None), default=None))
    return len(settled), trouble


def _result(journal: Journal, row: int, answer: LineResult) -> RowResult:
    if answer.proof is None:
        return RowResult(row, answer.status, problem=answer.problem)
    check_proof(journal.statements[row], answer.proof)
    return RowResult(row, answer.status, proof=answer.proof)
