"""Empty templates of acts: headings to fill in, with one example that is marked as a comment where the format can."""

import csv
import io
import json
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Font

from ledger.intake.act.acts import Act
from ledger.intake.act.fields import ActField, fields_of, may_be_left_out

Format = Literal["csv", "json", "xlsx"]

_MARK = ("序号", "#示例")
_UUID = "00000000-0000-7000-8000-000000000000"
_EXAMPLES = {
    "text": "（文字）",
    "line": "（文字）",
    "name": "示例有限公司",
    "document": "示审字〔2026〕1号",
    "identifier": "91370481FAKE00001X",
    "date": "2026-05-06",
    "flag": "是",
    "number": "1",
    "array": f"{_UUID}",
    "set": f"{_UUID}",
    "code": _UUID,
}
_NAMED = {
    "list": "market-serious",
    "measure": "procurement-reference",
    "subject.measures": "procurement-reference",
    "override_basis": "《中华人民共和国政府采购法》第七十七条",
}


def template(act: Act, form: Format) -> bytes:
    """Write an empty template of an act.

    A row whose first cell begins with ``#`` is a comment for whoever fills it in and is passed over when it is read.
    JSON has no comments: there every field stands with an empty value, which says nothing.
    """
    if form == "json":
        empty = {one.name: "" for one in fields_of(act)}
        return (json.dumps(empty, ensure_ascii=False, indent=2) + "\n").encode()
    headings = [_MARK[0], *(one.zh for one in fields_of(act))]
    example = [_MARK[1], *(_example(act, one) for one in fields_of(act))]
    return _csv(headings, example) if form == "csv" else _xlsx(act, headings, example)


def _example(act: Act, one: ActField) -> str:
    if one.choices:
        value = "/".join(choice.zh for choice in one.choices)
        return f"{value}（可不填）" if may_be_left_out(act, one) else value
    if one.name == "subject.targets":
        return f"fact:{_UUID}"
    value = _NAMED.get(one.name, _EXAMPLES[one.kind])
    return f"{value}（可不填）" if may_be_left_out(act, one) else value


def _csv(headings: list[str], example: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([headings, example])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(act: Act, headings: list[str], example: list[str]) -> bytes:
    """All cells are text, so that ids and dates stay as they are typed."""
    book = Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.title = act.name
    for number, cells in enumerate((headings, example), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column, value)
            cell.number_format = "@"
            cell.font = Font(bold=number == 1, italic=number != 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
