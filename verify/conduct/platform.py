"""Judging what the platform says of its own: files, erasures, looks, recalls, and what the passing of time means."""

from typing import cast

from domain.case.mending import is_won
from domain.case.state import CaseState
from domain.clock.decide import admit_clock, breach_due, publicity_end_due
from domain.clock.events import ClockBreached, PublicityEnded
from domain.disclosure.decide import admit_delivery, admit_look
from domain.disclosure.events import DisclosureMade, RecallDelivered
from domain.entitlement import require_disclosures
from domain.event import Event
from domain.signer import SUBJECT as OWN
from domain.subject.decide import erase_record, erase_subject, link_identifier, open_subject, unlink_identifier
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, RecordErased, SubjectErased, SubjectOpened
from domain.subject.state import PseudonymState, SubjectState
from domain.tagging import identifier_of
from verify.conduct.faults import Fault
from verify.conduct.kinds import CASE, FACT, LISTING, PSEUDONYM, PURPOSE, RECALL, REPAIR, SUBJECT
from verify.conduct.look import Look
from verify.conduct.procedures import record_of
from verify.conduct.shown import contested, display_of_fact, display_of_listing

_OWN_PURPOSE = "self-access"
"""A subject's look at his own file needs no definition: the law gives the right to it."""


def subject_opening(look: Look) -> None:
    """Judge that a file was opened."""
    event = cast("SubjectOpened", look.event)
    subject, pseudonym, present = _led(look)
    open_subject(subject, pseudonym, present, event, genesis=look.genesis, signer=look.signer, now=look.now)


def identifier_link(look: Look) -> None:
    """Judge that a further identifier leads to a subject (一码关联多码)."""
    event = cast("IdentifierLinked", look.event)
    subject, pseudonym, present = _led(look)
    link_identifier(subject, pseudonym, present, event, genesis=look.genesis, signer=look.signer, now=look.now)


def identifier_unlink(look: Look) -> None:
    """Judge that an identifier no longer leads to a subject."""
    event = cast("IdentifierUnlinked", look.event)
    subject = look.at(SUBJECT, look.text("subject.id"))
    unlink_identifier(subject, event, genesis=look.genesis, signer=look.signer, now=look.now)


def subject_erasure(look: Look) -> None:
    """Judge that a subject was erased."""
    event = cast("SubjectErased", look.event)
    subject = look.at(SUBJECT, look.text("subject.id"))
    erase_subject(subject, event, genesis=look.genesis, signer=look.signer, now=look.now)


def record_erasure(look: Look) -> None:
    """Judge that the data of a fact were erased."""
    event = cast("RecordErased", look.event)
    subject, fact = look.at(SUBJECT, look.text("subject.id")), look.at(FACT, look.text("subject.record"))
    erase_record(subject, fact, event, genesis=look.genesis, signer=look.signer, now=look.now)


def _led(look: Look) -> tuple[SubjectState, PseudonymState, SubjectState | None]:
    """Look at a subject, and at whom the identifier led to so far."""
    identifier = identifier_of(look.event)
    pseudonym = look.at(PSEUDONYM, f"{identifier.type}:{identifier.value}")
    present = None if pseudonym.subject_id is None else look.at(SUBJECT, pseudonym.subject_id)
    return look.at(SUBJECT, look.text("subject.id")), pseudonym, present


def disclosure(look: Look) -> None:
    """Judge a look at what is not public: a purpose in force that names the unit, and its law (INV-14)."""
    look.authority().require_platform()
    require_disclosures(look.event)
    event = cast("DisclosureMade", look.event)
    unit, purpose = look.text("subject.unit"), look.text("subject.purpose")
    if (unit, purpose) == (OWN, _OWN_PURPOSE):
        return
    version = admit_look(look.at(PURPOSE, purpose), unit, today=look.today)
    if event.text("subject.legal_basis") != version.legal_basis:
        raise Fault("look-basis")


def recall(look: Look) -> None:
    """Judge who ordered a recall; whether it had to be ordered, and so, is judged with its cause."""
    look.authority().require_platform()
    require_disclosures(look.event)


def recall_delivery(look: Look) -> None:
    """Judge that a recall was brought to its recipient: a known one, once, while it was open."""
    event = cast("RecallDelivered", look.event)
    admit_delivery(event, look.at(RECALL, look.text("subject.recall")), by=look.authority())


def publicity_end(look: Look) -> None:
    """Judge that publicity was over, by that rule and on that day (INV-7)."""
    event = cast("PublicityEnded", look.event)
    admit_clock(event, _end_of_listing(look, event) or _end_of_fact(look), by=look.authority())


def _end_of_listing(look: Look, event: PublicityEnded) -> Event | None:
    if event.listing is None:
        return None
    listing = look.at(LISTING, event.listing)
    return publicity_end_due(listing, display_of_listing(look, listing, look.law()))


def _end_of_fact(look: Look) -> Event | None:
    for fact in look.facts_named():
        display = display_of_fact(look, fact, look.law())
        if display is not None:
            return publicity_end_due(fact, display)
    return None


def breach(look: Look) -> None:
    """Judge that a deadline had passed, by that rule and on that day (INV-9)."""
    event = cast("ClockBreached", look.event)
    filed: CaseState = look.at(CASE, event.case)
    state = filed if filed.filed_at is not None else look.at(REPAIR, event.case)
    record = record_of(look, filed) if is_won(filed) else None
    about = None if record is None else contested(look, record, look.law())
    admit_clock(event, breach_due(state, look.law(), look.today, about=about), by=look.authority())
