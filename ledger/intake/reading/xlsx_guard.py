"""A look at an XLSX archive before it is loaded.

The loader allocates a dense grid up to the last cell and shows error cells as empty ones. So the sheets are streamed
once beforehand: to count what they really unpack to, to find their last cell, and to note what the loader does not
tell (hidden rows, error values, formulas saved without a result).
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading.limits import Limits
from ledger.intake.reading.table import column_index, column_letter

_CHUNK = 1 << 16
# What the archive and XML readers of the standard library raise over damaged input.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_ROOT_RELS = "_rels/.rels"
_OFFICE_DOCUMENT = "/officeDocument"


@dataclass(slots=True)
class SheetFacts:
    """What one sheet says that the loader does not pass on.

    Attributes:
        hidden_rows: Numbers of the hidden rows.
        flaws: Row number to column index to message code.
    """

    hidden_rows: set[int] = field(default_factory=set)
    flaws: dict[int, dict[int, str]] = field(default_factory=dict)


NO_FACTS = SheetFacts()


def inspect_workbook(data: bytes, limits: Limits) -> dict[str, SheetFacts]:
    """Check an XLSX archive against the limits and note what its sheets hide.

    Returns:
        Sheet name to facts.

    Raises:
        UnusableFileError: No XLSX archive, or larger than allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, limits)
            sheets = dict(_sheets(archive))
            return {name: _inspect_sheet(archive, path, limits) for name, path in sheets.items()}
    except _BROKEN as error:
        raise UnusableFileError("workbook-broken") from error


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    total = 0
    for member in members[: limits.members]:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > limits.unpacked_bytes:
                    break
    if total > limits.unpacked_bytes or len(members) > limits.members:
        raise UnusableFileError("workbook-too-large", limit=limits.unpacked_bytes)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and archive path of every sheet, in workbook order."""
    workbook = next(
        target for kind, target in _relations(archive, "", _ROOT_RELS).values() if kind.endswith(_OFFICE_DOCUMENT)
    )
    folder, name = posixpath.split(workbook)
    targets = _relations(archive, folder, posixpath.join(folder, "_rels", f"{name}.rels"))
    for tag, attributes in _elements(archive.open(workbook)):
        if tag == "sheet":
            relation = next(value for key, value in attributes.items() if key.split(":")[-1] == "id" and ":" in key)
            if targets[relation][0].endswith("/worksheet"):
                yield attributes["name"], targets[relation][1]


def _relations(archive: zipfile.ZipFile, folder: str, path: str) -> dict[str, tuple[str, str]]:
    return {
        attributes["Id"]: (
            attributes["Type"],
            posixpath.normpath(posixpath.join(folder, attributes["Target"])).lstrip("/"),
        )
        for tag, attributes in _elements(archive.open(path))
        if tag == "Relationship" and attributes.get("TargetMode") != "External"
    }


def _elements(stream: IO[bytes]) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.split(":")[-1], attributes))
    with stream:
        parser.ParseFile(stream)
    return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise UnusableFileError("workbook-broken")


def _inspect_sheet(archive: zipfile.ZipFile, path: str, limits: Limits) -> SheetFacts:
    scan = _SheetScan(limits)
    parser = _parser()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    with archive.open(path) as stream:
        parser.ParseFile(stream)
    return scan.facts


class _SheetScan:
    """Follows the elements of one sheet; cells without an address stand after the one before."""

    def __init__(self, limits: Limits) -> None:
        self.facts = SheetFacts()
        self._limits = limits
        self._row = 0
        self._column = -1
        self._has_formula = False
        self._has_value = False
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._start_cell(attributes)
            case "f":
                self._has_formula = True
            case "v" | "is":
                self._in_value = True
            case "row":
                self._start_row(attributes)

    def text(self, _: str) -> None:
        self._has_value = self._has_value or self._in_value

    def end(self, tag: str) -> None:
        self._in_value = False
        if tag.rpartition(":")[2] != "c":
            return
        if self._has_value and self._column >= self._limits.columns:
            raise UnusableFileError("too-many-columns", column=column_letter(self._column), limit=self._limits.columns)
        if self._has_formula and not self._has_value:
            self._note("formula-without-value")

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r", "")
        letters = address.rstrip("0123456789")
        self._column = column_index(letters) if letters else self._column + 1
        self._row = int(address[len(letters) :] or self._row)
        self._has_formula = self._has_value = False
        if self._row > self._limits.rows:
            raise UnusableFileError("too-many-rows", row=self._row, limit=self._limits.rows)
        if attributes.get("t") == "e":
            self._note("cell-error")

    def _note(self, code: str) -> None:
        self.facts.flaws.setdefault(self._row, {})[self._column] = code
