"""Schemathesis reads the document and tries what it allows and what it forbids, a bounded number of times.

Behind the API stands the real recorder on PostgreSQL.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from api.openapi.operations import OPERATIONS
from api.public_list import PublicList
from api.public_reading import ReadModelReading
from api.records import LedgerRecords
from ledger.service.ledger import Ledger
from projections.models import ReadModels

_EXAMPLES = 15
_AHEAD = {"as_of", "edition"}


@schemathesis.serializer("application/x-ndjson")
def ndjson(_: Any, value: Any) -> bytes:
    return str(value).encode()


@schemathesis.serializer("application/sd-jwt")
def sd_jwt(_: Any, value: Any) -> bytes:
    return str(value).encode()


@pytest.fixture(scope="module")
def document(town: Ledger) -> Iterator[Any]:
    models = ReadModels(town)
    with models.following():
        while not models.status():
            pass
        app = create_app(
            town,
            public_facts=PublicList(models),
            public_reading=ReadModelReading(models),
            records=LedgerRecords(town),
        )
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation_id", [operation.id for operation in OPERATIONS])
def test_every_operation_answers_as_the_document_says(document: Any, operation_id: str, mode: GenerationMode) -> None:
    """What fits the schema is served, what does not is refused, and every answer has a documented shape.

    A statement that fits its schema can still break a rule of law, and a moment or an edition can lie ahead: to refuse
    those is no contradiction.
    """
    operation = document.find_operation_by_id(operation_id)
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters):
        return
    may_refuse = operation.method.upper() in {"POST", "PUT"} or not _AHEAD.isdisjoint(
        one.name for one in operation.query
    )
    excluded: list[Any] = [positive_data_acceptance] if may_refuse else []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
    )
    def check(case: Case[Any]) -> None:
        case.call_and_validate(headers={"host": "localhost"}, excluded_checks=excluded)

    check()
