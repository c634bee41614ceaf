"""One submission from a checked file to receipts: sign what is clean and unsigned, send what is unanswered."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.rules import RULE_BOOK
from domain.signer import AGENCY_PREFIX
from ledger.crypto.keys import SigningKey
from ledger.intake.errors import UnusableFileError
from ledger.intake.normalise.text import code
from ledger.intake.problem import CellProblem, found
from ledger.intake.report import Report, Sheet
from ledger.intake.rows import PreparedRow
from ledger.intake.submission.earlier import take_over
from ledger.intake.submission.journal import Journal, RowResult, SubmissionName, open_journal
from ledger.intake.submission.receipts import write_receipts
from ledger.intake.submission.signing import StatementError, sign_row
from ledger.intake.submission.transport import Item, Transport
from ledger.intake.submission.upload import DEFAULT_PACE, Pace, upload

_SIGNED_AT_ONCE = 500
_MOST_CANDIDATES = 8
_CODE = re.compile(r"[0-9A-Z]{18}")
SOURCE_CODE = "subject.source_body_code"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs.

    Attributes:
        code: Unified social credit code of the body.
        key: Its signing key.
    """

    code: str
    key: SigningKey


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
    """

    results: Mapping[int, RowResult]
    unsigned: Sequence[CellProblem]
    receipts: int
    earlier: frozenset[int]

    @property
    def recorded(self) -> int:
        """Rows recorded, now or before."""
        return sum(result.proof is not None for result in self.results.values())

    @property
    def refused(self) -> int:
        """Rows that the server refused."""
        return len(self.results) - self.recorded


def find_signatory(sheet: Sheet, key: SigningKey, transport: Transport) -> Signatory:
    """Find the body whose key this is among the source bodies (数据来源单位) that the file names.

    Raises:
        UnusableFileError: None of them has this key in force.
    """
    column = sheet.header.by_field.get(SOURCE_CODE)
    if column is None:
        raise UnusableFileError("columns-missing", fields=sheet.header.standard.by_name[SOURCE_CODE].zh)
    named = dict.fromkeys(code(str(row.cell(column.index))) for row in sheet.header.data)
    candidates = [name for name in named if _CODE.fullmatch(name)][:_MOST_CANDIDATES]
    for candidate in candidates:
        if key.kid in transport.keys_of(candidate):
            return Signatory(candidate, key)
    raise UnusableFileError("key-not-enrolled", kid=key.kid, codes="、".join(candidates) or "-")


def submit_report(
    report: Report,
    item: Item,
    signatory: Signatory,
    transport: Transport,
    *,
    journal_path: Path,
    receipts_path: Path,
    progress: Progress = SILENT,
    manner: Manner = DEFAULT_MANNER,
) -> Submitted:
    """Submit the clean rows of a checked file. May be stopped at any point and called again.

    Args:
        report: The checked file.
        item: Catalogue item to record under.
        signatory: Who signs.
        transport: The ledger.
        journal_path: Where the journal lies.
        receipts_path: Where receipts are collected.
        progress: Whom to tell.
        manner: How to go about it.

    Raises:
        JournalError: The journal is damaged, in use or of another submission.
        UploadError: The server cannot be reached or is incoherent; what was answered is kept.
    """
    iss = f"{AGENCY_PREFIX}{signatory.code}"
    name = SubmissionName(report.file.digest, report.table.sheet, iss, item.item, transport.origin())
    with open_journal(journal_path, name) as journal:
        take_over(journal, name, report.clean_rows)
        progress.on_signed(len(journal.statements))
        progress.on_answered(len(journal.results))
        earlier = frozenset(row for row, result in journal.results.items() if result.proof is not None)
        rows = [row for row in report.clean_rows if _needs_signing(journal, row.number, manner.sign_again)]
        unsigned = _sign(journal, rows, item, signatory, progress, manner.clock)
        try:
            upload(journal, transport, pace=manner.pace, on_result=lambda _: progress.on_answered(1), wait=manner.wait)
        finally:
            held = _write_receipts(receipts_path, journal)
        return Submitted(dict(journal.results), unsigned, held, earlier)


def _write_receipts(path: Path, journal: Journal) -> int:
    recorded = [
        (journal.statements[row], result.proof)
        for row, result in sorted(journal.results.items())
        if result.proof is not None
    ]
    return write_receipts(path, recorded) if recorded else 0


def _needs_signing(journal: Journal, row: int, sign_again: bool) -> bool:
    if row not in journal.statements:
        return True
    result = journal.results.get(row)
    return sign_again and result is not None and result.proof is None


def _sign(
    journal: Journal,
    rows: Sequence[PreparedRow],
    item: Item,
    signatory: Signatory,
    progress: Progress,
    clock: Callable[[], float],
) -> list[CellProblem]:
    unsigned: list[CellProblem] = []
    for start in range(0, len(rows), _SIGNED_AT_ONCE):
        signed: dict[int, str] = {}
        for row in rows[start : start + _SIGNED_AT_ONCE]:
            try:
                iat = int(clock())
                signed[row.number] = sign_row(row, item, signatory.code, signatory.key, rules=RULE_BOOK, iat=iat)
            except StatementError:
                unsigned.append(found(row.number, None, "", "statement-too-large"))
        journal.sign(signed)
        progress.on_signed(len(signed))
    return unsigned
