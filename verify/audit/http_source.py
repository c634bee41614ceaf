"""A log that is read over HTTP. Nothing that comes from here is trusted."""

import http.client
import urllib.error
import urllib.request

from verify.errors import FileUnreadableError, TooLargeError

MAX_RESOURCE_BYTES = 256 * (65_535 + 2)
TIMEOUT_S = 30
_NOT_FOUND = frozenset({404, 410})


class HttpSource:
    """A log behind an http or https address."""

    threads = 8

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix.rstrip("/")
        self._opener = urllib.request.build_opener()

    def read(self, path: str) -> bytes | None:
        """Return the body of an answer, or None if it says that there is none."""
        try:
            with self._opener.open(f"{self._prefix}/{path}", timeout=TIMEOUT_S) as answer:
                body: bytes = answer.read(MAX_RESOURCE_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in _NOT_FOUND:
                return None
            raise FileUnreadableError(path, reason=f"HTTP {error.code}") from error
        except (OSError, http.client.HTTPException) as error:
            raise FileUnreadableError(path, reason=str(error)) from error
        if len(body) > MAX_RESOURCE_BYTES:
            raise TooLargeError(path)
        return body
