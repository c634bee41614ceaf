"""Where a page of an error leads people, in place of the addresses that machines are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from api.web.languages import mark


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go on.

    Attributes:
        mend: What to do, in Chinese.
        path: Address of a page, without language prefix; empty: the page itself, with nothing asked.
        name: Name of that page, in Chinese.
        detail: What happened, in Chinese, where the error says it in the words of machines; else empty.
    """

    mend: str
    path: str
    name: str
    detail: str = ""


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "not-found": Way(mark("请核对地址，或者从首页开始。"), "/", mark("首页")),
        "list-not-found": Way(mark("请从全部名单中选择。"), "/lists", mark("名单")),
        "listing-not-found": Way(
            mark("请核对编号。已经移出的列入，可以在这里查到原因和日期："), "/removals", mark("不再公示的记录")
        ),
        "agency-not-found": Way(mark("请从全部机构中选择。"), "/agencies", mark("机构名单")),
        "item-not-found": Way(mark("请从全部目录事项中选择。"), "/catalogue", mark("公共信用信息目录")),
        "parameter-invalid": Way(
            mark("请从头看起。"), "", mark("回到第一页"), mark("网址问号之后的部分不完整，或者被改动过。")
        ),
        "problem-not-found": Way(mark("请从全部代码中选择。"), "/problems", mark("问题代码")),
    }
)
"""Where to go on, by code; errors that say nothing of machines are shown as they are."""
