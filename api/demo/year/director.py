"""Plays the stories of the year: what falls on one instant goes to the ledger as one batch, and each story goes on."""

import heapq
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from typing import NamedTuple, TypeAlias

from api.demo.year.clock import YearClock
from ledger.operation_error import OperationError
from ledger.service.ledger import Ledger
from ledger.service.outcome import Accepted, Outcome
from ledger.service.receipts import Receipt
from ledger.statement import Statement


class Step(NamedTuple):
    """What a story does next.

    Attributes:
        at: When, aware; later than the step before.
        write: Signs the statement at that instant.
        refused: Code of the refusal that the ledger must answer with; empty: it must accept.
    """

    at: datetime
    write: Callable[[], Statement]
    refused: str = ""


class Deed(NamedTuple):
    """What the platform does by itself in a story: a look that is recorded, a clock that ran out."""

    at: datetime
    do: Callable[[Ledger], object]


Story: TypeAlias = Generator[Step | Deed, Receipt | None, None]
"""Gives its steps one after the other and gets the receipt of each; none of a refusal or a deed."""


class StoryError(OperationError):
    """The ledger answered otherwise than the story tells."""

    code = "story"

    def __init__(self, day: str, topic: str, expected: str, answer: str) -> None:
        super().__init__(
            f"{day} {topic}：应为“{expected or '接受'}”，实为“{answer}”。",
            f"{day} {topic}: expected {expected or 'acceptance'}, got {answer}.",
        )


class Director:
    """Plays stories on a ledger.

    Attributes:
        accepted: How many statements of each topic were accepted.
        refused: How often each refusal was given, as told.
        deeds: How many deeds of the platform there were.
    """

    def __init__(self, ledger: Ledger, clock: YearClock) -> None:
        """Keep the stage."""
        self._ledger = ledger
        self._clock = clock
        self._waiting: list[tuple[datetime, int, Step | Deed, Story]] = []
        self._count = 0
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.deeds = 0

    def play(self, stories: Iterable[Story], progress: Callable[[datetime], None] = lambda _: None) -> None:
        """Play all stories to their ends, in the order of time.

        Raises:
            StoryError: The ledger answered otherwise than a story tells.
        """
        for story in stories:
            self._go_on(story, None, begins=True)
        while self._waiting:
            instant = self._waiting[0][0]
            self._clock.advance_to(instant)
            progress(instant)
            self._play_instant(instant)

    def _play_instant(self, instant: datetime) -> None:
        batch: list[tuple[Step, Story, Statement]] = []
        while self._waiting and self._waiting[0][0] == instant:
            _, _, step, story = heapq.heappop(self._waiting)
            if isinstance(step, Deed):
                step.do(self._ledger)
                self.deeds += 1
                self._go_on(story, None)
            else:
                batch.append((step, story, step.write()))
        outcomes = self._ledger.submit_many([statement.text for _, _, statement in batch]) if batch else []
        for (step, story, statement), outcome in zip(batch, outcomes, strict=True):
            self._go_on(story, self._judge(step, statement, outcome))

    def _judge(self, step: Step, statement: Statement, outcome: Outcome) -> Receipt | None:
        code = "" if isinstance(outcome, Accepted) else str(getattr(outcome.error, "code", outcome.error))
        if code != step.refused:
            raise StoryError(self._clock.today.isoformat(), statement.vct, step.refused, code or "accepted")
        name = statement.vct.split(":")[2]
        if isinstance(outcome, Accepted):
            self.accepted[name] += 1
            return outcome.receipt
        self.refused[code] += 1
        return None

    def _go_on(self, story: Story, receipt: Receipt | None, *, begins: bool = False) -> None:
        try:
            step = next(story) if begins else story.send(receipt)
        except StopIteration:
            return
        self._count += 1
        heapq.heappush(self._waiting, (step.at, self._count, step, story))
