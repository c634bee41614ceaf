"""The natural identity of a fact: a second fact with the same one is the same fact again."""

from collections.abc import Mapping

from domain.event_refusals import DisclosureMissingError
from domain.width import HALF_WIDTH, NO_SPACE, ONE_DASH

# Document numbers are typed in many ways; these differences never tell two documents apart.
_FOLD: dict[int, str | None] = {**HALF_WIDTH, **NO_SPACE, **ONE_DASH}
_FOLD.update({ord(character): "[" for character in "〔［【〖(（〈＜<{｛"})
_FOLD.update({ord(character): "]" for character in "〕］】〗)）〉＞>}｝"})
_FOLD[ord("號")] = "号"


def fold_document_number(text: str) -> str:
    """Give the comparison form of a document number (文号): one kind of bracket, half-width, no spaces, capitals."""
    return text.translate(_FOLD).upper()


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
