"""Prints findings: numbered steps and one verdict for people, one JSON object a line for programs."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone

from verify.cli.findings import Finding, Value
from verify.errors import VerifyError
from verify.messages import explain, visible
from verify.phrases import KINDS, LABELS, NOTES, STEPS, STRENGTHS, VERDICTS, say

CHINA = timezone(timedelta(hours=8))
MAX_FAILURES_SHOWN = 20
_TIMES = frozenset({"time", "first", "last"})
_MS = 1000


class Printer:
    """Makes the lines for people in one language."""

    def __init__(self, *, is_chinese: bool) -> None:
        self._is_chinese = is_chinese

    def lines(self, finding: Finding) -> Iterator[str]:
        """Yield the lines for one finding, its verdict last."""
        kind = f": {say(KINDS[finding.kind], is_chinese=self._is_chinese)}" if finding.kind else ""
        yield f"{visible(finding.name)}{kind}"
        yield from self._steps(finding)
        yield from self._failures(finding)
        for label, value in finding.facts.items():
            yield from self._fact(label, value)
        yield self._verdict(finding)
        if finding.exit_status == 0 and finding.verdict in NOTES:
            yield f"{self._label('note')}: {say(NOTES[finding.verdict], is_chinese=self._is_chinese)}"

    def _label(self, name: str) -> str:
        return say(LABELS[name], is_chinese=self._is_chinese)

    def _steps(self, finding: Finding) -> Iterator[str]:
        passed = finding.passed_steps()
        is_partial = finding.kind == "log" and finding.error is not None
        before, after = ("so-far", "unfinished") if is_partial else ("passed", "skipped")
        # Without a step it was no check that failed: there was no policy, or the file could not be read.
        failed = None if finding.error is not None and finding.error.step is None else passed + 1
        for number, step in enumerate(STEPS.get(finding.kind, ()), 1):
            outcome = before if number <= passed else "failed" if number == failed else after
            yield f"  ({number}) {self._label(outcome)}  {say(step, is_chinese=self._is_chinese)}"

    def _failures(self, finding: Finding) -> Iterator[str]:
        for number, error in finding.failures[:MAX_FAILURES_SHOWN]:
            yield f"  {self._label('line').format(number)}: {self._reason(error)}"
        if len(finding.failures) > MAX_FAILURES_SHOWN:
            yield "  …"

    def _fact(self, label: str, value: Value) -> Iterator[str]:
        text = self._label(label)
        if isinstance(value, dict):
            for name, each in sorted(value.items()):
                yield f"  {text}: {visible(f'{name} = {_plain(each)}')}"
        elif isinstance(value, list):
            for each in value:
                yield f"  {text}: {visible(each)}"
        elif label in _TIMES and isinstance(value, int):
            yield f"  {text}: {format_time(value)}"
        else:
            yield f"  {text}: {visible(_plain(value))}"

    def _verdict(self, finding: Finding) -> str:
        verdict = f"{self._label('verdict')}: {say(VERDICTS[finding.outcome], is_chinese=self._is_chinese)}"
        if finding.error is not None:
            return f"{verdict} — {self._reason(finding.error)}"
        if finding.strength and finding.exit_status == 0:
            strength = say(STRENGTHS[finding.strength], is_chinese=self._is_chinese)
            return f"{verdict}; {self._label('strength')}: {strength}"
        return verdict

    def _reason(self, error: VerifyError) -> str:
        places = [] if error.step is None else [self._label("step").format(error.step)]
        places += [] if error.position is None else [self._label("position").format(error.position)]
        place = f"{', '.join(places)}: " if places else ""
        return f"{place}{error.code}: {explain(error, is_chinese=self._is_chinese)}"


def _plain(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def format_time(time_ms: int) -> str:
    """Return an entry time as Chinese legal time; a number that no calendar holds stays a number."""
    try:
        return datetime.fromtimestamp(time_ms / _MS, UTC).astimezone(CHINA).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):
        return str(time_ms)


def to_json(finding: Finding) -> str:
    """Return one line of JSON for programs; names are permanent."""
    value: dict[str, object] = {
        "file": finding.name,
        "kind": finding.kind or None,
        "verdict": finding.outcome,
        "exit_status": finding.exit_status,
        "steps_passed": finding.passed_steps(),
        "facts": finding.facts,
    }
    if finding.strength and finding.exit_status == 0:
        value["strength"] = finding.strength
    if finding.error is not None:
        value["error"] = _error(finding.error)
    if finding.failures:
        value["failures"] = [{"line": number, **_error(error)} for number, error in finding.failures]
    return json.dumps(value, ensure_ascii=False)


def _error(error: VerifyError) -> Mapping[str, object]:
    return {
        "code": error.code,
        "step": error.step,
        "position": error.position,
        "where": error.where,
        "facts": error.facts,
        "message_zh": explain(error, is_chinese=True),
        "message_en": explain(error, is_chinese=False),
    }
