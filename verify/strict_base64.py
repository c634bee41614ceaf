"""base64 and base64url with one spelling for each value.

Source:
    RFC 4648, sections 4 and 5; docs/log-format.md, section 1.
"""

import binascii

from verify.errors import Base64MalformedError

_TO_URL = bytes.maketrans(b"+/", b"-_")
_DIGITS_PER_GROUP = 4


def encode_standard(data: bytes) -> str:
    """Return base64 with padding."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode_standard(text: str, where: str = "") -> bytes:
    """Return the bytes of base64 with padding.

    Raises:
        Base64MalformedError: Encoding the bytes again gives other characters.
    """
    try:
        spelled = text.encode("ascii")
        data = binascii.a2b_base64(spelled)
    except ValueError as error:
        raise Base64MalformedError(where) from error
    if binascii.b2a_base64(data, newline=False) != spelled:
        raise Base64MalformedError(where)
    return data


def encode_url(data: bytes) -> str:
    """Return base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode("ascii")


def decode_url(text: str, where: str = "") -> bytes:
    """Return the bytes of base64url without padding.

    Raises:
        Base64MalformedError: Encoding the bytes again gives other characters.
    """
    try:
        digits = text.encode("ascii")
    except ValueError as error:
        raise Base64MalformedError(where) from error
    return decode_url_digits(digits, where)


def decode_url_digits(digits: bytes, where: str = "") -> bytes:
    """Do what ``decode_url`` does, for characters that are bytes already.

    Raises:
        Base64MalformedError: Encoding the bytes again gives other characters.
    """
    padding = b"=" * (-len(digits) % _DIGITS_PER_GROUP)
    spelled = digits.replace(b"-", b"+").replace(b"_", b"/") + padding
    try:
        data = binascii.a2b_base64(spelled)
    except ValueError as error:
        raise Base64MalformedError(where) from error
    is_url = b"+" not in digits and b"/" not in digits and b"=" not in digits
    if not is_url or binascii.b2a_base64(data, newline=False) != spelled:
        raise Base64MalformedError(where)
    return data
