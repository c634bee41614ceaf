"""Conduct: a whole log audited, then every decision in it judged anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from verify.audit.run import AuditReport, Progress, audit_log
from verify.audit.source import Source
from verify.conduct.entries import audited_entries
from verify.conduct.findings import Findings, Summary
from verify.conduct.presentation import Presentation
from verify.conduct.replay import Replay
from verify.policy import Policy


@dataclass(frozen=True, slots=True)
class ConductReport:
    """An audited log and what its decisions are worth.

    Attributes:
        audit: What the audit found.
        summary: What the replay found.
    """

    audit: AuditReport
    summary: Summary


def judge_log(
    source: Source,
    policy: Policy,
    lines: Iterable[bytes] = (),
    *,
    now_s: int,
    silent_until_s: int | None = None,
    workers: int = 1,
    keep_all: bool = False,
    progress: Progress,
) -> ConductReport:
    """Audit a whole log, and judge every decision in it by the rules in force at its entry.

    1. The audit (``verify.audit.run``) passes.
    2. Each entry is read once more, against the root that the audit found.
    3. What the presentation opens of it is what its statement committed to.
    4. Its event fits the closed schema, and its statement id is unused.
    5. The domain, asked again with the states before it and its entry time, admits it; around a request, it gives
       this very event, and the request's own signature holds.
    6. Recalls stand before what causes them, and nowhere else.
    7. Deadlines were kept until now, and breaches and ends said: silence after the last entry breaks them, too.

    Args:
        source: Where the log is.
        policy: What is trusted.
        lines: The audit presentation; none: only what stands in plain is judged.
        now_s: Present instant, seconds since the epoch, for the age of cosignatures.
        silent_until_s: Until when the log is known to have said no more: of an older copy, the instant at which it was
            taken. By default the present.
        workers: Worker processes of the audit.
        keep_all: Whether the report lists everything, or only what was broken.
        progress: Called with what is done and what there is to do: every entry is read twice.

    Raises:
        VerifyError: The audit fails, or the presentation is wrong.
    """

    def audited(done: int, size: int) -> None:
        progress(done, 2 * size)

    def judged(done: int, size: int) -> None:
        progress(size + done, 2 * size)

    report = audit_log(source, policy, now_s=now_s, workers=workers, progress=audited)
    presentation, findings = Presentation(lines), Findings(keep_all=keep_all)
    replay = Replay(presentation, findings)
    for position, entry in audited_entries(source, report.size, report.root, judged):
        replay.take(position, entry)
    presentation.finish(report.size)
    replay.finish(1000 * (now_s if silent_until_s is None else silent_until_s))
    return ConductReport(report, findings.summary(report.size))
