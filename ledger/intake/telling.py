"""Reports as lines of text for a terminal, in one language, and as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.citation import chinese_citation
from ledger.intake.problem import CellProblem
from ledger.intake.report import Report, problem_json
from ledger.intake.submission.journal import RowResult
from ledger.intake.submission.transport import Json
from ledger.intake.submission.work import Submitted

_MOST_LINES = 100
_RECORDED = 201


def told(lang: str, zh: str, en: str) -> str:
    """One of two texts."""
    return en if lang == "en" else zh


def counted(rows: int) -> str:
    """Count rows in English."""
    return f"{rows} row" if rows == 1 else f"{rows} rows"


def report_lines(report: Report, lang: str) -> Iterator[str]:
    """What a clerk reads after a check: where, what is wrong, how to mend it; then the sum."""
    standard = report.header.standard
    name = report.file.path.name
    yield told(
        lang, f"{name}：{standard.zh}，{len(report.rows)} 行", f"{name}: {standard.en}, {counted(len(report.rows))}"
    )
    for problem in report.problems[:_MOST_LINES]:
        yield from _problem_lines(problem, lang)
    if (rest := len(report.problems) - _MOST_LINES) > 0:
        yield told(lang, f"  ……另有 {rest} 处，见标注后的工作簿", f"  … and {rest} more; see the marked workbook")
        for code, count in report.counts().items():
            yield f"  {code} × {count}"
    clean, refused = len(report.clean_rows), len(report.rows) - len(report.clean_rows)
    yield told(
        lang,
        f"可以提交 {clean} 行，有错误 {refused} 行（共 {len(report.errors)} 处）",
        f"{counted(clean)} can be submitted, {counted(refused)} with errors ({len(report.errors)} in all)",
    )


def _problem_lines(problem: CellProblem, lang: str) -> Iterator[str]:
    column = problem.column
    if lang == "en":
        where = f"row {problem.row}" + (f", column {column.letter} ({column.heading})" if column else "")
        what, mend, kind = problem.text.en, problem.text.mend_en, "error" if problem.level == "error" else "note"
    else:
        where = f"第 {problem.row} 行" + (f" {column.letter} 列“{column.heading}”" if column else "")
        what, mend, kind = problem.text.zh, problem.text.mend_zh, "错误" if problem.level == "error" else "提示"
    yield f"  {where} [{kind} {problem.text.code}] {what}"
    if problem.level == "error":
        ground = told(lang, f"（依据：{chinese_citation(problem.article)}）", f" (ground: {problem.article})")
        yield f"      → {mend}" + (ground if problem.article else "")


def submitted_lines(submitted: Submitted, lang: str) -> Iterator[str]:
    """What a clerk reads after a submission."""
    refused = [(row, result) for row, result in sorted(submitted.results.items()) if result.problem is not None]
    for row, result in refused[:_MOST_LINES]:
        yield f"  {told(lang, f'第 {row} 行', f'row {row}')} {result_text(result, lang)}"
    if (rest := len(refused) - _MOST_LINES) > 0:
        yield told(lang, f"  ……另有 {rest} 行，见结果工作簿", f"  … and {rest} more; see the workbook of results")
    fresh = sum(
        result.status == _RECORDED and row not in submitted.earlier for row, result in submitted.results.items()
    )
    known = submitted.recorded - fresh
    declined = submitted.refused + len(submitted.unsigned)
    yield told(
        lang,
        f"新记入 {fresh} 行，早已记入 {known} 行，被拒 {declined} 行",
        f"{counted(fresh)} recorded now, {known} recorded before, {declined} refused",
    )


def result_text(result: RowResult, lang: str) -> str:
    """The server's last word on a row, on one line."""
    if result.proof is not None:
        position = result.proof["index"]
        if result.status == _RECORDED:
            return told(lang, f"已记入，位置 {position}", f"recorded at position {position}")
        return told(lang, f"早已记入，位置 {position}", f"recorded before at position {position}")
    problem = result.problem or {}
    code = problem.get("code", "-")
    what = _member(problem, lang, "detail") or _member(problem, lang, "title")
    mend = _member(problem, lang, "mend")
    return told(lang, f"被拒 [{code}] {what} → {mend}", f"refused [{code}] {what} → {mend}")


def _member(problem: Json, lang: str, name: str) -> str:
    return str(problem.get(f"{name}_en" if lang == "en" else name, ""))


def result_texts(report: Report, submitted: Submitted, lang: str) -> dict[int, str]:
    """What became of every row of the file."""
    texts = {row: result_text(result, lang) for row, result in submitted.results.items()}
    for row in report.rows:
        texts.setdefault(row.number, told(lang, "未提交：有错误", "not submitted: it has errors"))
    return texts


def submitted_json(report: Report, submitted: Submitted, files: Mapping[str, str]) -> dict[str, Any]:
    """A submission for programs; without cell contents."""
    return {
        **report.to_json(),
        "recorded": submitted.recorded,
        "refused_by_server": submitted.refused,
        "unsigned": [problem_json(problem) for problem in submitted.unsigned],
        "results": [_result_json(result) for _, result in sorted(submitted.results.items())],
        "receipts": submitted.receipts,
        "files": dict(files),
    }


def _result_json(result: RowResult) -> dict[str, Any]:
    index = None if result.proof is None else result.proof["index"]
    return {"row": result.row, "status": result.status, "index": index, "problem": result.problem}
