"""Judging what root key and credit centre sign: genesis, agencies, keys, catalogue, rules, calendars, definitions."""

from typing import cast

from domain.agency.decide import admit_agency_closure, admit_agency_enrolment
from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.calendar.decide import admit_calendar
from domain.calendar.events import CalendarPublished
from domain.catalogue.decide import admit_item as admit_publication
from domain.catalogue.decide import admit_item_withdrawal
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.definition.decide import admit_list, admit_measure, admit_purpose
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.key.decide import admit_key_enrolment, admit_key_revocation, admit_key_rotation
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.decide import admit_genesis
from domain.ledger.events import LedgerOpened
from domain.rule.decide import admit_rule
from domain.rule.events import RulePublished
from domain.signer import AGENCY_PREFIX, ROOT
from verify.conduct.kinds import AGENCY, CALENDAR, ITEM, LIST, MEASURE, PURPOSE, RULES
from verify.conduct.look import Look


def opening(look: Look) -> None:
    """Judge the first entry."""
    admit_genesis(look.genesis, cast("LedgerOpened", look.event), signer=look.signer, now=look.now)


def agency_enrolment(look: Look) -> None:
    """Judge that a body takes part."""
    event = cast("AgencyEnrolled", look.event)
    agency = look.at(AGENCY, event.agency)
    admit_agency_enrolment(agency, event, genesis=look.genesis, signer=look.signer, now=look.now)


def agency_closure(look: Look) -> None:
    """Judge that a body no longer takes part."""
    event = cast("AgencyClosed", look.event)
    agency = look.at(AGENCY, event.agency)
    admit_agency_closure(agency, event, genesis=look.genesis, signer=look.signer, now=look.now)


def key_enrolment(look: Look) -> None:
    """Judge a new key."""
    event = cast("KeyEnrolled", look.event)
    code = event.holder.removeprefix(AGENCY_PREFIX)
    agency = look.at(AGENCY, code) if event.holder.startswith(AGENCY_PREFIX) else None
    admit_key_enrolment(look.key(event.kid), agency, event, genesis=look.genesis, signer=look.signer, now=look.now)


def key_rotation(look: Look) -> None:
    """Judge that a key takes another's place."""
    event = cast("KeyRotated", look.event)
    old, new = look.key(event.old_kid), look.key(event.kid)
    admit_key_rotation(old, new, event, genesis=look.genesis, signer=look.signer, now=look.now)


def key_revocation(look: Look) -> None:
    """Judge that a key ends."""
    event = cast("KeyRevoked", look.event)
    by = None if look.signer.iss == ROOT else look.key(look.signer.kid)
    admit_key_revocation(look.key(event.kid), by, event, genesis=look.genesis, signer=look.signer, now=look.now)


def item_publication(look: Look) -> None:
    """Judge a version of a catalogue item."""
    event = cast("CatalogueItemPublished", look.event)
    key, agency = look.key(look.signer.kid), look.agency()
    item = look.at(ITEM, event.item)
    admit_publication(item, key, agency, event, genesis=look.genesis, signer=look.signer, now=look.now)


def item_withdrawal(look: Look) -> None:
    """Judge the withdrawal of a catalogue item."""
    event = cast("CatalogueItemWithdrawn", look.event)
    key, agency = look.key(look.signer.kid), look.agency()
    item = look.at(ITEM, event.item)
    admit_item_withdrawal(item, key, agency, event, genesis=look.genesis, signer=look.signer, now=look.now)


def rule_version(look: Look) -> None:
    """Judge a version of a rule."""
    admit_rule(look.at(RULES, ""), cast("RulePublished", look.event), by=look.authority())


def working_days(look: Look) -> None:
    """Judge a year's calendar."""
    event = cast("CalendarPublished", look.event)
    admit_calendar(look.at(CALENDAR, str(event.year)), event, by=look.authority())


def list_version(look: Look) -> None:
    """Judge a version of a list."""
    event = cast("ListDefined", look.event)
    admit_list(look.at(LIST, event.list), event, items=look.each(ITEM, event.items), by=look.authority())


def measure_version(look: Look) -> None:
    """Judge a version of a measure."""
    event = cast("MeasureDefined", look.event)
    admit_measure(look.at(MEASURE, event.measure), event, lists=look.each(LIST, event.lists), by=look.authority())


def purpose_version(look: Look) -> None:
    """Judge a version of a purpose."""
    event = cast("PurposeDefined", look.event)
    admit_purpose(look.at(PURPOSE, event.purpose), event, by=look.authority())
