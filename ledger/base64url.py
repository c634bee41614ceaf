"""base64url without padding, accepted in one spelling only.

Errors:
    Base64UrlError (``base64url``): characters outside the alphabet, padding, or unused bits that are not zero.

Source:
    RFC 4648, section 5; docs/log-format.md, section 1.
"""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64
from typing import ClassVar

TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
TO_URL = bytes.maketrans(b"+/", b"-_")


class Base64UrlError(ValueError):
    """Text that is not the base64url spelling of any bytes."""

    code: ClassVar[str] = "base64url"


def encode(data: bytes) -> str:
    """Spell bytes in base64url, without padding."""
    return encode_ascii(data).decode("ascii")


def encode_ascii(data: bytes) -> bytes:
    """Spell bytes in base64url, without padding, as ASCII bytes."""
    return b2a_base64(data, newline=False).translate(TO_URL, b"=")


def decode(text: str) -> bytes:
    """Read base64url text that has no padding, no foreign character and no stray bits.

    Raises:
        Base64UrlError: The text is not what ``encode`` would write.
    """
    data = decode_lenient(text)
    if encode_ascii(data) != text.encode("ascii"):
        raise Base64UrlError("not the one spelling of its bytes")
    return data


def decode_lenient(text: str) -> bytes:
    """Read base64url text that is known to be well spelled, or whose caller re-encodes and compares.

    Foreign characters are skipped and unused bits are dropped without a word.

    Raises:
        Base64UrlError: Not ASCII, or an impossible length.
    """
    try:
        return decode_ascii_lenient(text.encode("ascii"))
    except UnicodeEncodeError as error:
        raise Base64UrlError(f"not base64url: {error}") from error


def decode_ascii_lenient(text: bytes) -> bytes:
    """Do what ``decode_lenient`` does, from ASCII bytes.

    Raises:
        Base64UrlError: An impossible length.
    """
    try:
        return a2b_base64(text.translate(TO_STANDARD) + b"==")
    except Error as error:
        raise Base64UrlError(f"not base64url: {error}") from error
