"""Which event of the platform takes a request up (docs/events.md, Requests)."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.case.events import CaseEscalated, CaseFiled, CorrectionStated
from domain.commitment.events import CommitmentMade
from domain.listing.events import ReplyReceived, ReplyWaived
from domain.repair.events import RepairApplied
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
from domain.subject.events import SubjectKeyEnded, SubjectKeyEnrolled

TAKEN_UP: Mapping[str, str] = MappingProxyType(
    {
        request.TOPIC: event.TOPIC
        for request, event in (
            (ReplyRequest, ReplyReceived),
            (WaiverRequest, ReplyWaived),
            (CaseRequest, CaseFiled),
            (EscalationRequest, CaseEscalated),
            (CorrectionRequest, CorrectionStated),
            (RepairRequest, RepairApplied),
            (CommitmentRequest, CommitmentMade),
            (SubjectKeyRequest, SubjectKeyEnrolled),
            (SubjectKeyEndRequest, SubjectKeyEnded),
        )
    }
)
"""Topic of a request → topic of the event that carries it."""
