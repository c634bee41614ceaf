"""UUIDs of version 7: unique, and in the order of time.

Source:
    RFC 9562, section 5.7.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from uuid import UUID

_is_uuid7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII).fullmatch
_MAX_MS = 2**48 - 1


def uuid7(time_ms: int | None = None, random: Callable[[int], bytes] = os.urandom) -> UUID:
    """Make a UUID of version 7.

    Args:
        time_ms: Milliseconds since 1970-01-01T00:00:00Z; the clock's if absent.
        random: Gives the number of random bytes that it is asked for.

    Raises:
        ValueError: The time does not fit in 48 bits.
    """
    stamp = time.time_ns() // 1_000_000 if time_ms is None else time_ms
    if not 0 <= stamp <= _MAX_MS:
        raise ValueError("a UUID of version 7 holds 48 bits of milliseconds")
    noise = int.from_bytes(random(10), "big")
    random_a = noise >> 62 & 0xFFF
    random_b = noise & (1 << 62) - 1
    return UUID(int=stamp << 80 | 7 << 76 | random_a << 64 | 0b10 << 62 | random_b)


def is_uuid7(text: str) -> bool:
    """Tell whether text is a UUID of version 7 in lower case with hyphens."""
    return _is_uuid7(text) is not None
