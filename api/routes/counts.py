"""Counts for everybody: statistics and how bodies keep their deadlines."""

from fastapi import Request, Response

from api.answers import BRIEFLY, SHARED, json_answer
from api.counts.models import Deadlines, Indicators, Kept, Statistics
from api.services import services_of
from api.shapes import shaped


def get_statistics(request: Request) -> Response:
    """Count what everybody may know."""
    services = services_of(request)
    signed = services.directory.as_of()
    found = services.records.statistics()
    answer = shaped(Statistics, found, as_of=signed, applied=found.position)
    return json_answer(request, answer, cache=BRIEFLY, headers=SHARED)


def get_indicators(request: Request) -> Response:
    """Give the plan's indicators, and how rights are kept."""
    services = services_of(request)
    signed = services.directory.as_of()
    found = services.records.indicators()
    answer = shaped(Indicators, found, as_of=signed, applied=found.position)
    return json_answer(request, answer, cache=BRIEFLY, headers=SHARED)


def get_deadlines(request: Request) -> Response:
    """Count how bodies keep their deadlines."""
    services = services_of(request)
    signed = services.directory.as_of()
    found = services.records.deadlines()
    items = [shaped(Kept, row) for row in found.rows]
    answer = shaped(Deadlines, found, as_of=signed, applied=found.position, items=items)
    return json_answer(request, answer, cache=BRIEFLY, headers=SHARED)
