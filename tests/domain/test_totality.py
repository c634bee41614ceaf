"""``evolve`` never refuses: any event of the log folds into any state, whole or erased, whoever signed it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency.state import AgencyState
from domain.agency.state import evolve as evolve_agency
from domain.calendar.state import CalendarState
from domain.calendar.state import evolve as evolve_calendar
from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.case.state import CaseState
from domain.case.state import evolve as evolve_case
from domain.catalogue.state import ItemState
from domain.catalogue.state import evolve as evolve_item
from domain.commitment.state import CommitmentState
from domain.commitment.state import evolve as evolve_commitment
from domain.definition.state import Definitions, evolve_list, evolve_measure, evolve_purpose
from domain.event import Event
from domain.event_refusals import DisclosureMissingError
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.identifier import Identifier
from domain.key.state import HolderState, KeyState, evolve_holder
from domain.key.state import evolve as evolve_key
from domain.ledger.state import LedgerState
from domain.ledger.state import evolve as evolve_ledger
from domain.listing.state import ListingState
from domain.listing.state import evolve as evolve_listing
from domain.registry import parse_event
from domain.repair.state import RepairState
from domain.repair.state import evolve as evolve_repair
from domain.rule.state import RulesState
from domain.rule.state import evolve as evolve_rule
from domain.signer import Recorded
from domain.subject.state import PseudonymState, SubjectState, evolve_pseudonym
from domain.subject.state import evolve as evolve_subject
from domain.tagging import tags_of
from tests.domain.builders import AGENCY, BODY, COMPANY, KID, SHOP, UUID, make_key
from tests.domain.due_process import CASE, FACT, LISTING
from tests.domain.due_process_examples import OTHER_LISTING
from tests.domain.test_events import EXAMPLES

FOLDS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "ledger": (LedgerState(), evolve_ledger),
    "agency": (AgencyState(AGENCY), evolve_agency),
    "key": (KeyState(KID), evolve_key),
    "holder": (HolderState(f"agency:{AGENCY}"), evolve_holder),
    "item": (ItemState("cf-market"), evolve_item),
    "subject": (SubjectState(UUID), evolve_subject),
    "pseudonym": (PseudonymState(Identifier("uscc", COMPANY)), evolve_pseudonym),
    "fact": (FactState("j1"), evolve_fact),
    "calendar": (CalendarState(2026), evolve_calendar),
    "rules": (RulesState(), evolve_rule),
    "list": (Definitions("market-serious"), evolve_list),
    "measure": (Definitions("no-subsidy"), evolve_measure),
    "purpose": (Definitions("tender"), evolve_purpose),
    "listing": (ListingState(LISTING), evolve_listing),
    "case": (CaseState(CASE), evolve_case),
    "matters": (Matters(), evolve_matters),
    "repair": (RepairState(CASE), evolve_repair),
    "commitment": (CommitmentState("j1"), evolve_commitment),
}
# Claims that decide whether an event belongs to a state, with another value each.
OTHER_CLAIMS: dict[str, list[Any]] = {
    "agency": [AGENCY, BODY],
    "holder": [f"agency:{AGENCY}", "platform"],
    "kid": [KID, make_key(9)],
    "old_kid": [KID, make_key(9)],
    "item": ["cf-market", "other"],
    "version": [1, 2, 3],
    "year": [2026, 2027],
    "rule": ["R-SD-39a", "R-ZX-26"],
    "list": ["market-serious", "other"],
    "measure": ["no-subsidy", "other"],
    "purpose": ["tender", "other"],
    "listing": [LISTING, OTHER_LISTING],
    "listings": [[LISTING], [OTHER_LISTING]],
    "case": [CASE, LISTING],
    "application": [UUID, LISTING],
}
OTHER_FIELDS: dict[str, list[str]] = {
    "subject.id": [UUID, "other"],
    "subject.identifier": [COMPANY, SHOP],
    "subject.fact": ["j1", "j2"],
    "subject.record": ["j1", "j2"],
    "subject.act_date": ["2026-02-01", "the first of February"],
    "subject.valid_to": ["2027-02-01", "2099-12-31", "2026-02-30"],
    "subject.facts": ["j1", FACT, "j1,j2", ""],
    "subject.targets": ["fact:j1", f"fact:j1,listing:{LISTING}", "nonsense"],
    "subject.target": ["j1", LISTING],
    "subject.target_kind": ["fact", "listing", "body"],
    "subject.commitment": ["j1", "j2"],
    "subject.recall": ["j1", "j2"],
    "subject.kid": [KID, "other"],
}


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw any event of any topic, with some disclosures erased."""
    name = draw(st.sampled_from(sorted(EXAMPLES)))
    plain, disclosed = EXAMPLES[name]
    changed = {claim: draw(st.sampled_from(OTHER_CLAIMS.get(claim, [value]))) for claim, value in plain.items()}
    kept = draw(st.sets(st.sampled_from(sorted(disclosed)))) if disclosed else set()
    fields = {field: draw(st.sampled_from(OTHER_FIELDS.get(field, [disclosed[field]]))) for field in sorted(kept)}
    return parse_event(f"urn:chengjian:{name}:v1", changed, fields)


