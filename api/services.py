"""What the operations of one running API share; made by the factory, reached through the request."""

from dataclasses import dataclass

from starlette.requests import Request

from api.config import ApiConfig
from api.directory import Directory
from api.law.book import LawBook
from api.looks.desk import LookDesk
from api.looks.evidence import EvidenceDesk
from api.metrics import Metrics
from api.ports import Ledger, PublicFacts, Submissions
from api.public_reading import PublicReading
from api.readiness import Readiness
from api.records import Records
from api.signing.verifier import RequestVerifier
from api.statements.desk import Desk
from api.uploads import Uploads
from api.web.site import Site


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that an operation can use."""

    ledger: Ledger
    config: ApiConfig
    metrics: Metrics
    desk: Desk
    directory: Directory
    law: LawBook
    verifier: RequestVerifier
    public_facts: PublicFacts
    public_reading: PublicReading
    records: Records
    look_desk: LookDesk
    evidence_desk: EvidenceDesk
    submissions: Submissions
    readiness: Readiness
    uploads: Uploads
    site: Site


def services_of(request: Request) -> Services:
    """Give the services of the app that serves a request."""
    services: Services = request.app.state.services
    return services
