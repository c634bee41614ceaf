"""The law of the ledger: rules, working days, definitions of lists, measures and purposes. All of it is public."""

from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel

from api.answers import BRIEFLY, SHARED, json_answer
from api.errors import CalendarNotFoundError, ListNotFoundError
from api.parameters import ListId, OnDay, read_day
from api.services import services_of

Edition = Annotated[
    int | None, Query(ge=0, le=10**6, description="规则的版次：当时共有多少条 · As they were when there were so many")
]
Year = Annotated[int, Path(ge=2000, le=2199, description="年份 · Year")]


def get_rules(request: Request, edition: Edition = None, on: OnDay = None) -> Response:
    """List the rules, in the order of their publication."""
    return _public(request, services_of(request).law.rules(edition=edition, on=read_day(on, "on")))


def get_calendar(request: Request, year: Year) -> Response:
    """Give the working days of a year."""
    found = services_of(request).law.calendar(year)
    if found is None:
        raise CalendarNotFoundError
    return _public(request, found)


def get_lists(request: Request) -> Response:
    """List the lists."""
    return _public(request, services_of(request).law.lists())


def get_list(request: Request, list_id: ListId) -> Response:
    """Give all versions of one list."""
    found = services_of(request).law.list_history(list_id)
    if found is None:
        raise ListNotFoundError
    return _public(request, found)


def get_measures(request: Request) -> Response:
    """List the measures."""
    return _public(request, services_of(request).law.measures())


def get_purposes(request: Request) -> Response:
    """List the purposes for which bodies look at what is not public."""
    return _public(request, services_of(request).law.purposes())


def _public(request: Request, value: BaseModel) -> Response:
    return json_answer(request, value, cache=BRIEFLY, headers=SHARED)
