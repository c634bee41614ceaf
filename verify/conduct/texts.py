"""What reports say besides the findings themselves, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.citation import chinese_citation
from verify.conduct.findings import Summary
from verify.conduct.verdict import BROKEN, NOT_JUDGEABLE, Judgment, Outcome

Phrase = tuple[str, str]

VERDICTS: Mapping[Outcome, Phrase] = MappingProxyType(
    {"kept": ("符合", "kept"), "broken": ("违反", "BROKEN"), "not-judgeable": ("无法判断", "not judgeable")}
)
LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "title": ("履职核验", "conduct"),
        "origin": ("日志", "log"),
        "size": ("条目数", "entries"),
        "root": ("根", "root"),
        "strength": ("证明强度", "strength"),
        "closed": ("披露不全的条目", "entries not opened, or not wholly"),
        "position": ("位置", "position"),
        "event": ("事件", "event"),
        "verdict": ("结论", "verdict"),
        "rule": ("规则", "rule"),
        "article": ("依据", "ground"),
        "code": ("代码", "code"),
        "found": ("说明", "finding"),
        "counts": ("判断", "judgments"),
        "conclusion": ("结论", "Verdict"),
        "note": ("说明", "note"),
    }
)
_CLEAN: Phrase = ("没有发现违反规则的行为", "nothing was found broken")
_UNCLEAN: Phrase = ("发现 {} 处违反规则", "{} found broken")
_UNJUDGED: Phrase = (
    "；另有 {} 项（{}%）无法判断：{}",
    "; {} ({}%) could not be judged: {}",
)
_REASONS: Mapping[str, Phrase] = MappingProxyType(
    {
        "withheld": ("未提供披露 {} 项", "disclosures withheld {}"),
        "erased": ("数据已依法删除 {} 项", "data erased {}"),
        "erased-or-withheld": ("已删除或者未提供 {} 项", "erased or withheld {}"),
        "calendar-unannounced": ("工作日历尚未公布 {} 项", "working days not announced {}"),
    }
)
NOTE: Phrase = (
    "以所披露的内容为限：没有披露的条目可能涉及任何记录；从未入账的事，日志无从证明",
    "as far as it was opened, and what stays closed may concern any record; no log shows what was never recorded",
)


def say(phrase: Phrase, *, is_chinese: bool) -> str:
    """Return a phrase in one of its languages."""
    return phrase[0 if is_chinese else 1]


def conclusion(summary: Summary, *, is_chinese: bool) -> str:
    """Say what the whole log comes to; what could not be judged is part of it, and why."""
    broken, unjudged = summary.counts[BROKEN], summary.counts[NOT_JUDGEABLE]
    found = say(_UNCLEAN if broken else _CLEAN, is_chinese=is_chinese).format(broken)
    if not unjudged:
        return found
    reasons = (say(_REASONS[code], is_chinese=is_chinese).format(count) for code, count in summary.unjudged.items())
    listed = ("、" if is_chinese else ", ").join(reasons)
    return found + say(_UNJUDGED, is_chinese=is_chinese).format(unjudged, summary.unjudged_percent, listed)


def cited(judgment: Judgment, *, is_chinese: bool) -> str:
    """Give the ground of a finding as readers of the language expect it."""
    return chinese_citation(judgment.article) if is_chinese else judgment.article
