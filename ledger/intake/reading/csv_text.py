"""CSV and tab-separated text, in the encodings that Chinese offices really produce."""

import codecs
import csv
import io
from collections.abc import Iterator

from ledger.intake.errors import UnusableFileError
from ledger.intake.reading.limits import Limits
from ledger.intake.reading.table import Row, Table, column_letter, is_empty

_DELIMITERS = ",\t;|"
# Eight characters that Python's codec maps to the private use area; GB 18030-2022 gives them code points of their own.
_GB18030_2022 = str.maketrans(
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(data: bytes, limits: Limits) -> Table:
    """Read CSV text.

    UTF-8 (with or without a byte-order mark), UTF-16 with a mark (“Unicode text” of Excel), else GB18030,
    which contains GBK and GB 2312. The delimiter is the one that occurs most in the first lines.

    Raises:
        UnusableFileError: Unknown encoding, unbalanced quotes, or more rows or columns than allowed.
    """
    text, encoding = _decode(data)
    return Table("csv", "", encoding, tuple(_rows(text, limits)))


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding), encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.translate(_GB18030_2022), encoding
    raise UnusableFileError("encoding-unknown")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnusableFileError("encoding-unknown") from error


def _rows(text: str, limits: Limits) -> Iterator[Row]:
    previous = csv.field_size_limit(4 * limits.cell_chars)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, limits), strict=True)
        for number, record in enumerate(_records(reader), start=1):
            if all(is_empty(cell) for cell in record):
                continue
            if number > limits.rows:
                raise UnusableFileError("too-many-rows", row=number, limit=limits.rows)
            if len(record) > limits.columns:
                column = column_letter(len(record) - 1)
                raise UnusableFileError("too-many-columns", column=column, limit=limits.columns)
            yield Row(number, tuple(record))
    finally:
        csv.field_size_limit(previous)


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    line = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnusableFileError("csv-broken", line=line) from error
        line = getattr(reader, "line_num", line) + 1
        yield record


def _delimiter(text: str, limits: Limits) -> str:
    head = "\n".join(text.split("\n", limits.header_rows)[: limits.header_rows])
    return max(_DELIMITERS, key=head.count)
