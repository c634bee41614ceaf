"""Counts for everybody: statistics and how bodies keep their deadlines."""

from collections.abc import Callable
from typing import Protocol

from fastapi import Request, Response
from pydantic import BaseModel

from api.answers import BRIEFLY, SHARED, json_answer
from api.counts.models import Deadlines, Indicators, Statistics
from api.records import Records
from api.services import services_of
from api.shapes import shaped


class _Counted(Protocol):
    """What was counted up to a position."""

    @property
    def position(self) -> int:
        """Leaves that were counted."""
        ...


def get_statistics(request: Request) -> Response:
    """Count what everybody may know."""
    return _counted(request, Statistics, lambda records: records.statistics())


def get_indicators(request: Request) -> Response:
    """Give the plan's indicators, and how rights are kept."""
    return _counted(request, Indicators, lambda records: records.indicators())


def get_deadlines(request: Request) -> Response:
    """Count how bodies keep their deadlines."""
    return _counted(request, Deadlines, lambda records: records.deadlines())


def _counted(request: Request, model: type[BaseModel], count: Callable[[Records], _Counted]) -> Response:
    """Answer with a count; the checkpoint that it names was signed before it."""
    services = services_of(request)
    signed = services.directory.as_of()
    found = count(services.records)
    answer = shaped(model, found, as_of=signed, applied=found.position)
    return json_answer(request, answer, cache=BRIEFLY, headers=SHARED)
