"""Every refusal of the domain, in one table: what the API maps and what the manual lists."""

from domain import event_refusals
from domain.agency import refusals as agency
from domain.catalogue import refusals as catalogue
from domain.fact import protection_refusals as protection
from domain.fact import refusals as fact
from domain.identifier import refusals as identifier
from domain.key import refusals as key
from domain.ledger import refusals as ledger
from domain.refusal import Refusal
from domain.standard import refusals as standard
from domain.subject import refusals as subject

ALL: tuple[type[Refusal], ...] = (
    *event_refusals.ALL,
    *identifier.ALL,
    *ledger.ALL,
    *agency.ALL,
    *key.ALL,
    *catalogue.ALL,
    *subject.ALL,
    *standard.ALL,
    *fact.ALL,
    *protection.ALL,
)
