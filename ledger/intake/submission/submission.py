"""One submission of a 双公示 file: who signs it, and its clean rows as work to be carried out."""

import re
from dataclasses import dataclass
from pathlib import Path

from domain.rules import RULE_BOOK
from domain.signer import AGENCY_PREFIX
from ledger.crypto.keys import SigningKey
from ledger.intake.errors import UnusableFileError
from ledger.intake.normalise.text import code
from ledger.intake.report import Report, Sheet
from ledger.intake.submission.earlier import recognise_facts
from ledger.intake.submission.journal import SubmissionName
from ledger.intake.submission.signing import sign_row
from ledger.intake.submission.transport import Item, Transport
from ledger.intake.submission.work import DEFAULT_MANNER, SILENT, Manner, Progress, Submitted, Work, carry_out

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
    rows = {row.number: row for row in report.clean_rows}
    work = Work(
        SubmissionName(report.file.digest, report.table.sheet, iss, item.item, transport.origin()),
        signatory.key.kid,
        list(rows),
        lambda number, iat: sign_row(rows[number], item, signatory.code, signatory.key, rules=RULE_BOOK, iat=iat),
        lambda numbers: recognise_facts([rows[number] for number in numbers]),
    )
    return carry_out(
        work,
        transport,
        journal_path=journal_path,
        receipts_path=receipts_path,
        progress=progress,
        manner=manner,
    )
