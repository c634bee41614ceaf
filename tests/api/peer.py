"""A client on a bare socket, for tests that decide when bytes move."""

import socket
from urllib.parse import urlsplit

from tests.waiting import DEADLINE_S


class Peer:
    """Sends when the test says, reads what has come.

    Args:
        url: Where the server listens.
    """

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self.host = f"{address.hostname}:{address.port}"
        self.socket = socket.create_connection((address.hostname, address.port), timeout=DEADLINE_S)
        self.read = b""

    def start(self, method: str, path: str, *headers: str) -> None:
        """Send the head of a request."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", *headers, "", ""]
        self.socket.sendall("\r\n".join(lines).encode())

    def chunk(self, data: bytes) -> None:
        """Send one chunk of a body; an empty one ends it."""
        self.socket.sendall(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def until(self, mark: bytes) -> bytes:
        """Read until the answer holds a mark; give all that has come.

        Raises:
            EOFError: The server closed the connection before.
        """
        while mark not in self.read:
            data = self.socket.recv(65_536)
            if not data:
                raise EOFError(self.read[-200:])
            self.read += data
        return self.read


def listens(url: str) -> bool:
    """Tell whether a server takes connections."""
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=DEADLINE_S).close()
    except ConnectionRefusedError:
        return False
    return True
