"""The journal of a submission: what was signed, written down and made durable before it is sent.

A repeated run finds here the very bytes of the first one and sends those, so that the server knows them again: however
often and wherever a submission is interrupted, no row is recorded twice. The journal holds personal data and is
readable by its owner alone.

One JSON object a line: first the name of the submission, then ``{"row", "statement"}`` for what was signed, and for
what the server answered for good ``{"row", "status", "basis", "receipt"}`` or ``{"row", "status", "problem"}``. What
many receipts have in common stands once, in a ``{"basis", "checkpoint", "keys"}`` before its first use, as in
docs/api.md. A later line about a row replaces an earlier one.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from ledger.intake.errors import JournalBusyError, JournalElsewhereError, JournalError
from ledger.intake.submission.bases import Bases
from ledger.intake.submission.transport import Json

_TYPE = "urn:chengjian:submission-journal:v1"


@dataclass(frozen=True, slots=True)
class SubmissionName:
    """What makes two runs the same submission.

    Attributes:
        file: SHA-256 of the file, hexadecimal.
        sheet: Name of the sheet, empty for CSV.
        iss: Issuer that signs.
        item: Catalogue item of facts; name of the act in due process.
        origin: Origin of the ledger it goes to.
    """

    file: str
    sheet: str
    iss: str
    item: str
    origin: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """The server's last word on a row.

    Attributes:
        row: Row number in the file.
        status: HTTP status.
        proof: ``entry``, ``index``, ``inclusion``, ``checkpoint`` and ``keys``, if it is recorded.
        problem: RFC 9457 problem, if it is refused.
    """

    row: int
    status: int
    proof: Json | None = None
    problem: Json | None = None


_WHAT = {
    "file": ("文件内容", "file's content"),
    "sheet": ("工作表", "sheet"),
    "iss": ("签名单位", "signer"),
    "item": ("事项", "item or act"),
    "origin": ("账本", "ledger"),
}
_NAME = frozenset(field.name for field in fields(SubmissionName))


class Journal:
    """Signed statements and settled results of one submission, by row. Made by ``open_journal``."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        self.statements: dict[int, str] = {}
        self.results: dict[int, RowResult] = {}
        self._bases = Bases()

    def sign(self, statements: Mapping[int, str]) -> None:
        """Write down signed statements and return only when they are durable; earlier answers are forgotten."""
        self._append({"row": row, "statement": statement} for row, statement in statements.items())
        for row, statement in statements.items():
            self.statements[row] = statement
            self.results.pop(row, None)

    def settle(self, results: Iterable[RowResult]) -> None:
        """Write down final answers and return only when they are durable."""
        settled = list(results)
        self._append(line for result in settled for line in self._lines_of(result))
        self.results |= {result.row: result for result in settled}

    def pending(self) -> list[int]:
        """Rows that are signed and not yet answered for good, in the order of the file."""
        return sorted(self.statements.keys() - self.results.keys())

    def _lines_of(self, result: RowResult) -> Iterator[Mapping[str, Any]]:
        if result.proof is None:
            yield {"row": result.row, "status": result.status, "problem": result.problem}
            return
        number, announcement = self._bases.number_of(result.proof)
        if announcement is not None:
            yield announcement
        receipt = {member: result.proof[member] for member in ("entry", "index", "inclusion")}
        yield {"row": result.row, "status": result.status, "basis": number, "receipt": receipt}

    def _append(self, values: Iterable[Mapping[str, Any]]) -> None:
        lines = b"".join(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE) for value in values)
        if lines:
            self._file.write(lines)
            self._file.flush()
            os.fsync(self._file.fileno())

    def _begin(self, name: SubmissionName) -> None:
        """Load what is there, or write the name of a new submission."""
        lines = self._whole_lines()
        if not lines:
            self._append([{"type": _TYPE, **asdict(name)}])
            _sync_folder(self.path.parent)
            return
        found = self._load(lines)
        if found == name:
            return
        if self.pending() or any(result.proof is not None for result in self.results.values()):
            member = next(one for one, value in asdict(name).items() if getattr(found, one) != value)
            what_zh, what_en = _WHAT[member]
            raise JournalElsewhereError("journal-elsewhere", name=self.path.name, what_zh=what_zh, what_en=what_en)
        self._begin_anew(name)

    def _begin_anew(self, name: SubmissionName) -> None:
        """Give the place of a submission of which nothing was recorded to another: with the right signer, say."""
        self._file.seek(0)
        self._file.truncate()
        self.statements.clear()
        self.results.clear()
        self._bases = Bases()
        self._append([{"type": _TYPE, **asdict(name)}])

    def _load(self, lines: Sequence[bytes]) -> SubmissionName:
        head = self._parse(1, lines[0])
        if (
            head.pop("type", None) != _TYPE
            or head.keys() != _NAME
            or not all(isinstance(v, str) for v in head.values())
        ):
            raise JournalError("journal-damaged", name=self.path.name, line=1)
        for number, line in enumerate(lines[1:], start=2):
            self._take(number, self._parse(number, line))
        return SubmissionName(**head)

    def _whole_lines(self) -> list[bytes]:
        """The lines that were written whole. A torn one at the end was never sent: it is cut off."""
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            self._file.truncate(len(whole))
        self._file.seek(0, os.SEEK_END)
        return whole.splitlines()

    def _parse(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise JournalError("journal-damaged", name=self.path.name, line=number) from error
        if not isinstance(value, dict):
            raise JournalError("journal-damaged", name=self.path.name, line=number)
        return value

    def _take(self, number: int, value: Mapping[str, Any]) -> None:
        match value:
            case {"row": int(row), "statement": str(statement)}:
                self.statements[row] = statement
                self.results.pop(row, None)
            case {"row": int(row), "status": int(status), "problem": dict(problem)}:
                self.results[row] = RowResult(row, status, problem=problem)
            case {"row": int(row), "status": int(status), "basis": int(basis), "receipt": dict(receipt)}:
                self.results[row] = RowResult(row, status, proof={**receipt, **self._basis(number, basis)})
            case {"basis": int(basis), "checkpoint": str(checkpoint), "keys": list(keys)}:
                self._bases.add(basis, {"checkpoint": checkpoint, "keys": keys})
            case _:
                raise JournalError("journal-damaged", name=self.path.name, line=number)

    def _basis(self, line: int, number: int) -> Json:
        basis = self._bases.get(number)
        if basis is None:
            raise JournalError("journal-damaged", name=self.path.name, line=line)
        return basis


@contextmanager
def open_journal(path: Path, name: SubmissionName) -> Iterator[Journal]:
    """Open or begin the journal of a submission; one program at a time.

    Args:
        path: Where it lies; made with mode 0600.
        name: The submission it must belong to.

    Raises:
        JournalError: It is damaged, in use, or belongs to another submission.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise JournalBusyError("journal-busy") from error
        os.fchmod(file.fileno(), 0o600)
        journal = Journal(path, file)
        journal._begin(name)  # noqa: SLF001 - the factory of this class
        yield journal


def read_journal(path: Path) -> tuple[SubmissionName, Journal]:
    """Read a journal that nobody is going to write to; a torn line at its end is passed over.

    Raises:
        JournalError: It is damaged or empty.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        journal = Journal(path, file)
        data = file.read()
        lines = data[: data.rfind(b"\n") + 1].splitlines()
        if not lines:
            raise JournalError("journal-damaged", name=path.name, line=1)
        return journal._load(lines), journal  # noqa: SLF001 - the factory of this class


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
