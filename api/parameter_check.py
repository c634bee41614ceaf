"""Holds a request against the parameters of its operation: what FastAPI found wrong, and names that nobody knows."""

from typing import Any, cast

from annotated_types import Ge, Le
from fastapi import Request
from fastapi.exceptions import RequestValidationError

from api.parameter_errors import ParameterError, ParameterUnknownError
from api.parameter_forms import Form, Place, whole_number

_PLACES = ("query", "path", "header")


def require_known_query(request: Request) -> None:
    """Refuse a query with a name that the operation does not have.

    Pages for people are not asked this: links to them gather names of all kinds on their way through other services.

    Raises:
        ParameterUnknownError: It has one.
    """
    known = [one.alias for one in request.scope["route"].dependant.query_params]
    if set(request.query_params) - set(known):
        raise ParameterUnknownError(known)


def parameter_error(request: Request, error: Exception) -> ParameterError:
    """Say which parameter does not fit and what it takes, never what was sent."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    place: tuple[Any, ...] = next((one["loc"] for one in found), ())
    if len(place) < 2 or place[0] not in _PLACES:  # noqa: PLR2004 - where it stands, and its name
        return ParameterError()
    where, name = cast("Place", place[0]), str(place[1])
    return ParameterError(name, where, _bounds(request, where, name))


def _bounds(request: Request, place: Place, name: str) -> Form | None:
    """Give the bounds of a whole number; None for what is none."""
    fields: list[Any] = getattr(request.scope["route"].dependant, f"{place}_params")
    for field in fields:
        if field.alias != name:
            continue
        least = [one.ge for one in field.field_info.metadata if isinstance(one, Ge)]
        most = [one.le for one in field.field_info.metadata if isinstance(one, Le)]
        if least or most:
            return whole_number(*(cast("int | None", next(iter(found), None)) for found in (least, most)))
    return None
