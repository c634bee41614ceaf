"""Admission of measures, of findings on commitments, of revocations and of confirmed recalls."""

from typing import cast

from domain.case.mark import is_contested
from domain.commitment.decide import judge_commitment
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.disclosure.decide import confirm_recall
from domain.disclosure.events import RecallConfirmed
from domain.measure.decide import apply_measure, end_measure
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.revocation.decide import revoke_decision
from domain.revocation.events import DecisionRevoked
from domain.time import legal_date
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk, facts_named
from ledger.service.folds import COMMITMENT, LISTING, RECALL
from ledger.service.shown import Shown


class MeasureAdmissions:
    """Decides about measures (奖惩措施) and what else bodies say about what is on record."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def application(self, incoming: Incoming) -> Admitted:
        """Admit that a measure is applied on a live listing."""
        event = cast("MeasureApplied", incoming.event)
        glance = self._desk.glance()
        listing = glance.at(LISTING, event.listing)
        shown = Shown(glance, incoming.knowledge, incoming.law(), legal_date(incoming.now))
        (display,) = shown.displays_of_listings([listing])
        facts = shown.facts(listing.facts).values()
        matters = (*shown.matters([listing.listing]).values(), *(fact.matters for fact in facts))
        cases = shown.cases(case for one in matters for case in one.cases)
        admission = apply_measure(
            event,
            listing,
            incoming.knowledge.measure(event.measure),
            is_contested(cases.values()) or display.is_refuted,
            display.is_effective,
            by=incoming.authority(),
        )
        return self._desk.file(incoming, glance, admission)

    def end(self, incoming: Incoming) -> Admitted:
        """Admit that a measure ends."""
        event = cast("MeasureEnded", incoming.event)
        glance = self._desk.glance()
        admission = end_measure(event, glance.at(LISTING, event.listing), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)

    def commitment(self, incoming: Incoming) -> Admitted:
        """Admit that a commitment was kept or broken."""
        event = cast("CommitmentFulfilled | CommitmentBreached", incoming.event)
        glance = self._desk.glance()
        made = glance.at(COMMITMENT, event.text("subject.commitment") or "")
        return self._desk.file(incoming, glance, judge_commitment(made, event, by=incoming.authority()))

    def revocation(self, incoming: Incoming) -> Admitted:
        """Admit that decisions no longer stand."""
        event = cast("DecisionRevoked", incoming.event)
        glance = self._desk.glance()
        facts = facts_named(glance, event.text("subject.facts"))
        listings = glance.each(LISTING, event.listings or ())
        admission = revoke_decision(event, facts, listings, by=incoming.authority())
        fallen = self._desk.what_falls(incoming, glance, tuple(fact.jti for fact in facts))
        targets = {*fallen, *(f"listing:{one.listing}" for one in listings)}
        return self._desk.recall(incoming, glance, (admission.subject,), targets, "revoked")

    def recall(self, incoming: Incoming) -> Admitted:
        """Admit that a recipient stopped using what was recalled."""
        event = cast("RecallConfirmed", incoming.event)
        glance = self._desk.glance()
        ordered = glance.at(RECALL, event.text("subject.recall") or "")
        return self._desk.file(incoming, glance, confirm_recall(event, ordered, by=incoming.authority()))
