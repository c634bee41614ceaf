"""Arguments, files and exit status of ``chengjian-verify``."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from verify.audit.source import Source, open_source
from verify.cli.checks import Checker
from verify.cli.findings import Finding
from verify.cli.output import Printer, to_json
from verify.cli.progress import ProgressBar
from verify.errors import FileUnreadableError, PackageMissingError, TooLargeError, VerifyError, numbered
from verify.policy import Policy, parse_policy

POLICY_VARIABLE = "CHENGJIAN_POLICY"
MAX_FILE_BYTES = 1024 * 1024 * 1024
_DESCRIPTION = """\
独立核验诚鉴账本：回执、检查点、声明、信任策略；用 log 核验整个日志，用 conduct 再判断其中的每个决定。
密钥只取自信任策略，从不取自被核验的文件。
Checks receipts, checkpoints, statements and policies of a Chengjian ledger, with "log" a whole log, with "conduct"
every decision in it.
Keys come from the pinned policy, never from what is checked.
"""
_EPILOGUE = """\
退出码 / exit status: 0 有效 valid · 1 不能证明所称 does not prove its claim · 2 格式错误或无法使用 malformed, unusable
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    _never_fail_to_speak()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["conduct"]:
        return _judge(given[1:])
    is_log = given[:1] == ["log"]
    options = _parser(is_log=is_log).parse_args(given[1:] if is_log else given)
    try:
        checker = Checker(read_policy(options.policy), int(time.time()))
    except VerifyError as error:
        return _show(Finding(str(options.policy), "policy", error=error), options)
    if is_log:
        return _show(_check_log(checker, options), options)
    return max(_show(_check_file(checker, name), options) for name in options.files)


def _judge(given: list[str]) -> int:
    try:
        from verify.conduct.command import run  # the one command that needs more than PyNaCl
    except ImportError as error:  # where it was not installed: a traceback would end with the status of a failed proof
        options, _ = _add_speech(argparse.ArgumentParser(add_help=False)).parse_known_args(given)
        return _show(Finding("conduct", "", error=PackageMissingError(error.name or str(error))), options)
    return run(given)


def _never_fail_to_speak() -> None:
    """Let the output spell out what its encoding lacks: a traceback would end with the status of a failed proof."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser(*, is_log: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chengjian-verify log" if is_log else "chengjian-verify",
        description=_DESCRIPTION,
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if is_log:
        parser.add_argument("log", metavar="URL|FOLDER", help="日志地址或目录 / address or folder of the log")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="进程数 / worker processes"
        )
    else:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help='文件；或 "log URL|FOLDER" / files; or "log URL|FOLDER"'
        )
    parser.add_argument(
        "--policy",
        default=os.environ.get(POLICY_VARIABLE),
        metavar="FILE",
        help=f"信任策略，默认取自 {POLICY_VARIABLE} / pinned policy, by default from {POLICY_VARIABLE}",
    )
    return _add_speech(parser)


def _add_speech(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a parser take in which form to answer."""
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="输出语言 / language of the output")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON / one line of JSON for each file")
    return parser


def read_policy(name: str | None) -> Policy | None:
    """Return the pinned policy, or None if none is named.

    Raises:
        MalformedError: It cannot be read.
    """
    if not name:
        return None
    data = read_file(name)
    with numbered(1):
        return parse_policy(data)


def read_file(name: str) -> bytes:
    """Return a file's bytes.

    Raises:
        FileUnreadableError: It cannot be read.
        TooLargeError: More than 1 GiB.
    """
    try:
        if Path(name).stat().st_size > MAX_FILE_BYTES:
            raise TooLargeError(name)
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise FileUnreadableError(name, reason=getattr(error, "strerror", None) or str(error)) from error


def _check_file(checker: Checker, name: str) -> Finding:
    try:
        data = read_file(name)
    except VerifyError as error:
        return Finding(name, "", error=error)
    return checker.check(name, data)


def _check_log(checker: Checker, options: argparse.Namespace) -> Finding:
    try:
        source: Source = open_source(options.log)
    except VerifyError as error:
        return Finding(options.log, "log", error=error)
    bar = ProgressBar(sys.stderr)
    try:
        return checker.check_log(options.log, source, options.workers, bar)
    finally:
        bar.end()


def _show(finding: Finding, options: argparse.Namespace) -> int:
    if options.json:
        print(to_json(finding))
    else:
        for line in Printer(is_chinese=options.lang == "zh").lines(finding):
            print(line)
    return finding.exit_status
