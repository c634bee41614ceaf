"""The replay table: every nonce counts once for as long as its signature could be accepted."""

import threading
from collections import OrderedDict

from api.errors import OverloadedError, RequestReplayedError


class NonceTable:
    """Remembers (key, nonce) until the signature that bore it is too old anyway.

    It lives in memory. What it cannot remember from before its start is closed off by ``started_s``:
    signatures made earlier are not accepted by the verifier.

    Args:
        max_entries: Bound; a full table refuses rather than forgets.
        started_s: When this table began, seconds since 1970.
    """

    def __init__(self, max_entries: int, started_s: float) -> None:
        self._max = max_entries
        self._expiries: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._lock = threading.Lock()
        self.started_s = started_s

    def use(self, keyid: str, nonce: str, expires_s: float, now_s: float) -> None:
        """Use a nonce up.

        Args:
            keyid: Key of the verified signature.
            nonce: Its nonce.
            expires_s: When the signature itself stops being accepted.
            now_s: The time now, seconds since 1970.

        Raises:
            RequestReplayedError: It was used before.
            OverloadedError: The table is full of nonces that are still alive.
        """
        with self._lock:
            self._forget(now_s)
            if (keyid, nonce) in self._expiries:
                raise RequestReplayedError
            if len(self._expiries) >= self._max:
                raise OverloadedError
            self._expiries[keyid, nonce] = expires_s

    def _forget(self, now_s: float) -> None:
        """Drop what expired, oldest first; entries expire at most one lifetime out of order."""
        while self._expiries:
            expires_s = next(iter(self._expiries.values()))
            if expires_s >= now_s:
                return
            self._expiries.popitem(last=False)
