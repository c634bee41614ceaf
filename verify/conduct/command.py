"""``chengjian-verify conduct``: arguments, files and exit status."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from domain.time import end_of_day_ms, parse_date
from verify.audit.source import Source, open_source
from verify.cli.findings import Finding
from verify.cli.output import Printer
from verify.cli.output import to_json as finding_to_json
from verify.cli.program import POLICY_VARIABLE, read_policy
from verify.cli.progress import ProgressBar
from verify.conduct.lines import lines_of, to_json
from verify.conduct.page import page_of
from verify.conduct.presentation import MAX_LINE_BYTES
from verify.conduct.run import ConductReport, judge_log
from verify.conduct.verdict import BROKEN
from verify.errors import FileUnreadableError, PolicyMissingError, PresentationWrongError, VerifyError
from verify.policy import Policy

_DESCRIPTION = """\
核验整个日志之后，用决定时的规则把其中每一个决定重新判断一遍：告知、期限、内容、标注、召回、公示期。
Audits a whole log, then judges every decision in it anew by the rules of its day.
"""
_EPILOGUE = """\
退出码 / exit status: 0 没有发现违反 nothing broken · 1 有违反，或日志不成立 something broken, or no sound log
2 格式错误或无法使用 malformed, unusable
"""


class _OwnFileError(FileUnreadableError):
    """A file beside the log, which the command line named, cannot be read or written."""


def run(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        policy = read_policy(options.policy)
        if policy is None:
            raise PolicyMissingError
    except VerifyError as error:
        is_named = options.policy is not None
        return _fail(Finding(options.policy or options.log, "policy" if is_named else "", error=error), options)
    try:
        report = _judge(options, open_source(options.log), policy)
        _write_page(options, report)
    except PresentationWrongError as error:
        return _fail(Finding(str(options.presentation), "", error=error), options)
    except _OwnFileError as error:
        return _fail(Finding(error.where, "", error=error), options)
    except FileUnreadableError as error:
        return _fail(Finding(options.log, "", error=error), options)
    except VerifyError as error:
        return _fail(Finding(options.log, "log", error=error), options)
    return _show(options, report)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chengjian-verify conduct",
        description=_DESCRIPTION,
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("log", metavar="URL|FOLDER", help="日志地址或目录 / address or folder of the log")
    add("--presentation", metavar="FILE", help="审计披露文件（NDJSON）/ audit presentation")
    add("--policy", default=os.environ.get(POLICY_VARIABLE), metavar="FILE", help="信任策略 / pinned policy")
    add(
        "--until",
        type=_end_of_day_s,
        metavar="YYYY-MM-DD",
        help="日志副本取自哪一天，未结的期限算到这一天；缺省为今天 / day on which the copy was taken; by default today",
    )
    add("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="进程数 / worker processes")
    add("--lang", choices=("zh", "en"), default="zh", help="输出语言 / language of the output")
    add("--json", action="store_true", help="输出一行 JSON / one line of JSON")
    add("--html", metavar="FILE", help="另写一个网页 / write a page, too")
    add("--all", action="store_true", help="列出全部判断 / list every judgment")
    return parser


def _end_of_day_s(text: str) -> int:
    """Read a day in Shanghai, and give its last second.

    Raises:
        ValueError: It is no day, as argparse then says.
    """
    return end_of_day_ms(parse_date(text)) // 1000


@contextmanager
def _presentation(name: str | None) -> Iterator[Iterator[bytes]]:
    """Open an audit presentation, to be read line by line.

    Raises:
        FileUnreadableError: It cannot be read.
    """
    if name is None:
        yield iter(())
        return
    with _named(name):
        file = Path(name).open("rb")  # noqa: SIM115 (closed below; what the audit meets is none of its faults)
    with file:
        yield _lines(name, file)


def _lines(name: str, file: BinaryIO) -> Iterator[bytes]:
    with _named(name):
        while line := file.readline(MAX_LINE_BYTES + 1):
            yield line


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Tell by its name which file beside the log it was that failed.

    Raises:
        FileUnreadableError: It cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        raise _OwnFileError(name, reason=error.strerror or "") from error


def _judge(options: argparse.Namespace, source: Source, policy: Policy) -> ConductReport:
    bar = ProgressBar(sys.stderr)
    try:
        with _presentation(options.presentation) as lines:
            return judge_log(
                source,
                policy,
                lines,
                now_s=int(time.time()),
                silent_until_s=options.until,
                workers=options.workers,
                keep_all=options.all,
                progress=bar,
            )
    finally:
        bar.end()


def _write_page(options: argparse.Namespace, report: ConductReport) -> None:
    if options.html is None:
        return
    page = page_of(options.log, report)
    with _named(options.html):
        Path(options.html).write_text(page, encoding="utf-8")


def _show(options: argparse.Namespace, report: ConductReport) -> int:
    status = 1 if report.summary.counts[BROKEN] else 0
    if options.json:
        print(to_json(options.log, report, status))
    else:
        for line in lines_of(options.log, report, is_chinese=options.lang == "zh"):
            print(line)
    return status


def _fail(finding: Finding, options: argparse.Namespace) -> int:
    if options.json:
        print(finding_to_json(finding))
    else:
        for line in Printer(is_chinese=options.lang == "zh").lines(finding):
            print(line)
    return finding.exit_status
