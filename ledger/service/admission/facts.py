"""Admission of facts: recorded, corrected, withdrawn."""

from typing import cast

from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.identity import document_of
from domain.fact.state import FactState
from domain.tags import document_tag, fact_tag, paper_tag
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk, nothing_changed
from ledger.service.admission.glance import Glance
from ledger.service.folds import FACT
from ledger.service.rule_book import nothing_under


class FactAdmissions:
    """Decides about facts."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def record(self, incoming: Incoming) -> Admitted:
        """Admit a fact."""
        event = cast("FactRecorded", incoming.event)
        knowledge = incoming.knowledge
        glance = self._desk.glance()
        paper = paper_tag(document_of(event.identity))
        is_followed = paper in knowledge.memory.papers
        rows, known = self._desk.rows_on(glance, paper) if is_followed else ([], 0)
        admission = admit_fact(
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            knowledge.item(event.item),
            event,
            rows=rows,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
            n_digests=incoming.statement.n_digests,
        )
        people = (admission.subject, *((admission.representative,) if admission.representative else ()))
        document = document_tag(admission.natural_identity)
        own = (document, fact_tag(incoming.statement.jti))
        conditions = [nothing_under(*own, *(() if is_followed else (paper,)))]
        if is_followed:
            file = self._desk.filing.file_of(admission.subject, knowledge.memory)
            conditions += (nothing_changed(file, known), *glance.conditions)
        filed = self._desk.filing.file(
            incoming, people, admission.subject_kind, *conditions, not_after_ms=admission.not_after_ms
        )
        return filed._replace(document=document, paper=paper)

    def correct(self, incoming: Incoming) -> Admitted:
        """Admit all fields of a fact anew."""
        event = cast("FactCorrected", incoming.event)
        knowledge = incoming.knowledge
        glance = self._desk.glance()
        known = self._fact(glance, event)
        admission = admit_correction(
            known,
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            knowledge.item(event.item),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
            n_digests=incoming.statement.n_digests,
        )
        people = (admission.subject, *((admission.representative,) if admission.representative else ()))
        changed = self._desk.what_falls(incoming, glance, (known.jti,))
        return self._desk.recall(
            incoming,
            glance,
            people,
            changed,
            "corrected",
            kind=admission.subject_kind,
            not_after_ms=admission.not_after_ms,
        )

    def withdraw(self, incoming: Incoming) -> Admitted:
        """Admit that a fact no longer stands."""
        event = cast("FactWithdrawn", incoming.event)
        knowledge = incoming.knowledge
        glance = self._desk.glance()
        known = self._fact(glance, event)
        subject = admit_withdrawal(
            known,
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
        )
        fallen = self._desk.what_falls(incoming, glance, (known.jti,))
        return self._desk.recall(incoming, glance, (subject,), fallen, "withdrawn")

    @staticmethod
    def _fact(glance: Glance, event: FactCorrected | FactWithdrawn) -> FactState:
        """Look at the fact that an event is about."""
        return glance.at(FACT, str(event.disclosed.get("subject.fact", "")))
