"""Types of the plain claims, one spelling for each value (docs/events.md, Plain claims)."""

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from domain.time import parse_date


class ClaimError(ValueError):
    """A claim is spelled wrong.

    Attributes:
        zh: What it should be, in Chinese.
        en: The same in English.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def _date_from_claim(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError as error:
        raise ClaimError("应为日期，写作 YYYY-MM-DD", "a date is expected, written YYYY-MM-DD") from error


def _within_reckoning(day: date) -> date:
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise ClaimError(
            f"日期应在 {EARLIEST_DAY} 至 {LATEST_DAY} 之间", f"a date lies between {EARLIEST_DAY} and {LATEST_DAY}"
        )
    return day


def _tuple_from_array(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _ascending(values: tuple[str, ...]) -> tuple[str, ...]:
    if any(first >= second for first, second in pairwise(values)):
        raise ClaimError("数组应按升序排列，不得重复", "an array of claims is ascending, without repetition")
    return values


def _key_bytes(text: str) -> str:
    decode_key(text)
    return text


def _ascending_dates(values: tuple[date, ...]) -> tuple[date, ...]:
    if any(first >= second for first, second in pairwise(values)):
        raise ClaimError("日期应按升序排列，不得重复", "an array of dates is ascending, without repetition")
    return values


def _dates_from_array(value: object) -> object:
    return tuple(_date_from_claim(one) for one in value) if isinstance(value, list) else value


def _visible(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ClaimError(
            "首尾不得有空格，不得含控制字符", "a name has no control characters and no space at either end"
        )
    return text


def decode_key(text: str) -> bytes:
    """Read 32 bytes from canonical base64url without padding.

    Raises:
        ValueError: Not 43 characters, another alphabet, or unused bits that are not zero.
    """
    try:
        raw = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ClaimError("不是 base64url", "not base64url") from error
    if len(raw) != KEY_BYTES or encode_key(raw) != text:
        raise ClaimError("不是 32 字节的规范 base64url", "not the canonical base64url of 32 bytes")
    return raw


def encode_key(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


KEY_BYTES = 32
_USCC = r"[0-9ABCDEFGHJKLMNPQRTUWXY]{18}"
_CODE, _HOLDER = f"^{_USCC}$", f"^(platform|agency:{_USCC})$"
_ITEM_ID = r"^[a-z0-9-]{2,64}$"
_RULE_BOOK = r"^[0-9]{4}\.[0-9]{1,3}$"
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_RULE_ID = r"^R-[A-Z0-9]+(-[A-Za-z0-9]+)*$"

FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        _CODE: ("应为 18 位统一社会信用代码", "a unified social credit code of 18 characters is expected"),
        _HOLDER: (
            "应为 platform，或者 agency: 加 18 位统一社会信用代码",
            "platform is expected, or agency: with a unified social credit code of 18 characters",
        ),
        _ITEM_ID: (
            "应为 2 至 64 个小写字母、数字或连字符",
            "2 to 64 lower-case letters, digits or hyphens are expected",
        ),
        _RULE_BOOK: ("应为版本号，如 2026.1", "a version such as 2026.1 is expected"),
        _UUID: ("应为编号（UUID）", "an id is expected (UUID)"),
        _RULE_ID: ("应为规则编号，如 R-SD-39a", "the id of a rule is expected, such as R-SD-39a"),
    }
)
"""The forms of text that claims have, in words, Chinese and English."""

EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2099, 12, 31)
"""What every date of a claim lies between, so that whatever is counted from it is a date, too."""

IsoDate = Annotated[date, BeforeValidator(_date_from_claim), AfterValidator(_within_reckoning)]
Milliseconds = Annotated[int, Field(ge=0, le=2**53 - 1)]
Code = Annotated[str, Field(pattern=_CODE)]
Key32 = Annotated[str, Field(min_length=43, max_length=43), AfterValidator(_key_bytes)]
Kid = Key32
Holder = Annotated[str, Field(pattern=_HOLDER)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_visible)]
ItemId = Annotated[str, Field(pattern=_ITEM_ID)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
RuleBookVersion = Annotated[str, Field(pattern=_RULE_BOOK)]
Codes = Annotated[
    tuple[Code, ...], BeforeValidator(_tuple_from_array), Field(min_length=1, max_length=64), AfterValidator(_ascending)
]

ItemIds = Annotated[
    tuple[ItemId, ...],
    BeforeValidator(_tuple_from_array),
    Field(min_length=1, max_length=64),
    AfterValidator(_ascending),
]
Dates = Annotated[
    tuple[Annotated[date, AfterValidator(_within_reckoning)], ...],
    BeforeValidator(_dates_from_array),
    Field(max_length=128),
    AfterValidator(_ascending_dates),
]
"""Days of one year; unlike other arrays it may be empty."""
Uuid = Annotated[str, Field(pattern=_UUID)]
Uuids = Annotated[
    tuple[Uuid, ...], BeforeValidator(_tuple_from_array), Field(min_length=1, max_length=64), AfterValidator(_ascending)
]
RuleId = Annotated[str, Field(pattern=_RULE_ID, max_length=64)]
Year = Annotated[int, Field(ge=2000, le=2099)]

Level = Literal["national", "provincial"]
Tier = Literal["minor", "general", "serious"]
HearingStep = Literal["demanded", "withdrawn"]
"""What a reply says of a hearing (听证): it is demanded, or no longer."""
Role = Literal["provider", "credit_centre", "court", "auditor"]
SubjectKind = Literal["ENT", "NP", "ORG", "SOLE"]
Roles = Annotated[
    tuple[Role, ...], BeforeValidator(_tuple_from_array), Field(min_length=1, max_length=4), AfterValidator(_ascending)
]
SubjectKinds = Annotated[
    tuple[SubjectKind, ...],
    BeforeValidator(_tuple_from_array),
    Field(min_length=1, max_length=4),
    AfterValidator(_ascending),
]
