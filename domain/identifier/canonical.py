"""One spelling for each identifier: half-width, upper case, no spaces."""

# Full-width forms U+FF01–U+FF5E stand 0xFEE0 above their ASCII ones; U+3000 is the full-width space.
_FOLD: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD.update(dict.fromkeys(map(ord, "\t\n\v\f\r \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"), None))
_FOLD.update(dict.fromkeys(range(0x2000, 0x200B), None))
_FOLD.update({ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"})


def canonical(raw: str) -> str:
    """Fold full-width characters, dashes and letter case, and remove all space, visible or not."""
    if raw.isascii() and raw.isalnum():
        return raw.upper()
    return raw.translate(_FOLD).upper()
