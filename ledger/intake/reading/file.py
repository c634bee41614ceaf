"""A file on disk as tables, by what it is and not by what it is called."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading.csv_text import read_csv
from ledger.intake.reading.limits import DEFAULT_LIMITS, Limits
from ledger.intake.reading.table import Table
from ledger.intake.reading.workbook import XLS_MAGIC, XLSX_MAGIC, read_workbook


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """What was read.

    Attributes:
        path: Where it lies.
        digest: SHA-256 of its bytes, in hexadecimal: names the submission in the journal.
        tables: Its visible sheets; one for CSV.
    """

    path: Path
    digest: str
    tables: tuple[Table, ...]


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> IntakeFile:
    """Read a CSV, XLS or XLSX file.

    Raises:
        UnusableFileError: It cannot be read, is damaged, or is larger than allowed.
    """
    data = read_file_bytes(path, limits)
    return IntakeFile(path, sha256(data).hexdigest(), read_bytes(data, limits))


def read_bytes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Table, ...]:
    """Read the bytes of a CSV, XLS or XLSX file; see ``read_file``."""
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        raise UnusableFileError("file-empty")
    if data.startswith((XLSX_MAGIC, XLS_MAGIC)):
        return tuple(read_workbook(data, limits))
    return (read_csv(data, limits),)


def read_file_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read a file that is not too large.

    Raises:
        UnusableFileError: It cannot be read, or is larger than allowed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnusableFileError("file-missing", name=path.name) from error
    if len(data) > limits.file_bytes:
        raise UnusableFileError("file-too-large", size=path.stat().st_size, limit=limits.file_bytes)
    return data
