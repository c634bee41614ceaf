"""Records for tests of how they stand: a penalty everybody may see, a listing in force, and cases by their events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.calendar.working_days import WorkingDays
from domain.case.events import CaseAccepted, CaseDecided, CaseEscalated, CaseFiled
from domain.case.matters import Matters
from domain.case.state import CaseState, evolve
from domain.catalogue.state import ItemVersion
from domain.clock.events import ClockBreached
from domain.definition.events import ListDefined, MeasureDefined
from domain.definition.state import Definitions
from domain.event import Event
from domain.fact.state import FactState
from domain.listing.state import AppliedMeasure, ListingState
from domain.rule.law import Law
from domain.signer import PLATFORM
from domain.standing.display import Display
from domain.standing.fact import display_fact
from domain.standing.listing import Ground, display_listing, running_measures
from domain.standing.versions import Versions
from tests.domain.builders import BODY, SIGNER, item_state, recorded
from tests.domain.due_process import CASE, FACT, LISTING, RULES, SUBJECT, WHO, fact_state, law, list_claims, rule

SUSPENSION = rule("R-POL-suspension", "suspension", 0, "day", evidence="policy")
LAW = law(*RULES, SUSPENSION)
EDITION = LAW.rules.edition
UNANNOUNCED = Law(LAW.rules, WorkingDays())
ONE_DAY = timedelta(days=1)
OTHER_FACT = "0190a5b0-0000-7000-8000-0000000000f2"
FILED = date(2026, 5, 11)
"""A Monday; an objection filed on it is due on Thursday."""


def item(**changes: Any) -> ItemVersion:
    """A version of a penalty item that everybody may see, valid for five years."""
    latest = item_state(**{"disclosure": "public", "validity_months": 60, **changes}).latest
    assert latest is not None
    return latest


ITEM = item()


def fact(**changes: Any) -> FactState:
    """A serious penalty of a company of 13 April 2026; names of ``FactTerms`` change its terms."""
    state = fact_state()
    terms = {name: changes.pop(name) for name in tuple(changes) if name in type(state.terms).__slots__}
    return replace(state, terms=replace(state.terms, **terms), **changes)


def listed(**changes: Any) -> ListingState:
    """A listing in force from 20 May 2026 for three years, with a measure that runs and one that was ended."""
    given: dict[str, Any] = {
        "listing": LISTING,
        "iss": SIGNER.iss,
        "list_id": "market-serious",
        "list_version": 1,
        "tier": "serious",
        "subject": SUBJECT,
        "facts": (FACT,),
        "noticed_at": 60,
        "decided_at": 61,
        "decided_on": date(2026, 5, 20),
        "ends_on": date(2029, 5, 20),
        "published_at": 62,
        "kind": "ENT",
        "measures": (
            AppliedMeasure("m1", SIGNER.iss, "no-subsidy"),
            AppliedMeasure("m2", SIGNER.iss, "no-tender", ended_at=64),
        ),
    }
    given.update(changes)
    return ListingState(**given)


def definition(**changes: Any) -> ListDefined:
    """The list, in force."""
    return ListDefined.from_claims(list_claims(**changes), {})


def filed(on: date = FILED, kind: str = "objection", case: str = CASE) -> CaseFiled:
    """A case about the fact."""
    plain = {"case": case, "kind": kind, "edition": EDITION, "filed_on": on.isoformat()}
    return CaseFiled.from_claims(plain, {**WHO, "subject.target_kind": "fact", "subject.target": FACT})


def accepted(on: date, *, needs_help: bool = False) -> CaseAccepted:
    """It is taken up."""
    return CaseAccepted.from_claims({"case": CASE, "accepted_on": on.isoformat(), "needs_help": needs_help}, {})


def decided(on: date, outcome: str = "rejected") -> CaseDecided:
    """It is decided."""
    return CaseDecided.from_claims({"case": CASE, "outcome": outcome, "decided_on": on.isoformat()}, {})


def escalated(on: date) -> CaseEscalated:
    """It is taken further."""
    return CaseEscalated.from_claims({"case": CASE, "edition": EDITION, "escalated_on": on.isoformat()}, {})


def case_of(*events: Event, case: str = CASE) -> CaseState:
    """Fold the events of a case."""
    state = CaseState(case)
    for number, event in enumerate(events):
        by_platform = isinstance(event, CaseFiled | CaseEscalated | ClockBreached)
        iss = PLATFORM if by_platform else f"agency:{BODY}"
        state = evolve(state, event, recorded(70 + number, iss))
    return state


ABOUT = Matters(cases=(CASE,))
NO_MATTERS = Matters()
LIST = definition()
LISTED_ON = date(2026, 5, 20)
GROUNDS = (fact(decided_on=LISTED_ON),)
"""A fact decided on the day of the listing, so that both are shown for three years from it."""


def shown_fact(
    state: FactState,
    today: date,
    *cases: CaseState,
    version: ItemVersion = ITEM,
    newest: ItemVersion | None = ITEM,
    by: Law = LAW,
) -> Display:
    """How a fact stands."""
    versions = Versions((version,) * len(state.statements), newest)
    return display_fact(state, cases, versions, law=by, today=today)


def shown_listing(
    state: ListingState,
    today: date,
    *cases: CaseState,
    matters: Matters = NO_MATTERS,
    listed_by: ListDefined | None = LIST,
    facts: Sequence[FactState] = GROUNDS,
    about: Sequence[CaseState] = (),
    version: ItemVersion = ITEM,
    by: Law = LAW,
) -> Display:
    """How a listing stands; `cases` are about it, `about` about the facts it rests on."""
    grounds = [Ground(one, shown_fact(one, today, *about, version=version, newest=version, by=by)) for one in facts]
    versions = Definitions(LIST.list, () if listed_by is None else (listed_by,))
    return display_listing(state, matters, listed_by, grounds, cases, definitions=versions, law=by, today=today)


def measure(name: str = "no-subsidy", **changes: Any) -> MeasureDefined:
    """A version of an item of the measures list that goes with the list."""
    claims: dict[str, Any] = {
        "measure": name,
        "version": 1,
        "name": "限制申请财政资金项目",
        "is_incentive": False,
        "lists": ["market-serious"],
        "issuers": [BODY],
        "issuer_level": "national",
        "legal_basis": "《全国失信惩戒措施基础清单（2021年版）》",
        "effective_from": "2021-12-16",
        **changes,
    }
    return MeasureDefined.from_claims(claims, {})


def measures_on(
    state: ListingState, display: Display, *versions: MeasureDefined, today: date = FILED
) -> tuple[AppliedMeasure, ...]:
    """The measures that run on a listing; without versions by an item in force."""
    of_measure = Definitions("no-subsidy", versions or (measure(),))
    return running_measures(state, display, {"no-subsidy": of_measure}, today)
