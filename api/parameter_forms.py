"""What every parameter of the API takes, in words for whoever sent something else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Place = Literal["query", "path", "header", "body"]


class Form(NamedTuple):
    """What a parameter takes.

    Attributes:
        zh: In Chinese.
        en: In English.
        example: A value of this form; empty where one would say nothing.
    """

    zh: str
    en: str
    example: str = ""


_DAY: Final = Form("形如 2026-04-01 的日期", "a day such as 2026-04-01", "2026-04-01")
_MOMENT: Final = Form(
    "账本的叶子数（整数），或者形如 2026-06-30 的日期",
    "a number of leaves of the log, or a day such as 2026-06-30",
    "2026-06-30",
)
_ID: Final = Form(
    "2 至 64 个小写字母、数字或者连字符", "2 to 64 lower-case letters, digits or hyphens", "market-serious"
)
_TILE: Final = Form(
    "三位一组的编号，除末组外前缀 x，部分瓦片另加 .p/W",
    "a number in groups of three digits, all but the last prefixed with x; .p/W after it for a partial tile",
    "x001/067",
)

FORMS: Final[Mapping[tuple[Place, str], Form]] = MappingProxyType(
    {
        ("query", "after"): Form("上一页给出的 next，原样照抄", "the next that the page before gave, copied as it is"),
        ("query", "as_of"): _MOMENT,
        ("body", "/as_of"): _MOMENT,
        ("query", "code"): Form(
            "统一社会信用代码，至多 40 个字符", "a unified social credit code, 40 characters at most"
        ),
        ("query", "name"): Form("完整名称，至多 200 个字符", "a whole name, 200 characters at most"),
        ("query", "on"): _DAY,
        ("query", "purpose"): _ID._replace(example="self-access"),
        ("path", "code"): Form("18 位统一社会信用代码", "a unified social credit code of 18 characters"),
        ("path", "digest"): Form(
            "附件摘要：43 个 base64url 字符，不带等号", "a digest: 43 characters of base64url without padding"
        ),
        ("path", "iss"): Form(
            "root、platform、subject，或者 agency: 加 18 位代码",
            "root, platform, subject, or agency: and a code of 18 characters",
            "platform",
        ),
        ("path", "item"): _ID._replace(example="xzcf"),
        ("path", "jti"): Form("UUID 第 7 版，小写", "a UUID of version 7 in lower case"),
        ("path", "level"): Form("0 至 63 的整数", "a whole number from 0 to 63", "0"),
        ("path", "list_id"): _ID,
        ("path", "listing"): Form("UUID，小写", "a UUID in lower case"),
        ("path", "name"): _TILE,
        ("header", "Chengjian-Salt"): Form(
            "计算摘要所用的盐值：22 个 base64url 字符", "the salt of the digest: 22 characters of base64url"
        ),
    }
)
"""Of every parameter but whole numbers, whose bounds stand in the operation itself."""


def whole_number(least: int | None, most: int | None) -> Form:
    """Say what a parameter takes that is a whole number."""
    if least is None or most is None:
        return Form("整数", "a whole number")
    return Form(f"{least} 至 {most} 的整数", f"a whole number from {least} to {most}", str(least))
