"""Which judge looks at which event: every event of a log, none left out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.calendar.events import CalendarPublished
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.clock.events import ClockBreached, PublicityEnded
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import DisclosureMade, RecallConfirmed, RecallDelivered, RecallOrdered
from domain.event import Event
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
from domain.revocation.events import DecisionRevoked
from domain.rule.events import RulePublished
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, RecordErased, SubjectErased, SubjectOpened
from verify.conduct import institutions, platform, procedures, records
from verify.conduct.look import Look
from verify.conduct.requests import TAKEN_UP, judge_request

JUDGES: Mapping[type[Event], Callable[[Look], None]] = MappingProxyType(
    {
        LedgerOpened: institutions.opening,
        AgencyEnrolled: institutions.agency_enrolment,
        AgencyClosed: institutions.agency_closure,
        KeyEnrolled: institutions.key_enrolment,
        KeyRotated: institutions.key_rotation,
        KeyRevoked: institutions.key_revocation,
        CatalogueItemPublished: institutions.item_publication,
        CatalogueItemWithdrawn: institutions.item_withdrawal,
        RulePublished: institutions.rule_version,
        CalendarPublished: institutions.working_days,
        ListDefined: institutions.list_version,
        MeasureDefined: institutions.measure_version,
        PurposeDefined: institutions.purpose_version,
        FactRecorded: records.fact,
        FactCorrected: records.correction,
        FactWithdrawn: records.withdrawal,
        NoticeServed: records.notice,
        HearingHeld: records.hearing,
        ListingDecided: records.decision,
        ListingPublished: records.publication,
        ListingEnded: records.end,
        CourtListMirrored: records.court_listing,
        MeasureApplied: records.measure,
        MeasureEnded: records.measure_end,
        DecisionRevoked: records.revocation,
        CommitmentFulfilled: records.commitment,
        CommitmentBreached: records.commitment,
        RecallConfirmed: records.recall_confirmation,
        CaseAccepted: procedures.acceptance,
        CaseAnswered: procedures.answer,
        CaseDecided: procedures.decision,
        RepairAccepted: procedures.repair_acceptance,
        RepairGranted: procedures.repair_grant,
        RepairRefused: procedures.repair_refusal,
        SubjectOpened: platform.subject_opening,
        IdentifierLinked: platform.identifier_link,
        IdentifierUnlinked: platform.identifier_unlink,
        SubjectErased: platform.subject_erasure,
        RecordErased: platform.record_erasure,
        DisclosureMade: platform.disclosure,
        RecallOrdered: platform.recall,
        RecallDelivered: platform.recall_delivery,
        PublicityEnded: platform.publicity_end,
        ClockBreached: platform.breach,
        **dict.fromkeys(TAKEN_UP, judge_request),
    }
)
