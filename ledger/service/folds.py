"""How every state is folded; whoever reads one, to decide or to show it, reads it by the same fold."""

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
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions, evolve_list, evolve_measure, evolve_purpose
from domain.disclosure.state import RecallState
from domain.disclosure.state import evolve as evolve_recall
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.key.state import HolderState, KeyState, evolve_holder
from domain.key.state import evolve as evolve_key
from domain.ledger.state import LedgerState
from domain.ledger.state import evolve as evolve_ledger
from domain.listing.state import ListingState
from domain.listing.state import evolve as evolve_listing
from domain.repair.state import RepairState
from domain.repair.state import evolve as evolve_repair
from domain.rule.state import RulesState
from domain.rule.state import evolve as evolve_rule
from domain.subject.state import SubjectState
from domain.subject.state import evolve as evolve_subject
from domain.tags import (
    LEDGER_TAG,
    RULES_TAG,
    agency_tag,
    calendar_tag,
    case_tag,
    commitment_tag,
    fact_tag,
    holder_tag,
    item_tag,
    key_tag,
    list_definition_tag,
    listing_tag,
    matter_tag,
    measure_tag,
    purpose_tag,
    recall_tag,
    subject_tag,
)
from ledger.service.boundary import Fold

LEDGER = Fold(lambda _: LEDGER_TAG, lambda _: LedgerState(), evolve_ledger)
KEY = Fold(key_tag, KeyState, evolve_key)
HOLDER = Fold(holder_tag, HolderState, evolve_holder)
AGENCY = Fold(agency_tag, AgencyState, evolve_agency)
ITEM = Fold(item_tag, ItemState, evolve_item)
RULES = Fold(lambda _: RULES_TAG, lambda _: RulesState(), evolve_rule)
CALENDAR = Fold(calendar_tag, lambda year: CalendarState(int(year)), evolve_calendar)
LIST = Fold(list_definition_tag, Definitions[ListDefined], evolve_list)
MEASURE = Fold(measure_tag, Definitions[MeasureDefined], evolve_measure)
PURPOSE = Fold(purpose_tag, Definitions[PurposeDefined], evolve_purpose)
FACT = Fold(fact_tag, FactState, evolve_fact)
LISTING = Fold(listing_tag, ListingState, evolve_listing)
MATTERS = Fold(matter_tag, lambda _listing: Matters(), evolve_matters)
CASE = Fold(case_tag, CaseState, evolve_case)
REPAIR = Fold(case_tag, RepairState, evolve_repair)
RECALL = Fold(recall_tag, RecallState, evolve_recall)
COMMITMENT = Fold(commitment_tag, CommitmentState, evolve_commitment)
SUBJECT = Fold(subject_tag, SubjectState, evolve_subject)
