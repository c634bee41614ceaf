"""What a decision to list must say: the answer to the subject, and the contents of INV-6."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from domain.citation import is_citation
from domain.definition.events import MeasureDefined
from domain.definition.state import Definitions
from domain.listing.content_refusals import (
    ListingBasisError,
    MeasureNotNoticedError,
    MeasureUnlistedError,
    RemediesError,
    ReplyUnansweredError,
)
from domain.listing.events import ListingDecided, NoticeServed
from domain.listing.state import ListingState
from domain.listing.steps import require_enumeration, require_words

ANSWER_LENGTH: Final = 10
"""Letters and numbers that an answer has at the least; a product policy, so that “不采纳” alone is none."""

_WITHIN = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百]+\s*个?(?:工作日|日|天|月|年)(?:以|之)?内")
_REVIEW = re.compile("复议")
_SUIT = re.compile("诉讼|起诉")


def require_basis(event: NoticeServed | ListingDecided) -> None:
    """Let only a basis pass that a reader can look up.

    Raises:
        ListingBasisError: It cites no law.
    """
    if not is_citation(event.text("subject.legal_basis") or ""):
        raise ListingBasisError(pointer="/subject.legal_basis")


def require_measures(
    event: NoticeServed | ListingDecided, defined: Iterable[Definitions[MeasureDefined]], day: date
) -> None:
    """Let only measures be named that the measures list (奖惩措施清单) attaches to the list on the day (INV-6).

    Args:
        event: The notice or decision.
        defined: The definitions of the measures named, in any order.
        day: The day of service, or of the decision.

    Raises:
        EnumerationError: They stand in another spelling.
        MeasureUnlistedError: One is not in force, or was not on record yet, or does not go with the list.
    """
    known = {one.name: one for one in defined}
    for name in require_enumeration(event, "subject.measures"):
        measure = known.get(name, Definitions(name))
        version = measure.on(day)
        is_known = version is not None and measure.is_known_on(version.version, day)
        if version is None or not is_known or event.list not in version.lists:
            raise MeasureUnlistedError(pointer="/subject.measures", name=name, day=day.isoformat(), list=event.list)


def require_answer(listing: ListingState, event: ListingDecided) -> None:
    """Whoever replied is answered with reasons (INV-5; 行政处罚法 art 45: what he says is verified).

    Raises:
        ReplyUnansweredError: There is a reply and no answer of substance.
    """
    answer = event.text("subject.reply_answer") or ""
    if listing.replies and sum(map(str.isalnum, answer)) < ANSWER_LENGTH:
        raise ReplyUnansweredError(pointer="/subject.reply_answer", limit=ANSWER_LENGTH)


def require_contents(listing: ListingState, event: ListingDecided) -> None:
    """Let only a decision pass that says all that it must (INV-6; 国办发〔2020〕49号).

    Raises:
        DisclosureMissingError: A content says nothing.
        ListingBasisError: The basis cites no law.
        RemediesError: Review, suit or their deadlines are not named.
        MeasureNotNoticedError: It names a measure that the notice did not.
        EnumerationError: Measures stand in another spelling.
    """
    require_words(event, "subject.document_no", "subject.reason", "subject.removal_conditions")
    require_basis(event)
    _require_remedies(event.text("subject.remedies") or "")
    for measure in require_enumeration(event, "subject.measures"):
        if measure not in listing.measures_noticed:
            raise MeasureNotNoticedError(pointer="/subject.measures", name=measure)


def _require_remedies(text: str) -> None:
    """Review has 60 days (行政复议法 art 20), suit six months (行政诉讼法 art 46): two deadlines, not one for both."""
    has_both = _REVIEW.search(text) is not None and _SUIT.search(text) is not None
    if not has_both or len(set(_WITHIN.findall(text))) < len((_REVIEW, _SUIT)):
        raise RemediesError(pointer="/subject.remedies")
