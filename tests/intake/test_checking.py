"""A file is checked cell by cell with the server's own rules; what is right comes through exactly."""

from datetime import date
from pathlib import Path

import pytest

from domain.refusal import Refusal
from domain.standard import refusals as form_refusals
from ledger.intake.errors import UnusableFileError
from ledger.intake.judging import Rules, guess_environment, rules_of_item
from ledger.intake.messages_cells import CELL_MESSAGES
from ledger.intake.report import check_sheet, open_sheet
from ledger.intake.sample.faults import FAULTS
from ledger.intake.sample.files import write_sample
from ledger.intake.sample.table import SampleRow, SampleTable
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL
from tests.intake.fake_ledger import item_of
from tests.intake.files import AGENCIES, TODAY, check, codes, rules, sample, table

SAMPLES = Path(__file__).parents[2] / "samples"
REMARKS = {"column-ignored", "value-read-as"}
# Reasons that no file can give: intake itself spells types, dates and amounts, and drops what the standard lacks.
BEYOND_FILES = {"field-unknown", "field-type", "field-text", "field-date", "field-amount"}
AT_SIGNING = {"statement-too-large"}


def faulty_rows(standard: str, ending: str) -> tuple[SampleTable, Path]:
    return make_table(
        standard, AGENCIES[standard], 150, 3, with_errors=True
    ), SAMPLES / f"{standard[:2]}-errors.{ending}"


