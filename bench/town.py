"""The town that the benches submit to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.reference import REFERENCE_FIELDS, WIDE_FIELDS, Signing, reference_facts
from domain.agency.events import AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.key.events import KeyEnrolled
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE
from ledger.service.ceremony import create_ledger, record_as_root
from ledger.service.ledger import now, open_ledger
from ledger.service.outcome import Refused
from ledger.service.platform import sign_event
from ledger.settings import Settings

ORIGIN = "test.bench.example/2026"
_PROVIDER = f"agency:{APPROVAL.code}"
_CENTRE = f"agency:{CREDIT_CENTRE.code}"
_ITEMS = {
    REFERENCE_FIELDS: ("reference", "basic", "honour", 16),
    WIDE_FIELDS: ("wide", "xk-2018", "licence", 32),
}
"""Item, data standard, nature and number of digests by the number of disclosed fields."""


@dataclass
class BenchTown:
    """A ledger with one agency that states facts.

    Attributes:
        agency: The agency's key.
        stated: How many facts were signed so far; the next ones go on from there.
    """

    agency: SigningKey
    stated: int = 0

    def facts(self, count: int, fields: int, new_every: int) -> list[str]:
        """Sign facts, each with a document of its own, about new subjects and such that were there before."""
        item, _, _, digests = _ITEMS[fields]
        signing = Signing(self.agency, item, digests=digests)
        iat = int(datetime.now(UTC).timestamp())
        first, self.stated = self.stated, self.stated + count
        return list(reference_facts(count, 1, signing, iat=iat, new_every=new_every, fields=fields, first=first))


def found_town(home: Path) -> BenchTown:
    """Make the ledger: one providing agency, the credit centre, two catalogue items."""
    settings = Settings(home=home)
    root, agency, centre = SigningKey.generate(), SigningKey.generate(), SigningKey.generate()
    create_ledger(settings, root, origin=ORIGIN, jurisdiction="370481", jurisdiction_name="滕州市")
    with open_ledger(settings) as ledger:
        record_as_root(
            ledger,
            root,
            AgencyEnrolled(agency=APPROVAL.code, name=APPROVAL.name, roles=("provider",)),
            AgencyEnrolled(agency=CREDIT_CENTRE.code, name=CREDIT_CENTRE.name, roles=("credit_centre",)),
            KeyEnrolled(holder=_PROVIDER, kid=agency.kid, public_key=encode(agency.public_key)),
            KeyEnrolled(holder=_CENTRE, kid=centre.kid, public_key=encode(centre.public_key)),
        )
        for item, standard, nature, digests in _ITEMS.values():
            claims = {
                "item": item, "version": 1, "name": "基准事项", "nature": nature, "is_adverse": False,
                "subject_kinds": ("ENT",), "identifier": "uscc", "standard": standard, "disclosure": "public",
                "validity_months": 60, "providers": (APPROVAL.code,), "issuer_level": "national",
                "legal_basis": "《行政许可法》第四十条", "effective_from": "2020-01-01", "digests": digests,
            }  # fmt: skip
            event = CatalogueItemPublished.from_claims(claims, {})
            statement = sign_event(event, iss=_CENTRE, key=centre, digests=0, now=now())
            (outcome,) = ledger.submit_many([statement.text])
            if isinstance(outcome, Refused):
                raise outcome.error
    return BenchTown(agency)
