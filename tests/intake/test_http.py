"""The HTTP transport speaks docs/api.md, and takes nothing else for an answer."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from ledger.intake.errors import UploadError
from ledger.intake.sample_agencies import APPROVAL
from ledger.intake.submission.http_transport import HttpTransport
from ledger.intake.submission.transport import LineResult, TryAgainError

BASIS = {"basis": 1, "checkpoint": "test.x\n1\nAA==\n", "keys": []}
END = {"end": {"lines": 2, "recorded": 1, "known": 0, "refused": 1}}


def recorded(line: int, status: int = 201, basis: int = 1) -> dict[str, Any]:
    receipt = {"entry": "{}", "inclusion": [], "index": 4711}
    return {"line": line, "status": status, "basis": basis, "receipt": receipt}


def refused(line: int, **more: object) -> dict[str, object]:
    return {"line": line, "status": 422, "problem": {"code": "prohibited-content", "status": 422, **more}}


def ndjson(*lines: object) -> bytes:
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def transport(answer: Callable[[httpx2.Request], httpx2.Response]) -> HttpTransport:
    return HttpTransport("https://credit.example/", httpx2.Client(transport=httpx2.MockTransport(answer)))


def answering(body: bytes, status: int = 200, **headers: str) -> HttpTransport:
    return transport(lambda _: httpx2.Response(status, content=body, headers=headers))


def submit(link: HttpTransport) -> list[LineResult]:
    return list(link.submit(["a.b.c~", "d.e.f~"]))


def test_a_batch_is_sent_as_ndjson_and_answered_line_by_line() -> None:
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, content=ndjson(BASIS, recorded(1), refused(2), END))

    first, second = submit(transport(answer))
    assert str(sent[0].url) == "https://credit.example/api/v1/statements"
    assert sent[0].headers["Content-Type"] == "application/x-ndjson"
    assert sent[0].content == b'{"statement":"a.b.c~"}\n{"statement":"d.e.f~"}\n'
    assert (first.line, first.status, first.is_recorded, first.is_settled) == (0, 201, True, True)
    assert first.proof == {**recorded(1)["receipt"], "checkpoint": BASIS["checkpoint"], "keys": []}
    assert (second.line, second.status, second.is_recorded, second.is_settled) == (1, 422, False, True)


def test_characters_that_look_like_line_ends_inside_a_string_do_not_cut_a_line() -> None:
    assert submit(answering(ndjson(refused(1, detail="a\u2028b\x85c"), refused(2), END)))[0].problem == {
        "code": "prohibited-content",
        "status": 422,
        "detail": "a\u2028b\x85c",
    }


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [BASIS, recorded(1)],
        [BASIS, recorded(1), recorded(2)],
        [BASIS, recorded(1), {"end": {"lines": 1, "recorded": 1, "known": 0, "refused": 0}}],
    ],
)
def test_an_answer_that_breaks_off_is_asked_for_again(lines: list[object]) -> None:
    with pytest.raises(TryAgainError):
        submit(answering(ndjson(*lines)))


def test_lines_answered_before_the_break_are_given() -> None:
    results = answering(ndjson(BASIS, recorded(1))).submit(["a.b.c~", "d.e.f~"])
    assert next(results).is_recorded
    with pytest.raises(TryAgainError):
        next(results)


def test_the_wait_told_with_an_early_end_is_passed_on() -> None:
    end = {"end": {"lines": 0, "problem": {"code": "queue-full", "retry_after_s": 11}}}
    with pytest.raises(TryAgainError) as raised:
        submit(answering(ndjson(end)))
    assert raised.value.retry_after_s == 11


@pytest.mark.parametrize(
    "body",
    [
        b"not json\n",
        ndjson({"line": 1}),
        ndjson([1]),
        ndjson(recorded(1)),
        ndjson(BASIS, recorded(3)),
        ndjson(BASIS, recorded(0)),
        ndjson(BASIS, recorded(1, basis=2)),
    ],
)
def test_an_answer_of_another_form_is_incoherent(body: bytes) -> None:
    with pytest.raises(UploadError) as raised:
        submit(answering(body))
    assert raised.value.reason == "server-incoherent"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_told_from_a_refusing_one(status: int) -> None:
    with pytest.raises(TryAgainError) as raised:
        submit(answering(b"", status, **{"Retry-After": "12"}))
    assert raised.value.retry_after_s == 12


def test_a_retry_date_is_understood() -> None:
    with pytest.raises(TryAgainError) as raised:
        submit(answering(b"", 503, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}))
    assert raised.value.retry_after_s == 0


@pytest.mark.parametrize("header", ["", "soon", "-5"])
def test_a_retry_header_that_says_nothing_is_passed_over(header: str) -> None:
    with pytest.raises(TryAgainError) as raised:
        submit(answering(b"", 503, **{"Retry-After": header}))
    assert raised.value.retry_after_s is None


@pytest.mark.parametrize("body", [b'{"code":"body-too-large"}', b"<html>", b"[]"])
def test_a_refused_request_names_the_servers_code(body: bytes) -> None:
    with pytest.raises(UploadError) as raised:
        submit(answering(body, 413))
    assert raised.value.reason == "server-refused"
    assert "413" in raised.value.message_zh


def test_a_lost_connection_is_tried_again() -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    with pytest.raises(TryAgainError):
        submit(transport(fail))
    with pytest.raises(UploadError) as raised:
        transport(fail).origin()
    assert raised.value.reason == "server-unreachable"


def test_the_origin_is_the_first_line_of_the_checkpoint() -> None:
    assert answering("test.credit.example\n5\nAA==\n\n— x y\n".encode()).origin() == "test.credit.example"
    with pytest.raises(UploadError):
        answering(b"nothing").origin()


CATALOGUE = {
    "as_of": {"size": 1, "root": "AA=="},
    "items": [
        {
            "item": name,
            "version": 1,
            "name": "行政许可信息",
            "nature": "licence",
            "is_adverse": False,
            "subject_kinds": ["ENT"],
            "identifier": "any",
            "standard": "xk-2018",
            "disclosure": "public",
            "validity_months": 60,
            "providers": [APPROVAL.code],
            "issuer_level": "national",
            "legal_basis": "…",
            "effective_from": "2020-01-01",
            "is_in_force": in_force,
            "digests": 48,
            "position": 3,
        }
        for name, in_force in (("old", False), ("xk-licence", True))
    ],
}


def test_items_out_of_force_are_not_offered() -> None:
    (item,) = answering(json.dumps(CATALOGUE).encode()).catalogue()
    assert (item.item, item.digests, item.providers) == ("xk-licence", 48, (APPROVAL.code,))


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"items":[{"is_in_force":true}]}', b"<html>"])
def test_a_catalogue_of_another_form_is_incoherent(body: bytes) -> None:
    with pytest.raises(UploadError) as raised:
        answering(body).catalogue()
    assert raised.value.reason == "server-incoherent"


def test_only_keys_in_force_count_and_an_unknown_body_has_none() -> None:
    keys = {"keys": [{"kid": "a", "is_in_force": True}, {"kid": "b", "is_in_force": False}]}
    assert answering(json.dumps(keys).encode()).keys_of(APPROVAL.code) == ["a"]
    assert answering(b"{}", 404).keys_of(APPROVAL.code) == []
    assert answering(b"{}", 422).keys_of("X") == []
    with pytest.raises(UploadError):
        answering(b"{}").keys_of(APPROVAL.code)
    with pytest.raises(UploadError):
        answering(b"{}", 403).keys_of(APPROVAL.code)


def test_the_client_is_closed_with_the_transport() -> None:
    client = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(200)))
    with HttpTransport("https://credit.example", client):
        pass
    assert client.is_closed
