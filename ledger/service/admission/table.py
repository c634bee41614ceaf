"""Which admission decides about which topic. What is not here is made by the platform and not accepted from outside."""

from collections.abc import Callable, Mapping

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.ledger.events import LedgerOpened
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.facts import FactAdmissions
from ledger.service.admission.institutions import (
    admit_agency,
    admit_enrolment,
    admit_item,
    admit_ledger,
    admit_revocation,
    admit_rotation,
)


def admissions(facts: FactAdmissions) -> Mapping[str, Callable[[Incoming], Admitted]]:
    """Give the table of admissions by topic."""
    return {
        LedgerOpened.TOPIC: admit_ledger,
        AgencyEnrolled.TOPIC: admit_agency,
        AgencyClosed.TOPIC: admit_agency,
        KeyEnrolled.TOPIC: admit_enrolment,
        KeyRotated.TOPIC: admit_rotation,
        KeyRevoked.TOPIC: admit_revocation,
        CatalogueItemPublished.TOPIC: admit_item,
        CatalogueItemWithdrawn.TOPIC: admit_item,
        FactRecorded.TOPIC: facts.record,
        FactCorrected.TOPIC: facts.correct,
        FactWithdrawn.TOPIC: facts.withdraw,
    }
