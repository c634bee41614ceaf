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
from domain.revocation.dependents import falling_with, falling_with_lowered
from domain.revocation.events import DecisionRevoked
from domain.subject.events import RecordErased
from domain.tagging import split
from domain.tags import ground_tag, paper_tag
from domain.tier import is_below
from ledger.append import Condition, QueryItem
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.filing import Filing
from ledger.service.admission.glance import Glance
from ledger.service.admission.recalls import recalls
from ledger.service.boundary import LogTags
from ledger.service.folds import CASE, FACT, LISTING

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
        self, incoming: Incoming, glance: Glance, admission: Admission, targets: Collection[str], reason: str
    ) -> Admitted:
        """File an event by which records no longer hold, and order their recall in the same append."""
        ordered = recalls(incoming, glance, admission.subject, targets, reason)
        return self.filing.file(
            incoming,
            (admission.subject,),
            "",
            *glance.conditions,
            not_after_ms=admission.not_after_ms,
            besides=ordered,
        )


def facts_named(glance: Glance, enumeration: str | None) -> list[FactState]:
    """Look at the facts that a disclosure enumerates."""
    return glance.each(FACT, split(enumeration))


def cases_of(glance: Glance, names: tuple[str, ...]) -> list[CaseState]:
    """Look at cases."""
    return glance.each(CASE, names)


def listings_on(glance: Glance, facts: tuple[str, ...]) -> list[ListingState]:
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


def what_falls(glance: Glance, facts: tuple[str, ...]) -> list[str]:
    """Name what no longer holds when some facts fall: themselves, and the listings that have nothing else to rest on.

    Args:
        glance: What the decision looks at; the listings and all their facts are added.
        facts: Their jtis.
    """
    listings, grounds = _resting(glance, facts)
    return [*(f"fact:{jti}" for jti in facts), *falling_with(facts, listings, grounds)]


def what_a_correction_changes(glance: Glance, fact: FactState, tier: str) -> list[str]:
    """Name what no longer holds as it was told: the fact, and the listings whose tier it bears no longer.

    Args:
        glance: What the decision looks at; of a tier that is lowered the listings and all their facts are added.
        fact: The fact, as it was before.
        tier: The tier that the correction states; empty where there is none.
    """
    if not is_below(tier, fact.tier):
        return [f"fact:{fact.jti}"]
    listings, grounds = _resting(glance, (fact.jti,))
    return [f"fact:{fact.jti}", *falling_with_lowered(fact.jti, tier, listings, grounds)]


def _resting(glance: Glance, facts: tuple[str, ...]) -> tuple[list[ListingState], list[FactState]]:
    """Look at the listings that rest on some facts, and at all the facts that those rest on."""
    listings = listings_on(glance, facts)
    return listings, glance.each(FACT, tuple(dict.fromkeys(jti for one in listings for jti in one.facts)))
