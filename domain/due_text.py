"""Free text in events of due process (告知、答复、决定、异议): screened by INV-2 as the texts of facts are.

Nor may a text hold what nobody sees: control characters, and format characters that turn the direction of what stands
beside them or part words. A reader has to be shown what was signed, and a search has to find it.
"""

import re
from typing import Final

from domain.event import Event
from domain.event_refusals import UnseenCharacterError
from domain.fact.protection_refusals import ProhibitedContentError, PublicSecurityRefusedError
from domain.identifier import Identifier
from domain.refusal import Refusal, Span
from domain.request.events import CaseRequest, EscalationRequest, RepairRequest, ReplyRequest
from domain.screening import CATEGORIES, Finding, screen
from domain.width import INVISIBLE

OWN_WORDS: tuple[type[Event], ...] = (ReplyRequest, CaseRequest, EscalationRequest, RepairRequest)
"""Where a subject speaks in his own cause. Whoever decides has to hear him in full (行政处罚法 art 45), a plea that
speaks of illness or poverty too; nobody else is shown these words, so they are not screened. What travels with a
record, his statement of correction and his commitments, is."""

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff" + "".join(map(chr, INVISIBLE)) + "]"
)
"""What is not seen; tabs and ends of lines are."""
_WHOLE: Final = frozenset({"subject.statement", "subject.request"})
"""Whole statements and requests as they were signed, kept byte for byte; their own texts stand beside them."""
_SEALED = frozenset({"public_security"})
_ANY_NATURE = ""
"""No nature of item: no rule of screening is skipped."""

NOT_FREE_TEXT: frozenset[str] = frozenset(
    {
        # Numbers and ids, single or in an enumeration.
        "subject.identifier",
        "subject.identifier_type",
        "subject.masked_identifier",
        "subject.target",
        "subject.target_kind",
        "subject.targets",
        "subject.facts",
        "subject.id",
        "subject.kid",
        "subject.public_key",
        # Whole statements, whose own disclosures stand beside them, and digests of attachments.
        "subject.statement",
        "subject.request",
        "subject.evidence",
        # How the window knew who stood before it.
        "subject.identity_evidence",
        "subject.clerk",
        "subject.delegate",
        "subject.delegation",
        # Names and codes of public bodies, never screened in facts either.
        "subject.body",
        "subject.to_body",
        "subject.unit",
    }
)
"""Disclosures that are no free text. What is not named here is screened, so that a new field is not forgotten."""


def kind_of(identifier: Identifier) -> str:
    """Give the kind of subject whose texts are to be screened, as far as the identifier tells it.

    Of the kinds that it may stand for, the one that is protected most: an old registration number may be that of an
    individual business (个体工商户).
    """
    kinds = identifier.subject_kinds
    return next(kind for kind in ("NP", "SOLE", "ORG", "ENT") if kind in kinds)


def screen_texts(event: Event, kind: str) -> None:
    """Let no prohibited content (INV-2), and nothing unseen, pass in texts of an event of due process or a request.

    Args:
        event: The event with its disclosures; those that were erased or left out are passed over.
        kind: Kind of its subject, as ``kind_of`` gives it; anything unknown is read as the strictest, ``NP``.

    Raises:
        UnseenCharacterError: A text, screened or not, holds a character that is not seen.
        PublicSecurityRefusedError: A text speaks of a sealed record of public security (治安).
        ProhibitedContentError: A text holds something else that must not be collected. In both, ``also`` holds the
            other findings.
    """
    _require_seen(event)
    passed = NOT_FREE_TEXT | {"subject.text"} if isinstance(event, OWN_WORDS) else NOT_FREE_TEXT
    texts = {name: value for name, value in event.disclosed.items() if isinstance(value, str) and name not in passed}
    refusals = [_refusal(finding, texts[finding.field]) for finding in screen(texts, kind, _ANY_NATURE)]
    if refusals:
        refusals[0].also = tuple(refusals[1:])
        raise refusals[0]


def _require_seen(event: Event) -> None:
    for name, value in event.disclosed.items():
        found = _UNSEEN.search(value) if isinstance(value, str) and name not in _WHOLE else None
        if found is not None:
            character = f"U+{ord(found[0]):04X}"
            raise UnseenCharacterError(pointer=f"/{name}", span=Span(*found.span()), field=name, text=character)


def _refusal(finding: Finding, text: str) -> Refusal:
    category = CATEGORIES[finding.category]
    refusal = PublicSecurityRefusedError if finding.category in _SEALED else ProhibitedContentError
    return refusal(
        pointer=f"/{finding.field}",
        span=Span(finding.start, finding.end),
        field=finding.field,
        text=text[finding.start : finding.end],
        category=category.id,
        category_zh=category.zh,
        category_en=category.en,
        article=finding.article,
    )