@pytest.mark.parametrize("standard", ["xk-2018", "cf-2018"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_right_sample_is_clean_in_every_format(tmp_path: Path, standard: str, ending: str) -> None:
    report = check(sample(tmp_path / f"s.{ending}", standard, rows=120), standard)
    assert (len(report.rows), len(report.clean_rows), report.problems) == (120, 120, ())


@pytest.mark.parametrize("standard", ["xk-2018", "cf-2018"])
def test_every_format_and_encoding_gives_the_same_values(tmp_path: Path, standard: str) -> None:
    paths = [sample(tmp_path / f"{encoding}.csv", standard, encoding=encoding) for encoding in ("utf-8", "gb18030")]
    paths.append(sample(tmp_path / "s.xlsx", standard))
    reports = [check(path, standard) for path in paths]
    assert len({str([(row.decided_on, row.disclosed) for row in report.rows]) for report in reports}) == 1


@pytest.mark.parametrize("standard", ["xk-2018", "cf-2018"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_each_fault_is_found_in_its_row_and_nowhere_else(tmp_path: Path, standard: str, ending: str) -> None:
    made = make_table(standard, AGENCIES[standard], 150, 3, with_errors=True)
    path = tmp_path / f"errors.{ending}"
    write_sample(path, made)
    found = codes(check(path, standard))
    assert all(len(named) == 1 for named in found.values()), found
    wanted = {row.code for row in made.rows if row.code}
    named = {code for codes_of_row in found.values() for code in codes_of_row}
    assert named <= wanted
    only_elsewhere = wanted - named
    workbook_only = {"code-not-whole", "cell-error", "formula-without-value", "hidden-row", "merged-cell"}
    assert only_elsewhere == (workbook_only if ending == "csv" else {"control-character", "cell-too-long"})


def test_the_committed_error_samples_show_every_error_of_the_checker() -> None:
    found: set[str] = set()
    for standard, name in (("xk-2018", "xk-errors.xlsx"), ("cf-2018", "cf-errors.xlsx"), ("cf-2018", "cf-errors.csv")):
        report = check(SAMPLES / name, standard)
        found |= {problem.text.code for problem in report.errors}
    ours = CELL_MESSAGES.keys() - REMARKS - AT_SIGNING
    forms = {refusal.code for refusal in form_refusals.ALL} - BEYOND_FILES
    assert ours <= found
    assert forms <= found
    assert found == {fault.code for fault in FAULTS}


@pytest.mark.parametrize("standard", ["xk-2018", "cf-2018"])
def test_a_problem_names_row_letter_heading_and_mend_in_both_languages(tmp_path: Path, standard: str) -> None:
    made = make_table(standard, AGENCIES[standard], 20, 3, with_errors=True)
    write_sample(tmp_path / "errors.csv", made)
    for problem in check(tmp_path / "errors.csv", standard).errors:
        texts = problem.text
        assert texts.zh
        assert texts.en
        assert texts.mend_zh
        assert texts.mend_en
        assert problem.column is None or made.headings[problem.column.index] == problem.column.heading


def test_the_column_of_a_wrong_code_is_the_one_it_was_read_from(tmp_path: Path) -> None:
    code = str(table().rows[0].cells["file.uscc"])
    write_sample(tmp_path / "s.csv", table(file__uscc=code[:-1] + ("0" if code[-1] != "0" else "1")))
    (problem,) = check(tmp_path / "s.csv").errors
    assert problem.text.code == "uscc-check"
    assert problem.column is not None
    assert problem.column.heading == "代码_1（统一社会信用代码）"
    assert problem.place == "C2"


def test_the_unified_code_decides_what_kind_of_body_it_is(tmp_path: Path) -> None:
    report = check(sample(tmp_path / "s.csv", rows=150))
    kinds = {
        (str(row.disclosed["subject.identifier"])[:2], row.disclosed["subject.kind"])
        for row in report.rows
        if row.disclosed["subject.identifier_type"] == "uscc"
    }
    assert kinds == {("91", "ENT"), ("92", "SOLE"), ("12", "ORG"), ("52", "ORG")}


def test_a_body_without_unified_code_is_known_by_an_older_one(tmp_path: Path) -> None:
    made = table(file__uscc="", subject__code_inst="137048100012", subject__kind="法人及非法人组织")
    write_sample(tmp_path / "s.csv", made)
    row = check(tmp_path / "s.csv").rows[0]
    assert row.is_clean, row.problems
    assert row.disclosed["subject.identifier_type"] == "inst"
    assert row.disclosed["subject.identifier"] == "137048100012"
    assert row.disclosed["subject.kind"] == "ORG"


def test_an_identity_number_without_its_type_is_told_by_its_check_digit(tmp_path: Path) -> None:
    path = sample(tmp_path / "s.csv", rows=150)
    people = [row for row in check(path).rows if row.disclosed["subject.kind"] == "NP"]
    assert people
    text = path.read_text(encoding="utf-8-sig").replace("身份证", "")
    path.write_text(text, encoding="utf-8")
    report = check(path)
    assert not report.errors
    same = [row.disclosed for row in report.rows if row.disclosed["subject.kind"] == "NP"]
    assert same == [row.disclosed for row in people]


def test_end_dates_without_end_and_amounts_become_what_the_statement_holds(tmp_path: Path) -> None:
    made = table("cf-2018", subject__penalty_until="长期", subject__fine_fen=1.25, subject__penalty_categories="罚款")
    write_sample(tmp_path / "s.xlsx", made)
    disclosed = check(tmp_path / "s.xlsx", "cf-2018").rows[0].disclosed
    assert disclosed["subject.penalty_until"] == "2099-12-31"
    assert disclosed["subject.fine_fen"] == 1_250_000
    assert disclosed["subject.is_summary"] is False


def test_a_yuan_column_is_not_read_as_wan_yuan(tmp_path: Path) -> None:
    made = table("cf-2018", subject__fine_fen="5000", subject__content="罚款5000元", subject__penalty_categories="罚款")
    write_sample(tmp_path / "s.csv", made)
    text = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").replace("罚款金额（万元）", "罚款金额(元)")
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    assert check(tmp_path / "s.csv", "cf-2018").rows[0].disclosed["subject.fine_fen"] == 500_000


def test_both_category_columns_of_old_files_are_read(tmp_path: Path) -> None:
    made = table("cf-2018", subject__penalty_categories="罚款", subject__fine_fen="0.5", subject__content="警告;罚款")
    named = SampleTable(
        made.standard, "", (*made.headings, "CF_CFLB2"), (*made.fields, "file.penalty_category_2"), made.rows
    )
    named.rows[0].cells["file.penalty_category_2"] = "警告"
    write_sample(tmp_path / "s.csv", named)
    row = check(tmp_path / "s.csv", "cf-2018").rows[0]
    assert row.disclosed["subject.penalty_categories"] == "warning,fine"
    assert not any(name.startswith("file.") for name in row.disclosed)


def test_further_results_of_one_document_are_numbered_in_the_order_of_the_file(tmp_path: Path) -> None:
    report = check(sample(tmp_path / "s.csv", rows=120))
    assert [row.disclosed.get("subject.row") for row in report.rows if "subject.row" in row.disclosed] == ["2"]


def test_a_document_has_one_date_in_all_its_rows_whichever_of_them_comes_first(tmp_path: Path) -> None:
    made = table(rows=3)
    first, other, _ = made.rows
    later = SampleRow({**first.cells, "decided_on": "2026/03/02", "subject.content": "第二项"})
    same = SampleRow({**first.cells, "subject.content": "第三项"})
    nameless = SampleRow({**first.cells, "decided_on": "2026/03/02", "subject.document_no": ""})
    unread = SampleRow({**first.cells, "decided_on": "三月初", "subject.content": "第四项"})
    rows = (unread, first, other, later, same, nameless)
    write_sample(tmp_path / "s.csv", SampleTable(made.standard, "", made.headings, made.fields, rows))
    report = check(tmp_path / "s.csv")
    found = {row.number: [(one.text.code, one.place) for one in row.problems] for row in report.rows}
    ((code, place),) = found[5]
    assert (code, place[-1]) == ("document-date-differs", "5")
    assert found[3] == found[4] == found[6] == []
    assert [code for code, _ in found[2]] == ["date-unreadable"]
    assert [code for code, _ in found[7]] == ["field-missing"]
    (problem,) = report.rows[3].problems
    assert problem.column is not None
    assert problem.column.field is not None
    assert problem.column.field.name == "decided_on"
    assert str(report.rows[1].decided_on) in problem.text.zh
    assert "3" in problem.text.zh


def test_a_file_without_a_mandatory_column_says_which(tmp_path: Path) -> None:
    made = table()
    cut = SampleTable(made.standard, "", made.headings[1:], made.fields[1:], made.rows)
    write_sample(tmp_path / "s.csv", cut)
    with pytest.raises(UnusableFileError) as raised:
        check(tmp_path / "s.csv")
    assert raised.value.reason == "columns-missing"
    assert "行政相对人名称" in raised.value.message_zh


def test_a_header_without_rows_is_unusable(tmp_path: Path) -> None:
    made = table()
    write_sample(tmp_path / "s.csv", SampleTable(made.standard, "", made.headings, made.fields, ()))
    with pytest.raises(UnusableFileError) as raised:
        check(tmp_path / "s.csv")
    assert raised.value.reason == "rows-missing"


def test_the_kind_of_ledger_is_told_by_the_people_in_the_file(tmp_path: Path) -> None:
    assert guess_environment(open_sheet(sample(tmp_path / "s.csv", rows=60)).header) == "test"
    text = (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if "身份证" not in line or "行政相对人名称" in line]
    (tmp_path / "s.csv").write_text("\n".join(lines), encoding="utf-8")
    assert guess_environment(open_sheet(tmp_path / "s.csv").header) == "production"


def test_invented_people_do_not_pass_for_a_production_ledger(tmp_path: Path) -> None:
    sheet = open_sheet(sample(tmp_path / "s.csv", rows=60))
    found = codes(check_sheet(sheet, rules(environment="production")))
    assert {code for named in found.values() for code in named} == {"synthetic-person-in-production"}


def test_a_catalogue_item_narrows_what_is_accepted(tmp_path: Path) -> None:
    sheet = open_sheet(sample(tmp_path / "s.csv", rows=150))
    item = item_of(APPROVAL)
    narrow = type(item)(
        **{**{name: getattr(item, name) for name in item.__slots__}, "subject_kinds": ("ENT",), "identifier": "uscc"}
    )
    found = codes(check_sheet(sheet, rules_of_item(narrow, TODAY, "test", APPROVAL.code)))
    named = {code for codes_of_row in found.values() for code in codes_of_row}
    assert "subject-kind-not-in-item" in named


def test_a_decision_of_tomorrow_is_refused(tmp_path: Path) -> None:
    sheet = open_sheet(sample(tmp_path / "s.csv", rows=1))
    checked: list[int] = []
    report = check_sheet(sheet, Rules(date(2020, 1, 1), "test", is_adverse=False), checked.append)
    assert sum(checked) == len(report.rows)
    assert codes(report) == {2: ["date-order"]}


def test_texts_of_ours_do_not_take_codes_of_the_domain() -> None:
    domain_codes = {kind.code for kind in _all_refusals(Refusal)}
    assert not CELL_MESSAGES.keys() & domain_codes


def _all_refusals(root: type[Refusal]) -> set[type[Refusal]]:
    return {root}.union(*(_all_refusals(child) for child in root.__subclasses__()))
