"""What kind of file some bytes are, by the bytes alone: names and declarations can say anything.

Taken are the kinds that people scan and photograph, and that show without running anything. A file within such a file,
or a script in it, is refused as far as it stands there in plain; packed streams of a PDF are not searched, so whoever
serves attachments sends them for download, under their own type and without sniffing.

Source:
    ISO 32000-2, sections 7.5.2 and 12.6.4; PNG (ISO/IEC 15948), sections 5.2 and 5.6; ITU-T T.81, annex B;
    WHATWG MIME Sniffing; .ZIP File Format Specification, section 4.3.16.
"""

import re
from typing import Final

PDF: Final = "application/pdf"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TEXT: Final = "text/plain"
ACCEPTED: Final = (PDF, PNG, JPEG, TEXT)

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|script|iframe|svg|object|embed)\b|^\s*<[a-z!?/]", re.IGNORECASE
)
_PROGRAM = re.compile(r"\s*(?:#!|%!PS|\{\\rtf)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_END_OF_ZIP: Final = b"PK\x05\x06"
_END_OF_ZIP_BYTES: Final = 22
_MOST_COMMENT_BYTES: Final = 0xFFFF


def detect(content: bytes) -> str | None:
    """Tell the media type of an attachment; None if it is none that is taken.

    Args:
        content: All its bytes.
    """
    if _ends_as_archive(content):
        return None
    if content.startswith(b"%PDF-"):
        return None if _is_active(content) else PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return TEXT if _is_plain_text(content) else None


def _is_active(pdf: bytes) -> bool:
    """Tell whether a PDF names a script, a program to start or a file within; names may spell characters in hex."""
    return _ACTIVE.search(_ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), pdf)) is not None


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not (_CONTROLS.search(text) or _MARKUP.search(text) or _PROGRAM.match(text))


def _ends_as_archive(content: bytes) -> bool:
    """Tell whether a ZIP archive ends where the file ends, whatever it begins with."""
    tail = content[-(_END_OF_ZIP_BYTES + _MOST_COMMENT_BYTES) :]
    at = tail.find(_END_OF_ZIP)
    while at >= 0:
        length = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + _END_OF_ZIP_BYTES + length == len(tail):
            return True
        at = tail.find(_END_OF_ZIP, at + 1)
    return False
