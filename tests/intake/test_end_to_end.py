"""A file goes through the real server into the real log, and the independent verifier accepts every receipt."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from domain.agency.events import AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.event import Event
from domain.key.events import KeyEnrolled
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample.files import write_sample
from ledger.intake.sample.tables import make_table
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE, MARKET, SampleAgency
from ledger.intake.session import Options, Session
from ledger.intake.submission.http_transport import HttpTransport
from ledger.intake.submission.work import SILENT, Submitted
from ledger.service.ceremony import create_ledger
from ledger.service.claims import claims_from_json
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted
from ledger.settings import Settings
from ledger.statement import build
from ledger.strict_json import JsonValue
from verify.policy import parse_policy
from verify.receipt import verify_receipt

CATALOGUE = Path(__file__).parents[2] / "samples" / "catalogue"
ROOT = SigningKey.from_seed(bytes([1]) * 32)
KEYS = {
    agency.code: SigningKey.from_seed(bytes([2 + i]) * 32) for i, agency in enumerate((APPROVAL, MARKET, CREDIT_CENTRE))
}
ROWS = 120


def admit(ledger: Ledger, event: Event, iss: str, key: SigningKey) -> None:
    statement = build(
        vct=event.TOPIC,
        iss=iss,
        plain=cast("dict[str, JsonValue]", event.plain_claims()),
        disclosed={},
        digests=0,
        key=key,
        iat=int(datetime.now(UTC).timestamp()),
    )
    (outcome,) = ledger.submit_many([statement.text])
    assert isinstance(outcome, Accepted), outcome


def institutions() -> Iterator[Event]:
    for agency in (APPROVAL, MARKET, CREDIT_CENTRE):
        key = KEYS[agency.code]
        yield AgencyEnrolled(
            agency=agency.code, name=agency.name, roles=("credit_centre",) if agency is CREDIT_CENTRE else ("provider",)
        )
        yield KeyEnrolled(holder=f"agency:{agency.code}", kid=key.kid, public_key=encode(key.public_key))


@pytest.fixture
def ledger(dsn: str, tmp_path: Path) -> Iterator[Ledger]:
    settings = Settings(dsn=SecretStr(dsn), home=tmp_path / "home")
    create_ledger(settings, ROOT, origin="test.intake.example/log", jurisdiction="370481", jurisdiction_name="滕州市")
    with open_ledger(settings) as ledger:
        for event in institutions():
            admit(ledger, event, "root", ROOT)
        for name, agency in (("xk-licence", APPROVAL), ("cf-penalty", MARKET)):
            claims = claims_from_json((CATALOGUE / f"{name}.json").read_bytes())
            item = CatalogueItemPublished.from_claims({**claims, "providers": [agency.code]}, {})
            admit(ledger, item, f"agency:{CREDIT_CENTRE.code}", KEYS[CREDIT_CENTRE.code])
        yield ledger


def submit(ledger: Ledger, path: Path, agency: SampleAgency) -> Submitted:
    session = Session(Options(path))
    with TestClient(create_app(ledger), base_url="http://localhost") as client:
        sheet = session.open()
        link = session.connect(sheet, HttpTransport("http://localhost", client), KEYS[agency.code])
        report = session.check(sheet, link)
        assert report.errors == []
        return session.submit(report, link, SILENT)


@pytest.mark.parametrize(("standard", "agency"), [("xk-2018", APPROVAL), ("cf-2018", MARKET)])
def test_every_row_of_a_sample_is_recorded_once_and_its_receipt_verifies(
    ledger: Ledger, tmp_path: Path, standard: str, agency: SampleAgency
) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, make_table(standard, agency, ROWS, 11), "gb18030")
    first = submit(ledger, path, agency)
    assert {result.status for result in first.results.values()} == {201}
    assert first.recorded == ROWS

    policy = parse_policy(json.dumps(ledger.policy()).encode())
    receipts = (tmp_path / "sample.csv.receipts.ndjson").read_bytes().splitlines()
    assert len(receipts) == ROWS
    for receipt in receipts:
        verify_receipt(receipt, policy, now_s=int(datetime.now(UTC).timestamp()))

    next(tmp_path.glob("*.journal.ndjson")).unlink()
    again = submit(ledger, path, agency)
    assert again.recorded == 0
    assert {(result.problem or {})["code"] for result in again.results.values()} == {"fact-recorded-before"}


def test_an_answer_lost_on_its_way_is_fetched_by_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, make_table("xk-2018", APPROVAL, 9, 12))
    first = submit(ledger, path, APPROVAL)
    journal = next(tmp_path.glob("*.journal.ndjson"))
    signed = [line for line in journal.read_bytes().splitlines(keepends=True) if b'"status"' not in line]
    journal.write_bytes(b"".join(signed))
    again = submit(ledger, path, APPROVAL)
    assert {result.status for result in again.results.values()} == {200}
    positions = [
        [result.proof["index"] for _, result in sorted(run.results.items()) if result.proof] for run in (first, again)
    ]
    assert positions[0] == positions[1]
    assert len(positions[0]) == 9
