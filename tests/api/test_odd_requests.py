"""Whatever arrives is answered with a problem of the client's, never with a fault of ours."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.public_list import PublicList
from ledger.service.ledger import Ledger
from projections.models import ReadModels
from tests.waiting import wait_until

SD_JWT = {"content-type": "application/sd-jwt"}
NDJSON = {"content-type": "application/x-ndjson"}
UUID = "01a0c450-6c00-7a06-99ef-4ed4ffd776f1"


@pytest.fixture(scope="module")
def odd(town: Ledger) -> Iterator[TestClient]:
    models = ReadModels(town)
    with models.following():
        wait_until(lambda: sum(one.is_live for one in models.status()) == len(models.projections))
        app = create_app(town, public_facts=PublicList(models))
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
            yield client


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/public/facts?name=%00",
        "/api/v1/public/facts?code=%00",
        "/api/v1/public/facts?name=%ED%A0%80",
        "/api/v1/public/facts?name=%FF",
        "/api/v1/public/facts?after=999999999999999",
        "/api/v1/public/facts?after=%EF%BC%91",
        "/api/v1/public/facts?limit=1_0",
        "/api/v1/public/facts?limit=1&limit=2",
        "/api/v1/agencies?after=%00",
        "/api/v1/agencies?limit=9999999999999999999999",
        "/api/v1/catalogue/%00",
        "/api/v1/catalogue/..%2F..%2Fetc",
        f"/api/v1/receipts/agency:%00/{UUID}",
        f"/api/v1/receipts/platform/{UUID}%0A",
        f"/api/v1/receipts/platform/{UUID}",
        "/api/v1/submissions?after=%00",
        "/tile/0/%00",
        "/tile/-1/000",
        "/tile/63/x999/x999/x999/x999/x999/999",
        "/tile/entries/000.p/256",
        "/tile/entries/%2e%2e/%2e%2e/checkpoint",
        "/facts?q=%00",
        "/facts?q=%ED%A0%80&after=x",
        "/problems/%00",
        "/en/problems/..%2f",
        "/%00",
        "/%ED%A0%80",
        "/static/..%2f..%2fapp.py",
    ],
)
def test_an_odd_address_is_no_fault_of_the_server(odd: TestClient, path: str) -> None:
    for accept in ("application/json", "text/html"):
        assert odd.get(path, headers={"accept": accept}).status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"\x00",
        b"~",
        b"..~",
        b"~~~~",
        b"\xff\xfe~",
        "é.é.é~".encode(),
        b"e30.e30.e30~",
        b"[" * 100_000,
        b"~" * 299_999,
        b'{"statement":' + b"[" * 5_000,
        b'{"statement":"\\ud800"}',
        b'{"statement":"\\u0000"}',
        b'{"statement":1e999}',
        b'{"statement":"a","statement":"b"}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_an_odd_body_is_no_fault_of_the_server(odd: TestClient, body: bytes) -> None:
    assert 400 <= odd.post("/api/v1/statements", content=body, headers=SD_JWT).status_code < 500
    answer = odd.post("/api/v1/statements", content=body + b"\n", headers=NDJSON)
    assert answer.status_code == 200
    assert b'"status":500' not in answer.content
    assert b'"end"' in answer.content.splitlines()[-1]


@pytest.mark.parametrize("length", ["²", "-1", "0x10", "9" * 5_000, ""])
def test_an_odd_length_is_no_fault_of_the_server(odd: TestClient, length: str) -> None:
    headers = {b"content-type": b"application/sd-jwt", b"content-length": length.encode("latin-1")}
    assert 400 <= odd.post("/api/v1/statements", content=b"~", headers=headers).status_code < 500
