"""The acts that ``chengjian act`` records: each event that an agency signs, each request of a subject, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.commitment.events import CommitmentBreached, CommitmentFulfilled
from domain.disclosure.events import RecallConfirmed
from domain.event import Event
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
    REQUESTS,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that a clerk, or a subject, may record.

    Attributes:
        event: The event or request.
        zh: What it is called, in Chinese.
        en: The same in English.
        signer: Who signs it, in Chinese and English.
        today: Plain claims that bear the present day where they are left out.
        makes_listing: Whether it begins a listing, so that an id is made where none is given.
    """

    event: type[Event]
    zh: str
    en: str
    signer: tuple[str, str] = ("作出该行为的单位", "the body that acts")
    today: frozenset[str] = frozenset()
    makes_listing: bool = False

    @property
    def name(self) -> str:
        """Its name in docs/events.md, such as ``notice-served``."""
        return self.event.TOPIC.split(":")[2]

    @property
    def is_request(self) -> bool:
        """Whether a subject asks for it, so that the platform takes it up in an event of its own."""
        return self.event in REQUESTS

    @property
    def is_for_window_only(self) -> bool:
        """Whether only the credit centre's window signs it."""
        return self.is_request and "subject" not in self.event.SIGNERS


_CENTRE = ("信用中心", "credit centre")
_DECIDER = ("信用中心；复议、诉讼为法院或者来源单位", "credit centre; court or source body")
_SOURCE = ("来源单位", "the body whose record it is")
_COURT = ("法院", "court")
_SUBJECT = ("当事人本人，或者信用中心窗口", "the subject, or the credit centre's window")
_WINDOW = ("信用中心窗口", "the credit centre's window")


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_ALL = (
    Act(event=NoticeServed, zh="列入告知", en="Notice of a listing", makes_listing=True),
    Act(event=HearingHeld, zh="听证", en="Hearing"),
    Act(event=ListingDecided, zh="列入认定决定", en="Decision to list"),
    Act(
        event=ListingPublished,
        zh="列入公布",
        en="Publication of a listing",
        signer=("作出决定的单位，另一人的密钥", "the body that decided, with another person's key"),
    ),
    Act(event=ListingEnded, zh="移出名单", en="End of a listing", today=_of("decided_on")),
    Act(
        event=CourtListMirrored,
        zh="法院失信被执行人名单",
        en="Listing mirrored from a court",
        makes_listing=True,
        signer=_COURT,
    ),
    Act(event=CaseAccepted, zh="案件受理", en="Case taken up", today=_of("accepted_on"), signer=_CENTRE),
    Act(event=CaseAnswered, zh="来源单位核查答复", en="Answer in a case", today=_of("answered_on"), signer=_SOURCE),
    Act(event=CaseDecided, zh="案件处理决定", en="Decision of a case", today=_of("decided_on"), signer=_DECIDER),
    Act(event=RepairAccepted, zh="信用修复受理", en="Repair taken up", today=_of("accepted_on"), signer=_SOURCE),
    Act(event=RepairGranted, zh="准予信用修复", en="Repair granted", today=_of("decided_on"), signer=_SOURCE),
    Act(event=RepairRefused, zh="不予信用修复", en="Repair refused", today=_of("decided_on"), signer=_SOURCE),
    Act(event=MeasureApplied, zh="实施奖惩措施", en="Measure applied", today=_of("applied_on")),
    Act(event=MeasureEnded, zh="解除奖惩措施", en="Measure ended", today=_of("ended_on")),
    Act(event=CommitmentFulfilled, zh="承诺已履行", en="Commitment fulfilled", today=_of("decided_on")),
    Act(event=CommitmentBreached, zh="承诺未履行", en="Commitment breached", today=_of("decided_on")),
    Act(event=DecisionRevoked, zh="决定撤销", en="Decision revoked", signer=_SOURCE),
    Act(event=RecallConfirmed, zh="停用确认", en="Recall confirmed", today=_of("confirmed_on")),
    Act(event=ReplyRequest, zh="陈述申辩", en="Statement and defence", signer=_SUBJECT),
    Act(event=WaiverRequest, zh="放弃陈述申辩", en="Reply waived", signer=_SUBJECT),
    Act(
        event=CaseRequest,
        zh="提出异议、投诉，报告复议、诉讼",
        en="Objection, complaint, report of a review or suit",
        signer=_SUBJECT,
    ),
    Act(event=EscalationRequest, zh="申请升级办理", en="Case taken further", signer=_SUBJECT),
    Act(event=CorrectionRequest, zh="改正说明", en="Statement of correction", signer=_SUBJECT),
    Act(event=RepairRequest, zh="申请信用修复", en="Application for repair", signer=_SUBJECT),
    Act(event=CommitmentRequest, zh="作出信用承诺", en="Commitment", signer=_SUBJECT),
    Act(event=SubjectKeyRequest, zh="登记当事人密钥", en="Enrolment of a subject's own key", signer=_WINDOW),
    Act(event=SubjectKeyEndRequest, zh="停用当事人密钥", en="End of a subject's own key", signer=_SUBJECT),
)

ACTS: Mapping[str, Act] = MappingProxyType({act.name: act for act in _ALL})
"""Every act by its name."""
