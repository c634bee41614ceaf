"""What stands around every request: headers, hosts, numbers, log lines, probes."""

import io
import json
import logging
from collections.abc import Iterator

import psycopg
import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.config import ApiConfig
from api.readiness import Check, disk_check
from domain.agency.state import AgencyState
from ledger.crypto.keys import SigningKey
from tests.api.bare import AGENCY, BareLedger, statement

PATHS = ("/", "/checkpoint", "/api/v1/agencies", "/api/v1/openapi.json", "/livez", "/nowhere", "/api/v1/receipts/x/y")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Log lines as JSON, as production writes them."""
    stream = io.StringIO()
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    yield stream
    structlog.configure(**before)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"]
    assert "server" not in headers
    assert "set-cookie" not in headers
    assert len(headers["x-request-id"]) == 36


def test_every_request_has_a_number_of_its_own(client: TestClient) -> None:
    numbers = {client.get("/livez", headers={"x-request-id": "mine"}).headers["x-request-id"] for _ in range(5)}
    assert len(numbers) == 5
    assert "mine" not in numbers


def test_only_known_hosts_are_served(bare: BareLedger) -> None:
    app = create_app(bare, config=ApiConfig(public_url="https://log.example", extra_hosts=frozenset({"inner"})))
    for host in ("localhost", "127.0.0.1:8787", "[::1]:8787", "LOG.example", "inner:80"):
        with TestClient(app, base_url="http://localhost") as client:
            assert client.get("/checkpoint", headers={"host": host}).status_code == 200, host
    with TestClient(create_app(bare), base_url="http://localhost") as client:
        for host in ("evil.example", "", "localhost.evil.example", "log.example"):
            answer = client.get("/checkpoint", headers={"host": host})
            assert (answer.status_code, answer.json()["code"]) == (421, "host-not-served"), host
        assert client.get("/livez", headers={"host": "10.0.0.7"}).status_code == 200


def test_strict_transport_is_asked_for_where_the_public_address_is_https(bare: BareLedger) -> None:
    with TestClient(create_app(bare), base_url="http://localhost") as client:
        assert "strict-transport-security" not in client.get("/livez").headers
    app = create_app(bare, config=ApiConfig(public_url="https://log.example"))
    with TestClient(app, base_url="http://localhost") as client:
        assert client.get("/livez").headers["strict-transport-security"] == "max-age=31536000"


def test_a_wrong_method_is_named_with_the_right_ones(client: TestClient) -> None:
    answer = client.delete("/api/v1/agencies")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("/api/v1/agencies?limit=0", "limit"),
        ("/api/v1/agencies?limit=x", "limit"),
        ("/api/v1/agencies/3704811990030712", "code"),
        ("/api/v1/catalogue/A", "item"),
        ("/api/v1/receipts/agency:1/00000000-0000-7000-8000-000000000000", "iss"),
        ("/api/v1/receipts/platform/1", "jti"),
        ("/api/v1/public/facts?after=-1", "after"),
        ("/api/v1/public/facts?limit=201", "limit"),
    ],
)
def test_a_malformed_parameter_is_named_and_never_repeated(client: TestClient, path: str, pointer: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, "parameter-invalid")
    assert answer.json()["pointer"] == pointer
    assert "3704811990030712" not in answer.text


def test_what_does_not_exist_is_named(client: TestClient) -> None:
    codes = {
        "/api/v1/agencies/91370481MA3FAKE12D": "agency-not-found",
        "/api/v1/catalogue/none": "item-not-found",
        "/api/v1/receipts/platform/00000000-0000-7000-8000-000000000000": "receipt-not-found",
    }
    for path, code in codes.items():
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_a_public_receipt_holds_no_disclosure(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    one = statement(key, document_no="甲")
    bare.submit_many([one.text])
    receipt = client.get(f"/api/v1/receipts/{one.iss}/{one.jti}").json()
    assert receipt["disclosures"] == []
    assert "not-for-the-public" not in str(receipt)


def test_answers_are_revalidated_by_strong_tags(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    first = client.get("/api/v1/agencies")
    known = {"if-none-match": f'"other", {first.headers["etag"]}'}
    assert client.get("/api/v1/agencies", headers=known).status_code == 304
    bare.submit_many([statement(key, document_no="甲").text])
    assert client.get("/api/v1/agencies", headers=known).status_code == 200


def test_agencies_come_in_pages(client: TestClient, bare: BareLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    one = bare.agencies()[0]
    many = [
        type(one)(f"{AGENCY[:16]}{number:02d}", "机构", ("provider",), enrolled_at=number) for number in range(10, 17)
    ]
    monkeypatch.setattr(bare, "agencies", lambda: many)
    seen: list[str] = []
    path = "/api/v1/agencies?limit=3"
    while path:
        answer = client.get(path)
        seen += [agency["code"] for agency in answer.json()["items"]]
        path = answer.links["next"]["url"] if answer.links else ""
    assert seen == sorted(agency.agency for agency in many)


def test_ready_means_every_check_passes(bare: BareLedger) -> None:
    def broken() -> str | None:
        raise TimeoutError("password=secret")

    app = create_app(bare, checks=(Check("database", broken),))
    with TestClient(app, base_url="http://localhost") as client:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.text == "sequencer: ok\nhigh-water-mark: ok\ndatabase: TimeoutError\n"
        assert client.get("/livez").text == "ok\n"


def test_a_stopped_recorder_is_not_ready_but_alive(client: TestClient, bare: BareLedger) -> None:
    bare.is_running = False
    assert client.get("/readyz").status_code == 503
    assert "sequencer: stopped" in client.get("/readyz").text
    assert client.get("/livez").status_code == 200
    assert "已停止记账" in client.get("/").text


def test_a_full_disk_is_not_ready(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("disk")
    assert disk_check(folder, 1).run() is None
    assert "MiB free" in str(disk_check(folder, 2**62).run())


def test_measures_have_no_ids(client: TestClient) -> None:
    client.get(f"/api/v1/agencies/{AGENCY}")
    client.get("/api/v1/receipts/platform/00000000-0000-7000-8000-000000000000")
    client.get("/some/where")
    text = client.get("/metrics").text
    assert 'route="/api/v1/agencies/{code}"' in text
    assert 'route="none"' in text
    assert AGENCY not in text
    assert "00000000-0000" not in text
    assert "chengjian_log_size 1.0" in text


def test_the_access_line_names_the_route_and_never_what_was_asked_for(bare_app: FastAPI, logged: io.StringIO) -> None:
    with TestClient(bare_app, base_url="http://localhost") as client:
        answer = client.get("/api/v1/public/facts", params={"name": "滕州市虚构机床有限公司", "code": AGENCY})
        client.get("/livez")
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["request"]
    assert lines[0]["route"] == "/api/v1/public/facts"
    assert lines[0]["status"] == answer.status_code
    assert lines[0]["id"] == answer.headers["x-request-id"]
    assert "虚构" not in logged.getvalue()
    assert AGENCY not in logged.getvalue()


def test_a_fault_is_logged_by_place_and_class_without_its_message(
    bare: BareLedger, key: SigningKey, logged: io.StringIO
) -> None:
    bare.refuse = lambda _: RuntimeError("37048119900307123X")
    with TestClient(create_app(bare), base_url="http://localhost") as client:
        client.post(
            "/api/v1/statements",
            content=statement(key, document_no="甲").text,
            headers={"content-type": "application/sd-jwt"},
        )
    fault = json.loads(logged.getvalue().splitlines()[0])
    assert (fault["event"], fault["error"]) == ("fault", "RuntimeError")
    assert fault["at"]
    assert "37048119900307123X" not in logged.getvalue()


def test_a_read_without_a_database_is_told_to_come_back_and_a_write_nothing_certain(
    client: TestClient, bare: BareLedger, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise psycopg.OperationalError("host=secret password=secret")

    monkeypatch.setattr(bare, "receipt", away)
    monkeypatch.setattr(bare, "submit_many", away)
    monkeypatch.setattr(bare, "health", away)
    read = client.get("/api/v1/receipts/platform/00000000-0000-7000-8000-000000000000")
    assert (read.status_code, read.json()["code"]) == (503, "database-away")
    assert read.headers["retry-after"]
    write = client.post(
        "/api/v1/statements",
        content=statement(key, document_no="甲").text,
        headers={"content-type": "application/sd-jwt"},
    )
    assert (write.status_code, write.json()["code"]) == (500, "internal-error")
    assert "secret" not in read.text + write.text
    assert "chengjian_ledger_readable 0.0" in client.get("/metrics").text
    assert client.get("/readyz").text.startswith("sequencer: OperationalError\n")


def test_the_directory_is_read_again_only_when_the_log_has_grown(
    client: TestClient, bare: BareLedger, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    agencies = bare.agencies

    def counted() -> list[AgencyState]:
        asked.append(1)
        return agencies()

    monkeypatch.setattr(bare, "agencies", counted)
    for _ in range(3):
        client.get("/api/v1/agencies")
    assert len(asked) == 1
    bare.submit_many([statement(key, document_no="甲").text])
    client.get("/api/v1/agencies")
    assert len(asked) == 2
