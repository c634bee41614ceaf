"""The HTTP face over a town with due process, by the town's own clock."""

from collections.abc import Iterator
from contextlib import contextmanager

import orjson
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.public_list import PublicList
from api.public_reading import ReadModelReading
from api.records import LedgerRecords
from domain.disclosure.events import DisclosureMade
from domain.fact.events import FactWithdrawn
from domain.request.events import CaseRequest
from ledger.crypto.keys import SigningKey
from projections.models import ReadModels
from tests.api.signer import signed_headers
from tests.due_town import DueTown
from tests.service.test_due_process import listed, with_own_key
from tests.town import COMPANY_CODE
from tests.waiting import wait_until

URL = "http://localhost"
WHO = {"identifier_type": "uscc", "identifier": COMPANY_CODE}


def app_of(town: DueTown, models: ReadModels) -> FastAPI:
    """Make the API of a town, all of it by the town's clock."""
    return create_app(
        town.ledger,
        public_facts=PublicList(models, town.clock),
        public_reading=ReadModelReading(models, town.clock),
        records=LedgerRecords(town.ledger, town.clock),
        clock=town.clock,
    )


@contextmanager
def served(town: DueTown) -> Iterator[TestClient]:
    """Serve a town; its read models follow the log until the block ends."""
    models = ReadModels(town.ledger)
    with models.following(), TestClient(app_of(town, models), base_url=URL) as client:
        yield client


@contextmanager
def standing_still(town: DueTown, app: FastAPI | None = None) -> Iterator[TestClient]:
    """Serve a town whose read models came up to now and follow no more: every worker is stopped."""
    models = ReadModels(town.ledger)
    with models.following():
        wait_until(lambda: [one.lag for one in models.status() if one.is_live] == [0] * len(models.projections))
    with TestClient(app or app_of(town, models), base_url=URL, raise_server_exceptions=False) as client:
        yield client


def signed_get(client: TestClient, key: SigningKey, path: str) -> Response:
    """Get with a signature."""
    return client.get(path, headers=signed_headers(key, URL + path))


def look(client: TestClient, key: SigningKey, purpose: str, **more: object) -> Response:
    """Look at the company's file."""
    return signed_post(client, key, "/api/v1/looks", orjson.dumps({**WHO, "purpose": purpose, **more}))


def signed_post(client: TestClient, key: SigningKey, path: str, body: bytes) -> Response:
    """Post a signed body."""
    headers = signed_headers(key, URL + path, method="POST", body=body)
    return client.post(path, content=body, headers={**headers, "content-type": "application/json"})


def contested(town: DueTown) -> tuple[str, str]:
    """List the company, withdraw another record of it, and let it object to the listing and to what it rests on.

    Returns:
        The jti of the contested fact, and the listing.
    """
    fact, listing = listed(town)
    other = town.penalty(2)
    town.send(other)
    reason = {"subject.fact": other.jti, "subject.reason": "录入有误"}
    town.send(town.as_bureau(FactWithdrawn, reason, item="xzcf", ground="recorded_in_error"))
    with_own_key(town)
    object_to(town, "fact", fact)
    object_to(town, "listing", listing)
    return fact, listing


def object_to(town: DueTown, kind: str, target: str) -> str:
    """Let the company object to a record with its own key; give the case."""
    texts = dict.fromkeys(("subject.evidence", "subject.body", "subject.document_no"), "")
    about = {"subject.target_kind": kind, "subject.target": target, "subject.text": "年报已按期补报，事实认定有误"}
    return str(town.send(town.as_company(CaseRequest, {**about, **texts}, kind="objection")).statement.plain["case"])


def looks_on_record(town: DueTown) -> int:
    """Count the looks that are on record."""
    entries = town.ledger.reader.entries(0, town.ledger.reader.size())
    return sum(stored.type == DisclosureMade.TOPIC for stored in entries)
