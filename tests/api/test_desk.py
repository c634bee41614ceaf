"""The desk: single statements that arrive while others are recorded go to the ledger together."""

import asyncio
import threading
from collections.abc import Sequence
from typing import cast

import pytest

from api.config import ApiConfig
from api.errors import OverloadedError
from api.metrics import Metrics
from api.ports import Recording
from api.statements.desk import Desk
from ledger.service.errors import DecisionContestedError
from ledger.service.outcome import Outcome, Refused


class SlowLedger:
    """Refuses everything, each by its own name, once it may; says what it was given together."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []
        self.may_answer = threading.Event()
        self.failure: Exception | None = None

    def submit_many(self, statements: Sequence[str]) -> list[Outcome]:
        self.given.append(list(statements))
        self.may_answer.wait()
        if self.failure is not None:
            raise self.failure
        return [Refused(DecisionContestedError()) for _ in statements]


def desk_of(ledger: SlowLedger, config: ApiConfig) -> Desk:
    return Desk(cast("Recording", ledger), config, Metrics(dict))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0.01)


def test_what_arrives_while_one_is_recorded_goes_together_and_each_gets_its_answer() -> None:
    async def scenario() -> list[Outcome]:
        first = asyncio.create_task(desk.submit_one("a"))
        await settle()
        rest = [asyncio.create_task(desk.submit_one(name)) for name in "bcd"]
        await settle()
        ledger.may_answer.set()
        return [await task for task in (first, *rest)]

    ledger = SlowLedger()
    desk = desk_of(ledger, ApiConfig(single_threads=1))
    outcomes = asyncio.run(scenario())
    desk.close()
    assert ledger.given == [["a"], ["b", "c", "d"]]
    assert all(isinstance(outcome, Refused) for outcome in outcomes)


def test_a_failure_of_the_ledger_reaches_everybody_who_waits_and_a_client_that_left_disturbs_nobody() -> None:
    async def scenario() -> list[BaseException | Outcome]:
        first = asyncio.create_task(desk.submit_one("a"))
        await settle()
        rest = [asyncio.create_task(desk.submit_one(name)) for name in "bcd"]
        await settle()
        rest[0].cancel()
        ledger.failure = RuntimeError("a mistake")
        ledger.may_answer.set()
        return await asyncio.gather(first, *rest, return_exceptions=True)

    ledger = SlowLedger()
    desk = desk_of(ledger, ApiConfig(single_threads=1))
    kinds = [type(outcome) for outcome in asyncio.run(scenario())]
    desk.close()
    assert kinds == [RuntimeError, asyncio.CancelledError, RuntimeError, RuntimeError]


def test_more_than_the_places_are_refused_at_once() -> None:
    async def scenario() -> None:
        task = asyncio.create_task(desk.submit_one("a"))
        await settle()
        with pytest.raises(OverloadedError):
            await desk.submit_one("b")
        ledger.may_answer.set()
        await task

    ledger = SlowLedger()
    desk = desk_of(ledger, ApiConfig(max_singles=1))
    asyncio.run(scenario())
    desk.close()
