"""Taking the steps of a listing: what a test does not give passes."""

from collections.abc import Collection, Sequence
from typing import Any

from domain.admission import Admission
from domain.authority import Authority
from domain.case.state import CaseState
from domain.definition.events import ListDefined, MeasureDefined
from domain.definition.state import Defined, Definitions
from domain.fact.state import FactState
from domain.key.state import KeyState
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
from domain.listing.state import ListingState
from domain.listing.steps import Course
from domain.rule.law import Law
from domain.standing.fact import display_fact
from domain.standing.versions import Versions
from tests.domain.builders import (
    KEY,
    item_state,
)
from tests.domain.due_process import (
    LAW,
    LISTING,
    bureau,
    fact_state,
    list_definition,
    noon,
)
from tests.domain.listings import (
    COURT_LIST,
    DECIDED,
    MEASURES,
    PERSON_LIST,
    PUBLISHED,
    SECOND_KEY,
    SERVED,
    court,
    decided,
    decision,
    ending,
    hearing,
    mirrored,
    notice,
    noticed,
    publication,
    published,
    second,
)

KEYS = (KEY, SECOND_KEY)


def usable_of(facts: Sequence[FactState], law: Law, by: Authority, cases: Sequence[CaseState] = ()) -> frozenset[str]:
    """The facts that are effective on the day, of an item that is valid for as long as items can be."""
    version = item_state(validity_months=60).latest
    assert version is not None
    displays = {
        fact.jti: display_fact(
            fact, cases, Versions((version,) * len(fact.statements), version), law=law, today=by.today
        )
        for fact in facts
    }
    return frozenset(jti for jti, display in displays.items() if display.is_effective)


def try_notice(
    event: NoticeServed | None = None,
    *facts: FactState,
    listing: ListingState | None = None,
    definition: Definitions[ListDefined] | None = None,
    usable: Collection[str] | None = None,
    earlier: Sequence[ListingState] = (),
    measures: Sequence[Definitions[MeasureDefined]] = MEASURES,
    law: Law = LAW,
    by: Authority | None = None,
) -> Admission:
    """Serve a notice; what is not given passes."""
    facts, by = facts or (fact_state(),), by or bureau(noon(SERVED))
    return serve_notice(
        listing or ListingState(LISTING),
        event or notice(),
        Defined(definition or list_definition(), measures),
        facts,
        usable=usable_of(facts, law, by) if usable is None else usable,
        earlier=earlier,
        law=law,
        by=by,
    )


def try_decision(
    event: ListingDecided | None = None,
    *facts: FactState,
    listing: ListingState | None = None,
    definition: Definitions[ListDefined] | None = None,
    usable: Collection[str] | None = None,
    earlier: Sequence[ListingState] = (),
    measures: Sequence[Definitions[MeasureDefined]] = MEASURES,
    open_cases: Sequence[Any] = (),
    keys: Sequence[KeyState] = KEYS,
    law: Law = LAW,
    by: Authority | None = None,
) -> Admission:
    """Decide; what is not given passes."""
    event = event or decision()
    facts, by = facts or (fact_state(),), by or bureau(noon(event.decided_on.isoformat()))
    return decide_listing(
        Course(listing or noticed(), keys),
        event,
        Defined(definition or list_definition(), measures),
        facts,
        usable=usable_of(facts, law, by) if usable is None else usable,
        earlier=earlier,
        open_cases=open_cases,
        law=law,
        by=by,
    )


def try_publication(
    event: ListingPublished | None = None,
    *facts: FactState,
    listing: ListingState | None = None,
    definition: Definitions[ListDefined] | None = None,
    usable: Collection[str] | None = None,
    lineage: Collection[str] = (),
    keys: Sequence[KeyState] = KEYS,
    law: Law = LAW,
    by: Authority | None = None,
) -> Admission:
    """Publish; what is not given passes: a person stands on a list for persons."""
    facts, by = facts or (fact_state(),), by or second(noon(PUBLISHED))
    event = event or publication()
    own = PERSON_LIST if event.text("subject.kind") == "NP" else list_definition()
    return publish_listing(
        Course(listing or decided(), keys),
        event,
        definition or own,
        facts,
        usable=usable_of(facts, law, by) if usable is None else usable,
        lineage=lineage,
        law=law,
        by=by,
    )


def try_end(
    event: ListingEnded | None = None, *, listing: ListingState | None = None, by: Authority | None = None
) -> Admission:
    """End a listing; what is not given passes."""
    return end_listing(listing or published(), event or ending(), by=by or bureau(noon("2027-06-01")))


def try_hearing(
    event: HearingHeld | None = None,
    *,
    listing: ListingState | None = None,
    law: Law = LAW,
    by: Authority | None = None,
) -> Admission:
    """Hold a hearing; what is not given passes."""
    return hold_hearing(listing or noticed(), event or hearing(), law=law, by=by or bureau(noon("2026-05-11")))


def try_mirror(
    event: CourtListMirrored | None = None,
    *,
    listing: ListingState | None = None,
    definition: Definitions[ListDefined] | None = None,
    earlier: Sequence[str] = (),
    law: Law = LAW,
    by: Authority | None = None,
) -> Admission:
    """Mirror a court's listing; what is not given passes."""
    return mirror_court_listing(
        listing or ListingState(LISTING),
        event or mirrored(),
        definition or list_definition(**COURT_LIST),
        earlier=earlier,
        law=law,
        by=by or court(noon(DECIDED)),
    )
