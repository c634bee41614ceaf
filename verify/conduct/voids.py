"""What compromised keys signed and their bodies left standing: it counts for nothing, and is reported.

That a key was compromised often comes out later than what it signed, which was admitted rightly by what was known then.
So it is asked once, at the end of the log, of what stands there.

Source:
    docs/log-format.md, section 11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.listing.state import ListingState
from domain.repair.events import RepairGranted
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased
from domain.time import day_of_ms
from verify.conduct.book import Book
from verify.conduct.kinds import FACT, KEY, LISTING, PSEUDONYM
from verify.conduct.timing import Missed, Timing, Untold

_CODE = "void-standing"
_MENDS: tuple[type[Event], ...] = (FactCorrected, FactWithdrawn, DecisionRevoked, RepairGranted, RecordErased)
"""What restates or ends a fact; nothing in plain ties it to the fact. What ends a listing stands in plain."""


@dataclass(frozen=True, slots=True)
class Voids:
    """Looks for what compromised keys signed.

    Attributes:
        book: The states at the end of the log.
    """

    book: Book

    def finish(self, today: date) -> Iterator[Timing]:
        """Tell of every fact and of every step of a listing that stands on a signature which counts for nothing.

        Args:
            today: The day until which nothing more was recorded; a listing whose time is over stands no more.
        """
        keys = {kid: key for kid, key in self.book.all(KEY) if key.compromised_since_ms is not None}
        if not keys:
            return
        for _, fact in self.book.all(FACT):
            yield from self._of_fact(fact, keys.get(fact.stated_by))
        for _, listing in self.book.all(LISTING):
            if listing.ended_at is None and (listing.ends_on is None or today < listing.ends_on):
                yield from self._of_listing(listing, keys)

    def _of_fact(self, fact: FactState, key: KeyState | None) -> Iterator[Timing]:
        position = fact.stated_at
        if position is None or not fact.is_standing or fact.matters.repaired_at is not None:
            return
        if key is not None and key.is_compromised_at(fact.stated_ms):
            topic = FactCorrected.TOPIC if fact.corrected_at else FactRecorded.TOPIC
            unseen = self.book.hidden_at(_MENDS)
            if unseen is None:
                yield from self._told(position, topic, key, fact.subject, FACT.tag(fact.jti))
            else:
                yield Untold(position, topic, unseen)

    def _of_listing(self, listing: ListingState, keys: dict[str, KeyState]) -> Iterator[Timing]:
        for step in listing.steps:
            key = keys.get(step.kid)
            if key is not None and key.is_compromised_at(step.time_ms):
                tag = LISTING.tag(listing.listing)
                yield from self._told(step.position, step.topic, key, listing.subject, tag)

    def _told(self, position: int, topic: str, key: KeyState, subject: Identifier | None, tag: str) -> Iterator[Timing]:
        """Blame no body for a subject who was erased since: nobody can restate or end anything of his."""
        closed = self.book.closed_at(tag) if subject is None else None
        if closed is not None and any(one.position > position for one in self.book.subject_erasures):
            yield Untold(position, topic, closed)
        elif subject is None or not self._is_gone(subject, position):
            yield Missed(position, topic, _CODE, day_of_ms(key.compromised_since_ms or 0))

    def _is_gone(self, subject: Identifier, position: int) -> bool:
        """Tell whether an identifier leads no more to whom it led at an entry."""
        led = self.book.at(PSEUDONYM, f"{subject.type}:{subject.value}")
        return led.position is not None and (led.subject_id is None or led.position > position)
