"""A recipient of recalls on loopback, which checks as docs/api.md says who sends, and answers as a test wants."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import orjson

from api.errors import ApiError
from api.signing.verifier import KeyHolder, RequestVerifier, SignedMessage

Answering = Callable[[BaseHTTPRequestHandler], None]
"""Writes an answer."""


@dataclass(frozen=True)
class Got:
    """One request as it came in.

    Attributes:
        message: Its parts.
        signer: Whose signature holds; empty if none does.
    """

    message: SignedMessage
    signer: str

    @property
    def content(self) -> dict[str, Any]:
        return dict(orjson.loads(self.message.body))


@dataclass
class Receiver:
    """What came in, and how it is answered."""

    verifier: RequestVerifier
    answering: Answering
    address: str = ""
    got: list[Got] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)

    def recalls(self) -> list[str]:
        return [str(one.content["recall"]) for one in self.got]

    def take(self, message: SignedMessage) -> None:
        try:
            signer = self.verifier.signer(message)
        except ApiError:
            signer = ""
        self.got.append(Got(message, signer))


class _Nonces:
    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()

    def use(self, kid: str, nonce: str, *, expires_s: float, now_s: float) -> bool:
        is_new = (kid, nonce) not in self._used and now_s < expires_s
        self._used.add((kid, nonce))
        return is_new


class _Keys:
    def __init__(self, public_keys: Mapping[str, bytes]) -> None:
        self._public_keys = public_keys

    def holder(self, kid: str) -> KeyHolder | None:
        return KeyHolder("platform", self._public_keys[kid]) if kid in self._public_keys else None


def status(number: int, **headers: str) -> Answering:
    """Answer with a status and nothing else."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(number)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def endless(receiver: Receiver) -> Answering:
    """Take it, and begin an answer that has no end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not receiver.is_over.wait(0.001):
            handler.wfile.write(b"x" * 65_536)

    return answer


def silent(receiver: Receiver) -> Answering:
    """Say nothing until the test is over."""

    def answer(_: BaseHTTPRequestHandler) -> None:
        receiver.is_over.wait()

    return answer


@contextmanager
def receiving(
    public_keys: Mapping[str, bytes], wrap: Callable[[ThreadingHTTPServer], str] = lambda server: "http"
) -> Iterator[Receiver]:
    """Listen on a port of loopback while the block runs.

    Args:
        public_keys: Keys of the platform by their ids.
        wrap: Changes the server before it listens; gives the scheme of its address.
    """
    receiver = Receiver(RequestVerifier(_Keys(public_keys), _Nonces(), 300), status(204))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            url = f"{receiver.address.rsplit('/', 1)[0]}{self.path}"
            receiver.take(SignedMessage(self.command, url, dict(self.headers.items()), body))
            try:
                receiver.answering(self)
            except OSError:
                self.close_connection = True  # the courier has heard enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = wrap(server)
    receiver.address = f"{scheme}://127.0.0.1:{server.server_address[1]}/recalls"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()
