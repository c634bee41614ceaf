"""The carrying out of any submission: sign what is unsigned, send what is unanswered, keep what was answered."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ledger.intake.problem import CellProblem, found
from ledger.intake.submission.earlier import Recognise, take_over
from ledger.intake.submission.journal import Journal, RowResult, SubmissionName, open_journal
from ledger.intake.submission.receipts import write_receipts
from ledger.intake.submission.transport import Transport
from ledger.intake.submission.upload import DEFAULT_PACE, Pace, upload
from ledger.statement import StatementError, parse

_SIGNED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be submitted.

    Attributes:
        name: What makes two runs the same submission.
        kid: Id of the key that signs.
        rows: Numbers of the rows that can be signed, in the order of the file.
        sign: Signs a row at an instant (seconds since the epoch) and gives the statement; a ``StatementError``: the
            row does not fit into one.
        recognising: Given rows that are not signed yet, gives what tells which of them an earlier statement says.
    """

    name: SubmissionName
    kid: str
    rows: Sequence[int]
    sign: Callable[[int, int], str]
    recognising: Callable[[Collection[int]], Recognise]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a submission tells while it goes on: further rows, first those of earlier runs.

    Attributes:
        on_signed: Rows that were signed and written down.
        on_answered: Rows that the server answered for good.
    """

    on_signed: Callable[[int], None] = lambda _: None
    on_answered: Callable[[int], None] = lambda _: None


SILENT = Progress()


@dataclass(frozen=True, slots=True)
class Manner:
    """How to go about a submission.

    Attributes:
        pace: How to behave towards a busy server.
        sign_again: Sign rows anew that the server has refused for good; a refused statement was not recorded.
        clock: Seconds since the epoch.
        wait: Sleeps for so many seconds.
    """

    pace: Pace = DEFAULT_PACE
    sign_again: bool = False
    clock: Callable[[], float] = time.time
    wait: Callable[[float], None] = time.sleep


DEFAULT_MANNER = Manner()


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of it.

    Attributes:
        results: The server's last word, by row.
        unsigned: Rows that are right but do not fit into a statement.
        receipts: How many receipts the receipts file now holds.
        earlier: Rows that an earlier run of the command had recorded.
        statements: What was signed, by row.
    """

    results: Mapping[int, RowResult]
    unsigned: Sequence[CellProblem]
    receipts: int
    earlier: frozenset[int]
    statements: Mapping[int, str] = field(default_factory=dict)

    @property
    def recorded(self) -> int:
        """Rows recorded, now or before."""
        return sum(result.proof is not None for result in self.results.values())

    @property
    def refused(self) -> int:
        """Rows that the server refused."""
        return len(self.results) - self.recorded


def carry_out(
    work: Work,
    transport: Transport,
    *,
    journal_path: Path,
    receipts_path: Path,
    progress: Progress = SILENT,
    manner: Manner = DEFAULT_MANNER,
) -> Submitted:
    """Sign, send and receipt. May be stopped at any point and called again.

    Args:
        work: What is to be submitted.
        transport: The ledger.
        journal_path: Where the journal lies.
        receipts_path: Where receipts are collected.
        progress: Whom to tell.
        manner: How to go about it.

    Raises:
        JournalError: The journal is damaged, in use or of another submission.
        UploadError: The server cannot be reached or is incoherent; what was answered is kept.
    """
    with open_journal(journal_path, work.name) as journal:
        fresh = [row for row in work.rows if row not in journal.statements]
        if fresh:
            take_over(journal, work.name, work.recognising(fresh))
        progress.on_signed(len(journal.statements))
        progress.on_answered(len(journal.results))
        earlier = frozenset(row for row, result in journal.results.items() if result.proof is not None)
        unsigned = _sign(journal, work, progress, manner)
        try:
            upload(journal, transport, pace=manner.pace, on_result=lambda _: progress.on_answered(1), wait=manner.wait)
        finally:
            held = _write_receipts(receipts_path, journal)
        return Submitted(dict(journal.results), unsigned, held, earlier, dict(journal.statements))


def _write_receipts(path: Path, journal: Journal) -> int:
    recorded = [
        (journal.statements[row], result.proof)
        for row, result in sorted(journal.results.items())
        if result.proof is not None
    ]
    return write_receipts(path, recorded) if recorded else 0


def _needs_signing(journal: Journal, row: int, work: Work, manner: Manner) -> bool:
    """A row that was refused under another key gets its chance with this one; a refused statement is not recorded."""
    statement = journal.statements.get(row)
    if statement is None:
        return True
    result = journal.results.get(row)
    is_refused = result is not None and result.proof is None
    return is_refused and (manner.sign_again or parse(statement).kid != work.kid)


def _sign(journal: Journal, work: Work, progress: Progress, manner: Manner) -> list[CellProblem]:
    rows = [row for row in work.rows if _needs_signing(journal, row, work, manner)]
    unsigned: list[CellProblem] = []
    for start in range(0, len(rows), _SIGNED_AT_ONCE):
        signed: dict[int, str] = {}
        for row in rows[start : start + _SIGNED_AT_ONCE]:
            try:
                signed[row] = work.sign(row, int(manner.clock()))
            except StatementError:
                unsigned.append(found(row, None, "", "statement-too-large"))
        journal.sign(signed)
        progress.on_signed(len(signed))
    return unsigned
