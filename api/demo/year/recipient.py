"""A buyer's machine on loopback, which takes recalls by message as docs/api.md says."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class _Taking(BaseHTTPRequestHandler):
    """Takes whatever comes; the story knows which recall it waits for."""

    def do_POST(self) -> None:
        """Read the message, and say that it was taken."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the narrator does."""


@contextmanager
def taking_recalls() -> Iterator[str]:
    """Take recalls while the block runs; give the address."""
    server = HTTPServer(("127.0.0.1", 0), _Taking)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/recalls"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
