"""From the table of operations to the routes of an app."""

from fastapi import Depends, FastAPI, Response

from api.openapi.operations import OPERATIONS
from api.parameter_check import require_known_query


def add_operations(app: FastAPI) -> None:
    """Add every operation of the API to an app."""
    for operation in OPERATIONS:
        app.add_api_route(
            operation.path,
            operation.endpoint,
            methods=[operation.method],
            operation_id=operation.id,
            response_model=None,
            response_class=Response,
            dependencies=[Depends(require_known_query)] if operation.is_of_api else None,
        )
