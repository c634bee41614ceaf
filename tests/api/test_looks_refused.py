"""A look that cannot be carried out as asked points to the member at fault, and leaves no trace of a look."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.api.due import WHO, looks_on_record, signed_post, standing_still
from tests.api.test_matters import define
from tests.due_town import COURT, COURT_KEY, DueTown, open_due_town
from tests.town import BUREAU, BUREAU_KEY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        opened.send(opened.penalty(1))
        define(opened, "court-order", (COURT,))
        yield opened


def asked(client: TestClient, **members: Any) -> Response:
    body = orjson.dumps({**WHO, "purpose": "procurement", **members})
    return signed_post(client, BUREAU_KEY, "/api/v1/looks", body)


def test_inv_14_a_look_points_to_what_is_wrong_and_nothing_is_recorded(town: DueTown) -> None:
    cases: list[tuple[dict[str, Any], int, str, str]] = [
        ({"fields": ["subject.foo"]}, 422, "look-field-unknown", "/fields/0"),
        ({"fields": ["subject.name", "subject.nam"]}, 422, "look-field-unknown", "/fields/1"),
        ({"fields": ["subject.name", "NAME"]}, 400, "look-malformed", "/fields/1"),
        ({"colour": "red"}, 400, "look-malformed", "/colour"),
        ({"identifier": "91370481MA3FAKE12X"}, 422, "uscc-check", "/identifier"),
        ({"identifier_type": "colour"}, 422, "identifier-type", "/identifier_type"),
        ({"purpose": "curiosity"}, 403, "purpose-unknown", "/purpose"),
        ({"purpose": "court-order"}, 403, "purpose-reader", "/purpose"),
        ({"as_of": "2027-01-01"}, 403, "past-file-refused", "/as_of"),
    ]
    with standing_still(town) as client:
        for members, status, code, pointer in cases:
            told = asked(client, **members)
            assert (told.status_code, told.json()["code"], told.json().get("pointer")) == (status, code, pointer)
        strange = asked(client, **{"91370481MA3FAKE12D": 1})
    assert strange.json()["code"] == "look-malformed"
    assert "pointer" not in strange.json()
    assert looks_on_record(town) == 0


def test_a_refusal_of_a_look_names_the_body_and_not_blots(town: DueTown) -> None:
    with standing_still(town) as client:
        told = asked(client, purpose="court-order").json()
    assert BUREAU in told["detail"]
    assert "×" not in told["detail"] + told["mend"]


def test_a_look_at_a_moment_that_has_not_come_is_refused(town: DueTown) -> None:
    body = orjson.dumps({**WHO, "purpose": "court-order", "as_of": "2027-01-01"})
    with standing_still(town) as client:
        told = signed_post(client, COURT_KEY, "/api/v1/looks", body)
    assert (told.status_code, told.json()["code"]) == (422, "as-of-ahead")
    assert told.json()["pointer"] == "/as_of"
    assert looks_on_record(town) == 0
