"""Admission of what bodies sign in cases: acceptance, answer, decision."""

from typing import cast

from domain.case.decide import accept_case, answer_case, decide_case
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.case.mending import Record, last_correction
from domain.case.state import CaseState
from domain.signer import AGENCY_PREFIX
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk
from ledger.service.admission.glance import Glance
from ledger.service.folds import CASE, FACT, LISTING


class CaseAdmissions:
    """Decides about objections, complaints, reviews and suits."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def acceptance(self, incoming: Incoming) -> Admitted:
        """Admit that a case is taken up (受理)."""
        event = cast("CaseAccepted", incoming.event)
        glance = self._desk.glance()
        admission = accept_case(glance.at(CASE, event.case), event, law=incoming.law(), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)

    def answer(self, incoming: Incoming) -> Admitted:
        """Admit the answer of the body whose record is contested (核查反馈)."""
        event = cast("CaseAnswered", incoming.event)
        glance = self._desk.glance()
        case = glance.at(CASE, event.case)
        admission = answer_case(case, event, owner_of(glance, case), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)

    def decision(self, incoming: Incoming) -> Admitted:
        """Admit the decision of a case (处理决定)."""
        event = cast("CaseDecided", incoming.event)
        glance = self._desk.glance()
        case = glance.at(CASE, event.case)
        corrected_at = last_correction(record_of(glance, case))
        owner, by = owner_of(glance, case), incoming.authority()
        admission = decide_case(case, event, owner, corrected_at=corrected_at, by=by)
        return self._desk.file(incoming, glance, admission)


def owner_of(glance: Glance, case: CaseState) -> str:
    """Give the issuer of the record that a case is about, or the body that it complains of; empty where erased."""
    record = record_of(glance, case)
    if record is not None:
        return record.iss
    return f"{AGENCY_PREFIX}{case.target}" if case.target else ""


def record_of(glance: Glance, case: CaseState) -> Record | None:
    """Give the record that a case is about; None where it is about a body, or erased."""
    if case.target_kind == "fact":
        return glance.at(FACT, case.target)
    return glance.at(LISTING, case.target) if case.target_kind == "listing" else None
