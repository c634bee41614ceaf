"""Handing in an attachment: nothing is read that nobody named, and nothing is kept that is not what was named."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from api.config import ApiConfig
from ledger.base64url import encode
from tests.api.bare import ORIGIN as BARE_ORIGIN
from tests.api.bare import BareLedger
from tests.attachments import PDF, TEXT, File, file_of, object_with
from tests.due_town import DueTown, open_due_town
from tests.town import ORIGIN

BASE_URL = "http://localhost"


@pytest.fixture
def scan(bare: BareLedger) -> File:
    """A file that a recorded statement names."""
    file = file_of(BARE_ORIGIN, PDF)
    bare.attachments.named.add(file.digest)
    return file


def path_of(file: File) -> str:
    return f"/api/v1/attachments/{file.name}"


def headers_of(file: File, **changes: str) -> dict[str, str]:
    return {"chengjian-salt": encode(file.salt), "content-type": file.media_type, **changes}


def test_a_named_file_is_stored_once_and_the_same_again_is_known(
    client: TestClient, bare: BareLedger, scan: File
) -> None:
    first, again = (client.put(path_of(scan), content=scan.content, headers=headers_of(scan)) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"digest": scan.name, "media_type": "application/pdf", "length": len(PDF)}
    assert first.headers["cache-control"] == "no-store"
    stored = bare.attachments.read(scan.digest)
    assert stored is not None
    assert stored.content == PDF


def test_a_file_that_nobody_named_is_refused_and_its_bytes_are_not_read(bare_app: FastAPI, bare: BareLedger) -> None:
    file, sent = file_of(BARE_ORIGIN, PDF), []
    headers = {**headers_of(file), "host": "localhost"}
    scope = {
        "type": "http",
        "method": "PUT",
        "path": path_of(file),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Message:
        raise AssertionError("the body may not be read")

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(bare_app(scope, receive, send))
    assert sent[0]["status"] == 404
    answer = orjson.loads(sent[1]["body"])
    assert answer["code"] == "attachment-unnamed"
    assert answer["mend"]
    assert bare.attachments.stored == {}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"content-type": "text/html"}, 415, "attachment-type"),
        ({"content-type": "image/svg+xml"}, 415, "attachment-type"),
        ({"content-type": "text/plain; charset=gb18030"}, 415, "attachment-type"),
        ({"content-type": ""}, 415, "attachment-type"),
        ({"content-length": "1001"}, 413, "attachment-too-large"),
        ({"content-length": "9" * 40}, 413, "attachment-too-large"),
        ({"chengjian-salt": "A" * 21}, 422, "parameter-invalid"),
        ({"chengjian-salt": "A" * 21 + "B"}, 422, "parameter-invalid"),
        ({"chengjian-salt": encode(b"t" * 16)}, 422, "attachment-digest"),
    ],
)
def test_what_is_wrong_with_an_upload_is_named(
    client: TestClient, bare: BareLedger, scan: File, changes: dict[str, str], status: int, code: str
) -> None:
    answer = client.put(path_of(scan), content=scan.content, headers=headers_of(scan, **changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert bare.attachments.stored == {}


def test_a_salt_is_needed(client: TestClient, scan: File) -> None:
    answer = client.put(path_of(scan), content=scan.content, headers={"content-type": scan.media_type})
    assert (answer.status_code, answer.json()["code"]) == (422, "parameter-invalid")


@pytest.mark.parametrize("name", ["A" * 42, "A" * 42 + "B", "A" * 42 + "!"])
def test_a_name_has_one_spelling(client: TestClient, scan: File, name: str) -> None:
    answer = client.put(f"/api/v1/attachments/{name}", content=scan.content, headers=headers_of(scan))
    assert (answer.status_code, answer.json()["code"]) == (422, "parameter-invalid")


def test_a_body_of_unsaid_length_is_read_up_to_the_bound_and_no_further(
    client: TestClient, bare: BareLedger, scan: File
) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 500

    answer = client.put(path_of(scan), content=body(), headers=headers_of(scan))
    assert (answer.status_code, answer.json()["code"]) == (413, "attachment-too-large")
    assert bare.attachments.stored == {}


def test_text_may_say_that_it_is_utf_8(client: TestClient, bare: BareLedger) -> None:
    file = file_of(BARE_ORIGIN, TEXT, "text/plain")
    bare.attachments.named.add(file.digest)
    headers = headers_of(file, **{"content-type": "text/plain; charset=UTF-8"})
    assert client.put(path_of(file), content=TEXT, headers=headers).status_code == 201


def test_more_uploads_than_there_are_places_are_told_to_come_back(bare: BareLedger, scan: File) -> None:
    entered, leave = threading.Event(), threading.Event()

    def wait(digest: bytes) -> None:
        assert digest == scan.digest
        entered.set()
        assert leave.wait(20)

    bare.attachments.require_named = wait  # type: ignore[method-assign]
    app = create_app(bare, config=ApiConfig(max_uploads=1))
    with TestClient(app, base_url=BASE_URL) as client:
        answers = []
        first = threading.Thread(
            target=lambda: answers.append(client.put(path_of(scan), content=PDF, headers=headers_of(scan)))
        )
        first.start()
        assert entered.wait(20)
        second = client.put(path_of(scan), content=PDF, headers=headers_of(scan))
        leave.set()
        first.join(20)
    assert (second.status_code, second.json()["code"]) == (503, "overloaded")
    assert second.headers["retry-after"]
    assert [answer.status_code for answer in answers] == [201]


@pytest.fixture
def due_town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as town:
        yield town


def test_on_the_real_recorder_a_file_is_taken_after_its_statement_and_told_by_its_bytes(due_town: DueTown) -> None:
    file, page = file_of(ORIGIN, PDF), file_of(ORIGIN, b"<html>", "text/plain")
    with TestClient(create_app(due_town.ledger), base_url=BASE_URL) as client:
        assert client.put(path_of(file), content=PDF, headers=headers_of(file)).status_code == 404
        object_with(due_town, file, page)
        mismatch = client.put(path_of(file), content=PDF, headers=headers_of(file, **{"content-type": "image/png"}))
        assert (mismatch.status_code, mismatch.json()["code"]) == (415, "attachment-mismatch")
        refused = client.put(path_of(page), content=page.content, headers=headers_of(page))
        assert (refused.status_code, refused.json()["code"]) == (415, "attachment-type")
        stored = client.put(path_of(file), content=PDF, headers=headers_of(file))
        assert stored.status_code == 201
        assert client.put(path_of(file), content=PDF, headers=headers_of(file)).status_code == 200
    read = due_town.ledger.attachments.read(file.digest)
    assert read is not None
    assert read.content == PDF
