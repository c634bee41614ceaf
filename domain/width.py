"""Tables for ``str.translate``: widths, spaces and dashes of Chinese files, and what is not seen at all."""

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

INVISIBLE: Mapping[int, str | None] = MappingProxyType(
    dict.fromkeys(
        (
            *(0x00AD, 0x061C, 0x180E, 0xFEFF, 0xE0001),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFFF9, 0xFFFC),
            *range(0xE0020, 0xE0080),
        ),
        None,
    )
)
"""Format characters: zero width, joiners, directions, annotations, tags. They make two texts that look the same differ,
and part the words of a text that is searched."""
