"""Judging what bodies sign about subjects: facts, listings, measures, revocations, commitments, confirmed recalls."""

from typing import cast

from domain.commitment.decide import judge_commitment
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.disclosure.decide import confirm_recall
from domain.disclosure.events import RecallConfirmed
from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import document_of
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
from domain.measure.decide import apply_measure, end_measure
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.revocation.decide import revoke_decision
from domain.revocation.events import DecisionRevoked
from verify.conduct.faults import Fault
from verify.conduct.kinds import COMMITMENT, DOCUMENT, FACT, KEY, LISTING, MEASURE, MIRROR, PAPER, RECALL
from verify.conduct.look import Look
from verify.conduct.shown import display_of_listing, is_listing_contested, usable


def fact(look: Look) -> None:
    """Judge a fact; its document and its name must be unused (INV-12)."""
    event = cast("FactRecorded", look.event)
    rows = look.at(PAPER, document_of(event.identity))
    admission = admit_fact(
        look.key(look.signer.kid),
        look.agency(),
        look.item(event.item),
        event,
        rows=look.each(FACT, rows),
        genesis=look.genesis,
        signer=look.signer,
        now=look.now,
        n_digests=look.n_digests,
    )
    earlier = look.at(DOCUMENT, admission.natural_identity)
    if earlier is not None:
        raise Fault("document-twice", earlier=earlier)
    known = look.at(FACT, look.at_entry.jti).recorded_at
    if known is not None:
        raise Fault("fact-twice", earlier=known)


def correction(look: Look) -> None:
    """Judge that a fact is stated anew."""
    event = cast("FactCorrected", look.event)
    admit_correction(
        look.at(FACT, look.text("subject.fact")),
        look.key(look.signer.kid),
        look.agency(),
        look.item(event.item),
        event,
        genesis=look.genesis,
        signer=look.signer,
        now=look.now,
        n_digests=look.n_digests,
    )


def withdrawal(look: Look) -> None:
    """Judge that a fact is withdrawn."""
    event = cast("FactWithdrawn", look.event)
    known, key = look.at(FACT, look.text("subject.fact")), look.key(look.signer.kid)
    admit_withdrawal(known, key, look.agency(), event, genesis=look.genesis, signer=look.signer, now=look.now)


def notice(look: Look) -> None:
    """Judge a notice (告知)."""
    event = cast("NoticeServed", look.event)
    facts, law = look.facts_named(), look.law()
    serve_notice(
        look.at(LISTING, event.listing),
        event,
        look.defined(event.list),
        facts,
        usable=usable(look, facts, law),
        earlier=look.listings_on(look.with_rows(facts)),
        law=law,
        by=look.authority(),
    )


def hearing(look: Look) -> None:
    """Judge a hearing (听证)."""
    event = cast("HearingHeld", look.event)
    hold_hearing(look.at(LISTING, event.listing), event, law=look.law(), by=look.authority())


def decision(look: Look) -> None:
    """Judge a decision to list (认定决定)."""
    event = cast("ListingDecided", look.event)
    listing = look.at(LISTING, event.listing)
    facts, law = look.facts_named(), look.law()
    decide_listing(
        Course(listing, look.each(KEY, listing.signers)),
        event,
        look.defined(event.list),
        facts,
        usable=usable(look, facts, law),
        earlier=look.listings_on(look.with_rows(facts)),
        open_cases=look.cases(case for one in facts for case in one.matters.cases),
        law=law,
        by=look.authority(),
    )


def publication(look: Look) -> None:
    """Judge that a listing takes effect (列入)."""
    event = cast("ListingPublished", look.event)
    listing = look.at(LISTING, event.listing)
    facts, law = look.each(FACT, listing.facts), look.law()
    publish_listing(
        Course(listing, look.each(KEY, listing.signers)),
        event,
        look.list_definition(event.list),
        facts,
        usable=usable(look, facts, law),
        lineage=lineage(look.signer.kid, look.key),
        law=law,
        by=look.authority(),
    )


def end(look: Look) -> None:
    """Judge that a listing ends before its time (移出)."""
    event = cast("ListingEnded", look.event)
    end_listing(look.at(LISTING, event.listing), event, by=look.authority())


def court_listing(look: Look) -> None:
    """Judge a court's own listing."""
    event = cast("CourtListMirrored", look.event)
    definition = look.list_definition(event.list)
    earlier = look.at(MIRROR, court_document(event.list, look.signer.iss, event.disclosed))
    listing = look.at(LISTING, event.listing)
    mirror_court_listing(listing, event, definition, earlier=earlier, law=look.law(), by=look.authority())


def measure(look: Look) -> None:
    """Judge that a measure is applied (奖惩措施)."""
    event = cast("MeasureApplied", look.event)
    listing = look.at(LISTING, event.listing)
    display = display_of_listing(look, listing, look.law())
    definition = look.at(MEASURE, event.measure)
    is_contested = is_listing_contested(look, listing) or display.is_refuted
    apply_measure(event, listing, definition, is_contested, display.is_effective, by=look.authority())


def measure_end(look: Look) -> None:
    """Judge that a measure ends."""
    event = cast("MeasureEnded", look.event)
    end_measure(event, look.at(LISTING, event.listing), by=look.authority())


def revocation(look: Look) -> None:
    """Judge that decisions no longer stand (撤销)."""
    event = cast("DecisionRevoked", look.event)
    listings = look.each(LISTING, event.listings or ())
    revoke_decision(event, look.facts_named(), listings, by=look.authority())


def commitment(look: Look) -> None:
    """Judge that a commitment was found kept or broken."""
    event = cast("CommitmentFulfilled | CommitmentBreached", look.event)
    judge_commitment(look.at(COMMITMENT, look.text("subject.commitment")), event, by=look.authority())


def recall_confirmation(look: Look) -> None:
    """Judge that a recipient confirmed a recall."""
    event = cast("RecallConfirmed", look.event)
    confirm_recall(event, look.at(RECALL, look.text("subject.recall")), by=look.authority())
