"""A report as lines for people, or as one JSON object for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from verify.conduct.run import ConductReport
from verify.conduct.texts import LABELS, NOTE, VERDICTS, cited, conclusion, say
from verify.conduct.topics import topic_name
from verify.conduct.verdict import BROKEN, Judgment
from verify.messages import visible
from verify.phrases import STRENGTHS
from verify.strict_base64 import encode_standard


def lines_of(name: str, report: ConductReport, *, is_chinese: bool) -> Iterator[str]:
    """Yield the lines of a report, its conclusion last but the note."""
    audit, summary = report.audit, report.summary
    facts: dict[str, str | int] = {
        "origin": audit.origin,
        "size": audit.size,
        "root": encode_standard(audit.root),
        "strength": say(STRENGTHS[audit.strength.value], is_chinese=is_chinese),
        "closed": summary.closed,
    }
    yield f"{visible(name)}: {say(LABELS['title'], is_chinese=is_chinese)}"
    for label, value in facts.items():
        yield f"  {say(LABELS[label], is_chinese=is_chinese)}: {visible(str(value))}"
    counts = (f"{say(VERDICTS[one], is_chinese=is_chinese)} {count}" for one, count in summary.counts.items())
    yield f"  {say(LABELS['counts'], is_chinese=is_chinese)}: {' · '.join(counts)}"
    for judgment in summary.judgments:
        yield from _judgment(judgment, is_chinese=is_chinese)
    last = conclusion(summary, is_chinese=is_chinese)
    yield f"{say(LABELS['conclusion'], is_chinese=is_chinese)}: {last}"
    yield f"{say(LABELS['note'], is_chinese=is_chinese)}: {say(NOTE, is_chinese=is_chinese)}"


def _judgment(one: Judgment, *, is_chinese: bool) -> Iterator[str]:
    place = f"{say(LABELS['position'], is_chinese=is_chinese)} {one.position}"
    event, verdict = topic_name(one.topic, is_chinese=is_chinese), say(VERDICTS[one.verdict], is_chinese=is_chinese)
    yield "  ".join(part for part in (f"  {verdict}", place, event, one.rule, one.code) if part)
    ground = visible(cited(one, is_chinese=is_chinese))
    found = visible(one.zh if is_chinese else one.en)
    yield f"      {found}{f' — {ground}' if ground else ''}"


def to_json(name: str, report: ConductReport, exit_status: int) -> str:
    """Return one line of JSON for programs; names are permanent."""
    audit, summary = report.audit, report.summary
    return json.dumps(
        {
            "file": name,
            "kind": "conduct",
            "verdict": BROKEN if summary.counts[BROKEN] else "kept",
            "exit_status": exit_status,
            "strength": audit.strength.value,
            "facts": {"origin": audit.origin, "size": audit.size, "root": encode_standard(audit.root)},
            "entries": summary.entries,
            "closed": summary.closed,
            "counts": summary.counts,
            "unjudged": {"percent": summary.unjudged_percent, "reasons": summary.unjudged},
            "conclusion": {"zh": conclusion(summary, is_chinese=True), "en": conclusion(summary, is_chinese=False)},
            "judgments": [asdict(one) for one in summary.judgments],
        },
        ensure_ascii=False,
    )
