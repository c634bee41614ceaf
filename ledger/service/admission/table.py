"""Which admission decides about which topic. What is not here is made by the platform and not accepted from outside."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.calendar.events import CalendarPublished
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import RecallConfirmed
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.events import LedgerOpened
from domain.listing.events import (
    CourtListMirrored,
    HearingHeld,
    ListingDecided,
    ListingEnded,
    ListingPublished,
    NoticeServed,
)
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.request.events import (
    CaseRequest,
    CommitmentRequest,
    CorrectionRequest,
    EscalationRequest,
    RepairRequest,
    ReplyRequest,
    SubjectKeyEndRequest,
    SubjectKeyRequest,
    WaiverRequest,
)
from domain.revocation.events import DecisionRevoked
from domain.rule.events import RulePublished
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.cases import CaseAdmissions
from ledger.service.admission.desk import Desk
from ledger.service.admission.facts import FactAdmissions
from ledger.service.admission.institutions import (
    admit_agency,
    admit_enrolment,
    admit_item,
    admit_ledger,
    admit_revocation,
    admit_rotation,
)
from ledger.service.admission.law import (
    admit_list_definition,
    admit_measure_definition,
    admit_purpose_definition,
    admit_rule_version,
    admit_working_days,
)
from ledger.service.admission.listings import ListingAdmissions
from ledger.service.admission.measures import MeasureAdmissions
from ledger.service.admission.repairs import RepairAdmissions
from ledger.service.admission.requests import RequestAdmissions

Table: TypeAlias = Mapping[str, Callable[[Incoming], Admitted]]


def admissions(desk: Desk) -> Table:
    """Give the table of admissions by topic.

    Args:
        desk: Where states of records are read, and events put into the files of subjects.
    """
    return {**_institutions(), **_facts(desk), **_procedures(desk), **_requests(desk)}


def _institutions() -> Table:
    return {
        LedgerOpened.TOPIC: admit_ledger,
        AgencyEnrolled.TOPIC: admit_agency,
        AgencyClosed.TOPIC: admit_agency,
        KeyEnrolled.TOPIC: admit_enrolment,
        KeyRotated.TOPIC: admit_rotation,
        KeyRevoked.TOPIC: admit_revocation,
        CatalogueItemPublished.TOPIC: admit_item,
        CatalogueItemWithdrawn.TOPIC: admit_item,
        RulePublished.TOPIC: admit_rule_version,
        CalendarPublished.TOPIC: admit_working_days,
        ListDefined.TOPIC: admit_list_definition,
        MeasureDefined.TOPIC: admit_measure_definition,
        PurposeDefined.TOPIC: admit_purpose_definition,
    }


def _facts(desk: Desk) -> Table:
    facts = FactAdmissions(desk)
    return {
        FactRecorded.TOPIC: facts.record,
        FactCorrected.TOPIC: facts.correct,
        FactWithdrawn.TOPIC: facts.withdraw,
    }


def _procedures(desk: Desk) -> Table:
    listings, cases, repairs = ListingAdmissions(desk), CaseAdmissions(desk), RepairAdmissions(desk)
    measures = MeasureAdmissions(desk)
    return {
        NoticeServed.TOPIC: listings.notice,
        HearingHeld.TOPIC: listings.hearing,
        ListingDecided.TOPIC: listings.decision,
        ListingPublished.TOPIC: listings.publication,
        ListingEnded.TOPIC: listings.end,
        CourtListMirrored.TOPIC: listings.court,
        CaseAccepted.TOPIC: cases.acceptance,
        CaseAnswered.TOPIC: cases.answer,
        CaseDecided.TOPIC: cases.decision,
        RepairAccepted.TOPIC: repairs.acceptance,
        RepairGranted.TOPIC: repairs.grant,
        RepairRefused.TOPIC: repairs.refusal,
        MeasureApplied.TOPIC: measures.application,
        MeasureEnded.TOPIC: measures.end,
        CommitmentFulfilled.TOPIC: measures.commitment,
        CommitmentBreached.TOPIC: measures.commitment,
        DecisionRevoked.TOPIC: measures.revocation,
        RecallConfirmed.TOPIC: measures.recall,
    }


def _requests(desk: Desk) -> Table:
    requests = RequestAdmissions(desk)
    return {
        ReplyRequest.TOPIC: requests.reply,
        WaiverRequest.TOPIC: requests.waiver,
        CaseRequest.TOPIC: requests.case,
        EscalationRequest.TOPIC: requests.escalation,
        CorrectionRequest.TOPIC: requests.correction,
        RepairRequest.TOPIC: requests.repair,
        CommitmentRequest.TOPIC: requests.commitment,
        SubjectKeyRequest.TOPIC: requests.key,
        SubjectKeyEndRequest.TOPIC: requests.key_end,
    }
