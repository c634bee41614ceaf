"""What reports say besides the findings themselves, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.citation import chinese_citation
from verify.conduct.verdict import Judgment, Outcome

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
CLEAN: Phrase = ("没有发现违反规则的行为", "nothing was found broken")
UNCLEAN: Phrase = ("发现 {} 处违反规则", "{} found broken")
NOTE: Phrase = (
    "以所披露的内容为限：没有披露的条目可能涉及任何记录；从未入账的事，日志无从证明",
    "as far as it was opened, and what stays closed may concern any record; no log shows what was never recorded",
)


def say(phrase: Phrase, *, is_chinese: bool) -> str:
    """Return a phrase in one of its languages."""
    return phrase[0 if is_chinese else 1]


def conclusion(broken: int, *, is_chinese: bool) -> str:
    """Say what the whole log comes to."""
    return say(UNCLEAN if broken else CLEAN, is_chinese=is_chinese).format(broken)


def cited(judgment: Judgment, *, is_chinese: bool) -> str:
    """Give the ground of a finding as readers of the language expect it."""
    return chinese_citation(judgment.article) if is_chinese else judgment.article
