"""Every refusal of the domain, in one table: what the API maps and what the manual lists."""

from domain import event_refusals, evidence_refusals
from domain.agency import refusals as agency
from domain.calendar import refusals as calendar
from domain.case import refusals as case
from domain.catalogue import refusals as catalogue
from domain.clock import refusals as clock
from domain.commitment import refusals as commitment
from domain.definition import refusals as definition
from domain.disclosure import refusals as disclosure
from domain.fact import protection_refusals as protection
from domain.fact import refusals as fact
from domain.identifier import refusals as identifier
from domain.key import refusals as key
from domain.ledger import refusals as ledger
from domain.listing import refusals as listing
from domain.measure import refusals as measure
from domain.refusal import Refusal
from domain.repair import refusals as repair
from domain.request import refusals as request
from domain.revocation import refusals as revocation
from domain.rule import refusals as rule
from domain.standard import refusals as standard
from domain.subject import refusals as subject

ALL: tuple[type[Refusal], ...] = (
    *event_refusals.ALL,
    *evidence_refusals.ALL,
    *identifier.ALL,
    *ledger.ALL,
    *agency.ALL,
    *key.ALL,
    *catalogue.ALL,
    *subject.ALL,
    *standard.ALL,
    *fact.ALL,
    *protection.ALL,
    *calendar.ALL,
    *rule.ALL,
    *definition.ALL,
    *request.ALL,
    *listing.ALL,
    *case.ALL,
    *repair.ALL,
    *measure.ALL,
    *commitment.ALL,
    *revocation.ALL,
    *disclosure.ALL,
    *clock.ALL,
)
