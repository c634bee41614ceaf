"""A log's parts with faults in them: each step can be made to fail before it happens or after it has happened."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import psycopg

from ledger.log.checkpoint import CheckpointSigner
from ledger.log.committer import LogParts
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.opening import LogPlace
from ledger.log.questions import Answers, Questions, TreeState
from ledger.log.store import LogStore
from tests.log.logs import CountingEnvelope

How = Literal["failed", "failed but persisted"]


class Faults:
    """Which steps fail how, the next times they are taken."""

    def __init__(self) -> None:
        self.planned: dict[str, list[How]] = defaultdict(list)
        self.happened: list[str] = []

    @contextmanager
    def step(self, name: str, error: Exception) -> Iterator[None]:
        """Raise before or after the step if that is planned."""
        how = self.planned[name].pop(0) if self.planned[name] else None
        if how is not None:
            self.happened.append(f"{name} {how}")
        if how == "failed":
            raise error
        yield
        if how == "failed but persisted":
            raise error


class BrokenStore(LogStore):
    """The connection breaks."""

    def __init__(self, place: LogPlace, faults: Faults) -> None:
        super().__init__(place.connect)
        self.faults = faults

    def open(self) -> None:
        if not self.is_open:
            with self.faults.step("open", psycopg.OperationalError("connection refused")):
                super().open()

    def answers(self, questions: Questions) -> Answers:
        with self.faults.step("ask", psycopg.OperationalError("connection lost")):
            return super().answers(questions)

    def add_checkpoint(self, state: TreeState, previous: TreeState) -> None:
        with self.faults.step("insert", psycopg.OperationalError("connection lost")):
            super().add_checkpoint(state, previous)

    def finish(self) -> None:
        with self.faults.step("finish", psycopg.OperationalError("connection lost")):
            super().finish()

    def commit(self) -> None:
        with self.faults.step("commit", psycopg.OperationalError("connection lost")):
            super().commit()


class BrokenMark(HighWaterMark):
    """The disk fails."""

    def __init__(self, place: LogPlace, faults: Faults) -> None:
        super().__init__(place.high_water, place.origin)
        self.faults = faults

    def advance(self, mark: Mark) -> None:
        with self.faults.step("mark", OSError("input/output error")):
            super().advance(mark)


class WatchedSigner(CheckpointSigner):
    """Remembers what was signed, and checks that the mark stood there first."""

    def __init__(self, place: LogPlace, faults: Faults, signed: dict[int, bytes]) -> None:
        super().__init__(place.origin, place.key)
        self.faults = faults
        self.signed = signed
        self.mark = HighWaterMark(place.high_water, place.origin)

    def sign(self, size: int, root: bytes) -> str:
        with self.faults.step("sign", OSError("input/output error")):
            assert self.mark.read().size >= size
            assert self.signed.setdefault(size, root) == root
            return super().sign(size, root)


def broken_parts(place: LogPlace, faults: Faults, signed: dict[int, bytes]) -> LogParts:
    def hook() -> None:
        with faults.step("hook", OSError("input/output error")):
            pass

    return LogParts(
        BrokenStore(place, faults),
        BrokenMark(place, faults),
        WatchedSigner(place, faults, signed),
        CountingEnvelope(),
        place.tag_key,
        (hook,),
        patience_s=2.0,
    )
