"""What a clerk reads about acts: in a terminal, in the file of results, and as JSON for programs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.citation import chinese_citation
from ledger.intake.act.acts import ACTS, Act
from ledger.intake.act.fields import fields_of
from ledger.intake.act.prepare import ActRow
from ledger.intake.act.recording import recorded_of
from ledger.intake.act.source import ActFile
from ledger.intake.problem import CellProblem
from ledger.intake.report import problem_json
from ledger.intake.submission.work import Submitted
from ledger.intake.telling import counted, result_text, submitted_lines, told

_MOST_LINES = 100
_HEADINGS = (
    "行 Row",
    "结果 Result",
    "位置 Position",
    "编号 jti",
    "列入编号 listing",
    "案件编号 case",
    "代码 Code",
    "办法 Mend",
)


def list_lines(lang: str) -> Iterator[str]:
    """Every act, its title, and who signs it."""
    for act in ACTS.values():
        title = told(lang, act.zh, act.en)
        yield f"{act.name}\t{title}\t{act.signer[0 if lang == 'zh' else 1]}"


def list_json() -> list[dict[str, Any]]:
    """The same for programs, with the fields."""
    return [
        {
            "name": act.name,
            "zh": act.zh,
            "en": act.en,
            "signer_zh": act.signer[0],
            "signer_en": act.signer[1],
            "is_request": act.is_request,
            "fields": [
                {"name": one.name, "zh": one.zh, "en": one.en, "required": one.is_required} for one in fields_of(act)
            ],
        }
        for act in ACTS.values()
    ]


def check_lines(file: ActFile, act: Act, rows: Sequence[ActRow], lang: str) -> Iterator[str]:
    """Where something is wrong, what, and how to mend it; then the sum."""
    title = told(lang, act.zh, act.en)
    name, count = file.path.name, len(rows)
    yield told(lang, f"{name}：{title} {act.name}，{count} 行", f"{name}: {title} {act.name}, {counted(count)}")
    problems = [problem for row in rows for problem in row.problems]
    for problem in problems[:_MOST_LINES]:
        yield from _problem_lines(problem, act, lang)
    if (rest := len(problems) - _MOST_LINES) > 0:
        yield told(lang, f"  ……另有 {rest} 处，用 --json 查看", f"  … and {rest} more; see them with --json")
    clean = sum(row.is_clean for row in rows)
    yield told(
        lang,
        f"可以提交 {clean} 行，有错误 {count - clean} 行",
        f"{counted(clean)} can be submitted, {counted(count - clean)} with errors",
    )


def _problem_lines(problem: CellProblem, act: Act, lang: str) -> Iterator[str]:
    is_zh, is_error = lang == "zh", problem.level == "error"
    kind = told(lang, "错误" if is_error else "提示", "error" if is_error else "note")
    what, mend = (problem.text.zh, problem.text.mend_zh) if is_zh else (problem.text.en, problem.text.mend_en)
    yield f"  {_place(problem, act, lang)} [{kind} {problem.text.code}] {what}"
    if is_error:
        ground = told(lang, f"（依据：{chinese_citation(problem.article)}）", f" (ground: {problem.article})")
        yield f"      → {mend}" + (ground if problem.article else "")


def _place(problem: CellProblem, act: Act, lang: str) -> str:
    row = told(lang, f"第 {problem.row} 行", f"row {problem.row}")
    column = problem.column
    if column is not None:
        return row + told(
            lang, f" {column.letter} 列“{column.heading}”", f", column {column.letter} ({column.heading})"
        )
    known = next((one for one in fields_of(act) if one.name == problem.field), None)
    if known is not None:
        return row + told(lang, f"“{known.zh}”", f", {known.en}")
    return row + (f" {problem.field}" if problem.field else "")


def recorded_lines(submitted: Submitted, lang: str) -> Iterator[str]:
    """What became of every row, with the ids that later acts need; then the sum."""
    recorded = [(row, result) for row, result in sorted(submitted.results.items()) if result.proof is not None]
    for row, result in recorded[:_MOST_LINES]:
        named = recorded_of(result.proof or {})
        ids = " ".join(f"{name}={value}" for name, value in {**named.ids, "jti": named.jti}.items())
        yield f"  {told(lang, f'第 {row} 行', f'row {row}')} {result_text(result, lang)} {ids}"
    if (rest := len(recorded) - _MOST_LINES) > 0:
        yield told(lang, f"  ……另有 {rest} 行，见结果文件", f"  … and {rest} more; see the file of results")
    yield from submitted_lines(submitted, lang)


def results_csv(rows: Sequence[ActRow], submitted: Submitted, lang: str) -> bytes:
    """The file of results: one line for each row, as a spreadsheet program opens it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for row in rows:
        writer.writerow([str(row.number), *_cells(row, submitted, lang)])
    return out.getvalue().encode("utf-8-sig")


def _cells(row: ActRow, submitted: Submitted, lang: str) -> list[str]:
    result = submitted.results.get(row.number)
    if result is None:
        return [told(lang, "未提交：有错误", "not submitted: it has errors"), *[""] * 6]
    if result.proof is None:
        problem = result.problem or {}
        mend = str(problem.get("mend" if lang == "zh" else "mend_en", ""))
        return [result_text(result, lang), *[""] * 4, str(problem.get("code", "")), mend]
    named = recorded_of(result.proof)
    ids = [str(named.ids.get(name, "")) for name in ("listing", "case")]
    return [result_text(result, lang), str(named.index), named.jti, *ids, "", ""]


def check_json(file: ActFile, act: Act, rows: Sequence[ActRow]) -> dict[str, Any]:
    """A check for programs; without what the rows hold, which may be personal."""
    clean = sum(row.is_clean for row in rows)
    return {
        "act": act.name,
        "file": file.path.name,
        "sha256": file.digest,
        "rows": len(rows),
        "clean": clean,
        "refused": len(rows) - clean,
        "problems": [problem_json(problem) for row in rows for problem in row.problems],
    }


def recorded_json(
    file: ActFile, act: Act, rows: Sequence[ActRow], submitted: Submitted, files: Mapping[str, str]
) -> dict[str, Any]:
    """A submission for programs."""
    results: list[dict[str, Any]] = []
    for number, result in sorted(submitted.results.items()):
        named = None if result.proof is None else recorded_of(result.proof)
        ids = {} if named is None else {"index": named.index, "jti": named.jti, **named.ids}
        results.append({"row": number, "status": result.status, "problem": result.problem, **ids})
    return {
        **check_json(file, act, rows),
        "recorded": submitted.recorded,
        "refused_by_server": submitted.refused,
        "unsigned": [problem_json(problem) for problem in submitted.unsigned],
        "results": results,
        "receipts": submitted.receipts,
        "files": dict(files),
    }
