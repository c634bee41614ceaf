"""The beginning of the year: bodies and their clerks, catalogue, rules, working days, lists, measures, purposes."""

from collections.abc import Sequence
from pathlib import Path

from api.demo.year.cast import AGENCIES, Cast, Hand
from api.demo.year.director import StoryError
from api.demo.year.pen import Pen
from domain.agency.events import AgencyEnrolled
from domain.calendar.pack import CALENDAR_PACK
from domain.catalogue.events import CatalogueItemPublished
from domain.claims import Roles
from domain.definition.pack import list_definitions, measure_definitions, purpose_definitions
from domain.event import Event
from domain.key.events import KeyEnrolled
from domain.rule.pack import RULE_PACK
from domain.signer import ROOT
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import APPROVAL, COURT, CREDIT_CENTRE, EMERGENCY, MARKET
from ledger.service.claims import claims_from_json
from ledger.service.ledger import Ledger
from ledger.service.outcome import Refused
from ledger.statement import Statement

EDITION = len(RULE_PACK)
"""Edition of the rules during the whole year."""
ITEMS = {
    "xk-licence": (APPROVAL, EMERGENCY),
    "cf-penalty": (MARKET,),
    "honour": (APPROVAL, CREDIT_CENTRE),
}
_ROLES: dict[str, Roles] = {CREDIT_CENTRE.code: ("credit_centre", "provider"), COURT.code: ("court",)}
_ISSUERS = {
    "market-serious": (MARKET.code,),
    "abnormal-operation": (MARKET.code,),
    "court-dishonest": (COURT.code,),
    "integrity-model": (CREDIT_CENTRE.code,),
}
_GROUNDS = {
    "market-serious": ("cf-penalty",),
    "abnormal-operation": ("cf-penalty",),
    "court-dishonest": ("cf-penalty",),
    "integrity-model": ("honour",),
}
_READERS = {
    "licensing": sorted((APPROVAL.code, EMERGENCY.code)),
    "procurement": sorted((APPROVAL.code, CREDIT_CENTRE.code)),
    "self-access": (CREDIT_CENTRE.code,),
    "objection": sorted(agency.code for agency in AGENCIES),
    "court-order": (COURT.code,),
}


def found(ledger: Ledger, cast: Cast, pen: Pen, root: SigningKey, samples: Path) -> None:
    """Enrol who takes part and publish what the law says.

    Args:
        ledger: Open, with its genesis.
        cast: Who takes part.
        pen: Signs.
        root: The root key.
        samples: Folder of the sample files, with the catalogue items.
    """
    keeper = Hand(ROOT, root)
    centre = cast.clerk(CREDIT_CENTRE)
    for events, hand in (
        (_agencies(), keeper),
        (_keys(cast), keeper),
        (_items(samples), centre),
        ([*CALENDAR_PACK, *RULE_PACK], centre),
        ([one.event for one in list_definitions(issuers=_ISSUERS, items=_GROUNDS)], centre),
        (_measures_and_purposes(), centre),
    ):
        _record(ledger, [pen.sign(event, hand) for event in events])


def _record(ledger: Ledger, statements: Sequence[Statement]) -> None:
    for statement in statements:
        (outcome,) = ledger.submit_many([statement.text])
        if isinstance(outcome, Refused):
            raise StoryError("", statement.vct, "", str(outcome.error)) from outcome.error


def _agencies() -> list[Event]:
    return [
        AgencyEnrolled(agency=agency.code, name=agency.name, roles=_ROLES.get(agency.code, ("provider",)))
        for agency in AGENCIES
    ]


def _keys(cast: Cast) -> list[Event]:
    pairs = [(agency.code, keys[agency.slug]) for keys in (cast.keys, cast.second) for agency in AGENCIES]
    return [KeyEnrolled(holder=f"agency:{code}", kid=key.kid, public_key=encode(key.public_key)) for code, key in pairs]


def _items(samples: Path) -> list[Event]:
    events: list[Event] = []
    for name, providers in ITEMS.items():
        claims = claims_from_json((samples / "catalogue" / f"{name}.json").read_bytes())
        claims["providers"] = sorted(agency.code for agency in providers)
        events.append(CatalogueItemPublished.from_claims(claims, {}))
    return events


def _measures_and_purposes() -> list[Event]:
    shipped = measure_definitions(
        issuers={
            "procurement-reference": (CREDIT_CENTRE.code,),
            "key-supervision": (CREDIT_CENTRE.code,),
            "green-lane": (APPROVAL.code,),
        },
        lists=tuple(_GROUNDS),
    )
    purposes = purpose_definitions(readers=_READERS)
    return [*(one.event for one in shipped), *(one.event for one in purposes)]
