"""One spelling for each identifier: half-width, upper case, no spaces."""

from domain.width import HALF_WIDTH, NO_SPACE, ONE_DASH

_FOLD: dict[int, str | None] = {**HALF_WIDTH, **NO_SPACE, **ONE_DASH}


def canonical(raw: str) -> str:
    """Fold full-width characters, dashes and letter case, and remove all space, visible or not."""
    if raw.isascii() and raw.isalnum():
        return raw.upper()
    return raw.translate(_FOLD).upper()
