"""How the states of records and procedures are folded; whoever reads one reads it by the same fold."""

from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.case.state import CaseState
from domain.case.state import evolve as evolve_case
from domain.commitment.state import CommitmentState
from domain.commitment.state import evolve as evolve_commitment
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.listing.state import ListingState
from domain.listing.state import evolve as evolve_listing
from domain.repair.state import RepairState
from domain.repair.state import evolve as evolve_repair
from domain.subject.state import SubjectState
from domain.subject.state import evolve as evolve_subject
from domain.tags import case_tag, commitment_tag, fact_tag, listing_tag, matter_tag, subject_tag
from ledger.service.boundary import Fold

FACT = Fold(fact_tag, FactState, evolve_fact)
LISTING = Fold(listing_tag, ListingState, evolve_listing)
MATTERS = Fold(matter_tag, lambda _listing: Matters(), evolve_matters)
CASE = Fold(case_tag, CaseState, evolve_case)
REPAIR = Fold(case_tag, RepairState, evolve_repair)
COMMITMENT = Fold(commitment_tag, CommitmentState, evolve_commitment)
SUBJECT = Fold(subject_tag, SubjectState, evolve_subject)
