"""Messages to recipients: signed by the platform, bounded in time and size, and believed on a status alone."""

import re
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from http_message_signatures import InvalidSignature

from ledger.crypto.keys import SigningKey
from ledger.service.request_signing import RequestSigner
from projections.messenger import TAG, Answer, Message, Messenger
from tests.projections.receiver import Receiver, endless, receiving, silent, status

PLATFORM, OTHER = (SigningKey.from_seed(bytes([number]) * 32) for number in (91, 92))
ORIGIN = "test.example/log"
RECALL = "0190a5b0-0000-7000-8000-0000000000cc"
DUE = date(2026, 4, 23)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving({PLATFORM.kid: PLATFORM.public_key}) as opened:
        yield opened


def messenger(key: SigningKey = PLATFORM, *, limit_s: float = 10.0, trust: ssl.SSLContext | None = None) -> Messenger:
    return Messenger(ORIGIN, RequestSigner(key), limit_s=limit_s, trust=trust)


def sent(url: str, by: Messenger | None = None) -> Answer:
    (became,) = (by or messenger()).send([Message(url, RECALL, DUE)])
    return became


def test_a_message_is_an_id_a_day_and_two_paths_under_the_platforms_signature(receiver: Receiver) -> None:
    assert sent(receiver.address) == Answer(True)
    (got,) = receiver.got
    assert got.signer == "platform"
    assert got.content == {
        "type": "urn:chengjian:recall-message:v1",
        "origin": ORIGIN,
        "recall": RECALL,
        "due_on": "2026-04-23",
        "read": "/api/v1/matters",
        "confirm": "/api/v1/statements",
    }
    assert got.message.headers["Content-Type"] == "application/json"
    assert 'tag="chengjian-recall"' in got.message.headers["Signature-Input"]


def test_a_message_under_another_key_is_not_the_platforms(receiver: Receiver) -> None:
    sent(receiver.address, messenger(OTHER))
    assert [one.signer for one in receiver.got] == [""]


def test_the_page_s_way_of_checking_believes_the_platform_and_nobody_else(receiver: Receiver) -> None:
    sent(receiver.address)
    sent(receiver.address, messenger(OTHER))
    mine, others = (one.message for one in receiver.got)
    check, known = _check_of_the_page(), (PLATFORM.kid, PLATFORM.public_key)
    check(mine.url, mine.headers, mine.body, *known)
    for url, headers, body in (
        (mine.url, others.headers, others.body),
        (mine.url, mine.headers, mine.body.replace(b"2026-04-23", b"2027-04-23")),
        (f"{mine.url}/elsewhere", mine.headers, mine.body),
        (mine.url, {"Content-Digest": mine.headers["Content-Digest"]}, mine.body),
        (mine.url, RequestSigner(PLATFORM).headers("POST", mine.url, mine.body, tag="x", now=_now()), mine.body),
        (
            mine.url,
            RequestSigner(PLATFORM).headers("POST", mine.url, mine.body, tag=TAG, now=_now(minutes=6)),
            mine.body,
        ),
    ):
        with pytest.raises(InvalidSignature):
            check(url, headers, body, *known)


def _now(*, minutes: int = 0) -> datetime:
    return datetime.now(UTC) - timedelta(minutes=minutes)


def _check_of_the_page() -> Callable[..., None]:
    """Give the function that docs/api.md defines."""
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (block,) = [one for one in blocks if "def check_recall(" in one]
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102 - the page is ours
    check: Callable[..., None] = names["check_recall"]
    return check


def test_each_message_has_a_signature_of_its_own(receiver: Receiver) -> None:
    sent(receiver.address)
    sent(receiver.address)
    assert [one.signer for one in receiver.got] == ["platform", "platform"]
    assert len({one.message.headers["Signature"] for one in receiver.got}) == 2


@pytest.mark.parametrize("number", [200, 202, 204, 299])
def test_what_is_answered_with_success_is_taken(receiver: Receiver, number: int) -> None:
    receiver.answering = status(number)
    assert sent(receiver.address) == Answer(True)


@pytest.mark.parametrize("number", [300, 302, 304, 307, 400, 404, 410, 500, 503, 599])
def test_nothing_else_is_taken(receiver: Receiver, number: int) -> None:
    receiver.answering = status(number)
    assert sent(receiver.address) == Answer(False, f"status-{number}")


def test_a_redirection_leads_nowhere(receiver: Receiver) -> None:
    with receiving({PLATFORM.kid: PLATFORM.public_key}) as elsewhere:
        receiver.answering = status(307, Location=elsewhere.address)
        assert sent(receiver.address) == Answer(False, "status-307")
        assert (len(receiver.got), elsewhere.got) == (1, [])


def test_no_proxy_of_the_environment_is_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert sent(receiver.address).is_taken


def test_a_recipient_that_says_nothing_is_waited_for_within_a_bound(receiver: Receiver) -> None:
    receiver.answering = silent(receiver)
    assert sent(receiver.address, messenger(limit_s=0.3)) == Answer(False, "timeout")


def test_a_recipient_that_says_nothing_holds_up_nobody_else(receiver: Receiver) -> None:
    with receiving({PLATFORM.kid: PLATFORM.public_key}) as slow:
        slow.answering = silent(slow)
        messages = [Message(one.address, RECALL, DUE) for one in (slow, receiver, slow, receiver)]
        answers = messenger(limit_s=4.0).send(messages)
    assert [one.is_taken for one in answers] == [False, True, False, True]


def test_an_address_that_cannot_be_read_holds_up_nobody_else(receiver: Receiver) -> None:
    messages = [Message(url, RECALL, DUE) for url in ("https://[", "x://y", "https://xn--0/", receiver.address)]
    assert [one.is_taken for one in messenger().send(messages)] == [False, False, False, True]


def test_an_answer_without_end_is_not_read(receiver: Receiver) -> None:
    receiver.answering = endless(receiver)
    assert sent(receiver.address) == Answer(True)


def test_an_answer_that_is_none_is_a_failure(receiver: Receiver) -> None:
    def garble(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01\x02\r\n\r\n")

    receiver.answering = garble
    assert sent(receiver.address) == Answer(False, "RemoteProtocolError")


def test_a_recipient_that_is_not_there_is_a_failure_without_its_address() -> None:
    assert sent("http://127.0.0.1:1/recalls") == Answer(False, "ConnectError")


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate, key)

    def wrap(server: ThreadingHTTPServer) -> str:
        server.socket = served.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        return "https"

    with receiving({PLATFORM.kid: PLATFORM.public_key}, wrap) as opened:
        assert sent(opened.address) == Answer(False, "ConnectError")
        assert opened.got == []
        believed = ssl.create_default_context(cafile=certificate)
        assert sent(opened.address, messenger(trust=believed)) == Answer(True)
        assert [one.signer for one in opened.got] == ["platform"]


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "recipient.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "recipient.pem", folder / "recipient.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return paths
