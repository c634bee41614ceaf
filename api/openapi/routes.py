"""From the table of operations to the routes of an app."""

from fastapi import FastAPI, Response

from api.openapi.operations import OPERATIONS


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
        )
