"""What earlier versions of the same file already brought to the ledger.

A clerk mends a few rows and submits the file again. The mended file has a journal of its own; rows that did not change
are taken over from the journals beside it, bytes and answers, so that only what changed is signed and sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from ledger.intake.errors import JournalError
from ledger.intake.rows import PreparedRow
from ledger.intake.submission.journal import Journal, RowResult, SubmissionName, read_journal
from ledger.statement import Statement, StatementError, parse
from ledger.strict_json import JsonValue, encode

_ENDING = ".journal.ndjson"
_KNOWN = 200

Recognise: TypeAlias = Callable[[Statement], int | None]
"""Gives the row that says what a statement says, each row once; None: no row does."""


def take_over(journal: Journal, name: SubmissionName, recognise: Recognise) -> None:
    """Take over unchanged rows from journals beside this one that begin with the same name.

    Args:
        journal: The journal of this submission.
        name: What it belongs to; only journals of the same signer, item and ledger count.
        recognise: Tells which row that is not signed in it yet an earlier statement says.
    """
    statements: dict[int, str] = {}
    results: list[RowResult] = []
    for earlier in _journals_beside(journal.path, name):
        for number, statement in earlier.statements.items():
            result = earlier.results.get(number)
            if result is not None and result.proof is None:
                continue
            row = _row_of(statement, recognise)
            if row is None:
                continue
            statements[row] = statement
            if result is not None:
                results.append(RowResult(row, _KNOWN, result.proof))
    journal.sign(statements)
    journal.settle(results)


def recognise_facts(rows: Iterable[PreparedRow]) -> Recognise:
    """Recognise the statements of recorded facts, each for one of these rows and once.

    Args:
        rows: Clean rows that are not signed yet.
    """
    wanted = {_content(row.decided_on, row.disclosed): row.number for row in rows}
    return lambda statement: wanted.pop(_content(statement.plain.get("decided_on"), statement.disclosed), None)


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


def _row_of(statement: str, recognise: Recognise) -> int | None:
    """Tell which row a statement of an earlier journal says; one that is damaged says none."""
    try:
        return recognise(parse(statement))
    except StatementError:
        return None


def _content(decided_on: JsonValue, disclosed: Mapping[str, str | int | bool]) -> bytes:
    return sha256(encode([decided_on, dict(disclosed)])).digest()
