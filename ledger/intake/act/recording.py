"""Acts as work to be carried out: each clean row one statement, each recorded one told by the ids that it has now."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import orjson

from domain.signer import AGENCY_PREFIX, SUBJECT
from ledger.crypto.keys import SigningKey
from ledger.intake.act.acts import Act
from ledger.intake.act.prepare import ActRow, By, content_of
from ledger.intake.act.source import ActFile
from ledger.intake.errors import UnusableFileError
from ledger.intake.submission.earlier import Recognise
from ledger.intake.submission.journal import SubmissionName
from ledger.intake.submission.transport import Json, Transport
from ledger.intake.submission.work import DEFAULT_MANNER, SILENT, Manner, Progress, Submitted, Work, carry_out
from ledger.statement import Statement, build, parse_jwt
from ledger.strict_json import JsonValue


class ActTransport(Transport, Protocol):
    """A ledger as whoever records acts sees it."""

    def edition(self) -> int:
        """The edition of the rules: how many versions were ever published."""
        ...


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs.

    Attributes:
        by: An agency, the credit centre's window, or the subject himself.
        iss: As the statement names him.
        key: His key.
    """

    by: By
    iss: str
    key: SigningKey


def find_signer(by: By, agency: str, key: SigningKey, transport: Transport) -> Signer:
    """Make sure that a key is in force for the body that it is said to be of; a subject's own key the ledger checks.

    Raises:
        UnusableFileError: It is not.
    """
    if by == "own":
        return Signer(by, SUBJECT, key)
    if key.kid not in transport.keys_of(agency):
        raise UnusableFileError("act-key-not-enrolled", kid=key.kid, agency=agency)
    return Signer(by, f"{AGENCY_PREFIX}{agency}", key)


def record_acts(
    file: ActFile,
    act: Act,
    rows: Collection[ActRow],
    signer: Signer,
    transport: Transport,
    *,
    journal_path: Path,
    receipts_path: Path,
    progress: Progress = SILENT,
    manner: Manner = DEFAULT_MANNER,
) -> Submitted:
    """Sign and send clean rows. May be stopped at any point and called again; see ``carry_out``."""
    by_number = {row.number: row for row in rows}
    work = Work(
        SubmissionName(file.digest, file.sheet, signer.iss, act.name, transport.origin()),
        signer.key.kid,
        list(by_number),
        lambda number, iat: sign_act(by_number[number], act, signer, iat),
        lambda numbers: _recognise([by_number[number] for number in numbers], act),
    )
    return carry_out(
        work, transport, journal_path=journal_path, receipts_path=receipts_path, progress=progress, manner=manner
    )


def sign_act(row: ActRow, act: Act, signer: Signer, iat: int) -> str:
    """Sign one row.

    Raises:
        StatementError: The row does not fit into one statement.
    """
    return build(
        vct=act.event.TOPIC,
        iss=signer.iss,
        plain=cast("dict[str, JsonValue]", dict(row.plain)),
        disclosed=row.disclosed,
        digests=act.event.DIGESTS or 0,
        key=signer.key,
        iat=iat,
    ).text


def _recognise(rows: Collection[ActRow], act: Act) -> Recognise:
    """Recognise earlier statements by what the rows themselves say: what was filled in may be another today."""
    wanted = {(row.filled, row.content): row.number for row in rows}
    shapes = {filled for filled, _ in wanted}

    def find(statement: Statement) -> int | None:
        if statement.vct != act.event.TOPIC:
            return None
        names = ((filled, content_of(statement.plain, statement.disclosed, filled)) for filled in shapes)
        return next((wanted.pop(name) for name in names if name in wanted), None)

    return find


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recorded row is called now, so that later acts can name it.

    Attributes:
        index: Position in the log.
        jti: Id of the recorded statement; for a request that of the platform's event around it.
        ids: ``listing`` or ``case``, where it has one.
    """

    index: int
    jti: str
    ids: Json


def recorded_of(proof: Json) -> Recorded:
    """Read the ids of a recorded row from the server's answer."""
    entry: dict[str, Any] = orjson.loads(proof["entry"])
    statement = parse_jwt(str(entry["statement"]))
    ids: dict[str, Any] = {name: statement.plain[name] for name in ("listing", "case") if name in statement.plain}
    return Recorded(int(proof["index"]), statement.jti, ids)
