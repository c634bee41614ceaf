"""What the page of one problem code says, from the class that raises it."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from api import errors
from api.problems.render import kind_of
from domain.citation import chinese_citation
from domain.refusal import Refusal
from domain.refusals import ALL
from ledger.service.errors import SubmissionError

_REFUSALS: Final = ("ZH", "EN", "MEND_ZH", "MEND_EN")
_OURS: Final = ("message_zh", "message_en", "mend_zh", "mend_en")
_PLACE: Final = re.compile(r"\{([a-z_]+?)(?:_zh|_en)?\}")

PLACES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "agency": ("机构", "agency"),
        "amount": ("数值", "amount"),
        "application": ("措施编号", "application"),
        "case": ("办件编号", "case"),
        "category": ("类别", "category"),
        "choices": ("可选值", "choices"),
        "commitment": ("承诺编号", "commitment"),
        "day": ("日期", "date"),
        "days": ("天数", "days"),
        "end": ("终止日", "end"),
        "entitled": ("有权的机构", "who may"),
        "expected": ("应有的值", "expected"),
        "fact": ("记录编号", "fact"),
        "field": ("项目", "field"),
        "finding": ("核查结论", "finding"),
        "first": ("前一日期", "earlier date"),
        "form": ("格式", "form"),
        "given": ("所给的值", "given"),
        "iss": ("签发者", "issuer"),
        "item": ("目录事项", "item"),
        "kid": ("密钥编号", "key id"),
        "kind": ("类别", "kind"),
        "known": ("可用的值", "usable values"),
        "last": ("最后一日", "last day"),
        "length": ("长度", "length"),
        "least": ("下限", "minimum"),
        "limit": ("上限", "limit"),
        "list": ("名单", "list"),
        "listing": ("列名记录", "listing"),
        "measure": ("措施", "measure"),
        "mend": ("改正办法", "mend"),
        "name": ("名称", "name"),
        "origin": ("账本名称", "origin"),
        "outcome": ("处理结果", "outcome"),
        "prefix": ("前缀", "prefix"),
        "purpose": ("查询用途", "purpose"),
        "reason": ("原因", "reason"),
        "recall": ("召回编号", "recall"),
        "record": ("记录编号", "record"),
        "role": ("职责", "role"),
        "rule": ("规则编号", "rule"),
        "rules": ("规则版本", "version of the rules"),
        "second": ("后一日期", "later date"),
        "signer": ("签名者", "signer"),
        "start": ("起始日", "start"),
        "step": ("步骤", "step"),
        "target": ("所涉记录", "record concerned"),
        "target_kind": ("记录种类", "kind of record"),
        "text": ("原文", "text"),
        "topic": ("事件类型", "topic"),
        "type": ("类型", "type"),
        "unit": ("单位", "unit"),
        "version": ("版本", "version"),
        "what": ("内容", "what"),
        "year": ("年份", "year"),
    }
)
"""What a case fills into a text, by the name of its place: in Chinese and English."""


def explanation(code: str, tongue: Literal["zh", "en"]) -> tuple[str, str, str]:
    """Give text, mend and citation of a code; empty where its class says nothing in general."""
    is_english = tongue == "en"
    found = _classes().get(code)
    kind = kind_of(code)
    fallback = kind.mend_en if is_english else kind.mend_zh
    if found is None:
        return "", fallback, ""
    names = _REFUSALS if issubclass(found, Refusal) else _OURS
    text, mend = (
        _plain(str(getattr(found, name, "")), side=int(is_english))
        for name in (names[1::2] if is_english else names[::2])
    )
    article = str(getattr(found, "article", ""))
    return text, mend or fallback, article if is_english else chinese_citation(article)


def _plain(text: str, *, side: int) -> str:
    """Name what a case fills in."""
    return _PLACE.sub(lambda place: f"⟨{PLACES[place[1]][side]}⟩", text)


@cache
def _classes() -> Mapping[str, type[Exception]]:
    ours: Mapping[str, type[Exception]] = {error.code: error for error in errors.ApiError.__subclasses__()}
    recording = {error.code: error for error in SubmissionError.__subclasses__()}
    return {**ours, **recording, **{error.code: error for error in ALL}}
