"""Many statements in one body: in order, in chunks, in bounded memory, without waiting for anybody."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.config import ApiConfig
from domain.identifier.refusals import RidCheckError
from ledger.append import LogStoppedError
from ledger.crypto.keys import SigningKey
from ledger.service.outcome import Outcome
from tests.api.bare import BareLedger, statement
from tests.waiting import DEADLINE_S

PATH = "/api/v1/statements"
NDJSON = {"content-type": "application/x-ndjson"}


def line_of(text: str) -> bytes:
    return orjson.dumps({"statement": text}, option=orjson.OPT_APPEND_NEWLINE)


def parsed(body: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in body.splitlines()]


def results(answer: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(line["line"], line["status"]) for line in answer if "line" in line]


def statements(key: SigningKey, count: int) -> list[str]:
    return [statement(key, document_no=str(number)).text for number in range(count)]


def test_each_line_has_its_answer_in_order(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    good, bad = statements(key, 2)
    bare.refuse = lambda one: RidCheckError(pointer="/subject.identifier") if one.text == bad else None
    body = line_of(good) + b"\n" + line_of(bad) + b"{}\n" + line_of(good)
    answer = parsed(client.post(PATH, content=body, headers=NDJSON).content)
    assert results(answer) == [(1, 201), (3, 422), (4, 400), (5, 200)]
    assert answer[-1] == {"end": {"lines": 5, "recorded": 1, "known": 1, "refused": 2}}
    refusal = next(line["problem"] for line in answer if line.get("line") == 3)
    assert (refusal["code"], refusal["line"], refusal["pointer"]) == ("rid-check", 3, "/subject.identifier")


def test_a_client_can_put_whole_receipts_together(client: TestClient, key: SigningKey) -> None:
    texts = statements(key, 3)
    answer = parsed(client.post(PATH, content=b"".join(map(line_of, texts)), headers=NDJSON).content)
    bases = {line["basis"]: line for line in answer if "checkpoint" in line}
    for line, text in zip((line for line in answer if "line" in line), texts, strict=True):
        basis = bases[line["basis"]]
        jwt, *disclosures = text.removesuffix("~").split("~")
        receipt = {
            "type": "urn:chengjian:receipt:v1",
            **line["receipt"],
            "checkpoint": basis["checkpoint"],
            "keys": basis["keys"],
            "disclosures": disclosures,
        }
        whole = client.post(PATH, content=text, headers={"content-type": "application/sd-jwt"}).json()
        assert receipt["entry"] == whole["entry"]
        assert jwt in receipt["entry"]
        assert receipt["disclosures"] == whole["disclosures"]
        assert receipt.keys() == whole.keys()


def test_a_basis_stands_before_the_first_line_that_needs_it(client: TestClient, key: SigningKey) -> None:
    body = b"".join(map(line_of, statements(key, 5)))
    announced: set[int] = set()
    for line in parsed(client.post(PATH, content=body, headers=NDJSON).content):
        if "checkpoint" in line:
            announced.add(line["basis"])
        elif "line" in line:
            assert line["basis"] in announced


def test_lines_go_to_the_ledger_in_chunks(bare: BareLedger, key: SigningKey) -> None:
    app = create_app(bare, config=ApiConfig(chunk_lines=4, linger_s=1.0))
    with TestClient(app, base_url="http://localhost") as client:
        answer = client.post(PATH, content=b"".join(map(line_of, statements(key, 10))), headers=NDJSON)
    assert results(parsed(answer.content)) == [(number, 201) for number in range(1, 11)]
    assert bare.calls == [4, 4, 2]


def test_lines_past_the_bound_are_not_read_and_the_end_says_so(bare: BareLedger, key: SigningKey) -> None:
    app = create_app(bare, config=ApiConfig(max_lines=2))
    with TestClient(app, base_url="http://localhost") as client:
        answer = parsed(client.post(PATH, content=b"".join(map(line_of, statements(key, 3))), headers=NDJSON).content)
    assert results(answer) == [(1, 201), (2, 201)]
    assert answer[-1]["end"]["problem"]["code"] == "too-many-lines"


def test_a_ledger_that_stops_answers_every_line_and_says_when_to_come_back(
    client: TestClient, bare: BareLedger, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Sequence[str]) -> list[Outcome]:
        raise LogStoppedError("演练", "drill")

    monkeypatch.setattr(bare, "submit_many", stopped)
    answer = parsed(client.post(PATH, content=b"".join(map(line_of, statements(key, 2))), headers=NDJSON).content)
    assert results(answer) == [(1, 503), (2, 503)]
    assert [line["problem"]["retry_after_s"] for line in answer if "line" in line] == [1, 1]


def test_an_empty_batch_has_an_end_and_nothing_else(client: TestClient) -> None:
    answer = parsed(client.post(PATH, content=b"\n\n", headers=NDJSON).content)
    assert answer == [{"end": {"lines": 2, "recorded": 0, "known": 0, "refused": 0}}]


class Exchange:
    """One request driven by hand, so that a test decides when bytes move."""

    def __init__(self, app: FastAPI) -> None:
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.body = b""
        self.status = 0
        self.may_send = asyncio.Event()
        self.may_send.set()
        headers = [(b"host", b"localhost"), (b"content-type", b"application/x-ndjson")]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": PATH,
            "raw_path": PATH.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        self.task = asyncio.ensure_future(app(scope, self.incoming.get, self._send))

    def give(self, data: bytes, *, more: bool = True) -> None:
        self.incoming.put_nowait({"type": "http.request", "body": data, "more_body": more})

    async def _send(self, message: Any) -> None:
        await self.may_send.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.body += message.get("body", b"")

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not condition():  # noqa: ASYNC110 - what is waited for happens in other threads
                await asyncio.sleep(0.005)


def test_what_has_arrived_is_answered_while_the_client_is_still_thinking(bare_app: FastAPI, key: SigningKey) -> None:
    async def run() -> None:
        first, second = statements(key, 2)
        exchange = Exchange(bare_app)
        exchange.give(line_of(first))
        await exchange.until(lambda: b'"line":1' in exchange.body)
        exchange.give(line_of(second), more=False)
        await exchange.task
        assert results(parsed(exchange.body)) == [(1, 201), (2, 201)]

    asyncio.run(run())


def test_a_client_that_reads_nothing_until_it_has_sent_everything_is_served(bare: BareLedger, key: SigningKey) -> None:
    async def run() -> None:
        exchange = Exchange(create_app(bare, config=ApiConfig(chunk_lines=2)))
        exchange.may_send.clear()
        for text in statements(key, 9):
            exchange.give(line_of(text))
        await exchange.until(lambda: sum(bare.calls) >= 9)
        exchange.give(b"", more=False)
        exchange.may_send.set()
        await exchange.task
        assert len(results(parsed(exchange.body))) == 9

    asyncio.run(run())


def test_a_client_that_falls_silent_gets_its_answers_and_a_problem(bare: BareLedger, key: SigningKey) -> None:
    async def run() -> None:
        exchange = Exchange(create_app(bare, config=ApiConfig(idle_timeout_s=0.05)))
        exchange.give(line_of(statements(key, 1)[0]))
        async with asyncio.timeout(DEADLINE_S):
            await exchange.task
        answer = parsed(exchange.body)
        assert results(answer) == [(1, 201)]
        assert answer[-1]["end"]["problem"]["code"] == "body-timeout"

    asyncio.run(run())


def test_a_client_that_goes_away_frees_its_place_and_keeps_what_was_recorded(bare: BareLedger, key: SigningKey) -> None:
    async def run() -> None:
        app = create_app(bare, config=ApiConfig(max_batches=1))
        exchange = Exchange(app)
        exchange.give(line_of(statements(key, 1)[0]))
        await exchange.until(lambda: b'"line":1' in exchange.body)
        exchange.incoming.put_nowait({"type": "http.disconnect"})
        async with asyncio.timeout(DEADLINE_S):
            await exchange.task
        again = Exchange(app)
        again.give(line_of(statements(key, 1)[0]), more=False)
        async with asyncio.timeout(DEADLINE_S):
            await again.task
        assert again.status == 200

    asyncio.run(run())


def test_a_further_batch_than_there_are_places_is_told_to_come_back(bare: BareLedger) -> None:
    async def run() -> None:
        app = create_app(bare, config=ApiConfig(max_batches=1))
        first, second = Exchange(app), Exchange(app)
        async with asyncio.timeout(DEADLINE_S):
            await second.task
        assert second.status == 503
        first.give(b"", more=False)
        await first.task
        assert first.status == 200

    asyncio.run(run())


def test_reading_never_runs_further_ahead_than_its_bound(
    bare: BareLedger, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        may_decide = asyncio.Event()
        loop = asyncio.get_running_loop()
        decide = bare.submit_many

        def slow(texts: Sequence[str]) -> list[Outcome]:
            asyncio.run_coroutine_threadsafe(may_decide.wait(), loop).result()
            return decide(texts)

        monkeypatch.setattr(bare, "submit_many", slow)
        exchange = Exchange(create_app(bare, config=ApiConfig(chunk_lines=2, linger_s=0)))
        for text in statements(key, 40):
            exchange.give(line_of(text))
        exchange.give(b"", more=False)
        await asyncio.sleep(0.1)
        assert exchange.incoming.qsize() >= 30
        may_decide.set()
        await exchange.task
        assert len(results(parsed(exchange.body))) == 40

    asyncio.run(run())


def test_a_body_past_its_bound_ends_after_what_was_read(bare: BareLedger, key: SigningKey) -> None:
    async def run() -> None:
        exchange = Exchange(create_app(bare, config=ApiConfig(max_body_bytes=2_500)))
        for text in statements(key, 4):
            exchange.give(line_of(text))
        async with asyncio.timeout(DEADLINE_S):
            await exchange.task
        answer = parsed(exchange.body)
        assert answer[-1]["end"]["problem"]["code"] == "body-too-large"
        assert results(answer) == [(1, 201), (2, 201)]

    asyncio.run(run())


def test_a_body_that_says_it_is_too_large_is_not_read_at_all(bare: BareLedger) -> None:
    app = create_app(bare, config=ApiConfig(max_body_bytes=2_500))
    with TestClient(app, base_url="http://localhost") as client:
        assert client.post(PATH, content=b"x" * 2_501, headers=NDJSON).json()["code"] == "body-too-large"
    assert bare.calls == []
