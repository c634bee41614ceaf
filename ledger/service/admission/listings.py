"""Admission of what bodies and courts sign about listings, from notice to end."""

from collections.abc import Sequence
from typing import cast

from domain.definition.state import Defined
from domain.fact.state import FactState
from domain.key.lineage import lineage
from domain.listing.decide import (
    decide_listing,
    end_listing,
    hold_hearing,
    mirror_court_listing,
    publish_listing,
    serve_notice,
)
from domain.listing.events import (
    CourtListMirrored,
    HearingHeld,
    ListingDecided,
    ListingEnded,
    ListingPublished,
    NoticeServed,
)
from domain.listing.identity import court_document
from domain.listing.steps import Course
from domain.tagging import split
from domain.tags import mirror_tag
from domain.time import legal_date
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk, cases_of, facts_named, listings_on, with_rows
from ledger.service.admission.glance import Glance
from ledger.service.folds import LISTING
from ledger.service.shown import Shown


class ListingAdmissions:
    """Decides about listings."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def notice(self, incoming: Incoming) -> Admitted:
        """Admit that a notice (告知) was served."""
        event = cast("NoticeServed", incoming.event)
        glance = self._desk.glance()
        facts = facts_named(glance, event.text("subject.facts"))
        admission = serve_notice(
            glance.at(LISTING, event.listing),
            event,
            _defined(incoming, event),
            facts,
            usable=_usable(incoming, glance, facts),
            earlier=listings_on(glance, with_rows(glance, facts)),
            law=incoming.law(),
            by=incoming.authority(),
        )
        return self._desk.file(incoming, glance, admission)

    def hearing(self, incoming: Incoming) -> Admitted:
        """Admit that a hearing (听证) was held."""
        event = cast("HearingHeld", incoming.event)
        glance = self._desk.glance()
        listing = glance.at(LISTING, event.listing)
        admission = hold_hearing(listing, event, law=incoming.law(), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)

    def decision(self, incoming: Incoming) -> Admitted:
        """Admit a decision to list (认定决定)."""
        event = cast("ListingDecided", incoming.event)
        glance = self._desk.glance()
        listing = glance.at(LISTING, event.listing)
        facts = facts_named(glance, event.text("subject.facts"))
        admission = decide_listing(
            Course(listing, incoming.knowledge.keys(listing.signers)),
            event,
            _defined(incoming, event),
            facts,
            usable=_usable(incoming, glance, facts),
            earlier=listings_on(glance, with_rows(glance, facts)),
            open_cases=cases_of(glance, tuple(case for fact in facts for case in fact.matters.cases)),
            law=incoming.law(),
            by=incoming.authority(),
        )
        return self._desk.file(incoming, glance, admission)

    def publication(self, incoming: Incoming) -> Admitted:
        """Admit that a listing takes effect (列入)."""
        event = cast("ListingPublished", incoming.event)
        glance = self._desk.glance()
        listing = glance.at(LISTING, event.listing)
        facts = facts_named(glance, ",".join(listing.facts))
        admission = publish_listing(
            Course(listing, incoming.knowledge.keys(listing.signers)),
            event,
            incoming.knowledge.list_definition(event.list),
            facts,
            usable=_usable(incoming, glance, facts),
            lineage=lineage(incoming.signer.kid, incoming.knowledge.key),
            law=incoming.law(),
            by=incoming.authority(),
        )
        return self._desk.file(incoming, glance, admission)

    def end(self, incoming: Incoming) -> Admitted:
        """Admit that a listing ends before its time (移出)."""
        event = cast("ListingEnded", incoming.event)
        glance = self._desk.glance()
        admission = end_listing(glance.at(LISTING, event.listing), event, by=incoming.authority())
        ended, last_ms = [f"listing:{event.listing}"], admission.not_after_ms
        return self._desk.recall(incoming, glance, (admission.subject,), ended, "ended", not_after_ms=last_ms)

    def court(self, incoming: Incoming) -> Admitted:
        """Admit a court's own listing, as the court signed it."""
        event = cast("CourtListMirrored", incoming.event)
        glance = self._desk.glance()
        document = court_document(event.list, incoming.signer.iss, event.disclosed)
        mirrored = glance.records([mirror_tag(document)])
        admission = mirror_court_listing(
            glance.at(LISTING, event.listing),
            event,
            incoming.knowledge.list_definition(event.list),
            earlier=[str(one.plain["listing"]) for one in mirrored if one.topic == CourtListMirrored.TOPIC],
            law=incoming.law(),
            by=incoming.authority(),
        )
        return self._desk.file(incoming, glance, admission, event.text("subject.kind") or "")


def _defined(incoming: Incoming, event: NoticeServed | ListingDecided) -> Defined:
    """Look at the list that a notice or a decision is about, and at the measures that it names."""
    knowledge = incoming.knowledge
    named = split(event.text("subject.measures"))
    return Defined(knowledge.list_definition(event.list), knowledge.measures_named(named))


def _usable(incoming: Incoming, glance: Glance, facts: Sequence[FactState]) -> frozenset[str]:
    return Shown(glance, incoming.knowledge, incoming.law(), legal_date(incoming.now)).usable(facts)
