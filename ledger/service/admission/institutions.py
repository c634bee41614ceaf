"""Admission of what root key and credit centre sign: genesis, agencies, keys, catalogue."""

from typing import cast

from domain.agency.decide import admit_agency_closure, admit_agency_enrolment
from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.catalogue.decide import admit_item as admit_publication
from domain.catalogue.decide import admit_item_withdrawal
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.key.decide import admit_key_enrolment, admit_key_revocation, admit_key_rotation
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.decide import admit_genesis
from domain.ledger.events import LedgerOpened
from domain.signer import AGENCY_PREFIX, ROOT
from domain.tags import LEDGER_TAG
from ledger.service.admission.admitted import Admitted, Incoming, admitted
from ledger.service.rule_book import unchanged


def admit_ledger(incoming: Incoming) -> Admitted:
    """Admit the first entry of the log."""
    event = cast("LedgerOpened", incoming.event)
    admit_genesis(incoming.knowledge.book.genesis, event, signer=incoming.signer, now=incoming.now)
    return admitted(incoming, unchanged(LEDGER_TAG, None))


def admit_agency(incoming: Incoming) -> Admitted:
    """Admit that a public body takes part, or no longer does."""
    event = cast("AgencyEnrolled | AgencyClosed", incoming.event)
    agency = incoming.knowledge.agency(event.agency)
    genesis = incoming.knowledge.book.genesis
    if isinstance(event, AgencyEnrolled):
        admit_agency_enrolment(agency, event, genesis=genesis, signer=incoming.signer, now=incoming.now)
    else:
        admit_agency_closure(agency, event, genesis=genesis, signer=incoming.signer, now=incoming.now)
    return admitted(incoming)


def admit_enrolment(incoming: Incoming) -> Admitted:
    """Admit a holder's key."""
    event = cast("KeyEnrolled", incoming.event)
    knowledge = incoming.knowledge
    is_agency = event.holder.startswith(AGENCY_PREFIX)
    admit_key_enrolment(
        knowledge.key(event.kid),
        knowledge.agency(event.holder.removeprefix(AGENCY_PREFIX)) if is_agency else None,
        event,
        genesis=knowledge.book.genesis,
        signer=incoming.signer,
        now=incoming.now,
    )
    return admitted(incoming)


def admit_rotation(incoming: Incoming) -> Admitted:
    """Admit that a new key takes the place of an old one."""
    event = cast("KeyRotated", incoming.event)
    knowledge = incoming.knowledge
    admit_key_rotation(
        knowledge.key(event.old_kid),
        knowledge.key(event.kid),
        event,
        genesis=knowledge.book.genesis,
        signer=incoming.signer,
        now=incoming.now,
    )
    return admitted(incoming)


def admit_revocation(incoming: Incoming) -> Admitted:
    """Admit that a key ends."""
    event = cast("KeyRevoked", incoming.event)
    knowledge = incoming.knowledge
    admit_key_revocation(
        knowledge.key(event.kid),
        None if incoming.signer.iss == ROOT else knowledge.key(incoming.signer.kid),
        event,
        genesis=knowledge.book.genesis,
        signer=incoming.signer,
        now=incoming.now,
    )
    return admitted(incoming)


def admit_item(incoming: Incoming) -> Admitted:
    """Admit a version of a catalogue item, or its withdrawal."""
    event = cast("CatalogueItemPublished | CatalogueItemWithdrawn", incoming.event)
    knowledge = incoming.knowledge
    key = knowledge.key(incoming.signer.kid)
    agency = knowledge.agency(incoming.signer.agency_code or "")
    item = knowledge.item(event.item)
    genesis = knowledge.book.genesis
    if isinstance(event, CatalogueItemPublished):
        admit_publication(item, key, agency, event, genesis=genesis, signer=incoming.signer, now=incoming.now)
    else:
        admit_item_withdrawal(item, key, agency, event, genesis=genesis, signer=incoming.signer, now=incoming.now)
    return admitted(incoming)
