"""From a client's bytes to a verified receipt over the real recorder on PostgreSQL."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.config import ApiConfig
from api.schema_check import schema_check
from domain.key.events import KeyEnrolled, KeyRevoked
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.service.ledger import Ledger
from tests.api.signer import signed_headers
from tests.town import (
    BUREAU,
    BUREAU_KEY,
    CENTRE,
    CENTRE_KEY,
    ORIGIN,
    licence,
    licences,
    penalty,
    record,
    root_statement,
    signed,
)
from verify.policy import parse_policy
from verify.receipt import verify_receipt

PATH = "/api/v1/statements"
SD_JWT = {"content-type": "application/sd-jwt"}
NDJSON = {"content-type": "application/x-ndjson"}


@pytest.fixture(scope="module")
def real(town: Ledger) -> Iterator[TestClient]:
    app = create_app(town, config=ApiConfig(chunk_lines=50), checks=(schema_check(town.dsn, town.settings.db_schema),))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def _verified(client: TestClient, receipt: bytes) -> Any:
    policy = parse_policy(client.get("/api/v1/policy").content)
    return verify_receipt(receipt, policy, now_s=int(datetime.now(UTC).timestamp()))


def _lines(*texts: str) -> bytes:
    return b"".join(orjson.dumps({"statement": text}, option=orjson.OPT_APPEND_NEWLINE) for text in texts)


def test_one_fact_is_recorded_and_its_receipt_verifies_offline(real: TestClient) -> None:
    one = licence(11)
    answer = real.post(PATH, content=one.text, headers=SD_JWT)
    assert answer.status_code == 201
    recorded = _verified(real, answer.content)
    assert recorded.index == answer.json()["index"]
    again = real.post(PATH, content=one.text, headers=SD_JWT)
    assert again.status_code == 200
    assert again.content == answer.content


def test_the_public_receipt_verifies_too_and_discloses_nothing(real: TestClient) -> None:
    one = penalty(11)
    created = real.post(PATH, content=one.text, headers=SD_JWT)
    public = real.get(created.headers["location"])
    assert public.status_code == 200
    assert public.json()["disclosures"] == []
    assert _verified(real, public.content).index == created.json()["index"]


def test_a_batch_is_recorded_and_every_assembled_receipt_verifies(real: TestClient) -> None:
    facts = licences(120, start=100)
    answer = real.post(PATH, content=_lines(*(fact.text for fact in facts)), headers=NDJSON)
    lines = [orjson.loads(line) for line in answer.content.splitlines()]
    bases = {line["basis"]: line for line in lines if "checkpoint" in line}
    results = [line for line in lines if "line" in line]
    assert [line["status"] for line in results] == [201] * 120
    assert lines[-1]["end"] == {"lines": 120, "recorded": 120, "known": 0, "refused": 0}
    for line, fact in zip(results[::7], facts[::7], strict=True):
        basis = bases[line["basis"]]
        receipt = {
            "type": "urn:chengjian:receipt:v1",
            **line["receipt"],
            "checkpoint": basis["checkpoint"],
            "keys": basis["keys"],
            "disclosures": [one.encoded for one in fact.disclosures],
        }
        assert _verified(real, orjson.dumps(receipt, option=orjson.OPT_SORT_KEYS)).index == line["receipt"]["index"]


def test_a_batch_sent_again_is_known_line_by_line(real: TestClient) -> None:
    body = _lines(*(fact.text for fact in licences(60, start=1_000)))
    first = [orjson.loads(line) for line in real.post(PATH, content=body, headers=NDJSON).content.splitlines()]
    again = [orjson.loads(line) for line in real.post(PATH, content=body, headers=NDJSON).content.splitlines()]
    assert again[-1]["end"] == {"lines": 60, "recorded": 0, "known": 60, "refused": 0}
    assert [line["receipt"] for line in again if "line" in line] == [
        line["receipt"] for line in first if "line" in line
    ]


def test_refusals_of_the_rule_book_reach_the_client_line_by_line(real: TestClient) -> None:
    good = licence(2_000)
    tampered = good.text.replace(good.text[-40:-2], good.text[-39:-1] + "A")
    wrong_code = licence(2_001, **{"subject.identifier": "91370481MA3FAKE12E"})
    twice = licence(2_000)
    stranger = signed(KeyEnrolled(holder="platform", kid=BUREAU_KEY.kid, public_key=encode(BUREAU_KEY.public_key)),
                      f"agency:{BUREAU}", BUREAU_KEY)  # fmt: skip
    real.post(PATH, content=good.text, headers=SD_JWT)
    body = _lines(tampered, wrong_code.text, twice.text, stranger.text, "nothing")
    lines = [orjson.loads(line) for line in real.post(PATH, content=body, headers=NDJSON).content.splitlines()]
    problems = [line["problem"] for line in lines if "line" in line]
    assert [problem["status"] // 100 for problem in problems] == [4, 4, 4, 4, 4]
    assert [problem["status"] for problem in problems][2:] == [409, 403, 400]
    assert problems[1]["pointer"] == "/subject.identifier"
    assert "91370481MA3FAKE12E" not in orjson.dumps(lines).decode()
    assert all(problem["title"] and problem["title_en"] for problem in problems)


def test_many_clients_at_once_each_get_their_own_receipt(real: TestClient) -> None:
    facts = licences(40, start=3_000)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda fact: real.post(PATH, content=fact.text, headers=SD_JWT), facts))
    assert {answer.status_code for answer in answers} == {201}
    for answer, fact in zip(answers, facts, strict=True):
        assert fact.jwt in answer.json()["entry"]


def test_an_agency_reads_its_own_submissions_until_its_key_ends(real: TestClient, town: Ledger) -> None:
    record(town, licence(4_000))
    url = "http://localhost/api/v1/submissions?limit=500"
    page = real.get(url, headers=signed_headers(BUREAU_KEY, url)).json()
    assert len(page["items"]) > 0
    positions = [one["position"] for one in page["items"]]
    assert positions == sorted(positions)
    theirs = real.get(url, headers=signed_headers(CENTRE_KEY, url)).json()["items"]
    assert {one["vct"] for one in theirs} == {"urn:chengjian:catalogue-item-published:v1"}
    spare = SigningKey.from_seed(b"p" * 32)
    record(town, root_statement(
        KeyEnrolled(holder=f"agency:{CENTRE}", kid=spare.kid, public_key=encode(spare.public_key))
    ))  # fmt: skip
    assert real.get(url, headers=signed_headers(spare, url)).status_code == 200
    record(town, root_statement(KeyRevoked(holder=f"agency:{CENTRE}", kid=spare.kid, reason="retired")))
    refused = real.get(url, headers=signed_headers(spare, url))
    assert (refused.status_code, refused.json()["code"]) == (403, "request-key-refused")


def test_the_directory_shows_what_the_log_says(real: TestClient) -> None:
    agencies = real.get("/api/v1/agencies").json()
    assert [one["code"] for one in agencies["items"]] == [BUREAU, CENTRE]
    bureau = real.get(f"/api/v1/agencies/{BUREAU}").json()
    assert [key["kid"] for key in bureau["keys"]] == [BUREAU_KEY.kid]
    catalogue = real.get("/api/v1/catalogue").json()
    assert [(one["item"], one["is_in_force"]) for one in catalogue["items"]] == [("xzcf", True), ("xzxk", True)]
    assert real.get("/api/v1/policy").json()["origin"] == ORIGIN
    assert agencies["as_of"]["size"] <= catalogue["as_of"]["size"]


def test_tiles_fold_to_the_root_of_the_checkpoint(real: TestClient) -> None:
    size = int(real.get("/checkpoint").text.split("\n")[1])
    width = min(size, 256)
    suffix = "" if width == 256 else f".p/{width}"
    hashes = real.get(f"/tile/0/000{suffix}").content
    bundle, entries = real.get(f"/tile/entries/000{suffix}").content, []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        entries.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    assert b"".join(hashlib.sha256(b"\x00" + entry).digest() for entry in entries) == hashes
    assert len(entries) == width


def test_ready_with_a_database_and_all_migrations(real: TestClient) -> None:
    assert real.get("/readyz").text == "sequencer: ok\nhigh-water-mark: ok\ndatabase: ok\n"
