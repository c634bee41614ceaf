"""One statement in, one receipt or one problem out."""

import orjson
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.config import ApiConfig
from domain.key.refusals import KeyNotInForceError
from ledger.append import QueueFullError
from ledger.crypto.keys import SigningKey
from tests.api.bare import BareLedger, statement

PATH = "/api/v1/statements"
SD_JWT = {"content-type": "application/sd-jwt"}


def test_a_statement_is_answered_with_its_receipt(client: TestClient, key: SigningKey) -> None:
    one = statement(key, document_no="甲")
    answer = client.post(PATH, content=one.text, headers=SD_JWT)
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/vnd.chengjian.receipt+json"
    assert answer.headers["location"] == f"/api/v1/receipts/{one.iss}/{one.jti}"
    receipt = answer.json()
    assert receipt["type"] == "urn:chengjian:receipt:v1"
    assert one.jwt in receipt["entry"]
    assert receipt["disclosures"] == [disclosure.encoded for disclosure in one.disclosures]


def test_the_same_statement_again_is_known_and_not_recorded_twice(
    client: TestClient, bare: BareLedger, key: SigningKey
) -> None:
    one = statement(key, document_no="甲")
    client.post(PATH, content=one.text, headers=SD_JWT)
    size = len(bare.leaves)
    answer = client.post(PATH, content=one.text + "\n", headers=SD_JWT)
    assert answer.status_code == 200
    assert len(bare.leaves) == size


def test_a_refusal_is_a_problem_with_article_pointer_and_request_number(
    client: TestClient, bare: BareLedger, key: SigningKey
) -> None:
    bare.refuse = lambda one: KeyNotInForceError(pointer="/kid", kid=one.kid)
    answer = client.post(PATH, content=statement(key, document_no="甲").text, headers=SD_JWT)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["code"] == "key-not-in-force"
    assert told["pointer"] == "/kid"
    assert told["instance"] == "urn:uuid:" + answer.headers["x-request-id"]


def test_a_full_queue_says_when_to_come_back(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    bare.refuse = lambda _: QueueFullError(7)
    answer = client.post(PATH, content=statement(key, document_no="甲").text, headers=SD_JWT)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "7"


def test_an_unforeseen_fault_tells_nothing_of_itself(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    bare.refuse = lambda _: RuntimeError("37048119900307123X")
    answer = client.post(PATH, content=statement(key, document_no="甲").text, headers=SD_JWT)
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal-error"
    assert "3704" not in answer.text


def test_what_is_no_statement_is_refused_without_repeating_it(client: TestClient) -> None:
    answer = client.post(PATH, content="37048119900307123X", headers=SD_JWT)
    assert answer.status_code == 400
    assert "37048119900307123X" not in answer.text


def test_bytes_outside_ascii_are_no_statement(client: TestClient) -> None:
    assert client.post(PATH, content="王~".encode(), headers=SD_JWT).status_code == 400


def test_an_empty_body_is_named(client: TestClient) -> None:
    for body in (b"", b"\n"):
        answer = client.post(PATH, content=body, headers=SD_JWT)
        assert (answer.status_code, answer.json()["code"]) == (400, "body-empty")


def test_another_content_type_is_named(client: TestClient) -> None:
    for content_type in ("application/json", "text/plain", ""):
        answer = client.post(PATH, content=b"{}", headers={"content-type": content_type})
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")


def test_a_body_past_its_bound_is_refused_by_its_length_and_by_its_bytes(bare: BareLedger) -> None:
    app = create_app(bare, config=ApiConfig(max_line_bytes=1_000))
    with TestClient(app, base_url="http://localhost") as client:
        declared = client.post(PATH, content=b"x" * 1_001, headers=SD_JWT)
        streamed = client.post(PATH, content=iter([b"x" * 600, b"x" * 600]), headers=SD_JWT)
    assert [answer.json()["code"] for answer in (declared, streamed)] == ["body-too-large"] * 2
    assert bare.calls == []


def test_no_place_left_is_answered_at_once(bare: BareLedger, key: SigningKey) -> None:
    app = create_app(bare, config=ApiConfig(max_singles=0, max_batches=0, retry_after_s=3))
    with TestClient(app, base_url="http://localhost") as client:
        one = client.post(PATH, content=statement(key, document_no="甲").text, headers=SD_JWT)
        many = client.post(PATH, content=b"{}\n", headers={"content-type": "application/x-ndjson"})
    for answer in (one, many):
        assert (answer.status_code, answer.json()["code"]) == (503, "overloaded")
        assert answer.headers["retry-after"] == "3"
    assert bare.calls == []


def test_outcomes_are_counted_without_ids(bare_app: FastAPI, client: TestClient, key: SigningKey) -> None:
    one = statement(key, document_no="甲")
    for text in (one.text, one.text, "nothing"):
        client.post(PATH, content=text, headers=SD_JWT)
    text = client.get("/metrics").text
    assert 'chengjian_statements_total{outcome="recorded"} 1.0' in text
    assert 'chengjian_statements_total{outcome="known"} 1.0' in text
    assert 'chengjian_statements_total{outcome="statement-form"} 1.0' in text
    assert one.jti not in text
    assert one.iss not in text


def test_a_receipt_is_strict_json(client: TestClient, key: SigningKey) -> None:
    answer = client.post(PATH, content=statement(key, document_no="甲").text, headers=SD_JWT)
    body = answer.content.removesuffix(b"\n")
    assert orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS) == body
