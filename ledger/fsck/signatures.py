"""Signatures are checked on other threads while the pass goes on; PyNaCl releases the interpreter meanwhile."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, Self

from ledger.crypto.errors import CryptoError
from ledger.crypto.public_keys import verify_signature
from ledger.fsck.fault import Fault

_CHUNK = 64
_WAITING = 16


class Signed(NamedTuple):
    """A signature to check."""

    position: int
    public_key: bytes
    message: bytes
    signature: bytes


class Signatures:
    """A bounded queue of signatures."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="fsck")
        self._chunk: list[Signed] = []
        self._running: deque[Future[list[Fault]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Without waiting: a check left half way is closed by the garbage collector, which may run in any thread.
        self._pool.shutdown(wait=False, cancel_futures=True)

    def add(self, signed: Signed) -> Iterator[Fault]:
        """Queue a signature; give what earlier ones showed."""
        self._chunk.append(signed)
        if len(self._chunk) == _CHUNK:
            self._submit()
        while len(self._running) > _WAITING:
            yield from self._running.popleft().result()

    def finish(self) -> Iterator[Fault]:
        """Check what is left."""
        self._submit()
        while self._running:
            yield from self._running.popleft().result()

    def _submit(self) -> None:
        self._running.append(self._pool.submit(_check, self._chunk))
        self._chunk = []


def _check(chunk: list[Signed]) -> list[Fault]:
    return [fault for signed in chunk if (fault := _fault(signed)) is not None]


def _fault(signed: Signed) -> Fault | None:
    try:
        verify_signature(signed.public_key, signed.message, signed.signature)
    except CryptoError as error:
        return Fault("statement-signature", f"entry {signed.position}", signed.position, error.code)
    return None