# Disclosures that tags are made of, where the event's table has them.
TAGGED_BY: dict[str, tuple[str, ...]] = {
    "identifier-linked": ("subject.id", "subject.identifier_type", "subject.identifier"),
    "identifier-unlinked": ("subject.id", "subject.identifier_type", "subject.identifier"),
    "subject-opened": ("subject.id", "subject.identifier_type", "subject.identifier"),
    "subject-erased": ("subject.id",),
    "record-erased": ("subject.id", "subject.record"),
    "fact-recorded": (
        "subject.identifier_type",
        "subject.identifier",
        "subject.deciding_body_code",
        "subject.document_no",
    ),
    "fact-corrected": ("subject.fact",),
    "fact-withdrawn": ("subject.fact",),
    "subject-key-enrolled": ("subject.id", "subject.statement"),
    "subject-key-ended": ("subject.id", "subject.statement"),
    "case-filed": ("subject.target_kind", "subject.target", "subject.statement"),
    "correction-stated": ("subject.target_kind", "subject.target", "subject.statement"),
    "repair-applied": ("subject.targets", "subject.statement"),
    "repair-refused": ("subject.targets",),
    "reply-received": ("subject.statement",),
    "reply-waived": ("subject.statement",),
    "case-escalated": ("subject.statement",),
    "commitment-made": ("subject.statement",),
    "commitment-fulfilled": ("subject.commitment",),
    "commitment-breached": ("subject.commitment",),
    "recall-delivered": ("subject.recall",),
    "recall-confirmed": ("subject.recall",),
}

places = st.builds(
    Recorded,
    st.integers(0, 5),
    st.integers(0, 2**53 - 1),
    st.sampled_from(["root", "platform", f"agency:{AGENCY}", f"agency:{BODY}"]),
    st.sampled_from([KID, make_key(9)]),
    st.sampled_from(["j1", "j2"]),
)


@pytest.mark.parametrize("name", FOLDS)
@given(history=st.lists(st.tuples(events(), places), max_size=12))
def test_any_history_folds_into_a_state_of_the_same_kind(name: str, history: list[tuple[Event, Recorded]]) -> None:
    state, evolve = FOLDS[name]
    kind = type(state)
    for event, at in history:
        state = evolve(state, event, at)
        assert type(state) is kind
        assert hash(state) == hash(state)


@given(events())
def test_tags_are_given_or_the_missing_disclosure_is_named(event: Event) -> None:
    topic = event.TOPIC.split(":")[2]
    needed = [field for field in TAGGED_BY.get(topic, ()) if field not in event.disclosed]
    if needed:
        with pytest.raises(DisclosureMissingError) as caught:
            tags_of(event, iss="platform", jti="j1")
        assert caught.value.params["field"] in needed
    else:
        assert tags_of(event, iss="platform", jti="j1").private[-1] == "jti:platform:j1"
