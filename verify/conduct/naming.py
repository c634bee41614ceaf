"""The tags of an entry, as far as what was opened lets them be told."""

from collections.abc import Sequence

from domain.commitment.events import CommitmentMade
from domain.disclosure.events import RecallOrdered
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.events import FactRecorded
from domain.identifier import Identifier
from domain.subject.events import SubjectErased
from domain.tagging import tags_of
from domain.tags import commitment_tag, fact_tag, jti_tag, recall_tag
from verify.conduct.book import Book
from verify.conduct.kinds import SUBJECT
from verify.schema import EVENTS, open_tags
from verify.statement import Jwt

_NAMED = {FactRecorded: fact_tag, CommitmentMade: commitment_tag, RecallOrdered: recall_tag}
"""Events whose statement id, which is never hidden, is their name in later ones."""


def tags_told(event: Event, jwt: Jwt, book: Book) -> Sequence[str]:
    """Name the tags of an entry; of one that was not opened the open ones, its id, and its own name.

    Args:
        event: With those of its disclosures that were opened.
        jwt: Its statement, whose plain claims passed the audit.
        book: The states before it.
    """
    try:
        tags = tags_of(event, iss=jwt.iss, jti=jwt.jti, linked=_linked(event, book))
    except DisclosureMissingError:
        named = _NAMED.get(type(event))
        own = () if named is None else (named(jwt.jti),)
        return (*open_tags(EVENTS[jwt.vct], jwt), *own, jti_tag(jwt.iss, jwt.jti))
    return (*tags.open, *tags.private)


def _linked(event: Event, book: Book) -> Sequence[Identifier]:
    """Give the identifiers of a subject that is erased: the spines of its erasure."""
    if not isinstance(event, SubjectErased):
        return ()
    return book.at(SUBJECT, event.text("subject.id") or "").identifiers
