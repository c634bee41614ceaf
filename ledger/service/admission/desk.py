"""What admissions about subjects share: a look at records, and the way into the subject's file."""

from collections.abc import Collection, Sequence

from domain.admission import Admission
from domain.case.state import CaseState
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import document_of
from domain.fact.state import FactState
from domain.listing.events import ListingDecided, NoticeServed
from domain.listing.state import ListingState
from domain.repair.events import RepairGranted
from domain.revocation.dependents import Grounds, after_event, falling
from domain.revocation.events import DecisionRevoked
from domain.signer import Recorded
from domain.subject.events import RecordErased
from domain.tagging import split
from domain.tags import ground_tag, paper_tag
from domain.time import end_of_day_ms, legal_date, milliseconds
from ledger.append import Condition, QueryItem
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.filing import Filing, People
from ledger.service.admission.glance import Glance
from ledger.service.admission.recalls import recalls
from ledger.service.boundary import LogTags
from ledger.service.folds import CASE, FACT, LISTING
from ledger.service.shown import Shown

_GROUNDED = frozenset({NoticeServed.TOPIC, ListingDecided.TOPIC})
_CHANGING = (FactCorrected.TOPIC, FactWithdrawn.TOPIC, DecisionRevoked.TOPIC, RepairGranted.TOPIC, RecordErased.TOPIC)
"""What corrects or ends facts."""


class Desk:
    """Where decisions about subjects are looked up and filed."""

    def __init__(self, tags: LogTags, filing: Filing) -> None:
        """Keep where states of records are read, and what puts events into files."""
        self.filing = filing
        self._tags = tags

    def glance(self) -> Glance:
        """Begin to look at records for one decision."""
        return Glance(self._tags, self.filing.subjects)

    def rows_on(self, glance: Glance, paper: str) -> tuple[list[FactState], int]:
        """Look at the facts of one document; give them, and up to where the log is known.

        That further rows of it come meanwhile is no hindrance, or rows sent together would stand in each other's way:
        they have the date of those found, so that only what ends or corrects one (``nothing_changed``) and the facts
        found are conditions.

        Args:
            glance: The facts are added.
            paper: Tag of the document.
        """
        known = self._tags.size()
        found = [record.jti for record in self._tags.records(paper) if record.topic == FactRecorded.TOPIC]
        return glance.each(FACT, found), known

    def file(self, incoming: Incoming, glance: Glance, admission: Admission, kind: str = "") -> Admitted:
        """File an agency's event, on condition that nothing looked at has changed."""
        return self.filing.file(
            incoming, (admission.subject,), kind, *glance.conditions, not_after_ms=admission.not_after_ms
        )

    def recall(
        self,
        incoming: Incoming,
        glance: Glance,
        people: People,
        targets: Collection[str],
        reason: str,
        *,
        kind: str = "",
        not_after_ms: int | None = None,
    ) -> Admitted:
        """File an event by which records no longer hold, and order their recall in the same append.

        What falls, and until when a recall is confirmed, is told by the day: after midnight it is decided anew.

        Args:
            incoming: The event.
            glance: What the decision looked at; the looks at the records are added.
            people: The subject, and others whose data the event holds.
            targets: ``fact:<jti>`` and ``listing:<id>`` of the records.
            reason: Why they no longer hold.
            kind: Kind of the subject.
            not_after_ms: Last entry time at which the decision itself holds; None: always.
        """
        ordered = recalls(incoming, glance, people[0], targets, reason)
        midnight = end_of_day_ms(legal_date(incoming.now))
        last_ms = midnight if not_after_ms is None else min(midnight, not_after_ms)
        return self.filing.file(incoming, people, kind, *glance.conditions, not_after_ms=last_ms, besides=ordered)

    def what_falls(self, incoming: Incoming, glance: Glance, facts: Collection[str]) -> list[str]:
        """Name what no longer holds as it was told: some facts, and the listings that lose the last one with them.

        Args:
            incoming: What withdraws, corrects, revokes or repairs the facts.
            glance: What the decision looks at; the listings and all their facts are added.
            facts: Their jtis.
        """
        targets = [f"fact:{jti}" for jti in facts]
        listings = listings_on(glance, facts)
        if not listings:
            return targets
        before = glance.each(FACT, tuple(dict.fromkeys(jti for one in listings for jti in one.facts)))
        statement, signer = incoming.statement, incoming.signer
        at = Recorded(self._tags.size(), milliseconds(incoming.now), signer.iss, signer.kid, statement.jti)
        after = after_event(before, facts, incoming.event, at)
        shown = Shown(glance, incoming.knowledge, incoming.law(), legal_date(incoming.now))
        return [*targets, *falling(listings, Grounds(before, shown.live(before)), Grounds(after, shown.live(after)))]


def facts_named(glance: Glance, enumeration: str | None) -> list[FactState]:
    """Look at the facts that a disclosure enumerates."""
    return glance.each(FACT, split(enumeration))


def cases_of(glance: Glance, names: tuple[str, ...]) -> list[CaseState]:
    """Look at cases."""
    return glance.each(CASE, names)


def listings_on(glance: Glance, facts: Collection[str]) -> list[ListingState]:
    """Look at the listings whose notices or decisions rest on any of some facts."""
    records = glance.records([ground_tag(fact) for fact in facts])
    names = dict.fromkeys(str(one.plain["listing"]) for one in records if one.topic in _GROUNDED)
    return glance.each(LISTING, tuple(names))


def with_rows(glance: Glance, facts: Sequence[FactState]) -> tuple[str, ...]:
    """Name some facts, and the others of their documents."""
    papers = dict.fromkeys(paper_tag(document_of(one.identity)) for one in facts if one.identity is not None)
    rows = (record.jti for record in glance.records(list(papers)) if record.topic == FactRecorded.TOPIC)
    return tuple(dict.fromkeys((*(one.jti for one in facts), *rows)))


def nothing_changed(file: str, after: int) -> Condition:
    """Make the condition that no fact in a subject's file was ended or corrected since a library position."""
    return Condition((QueryItem(types=_CHANGING, tags=(file,)),), after)
