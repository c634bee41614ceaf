"""Cells as people and spreadsheet programs write them become exact values, or are refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.standard import CF_2018
from ledger.intake.errors import UnreadableCellError
from ledger.intake.normalise import text
from ledger.intake.normalise.choices import choice, choices, flag
from ledger.intake.normalise.codes import code_text
from ledger.intake.normalise.dates import LONG_TERM, day
from ledger.intake.normalise.money import MAX_FEN, Unit, fen, stated_fines
from ledger.intake.reading.table import CellValue

FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789./-"}
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def refusal(function: Callable[..., object], *args: object, **kwargs: object) -> str:
    with pytest.raises(UnreadableCellError) as raised:
        function(*args, **kwargs)
    return raised.value.reason


@given(st.integers(0, MAX_FEN))
def test_every_amount_in_wan_yuan_comes_back_as_the_same_fen(amount: int) -> None:
    written = format(Decimal(amount) / 1_000_000, "f")
    assert fen(written, Unit.WAN_YUAN) == amount


@given(st.integers(0, 10**14))
def test_a_number_cell_gives_the_fen_that_its_shortest_spelling_says(amount: int) -> None:
    cell = float(Decimal(amount) / 1_000_000)
    assert fen(cell, Unit.WAN_YUAN) == amount


@given(st.integers(0, MAX_FEN))
def test_full_width_thousands_and_currency_marks_do_not_change_an_amount(amount: int) -> None:
    written = f"¥{Decimal(amount) / 100:,.2f}元".translate(FULL_WIDTH)
    assert fen(written, Unit.WAN_YUAN) == amount


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (0.1 + 0.2, Unit.WAN_YUAN, 300_000),
        (1e-6, Unit.WAN_YUAN, 1),
        ("1E-05", Unit.WAN_YUAN, 10),
        ("1.5万元", Unit.YUAN, 1_500_000),
        ("人民币5000元整", Unit.WAN_YUAN, 500_000),
        (5000, Unit.YUAN, 500_000),
        (0, Unit.WAN_YUAN, 0),
    ],
)
def test_amounts_are_read_in_their_own_unit(cell: CellValue, unit: Unit, expected: int) -> None:
    assert fen(cell, unit) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0.0000001", "money-below-fen"),
        (1e-7, "money-below-fen"),
        ("-1", "money-negative"),
        (-0.5, "money-negative"),
        ("1,23", "money-unreadable"),
        ("五千", "money-unreadable"),
        ("1_000", "money-unreadable"),
        ("٣", "money-unreadable"),
        (True, "money-unreadable"),
        (float("nan"), "money-unreadable"),
        (float("inf"), "money-unreadable"),
        (10**12, "money-too-large"),
    ],
)
def test_what_is_no_exact_amount_is_refused(cell: CellValue, code: str) -> None:
    assert refusal(fen, cell, Unit.WAN_YUAN) == code


def test_fines_named_in_words_are_found_with_their_unit() -> None:
    assert stated_fines("警告;罚款人民币5,000元,并没收1万元;罚款 1.5 万元") == [
        ("5,000元", 500_000),
        ("1.5万元", 1_500_000),
    ]


@given(DAYS, st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00"]))
def test_every_day_comes_back_from_every_usual_spelling(when: date, spelling: str) -> None:
    written = when.strftime(spelling) if when.year >= 1000 else ""
    assert day(written) == when
    assert day(f" {written.translate(FULL_WIDTH)}\u200b") == when


@given(DAYS)
def test_days_without_leading_zeros_and_date_cells_come_back(when: date) -> None:
    assert day(f"{when.year}/{when.month}/{when.day}") == when
    assert day(f"{when.year} 年 {when.month} 月 {when.day} 日") == when
    assert day(when) == when
    assert day(datetime(when.year, when.month, when.day, 23, 59)) == when  # noqa: DTZ001 - as workbooks have it


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)))
def test_serial_numbers_count_days_of_the_1900_system(when: date) -> None:
    serial = (when - date(1899, 12, 30)) // timedelta(days=1)
    assert day(serial) == day(float(serial)) == day(str(serial)) == day(serial + 0.75) == when


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_chinese_numerals_spell_days(when: date) -> None:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    tens = {0: "", 1: "十", 2: "二十", 3: "三十"}

    def spell(number: int) -> str:
        return tens[number // 10] + (str(number % 10).translate(digits) if number % 10 else "")

    assert day(f"{str(when.year).translate(digits)}年{spell(when.month)}月{spell(when.day)}日") == when


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("01/02/2026", "date-ambiguous"),
        ("26-3-1", "date-ambiguous"),
        ("2026-02-30", "date-impossible"),
        ("2026/13/01", "date-impossible"),
        ("2026-3/1", "date-unreadable"),
        ("2026-03", "date-unreadable"),
        ("昨天", "date-unreadable"),
        ("1899/12/31", "date-out-of-range"),
        ("2100/01/01", "date-out-of-range"),
        (date(1826, 3, 1), "date-out-of-range"),
        (7, "date-unreadable"),
        (float("nan"), "date-unreadable"),
        (True, "date-unreadable"),
        (timedelta(hours=1), "date-unreadable"),
        ("长期", "date-never-ends"),
    ],
)
def test_what_is_open_to_doubt_is_no_date(cell: CellValue, code: str) -> None:
    assert refusal(day, cell) == code


@pytest.mark.parametrize("cell", ["2099/12/31", "长期", " 长期有效 ", "永久", 73050])
def test_an_end_may_be_without_end(cell: CellValue) -> None:
    assert day(cell, may_never_end=True) == LONG_TERM


def test_an_hour_is_never_read_as_part_of_the_day() -> None:
    assert day("2026/3/1 10:00") == date(2026, 3, 1)
    assert day("2026年3月1日12时30分") == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("９１３７０４８１ｍａ３ａｂｃｄｅ５ｘ", "91370481MA3ABCDE5X"),
        (" 9137 0481\u3000MA3\u200bABC\n", "91370481MA3ABC"),
        ("'913704", "913704"),
        ("\t913704", "913704"),
        ('="00913704"', "00913704"),
        (913704.0, "913704"),
        ("913704.0", "913704"),
        ("12345678－9", "12345678-9"),
    ],
)
def test_codes_lose_their_wrappings(cell: CellValue, expected: str) -> None:
    assert code_text(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.13704810042342e17, "number-precision-lost"),
        (10**15, "number-precision-lost"),
        ("1.13704E+17", "number-precision-lost"),
        ("3.70481E17", "number-precision-lost"),
        (12345678, "leading-zeros-lost"),
        ("12345678", "leading-zeros-lost"),
        (1.5, "code-not-whole"),
        (True, "code-not-whole"),
        (date(2026, 3, 12), "code-not-whole"),
        ("113704810042342000", "number-precision-lost"),
    ],
)
def test_codes_that_lost_digits_are_refused(cell: CellValue, code: str) -> None:
    assert refusal(code_text, cell, (9,), lambda _: False) == code


def test_a_sound_code_may_end_in_zeros() -> None:
    assert code_text("113704810042342000", (), lambda _: True) == "113704810042342000"


@pytest.mark.parametrize(
    "word", ["无", " / ", "-", "——", "NULL", "null", "n/a", "＃Ｎ／Ａ", "\u3000", "\u200b", "（无）", "暂无"]
)
def test_words_for_nothing_are_nothing(word: str) -> None:
    assert text.is_placeholder(word)


@pytest.mark.parametrize("word", ["无锡示例公司", "0", "空调", "A-1"])
def test_words_that_begin_like_nothing_are_something(word: str) -> None:
    assert not text.is_placeholder(word)


def test_names_lose_stray_spaces_and_breaks_but_keep_their_brackets() -> None:
    assert text.line(" 滕州　示例\r\n（集团） 有限\u00a0公司 ") == "滕州示例（集团）有限公司"
    assert text.line("Example  Trading\nCo") == "Example Trading Co"


def test_paragraphs_keep_their_line_breaks() -> None:
    assert text.lines(" 一、超期 \r\n\r\n 二、无证\u2028") == "一、超期\n二、无证"


@pytest.mark.parametrize(
    "written", ["滕市监罚〔2026〕12号", "滕市监罚[２０２６]１２号", "滕市监罚 （2026） 12 号", "滕市监罚【2026】12号"]
)
def test_a_document_number_has_one_spelling(written: str) -> None:
    assert text.document_number(written) == "滕市监罚〔2026〕12号"


@pytest.mark.parametrize(
    ("written", "is_name", "code"),
    [
        ("锟斤拷", False, "damaged-text"),
        ("滕州\ufffd公司", False, "damaged-text"),
        ("a\x02b", False, "control-character"),
        ("滕州\ue863公司", True, "private-character"),
        ("滕州?公司", True, "lost-character"),
        ("张□", True, "lost-character"),
    ],
)
def test_damaged_text_is_refused(written: str, is_name: bool, code: str) -> None:
    assert refusal(text.check_text, written, is_name=is_name) == code


def test_a_question_in_a_paragraph_is_no_lost_character() -> None:
    text.check_text("是否补正?", is_name=False)


CATEGORIES = CF_2018.by_name["subject.penalty_categories"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("罚款", "fine"),
        ("罚款、警告", "warning,fine"),
        ("警告;罚款；罚款", "warning,fine"),
        ("没收违法所得、没收非法财物", "confiscation"),
        ("没收违法所得、没收非法财物、罚款", "fine,confiscation"),
        ("暂扣或者吊销许可证/执照，警告", "warning,licence_withdrawal"),
        ("罚款,站桩", "fine,站桩"),
    ],
)
def test_several_categories_are_told_apart_and_put_in_order(written: str, expected: str) -> None:
    assert choices(written, CATEGORIES) == expected


def test_an_unknown_choice_is_handed_to_the_check_as_it_stands() -> None:
    assert choice(" 外星人 ", CF_2018.by_name["subject.kind"]) == "外星人"


@pytest.mark.parametrize(
    ("cell", "expected"), [("是", True), ("y", True), (1, True), (True, True), ("否", False), ("0", False)]
)
def test_yes_and_no_have_many_spellings(cell: CellValue, expected: bool) -> None:
    assert flag(cell) is expected


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert refusal(flag, "也许") == "flag-unreadable"
