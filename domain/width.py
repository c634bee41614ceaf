"""Tables for ``str.translate``: the widths, spaces and dashes in which one character is typed in Chinese files."""

from collections.abc import Mapping
from types import MappingProxyType

HALF_WIDTH: Mapping[int, str | None] = MappingProxyType({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
"""Full-width forms U+FF01 to U+FF5E stand 0xFEE0 above their ASCII ones."""

NO_SPACE: Mapping[int, str | None] = MappingProxyType(
    dict.fromkeys(
        (*map(ord, "\t\n\v\f\r \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"), *range(0x2000, 0x200B)),
        None,
    )
)
"""All space, visible or not."""

ONE_DASH: Mapping[int, str | None] = MappingProxyType(
    dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
)
"""Dashes and the minus sign become the hyphen."""
