"""Attachments (证据附件) as statements name them: by salted digests (docs/log-format.md, section 12)."""

from itertools import pairwise
from typing import Final

from domain.claims import decode_key
from domain.event import Event
from domain.evidence_refusals import EvidenceFormError, EvidenceOrderError, EvidenceTooManyError
from domain.subject_fields import EVIDENCE

MOST_ATTACHMENTS: Final = 16
"""As many as one statement names; a policy of this ledger, so that what can be handed in for it has a bound."""


def has_evidence(event: Event) -> bool:
    """Tell whether events of this kind name attachments.

    The events that link identifiers have a disclosure of the same name, which says in words what the link rests on;
    and a catalogue item may call a field of its facts so.
    """
    return (event.DISCLOSURES or {}).get(EVIDENCE.name) == EVIDENCE


def evidence_of(event: Event) -> tuple[str, ...]:
    """Give the names of the attachments of an event or request; none where there are none or they were erased."""
    text = event.text(EVIDENCE.name) if has_evidence(event) else None
    return tuple(text.split(",")) if text else ()


def require_evidence(event: Event) -> None:
    """Let an event or request pass only if it names its attachments as the log format says.

    Raises:
        EvidenceFormError: A name is not the base64url of 32 bytes.
        EvidenceOrderError: The names do not ascend, or one stands twice.
        EvidenceTooManyError: There are more than ``MOST_ATTACHMENTS``.
    """
    names, pointer = evidence_of(event), f"/{EVIDENCE.name}"
    if len(names) > MOST_ATTACHMENTS:
        raise EvidenceTooManyError(pointer=pointer, limit=MOST_ATTACHMENTS)
    for name in names:
        try:
            decode_key(name)
        except ValueError as error:
            raise EvidenceFormError(pointer=pointer) from error
    if any(first >= second for first, second in pairwise(names)):
        raise EvidenceOrderError(pointer=pointer)
