"""Admission of what subjects ask for: checked, decided, and recorded inside an event that the platform signs."""

from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from domain.agency.state import AgencyState
from domain.authority import Authority
from domain.case.decide import escalate_case, file_case, state_correction
from domain.case.matters import Matters
from domain.commitment.decide import make_commitment
from domain.event import Event
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.key.state import KeyState
from domain.listing.decide import receive_reply, waive_reply
from domain.listing.state import ListingState
from domain.repair.decide import apply_for_repair
from domain.request.decide import end_subject_key, enrol_subject_key, require_requester
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
from domain.subject.state import SubjectState
from domain.tagging import identifier_of, split, tags_of
from domain.time import end_of_day_ms, legal_date
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk, cases_of
from ledger.service.admission.glance import Glance
from ledger.service.folds import CASE, FACT, LISTING, MATTERS, REPAIR, SUBJECT

_ORGANISATIONS = frozenset({"ENT", "ORG"})


@dataclass(frozen=True, slots=True)
class _Asking:
    """A request whose signer was found entitled.

    Attributes:
        identifier: Whose request it is.
        subject: His state.
        glance: What was looked at.
    """

    identifier: Identifier
    subject: SubjectState
    glance: Glance


class RequestAdmissions:
    """Decides about requests."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def reply(self, incoming: Incoming) -> Admitted:
        """Admit a statement and defence (陈述申辩)."""
        request = cast("ReplyRequest", incoming.event)
        asking = self._begin(incoming)
        listing = asking.glance.at(LISTING, request.listing)
        made = receive_reply(
            listing,
            request,
            signer_iss=incoming.signer.iss,
            enrolled_by=asking.subject.enrolled_by(incoming.signer.kid),
            statement=incoming.statement.text,
            law=incoming.law(),
            now=incoming.now,
        )
        return self._record(incoming, asking, made)

    def waiver(self, incoming: Incoming) -> Admitted:
        """Admit that the rest of the time for a reply is waived."""
        request = cast("WaiverRequest", incoming.event)
        asking = self._begin(incoming)
        listing = asking.glance.at(LISTING, request.listing)
        made = waive_reply(
            listing,
            request,
            signer_iss=incoming.signer.iss,
            enrolled_by=asking.subject.enrolled_by(incoming.signer.kid),
            statement=incoming.statement.text,
            now=incoming.now,
        )
        return self._record(incoming, asking, made)

    def case(self, incoming: Incoming) -> Admitted:
        """Admit an objection, a complaint, or the report of a review or suit."""
        request = cast("CaseRequest", incoming.event)
        asking = self._begin(incoming)
        target, matters = _target(asking.glance, request)
        made = file_case(
            request,
            target,
            cases_of(asking.glance, matters.cases),
            case=str(uuid4()),
            statement=incoming.statement.text,
            law=incoming.law(),
            now=incoming.now,
        )
        return self._record(incoming, asking, made)

    def escalation(self, incoming: Incoming) -> Admitted:
        """Admit that a case is taken further."""
        request = cast("EscalationRequest", incoming.event)
        asking = self._begin(incoming)
        case = asking.glance.at(CASE, request.case)
        made = escalate_case(case, request, statement=incoming.statement.text, law=incoming.law(), now=incoming.now)
        return self._record(incoming, asking, made)

    def correction(self, incoming: Incoming) -> Admitted:
        """Admit a statement of correction (改正说明)."""
        request = cast("CorrectionRequest", incoming.event)
        asking = self._begin(incoming)
        target, matters = _target(asking.glance, request)
        statement = incoming.statement.text
        made = state_correction(request, target, matters.corrections, statement=statement, now=incoming.now)
        return self._record(incoming, asking, made)

    def repair(self, incoming: Incoming) -> Admitted:
        """Admit an application for repair (信用修复申请)."""
        request = cast("RepairRequest", incoming.event)
        asking = self._begin(incoming)
        glance = asking.glance
        targets = split(request.text("subject.targets"))
        facts = glance.each(FACT, [one.removeprefix("fact:") for one in targets if one.startswith("fact:")])
        listings = glance.each(LISTING, [one.removeprefix("listing:") for one in targets if one.startswith("listing:")])
        matters = glance.each(MATTERS, [one.listing for one in listings])
        repairs = dict.fromkeys(name for one in (*(fact.matters for fact in facts), *matters) for name in one.repairs)
        made = apply_for_repair(
            request,
            facts,
            list(zip(listings, matters, strict=True)),
            {fact.jti: _is_adverse(incoming, fact) for fact in facts},
            glance.each(REPAIR, tuple(repairs)),
            case=str(uuid4()),
            statement=incoming.statement.text,
            law=incoming.law(),
            now=incoming.now,
        )
        return self._record(incoming, asking, made)

    def commitment(self, incoming: Incoming) -> Admitted:
        """Admit a commitment (信用承诺); it may be the first that is on record of an organisation, or a public body."""
        request = cast("CommitmentRequest", incoming.event)
        asking = self._begin(incoming, opens=_ORGANISATIONS)
        made = make_commitment(request, statement=incoming.statement.text, now=incoming.now)
        return self._record(incoming, asking, made)

    def key(self, incoming: Incoming) -> Admitted:
        """Admit a subject's own key."""
        request = cast("SubjectKeyRequest", incoming.event)
        asking = self._begin(incoming)
        return self._record(
            incoming, asking, enrol_subject_key(request, asking.subject, statement=incoming.statement.text)
        )

    def key_end(self, incoming: Incoming) -> Admitted:
        """Admit that a subject's own key ends."""
        request = cast("SubjectKeyEndRequest", incoming.event)
        asking = self._begin(incoming)
        return self._record(
            incoming, asking, end_subject_key(request, asking.subject, statement=incoming.statement.text)
        )

    def _begin(self, incoming: Incoming, opens: frozenset[str] = frozenset()) -> _Asking:
        """Find out whose request it is, and check that he or the window signed it.

        Args:
            incoming: The request.
            opens: Kinds of subject for which it may begin a file.
        """
        identifier = identifier_of(incoming.event)
        glance = self._desk.glance()
        standing = self._desk.filing.subjects.recall([identifier], incoming.knowledge.memory.people)[0]
        subject = SubjectState("")
        if standing.is_open:
            subject = glance.at(SUBJECT, str(standing.subject_id))
        elif len(identifier.subject_kinds) == 1 and identifier.subject_kinds <= opens:
            (kind,) = identifier.subject_kinds
            subject = SubjectState(str(standing.subject_id), kind, (identifier,), opened_at=0)
        require_requester(incoming.event, subject, incoming.signer, _window(incoming))
        return _Asking(identifier, subject, glance)

    def _record(self, incoming: Incoming, asking: _Asking, event: Event) -> Admitted:
        """Sign the platform's event around a request, and file it."""
        filing = self._desk.filing
        statement = filing.platform.sign(event, incoming.now)
        tags = tags_of(event, iss=statement.iss, jti=statement.jti)
        return filing.file(
            incoming,
            (asking.identifier,),
            asking.subject.kind,
            *asking.glance.conditions,
            not_after_ms=end_of_day_ms(legal_date(incoming.now)),
            statement=statement,
            tags=tags,
        )


def _window(incoming: Incoming) -> Authority:
    """Look at the agency that signed; a subject's own key is no agency's."""
    if incoming.signer.agency_code is not None:
        return incoming.authority()
    nobody = KeyState(incoming.signer.kid)
    return Authority(incoming.knowledge.book.genesis, nobody, AgencyState(""), incoming.signer, incoming.now)


def _target(
    glance: Glance, request: CaseRequest | CorrectionRequest
) -> tuple[FactState | ListingState | None, Matters]:
    """Look at what a request is about, and at what came up about it; nothing for a body complained of."""
    kind, name = request.text("subject.target_kind"), request.text("subject.target") or ""
    if kind == "fact":
        fact = glance.at(FACT, name)
        return fact, fact.matters
    if kind == "listing":
        return glance.at(LISTING, name), glance.at(MATTERS, name)
    return None, Matters()


def _is_adverse(incoming: Incoming, fact: FactState) -> bool:
    version = incoming.knowledge.item(fact.item).version(fact.item_version)
    return version is not None and version.is_adverse
