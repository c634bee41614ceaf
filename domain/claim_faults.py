"""What is wrong with the spelling of claims, field by field, in Chinese and English.

The schema's library speaks English only and names types of Python; whoever typed a command or wrote a file is told
the field and what it should be. What was sent is never repeated.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.claims import FORMS, ClaimError

Texts = tuple[str, str]


class ClaimFault(NamedTuple):
    """One fault.

    Attributes:
        pointer: JSON pointer to the claim or its element; ``/`` for the claims as a whole.
        zh: What it should be, in Chinese.
        en: The same in English.
    """

    pointer: str
    zh: str
    en: str

    @property
    def claim(self) -> str:
        """Name of the claim; empty for the claims as a whole."""
        return self.pointer.split("/")[1]

    @property
    def field(self) -> str:
        """The place as a person writes it: ``roles[0]``."""
        return field_of(self.pointer)


def field_of(pointer: str) -> str:
    """Write a JSON pointer as a person writes a field: ``rules[3]/governs`` for ``/rules/3/governs``."""
    written = ""
    for part in pointer.removeprefix("/").split("/"):
        written += f"[{part}]" if part.isdigit() and written else f"/{part}" if written else part
    return written


def faults_of(error: ValidationError) -> tuple[ClaimFault, ...]:
    """Tell every fault that the schema found, the first of each claim, in the order of the schema."""
    faults: dict[str, ClaimFault] = {}
    for one in error.errors(include_url=False, include_input=False):
        pointer = "/" + "/".join(str(part) for part in one["loc"])
        faults.setdefault(pointer, ClaimFault(pointer, *_texts(one["type"], one.get("ctx", {}), one["msg"])))
    return tuple(faults.values())


def spelled(faults: Sequence[ClaimFault]) -> tuple[str, str]:
    """Put faults into one line for each language."""
    return (
        "；".join(f"{one.field}：{one.zh}" if one.field else one.zh for one in faults),
        "; ".join(f"{one.field}: {one.en}" if one.field else one.en for one in faults),
    )


def _texts(kind: str, context: Mapping[str, Any], message: str) -> Texts:
    cause = context.get("error")
    if isinstance(cause, ClaimError):
        return cause.zh, cause.en
    if kind == "string_pattern_mismatch":
        return FORMS.get(
            context["pattern"], (f"写法应合于 {context['pattern']}", f"it should match {context['pattern']}")
        )
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "")
        return f"应为以下之一：{expected.replace(' or ', '、').replace(', ', '、')}", f"it should be one of {expected}"
    zh, en = _KINDS.get(kind, ("格式不对", message))
    return zh.format(**context), en.format(**context)


_WHOLE = ("应为整数，不加引号", "a whole number is expected, without quotes")
_TRUTH = ("应为 true 或 false，不加引号", "true or false is expected, without quotes")
_ARRAY = ("应为数组", "an array is expected")
_KINDS: Mapping[str, Texts] = MappingProxyType(
    {
        "missing": ("缺少，须填写", "it is missing"),
        "extra_forbidden": ("没有这个字段，请删去", "there is no such field"),
        "string_type": ("应为文字", "a text is expected"),
        "int_type": _WHOLE,
        "int_from_float": _WHOLE,
        "int_parsing": ("应为整数", "a whole number is expected"),
        "bool_type": _TRUTH,
        "date_type": ("应为日期，写作 YYYY-MM-DD", "a date is expected, written YYYY-MM-DD"),
        "tuple_type": _ARRAY,
        "string_too_short": ("至少 {min_length} 个字符", "at least {min_length} characters are expected"),
        "string_too_long": ("至多 {max_length} 个字符", "at most {max_length} characters are allowed"),
        "too_short": (
            "至少 {min_length} 项，现有 {actual_length} 项",
            "at least {min_length} elements are expected, there are {actual_length}",
        ),
        "too_long": ("至多 {max_length} 项", "at most {max_length} elements are allowed"),
        "greater_than_equal": ("不得小于 {ge}", "it should not be less than {ge}"),
        "less_than_equal": ("不得大于 {le}", "it should not be more than {le}"),
    }
)
