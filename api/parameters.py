"""Parameters that several operations share: their schemas, and how they are read; each has one spelling."""

import re
from datetime import date
from typing import Annotated, Final

from fastapi import Path, Query

from api.parameter_errors import ParameterError
from api.parameter_forms import Place
from domain.time import parse_date

_POSITION: Final = re.compile("0|[1-9][0-9]{0,14}")
_FIRST_DAY: Final = date(2000, 1, 1)

Limit = Annotated[int, Query(ge=1, le=200, description="本页最多条数 · Most items of the page")]
_PLACE: Final = "(0|[1-9][0-9]{0,17}|4611686018427387904)"
_ORDINAL: Final = "([1-9][0-9]{0,5}|3652059)"
_REMOVAL: Final = re.compile(f"{_PLACE}[.]{_ORDINAL}[.]{_PLACE}[.]{_ORDINAL}[.]{_PLACE}")
AfterRemoval = Annotated[
    str | None,
    Query(
        pattern=f"^{_REMOVAL.pattern}$",
        description="上一页给出的 next · The next that the page before gave",
    ),
]
OnDay = Annotated[
    str | None,
    Query(
        description="只要当日有效的，北京时间 · Only what counts on this day, Asia/Shanghai",
        json_schema_extra={"anyOf": [{"type": "string", "format": "date"}]},
    ),
]
AsOfMoment = Annotated[
    str | None,
    Query(
        description="账本当时的状态：叶子数，或某日日终（北京时间） · "
        "The log as it was: a number of leaves, or the end of a day in Asia/Shanghai",
        json_schema_extra={
            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": "^(0|[1-9][0-9]{0,14})$"}]
        },
    ),
]
ListId = Annotated[str, Path(pattern="^[a-z0-9-]{2,64}$", description="名单编号 · Id of the list")]


def read_day(text: str | None, name: str, place: Place = "query") -> date | None:
    """Read a day.

    Args:
        text: ISO 8601; None: none was asked for.
        name: The parameter.
        place: Where it stands.

    Raises:
        ParameterError: It is no day.
    """
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise ParameterError(name, place) from error


def read_moment(text: str | None, place: Place = "query") -> int | date | None:
    """Read a moment of the log; a day before there was any ledger is as good as the first.

    Args:
        text: A number of leaves, or a day; None: none was asked for.
        place: Where it stands.

    Raises:
        ParameterError: It is neither a number of leaves nor a day.
    """
    if text is not None and _POSITION.fullmatch(text) is not None:
        return int(text)
    day = read_day(text, "as_of" if place == "query" else "/as_of", place)
    return None if day is None else max(day, _FIRST_DAY)


def read_removal(text: str | None) -> str | None:
    """Read where a page of removals goes on: days are numbered, so that each number is a day.

    Raises:
        ParameterError: It is none of ours.
    """
    if text is None:
        return None
    if _REMOVAL.fullmatch(text) is None:
        raise ParameterError("after")
    events, day, listing, other, fact = text.split(".")
    return "~".join((events, _day_of(day), listing, _day_of(other), fact))


def spell_removal(mark: str | None) -> str | None:
    """Spell where the next page of removals begins."""
    if mark is None:
        return None
    events, day, listing, other, fact = mark.split("~")
    return ".".join((events, _number_of(day), listing, _number_of(other), fact))


def _day_of(number: str) -> str:
    return date.fromordinal(int(number)).isoformat()


def _number_of(day: str) -> str:
    return str(date.fromisoformat(day).toordinal())
