"""What earlier versions of the same file already brought to the ledger.

A clerk mends a few rows and submits the file again. The mended file has a journal of its own; rows that did not change
are taken over from the journals beside it, bytes and answers, so that only what changed is signed and sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from ledger.intake.errors import JournalError
from ledger.intake.rows import PreparedRow
from ledger.intake.submission.journal import Journal, RowResult, SubmissionName, read_journal
from ledger.statement import StatementError, parse
from ledger.strict_json import JsonValue, encode

_ENDING = ".journal.ndjson"
_KNOWN = 200


def take_over(journal: Journal, name: SubmissionName, rows: Iterable[PreparedRow]) -> None:
    """Take over unchanged rows from journals beside this one that begin with the same name.

    Args:
        journal: The journal of this submission.
        name: What it belongs to; only journals of the same signer, item and ledger count.
        rows: Clean rows that are not signed in it yet.
    """
    wanted = {
        _content(row.decided_on, row.disclosed): row.number for row in rows if row.number not in journal.statements
    }
    statements: dict[int, str] = {}
    results: list[RowResult] = []
    for earlier in _journals_beside(journal.path, name) if wanted else ():
        for number, statement in earlier.statements.items():
            result = earlier.results.get(number)
            if result is not None and result.proof is None:
                continue
            row = wanted.pop(_content_of(statement), None)
            if row is None:
                continue
            statements[row] = statement
            if result is not None:
                results.append(RowResult(row, _KNOWN, result.proof))
    journal.sign(statements)
    journal.settle(results)


def _journals_beside(path: Path, name: SubmissionName) -> Iterator[Journal]:
    stem = path.name.partition(".")[0]
    for other in sorted(path.parent.glob(f"*{_ENDING}")):
        if other == path or other.name.partition(".")[0] != stem:
            continue
        try:
            found, journal = read_journal(other)
        except (JournalError, OSError):
            continue
        if (found.iss, found.item, found.origin) == (name.iss, name.item, name.origin):
            yield journal


def _content_of(statement: str) -> bytes:
    """Digest what a statement of an earlier journal says; of one that is damaged, nothing that any row could say."""
    try:
        parsed = parse(statement)
    except StatementError:
        return b""
    return _content(parsed.plain.get("decided_on"), parsed.disclosed)


def _content(decided_on: JsonValue, disclosed: Mapping[str, str | int | bool]) -> bytes:
    return sha256(encode([decided_on, dict(disclosed)])).digest()
