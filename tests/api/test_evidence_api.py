"""Looking at attachments: by whom they concern, with the look on record before a byte leaves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.looks.evidence import EvidenceDesk
from domain.definition.events import PurposeDefined
from ledger.crypto.keys import SigningKey
from ledger.service.acts import Recorded
from ledger.service.looks import Look
from projections.models import ReadModels
from tests.api.due import app_of, looks_on_record, signed_get, standing_still
from tests.attachments import PDF, TEXT, File, file_of, object_with
from tests.due_town import COURT, COURT_KEY, OWN_KEY, PURPOSE, DueTown, open_due_town
from tests.service.test_due_process import with_own_key
from tests.town import BUREAU_KEY, CENTRE, CENTRE_KEY, ORIGIN

SCAN, MISSING = file_of(ORIGIN, PDF), file_of(ORIGIN, TEXT, "text/plain")


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    """A company objects and names two files; one was handed in."""
    with open_due_town(dsn, tmp_path / "home") as opened:
        object_with(opened, SCAN, MISSING)
        with_own_key(opened)
        opened.ledger.attachments.store(*SCAN.arguments)
        yield opened


def ask(client: TestClient, key: SigningKey, file: File, purpose: str = "procurement") -> Response:
    return signed_get(client, key, f"/api/v1/attachments/{file.name}?purpose={purpose}")


@pytest.mark.parametrize(
    ("key", "purpose"), [(BUREAU_KEY, "procurement"), (CENTRE_KEY, "procurement"), (OWN_KEY, "self-access")]
)
def test_whom_it_concerns_sees_it_and_the_look_is_on_record(town: DueTown, key: SigningKey, purpose: str) -> None:
    with standing_still(town) as client:
        answer = ask(client, key, SCAN, purpose)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["chengjian-look"]) == town.ledger.reader.size() - 1
    assert looks_on_record(town) == 1


def test_another_body_and_whoever_asks_for_what_is_not_there_get_the_same_answer(town: DueTown) -> None:
    order = {**PURPOSE, "purpose": "court-order", "name": "人民法院依法调取", "readers": (COURT,)}
    town.send(town.statement(PurposeDefined.from_claims(order, {}), CENTRE_KEY, f"agency:{CENTRE}"))
    unknown = file_of(ORIGIN, PDF, salt=b"t" * 16)
    with standing_still(town) as client:
        refused = [
            ask(client, COURT_KEY, SCAN, "court-order"),
            ask(client, BUREAU_KEY, MISSING),
            ask(client, BUREAU_KEY, unknown),
        ]
    assert {(one.status_code, one.json()["code"]) for one in refused} == {(404, "attachment-not-found")}
    assert looks_on_record(town) == 0


def test_nobody_sees_it_without_purpose_key_or_signature(town: DueTown) -> None:
    with standing_still(town) as client:
        answers = [
            ask(client, BUREAU_KEY, SCAN, "curiosity"),
            ask(client, BUREAU_KEY, SCAN, "self-access"),
            ask(client, OWN_KEY, SCAN, "procurement"),
            ask(client, SigningKey.from_seed(bytes([99]) * 32), SCAN),
            client.get(f"/api/v1/attachments/{SCAN.name}"),
            signed_get(client, BUREAU_KEY, f"/api/v1/attachments/{'_' * 43}"),
        ]
    assert [one.status_code for one in answers] == [403, 403, 403, 403, 401, 422]
    assert not any(PDF in one.content for one in answers)
    assert looks_on_record(town) == 0


class Dying:
    """Looks after which the process is gone."""

    def __init__(self, town: DueTown) -> None:
        self._town = town

    def require(self, unit: str, purpose: str) -> None:
        self._town.ledger.looks.require(unit, purpose)

    def record(self, asked: Look) -> Recorded:
        self._town.ledger.looks.record(asked)
        raise SystemError("gone")


def test_inv_14_killed_between_log_and_reply_no_byte_of_an_attachment_has_left(town: DueTown) -> None:
    app = app_of(town, ReadModels(town.ledger))
    services = app.state.services
    desk = EvidenceDesk(Dying(town), services.records, town.ledger.attachments)
    app.state.services = replace(services, evidence_desk=desk)
    with standing_still(town, app) as client:
        answer = ask(client, BUREAU_KEY, SCAN)
    assert answer.status_code == 500
    assert PDF not in answer.content
    assert looks_on_record(town) == 1
