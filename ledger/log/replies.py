"""The answers to requests that one caller waits for together: one event instead of a future each."""

import threading
from typing import Protocol, cast

from ledger.append import Appended
from ledger.log.errors import LogError

Outcome = Appended | LogError


class Reply(Protocol):
    """Where the answer to one request goes: what the sequencer uses of a `Future`."""

    def set_running_or_notify_cancel(self) -> bool:
        """Say that the request's turn has come; False: nobody waits any more."""
        ...

    def set_result(self, result: Appended, /) -> None:
        """Take the answer."""
        ...

    def set_exception(self, exception: LogError, /) -> None:
        """Take the refusal."""
        ...


class Replies:
    """The outcomes of some requests, in their order."""

    def __init__(self, count: int) -> None:
        """Wait for so many."""
        self._missing = count
        self._outcomes: list[Outcome | None] = [None] * count
        self._done = threading.Event()
        if not count:
            self._done.set()

    def place(self, i: int) -> Reply:
        """Give the place of one request."""
        return _Place(self, i)

    def set(self, i: int, outcome: Outcome) -> None:
        """Take one outcome; called by one thread at a time."""
        self._outcomes[i] = outcome
        self._missing -= 1
        if not self._missing:
            self._done.set()

    def are_complete(self) -> bool:
        """Whether nothing is missing."""
        return self._done.is_set()

    def wait(self) -> list[Outcome]:
        """Wait until nothing is missing."""
        self._done.wait()
        return cast("list[Outcome]", self._outcomes)


class _Place:
    """The place of one request; a caller who waits for all does not cancel."""

    __slots__ = ("_i", "_replies")

    def __init__(self, replies: Replies, i: int) -> None:
        self._replies = replies
        self._i = i

    def set_running_or_notify_cancel(self) -> bool:
        return True

    def set_result(self, result: Appended, /) -> None:
        self._replies.set(self._i, result)

    def set_exception(self, exception: LogError, /) -> None:
        self._replies.set(self._i, exception)
