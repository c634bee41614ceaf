"""The header is found under titles, under any of its names, and tells the standard."""

from collections.abc import Callable

import pytest

from domain.standard import CF_2018, STANDARDS, XK_2018, Standard
from ledger.intake.errors import UnusableFileError
from ledger.intake.header import Header, recognise
from ledger.intake.normalise.money import Unit
from ledger.intake.reading.table import Row, Table


def table(*rows: list[str]) -> Table:
    return Table("csv", "", "utf-8", tuple(Row(number, tuple(row)) for number, row in enumerate(rows, start=1)))


def recognised(*rows: list[str], standard: str | None = None) -> Header:
    header = recognise(table(*rows), standard)
    assert header is not None
    return header


def names(standard: Standard) -> list[str]:
    return [field.name for field in standard.fields]


@pytest.mark.parametrize("standard", [XK_2018, CF_2018])
def test_chinese_names_are_recognised(standard: Standard) -> None:
    header = recognised([field.zh for field in standard.fields])
    assert header.standard is standard
    assert list(header.by_field) == names(standard)


@pytest.mark.parametrize("standard", [XK_2018, CF_2018])
@pytest.mark.parametrize("spell", [str.upper, str.lower, lambda code: f" {code.lower().replace('_', '-')}\n"])
def test_pinyin_codes_are_recognised_in_any_case(standard: Standard, spell: Callable[[str], str]) -> None:
    coded = [field for field in standard.fields if field.code]
    header = recognised([spell(field.code) for field in coded])
    assert header.standard is standard
    assert list(header.by_field) == [field.name for field in coded]


@pytest.mark.parametrize("standard", STANDARDS.values())
def test_every_alias_leads_to_its_field(standard: Standard) -> None:
    base = [field.zh for field in standard.fields]
    for place, field in enumerate(standard.fields):
        for alias in field.aliases:
            row = [*base[:place], alias, *base[place + 1 :]]
            assert recognised(row, standard=standard.id).columns[place].field is field


def test_codes_of_2015_and_2016_are_recognised() -> None:
    header = recognised(["CF_XDR", "CF_CFWSH", "CF_CFMC", "CF_CFLB1", "CF_CFLB2", "CF_XZJG", "CF_FR_SFZH", "SJC"])
    assert header.standard is CF_2018
    assert [column.field.name if column.field else "" for column in header.columns] == [
        "subject.name",
        "subject.document_no",
        "subject.document_name",
        "subject.penalty_categories",
        "file.penalty_category_2",
        "subject.deciding_body",
        "representative.identifier",
        "",
    ]


def test_notes_marks_and_numbering_in_a_heading_do_not_matter() -> None:
    header = recognised(
        ["*行政相对人名称(必填)", "2、行政相对人类别【必填】", "行政许可决定\n文书号:", "许可编号 （选填）"]
    )
    assert list(header.by_field) == [
        "subject.name",
        "subject.kind",
        "subject.document_no",
        "subject.certificate_no",
    ]


def test_titles_above_and_explanations_below_the_header_are_passed_over() -> None:
    heading = ["行政相对人名称", "行政相对人类别", "行政许可决定文书号", "许可编号"]
    header = recognised(
        ["滕州市行政许可信息公示表", "", "", ""],
        ["填报单位:示例局", "", "", "2026年"],
        heading,
        ["XK_XDR_MC", "XK_XDR_LB", "XK_WSH", "XK_XKBH"],
        ["必填", "必填", "必填", "选填"],
        ["滕州示例公司", "法人及非法人组织", "滕示〔2026〕1号", "1"],
    )
    assert header.row == 3
    assert [row.number for row in header.data] == [6]


def test_the_unit_of_an_amount_is_taken_from_its_heading() -> None:
    def unit(heading: str) -> Unit:
        column = recognised([heading, "行政处罚决定书文号", "违法事实", "处罚依据"]).by_field["subject.fine_fen"]
        return column.unit

    assert unit("罚款金额(万元)") is Unit.WAN_YUAN
    assert unit("罚款金额") is Unit.WAN_YUAN
    assert unit("CF_NR_FK") is Unit.WAN_YUAN
    assert unit("罚款金额(元)") is Unit.YUAN
    assert unit("罚款金额（单位：元）") is Unit.YUAN


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(UnusableFileError) as raised:
        recognised(["行政相对人名称", "行政许可决定文书号", "许可编号", "XK_XDR_MC"])
    assert raised.value.reason == "heading-twice"
    assert "A" in raised.value.message_zh
    assert "D" in raised.value.message_zh


def test_a_header_that_fits_two_standards_asks_which() -> None:
    row = ["行政相对人名称", "行政相对人类别", "数据来源单位", "备注"]
    with pytest.raises(UnusableFileError) as raised:
        recognised(row)
    assert raised.value.reason == "standard-unclear"
    assert recognised(row, standard="cf-2018").standard is CF_2018


def test_an_unknown_standard_is_named() -> None:
    with pytest.raises(UnusableFileError) as raised:
        recognised(["行政相对人名称"], standard="xk-1999")
    assert raised.value.reason == "standard-unknown"


def test_a_table_of_something_else_has_no_header() -> None:
    assert recognise(table(["日期", "天气"], ["一", "晴"])) is None
    assert recognise(table()) is None
