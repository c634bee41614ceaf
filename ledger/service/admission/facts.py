"""Admission of facts: recorded, corrected, withdrawn."""

from typing import cast

from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.fact.state import FactState
from domain.tags import document_tag, fact_tag
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.filing import Filing
from ledger.service.admission.glance import Glance
from ledger.service.boundary import LogTags
from ledger.service.folds import FACT
from ledger.service.rule_book import nothing_under


class FactAdmissions:
    """Decides about facts."""

    def __init__(self, tags: LogTags, filing: Filing) -> None:
        """Keep what an admission of a fact needs besides the rule book."""
        self._tags = tags
        self._filing = filing

    def record(self, incoming: Incoming) -> Admitted:
        """Admit a fact."""
        event = cast("FactRecorded", incoming.event)
        knowledge = incoming.knowledge
        admission = admit_fact(
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
        document = document_tag(admission.natural_identity)
        unused = nothing_under(document, fact_tag(incoming.statement.jti))
        filed = self._filing.file(incoming, people, admission.subject_kind, unused, not_after_ms=admission.not_after_ms)
        return filed._replace(document=document)

    def correct(self, incoming: Incoming) -> Admitted:
        """Admit all fields of a fact anew."""
        event = cast("FactCorrected", incoming.event)
        knowledge = incoming.knowledge
        glance = Glance(self._tags, self._filing.subjects)
        admission = admit_correction(
            self._fact(glance, event),
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
        kind, conditions = admission.subject_kind, glance.conditions
        return self._filing.file(incoming, people, kind, *conditions, not_after_ms=admission.not_after_ms)

    def withdraw(self, incoming: Incoming) -> Admitted:
        """Admit that a fact no longer stands."""
        event = cast("FactWithdrawn", incoming.event)
        knowledge = incoming.knowledge
        glance = Glance(self._tags, self._filing.subjects)
        subject = admit_withdrawal(
            self._fact(glance, event),
            knowledge.key(incoming.signer.kid),
            knowledge.agency(incoming.signer.agency_code or ""),
            event,
            genesis=knowledge.book.genesis,
            signer=incoming.signer,
            now=incoming.now,
        )
        return self._filing.file(incoming, (subject,), "", *glance.conditions)

    @staticmethod
    def _fact(glance: Glance, event: FactCorrected | FactWithdrawn) -> FactState:
        """Look at the fact that an event is about."""
        return glance.at(FACT, str(event.disclosed.get("subject.fact", "")))
