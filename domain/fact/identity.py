"""Which document a fact is of, and its natural identity: a second fact with the same one is the same fact again."""

import re
import unicodedata
from collections.abc import Mapping

from domain.event_refusals import DisclosureMissingError
from domain.width import HALF_WIDTH, INVISIBLE, NO_SPACE, ONE_DASH

# Document numbers are typed in many ways; these differences never tell two documents apart.
_FOLD: dict[int, str | None] = {**HALF_WIDTH, **INVISIBLE, **NO_SPACE, **ONE_DASH}
_FOLD.update({ord(character): "[" for character in "〔［【〖(（〈《＜<{｛「『"})
_FOLD.update({ord(character): "]" for character in "〕］】〗)）〉》＞>}｝」』"})
_FOLD[ord("號")] = "号"
_FOLD[ord("第")] = None
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_LAST_WORD = re.compile(r"(?<=[0-9])号$")


def fold_document_number(text: str) -> str:
    """Give the comparison form of a document number (文号).

    One kind of bracket, half-width, no spaces, capitals, western digits; ``第``, a last ``号`` and zeros before a
    number are left out, for ``滕审罚〔2026〕1号``, ``滕审罚[2026]第01号`` and ``滕审罚（2026）1`` are one document.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLD).upper()
    digits = _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), folded)
    return _LAST_WORD.sub("", _LEADING_ZEROS.sub("", digits))


def natural_identity(item: str, disclosed: Mapping[str, str | int | bool]) -> str:
    """Name what makes a fact that fact: item, deciding body, subject, row discriminator, document number.

    Codes and the row discriminator hold no vertical bar; the document number comes last, so that the text can be
    read in one way only.

    Raises:
        DisclosureMissingError: A part was erased or never there.
    """
    try:
        body = disclosed["subject.deciding_body_code"]
        subject = f"{disclosed['subject.identifier_type']}:{disclosed['subject.identifier']}"
        document = disclosed["subject.document_no"]
    except KeyError as error:
        raise DisclosureMissingError(pointer=f"/{error.args[0]}", field=error.args[0]) from error
    row = disclosed.get("subject.row", "")
    return f"{item}|{body}|{subject}|{row}|{fold_document_number(str(document))}"


def document_of(identity: str) -> str:
    """Name the document of a natural identity: subject and number, whatever row, item and deciding body it states.

    Every row of one document has the same; so has a further try at it under another item or another body's code.
    """
    _item, _body, subject, _row, number = identity.split("|", 4)
    return f"{subject}|{number}"
