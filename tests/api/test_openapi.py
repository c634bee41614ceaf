"""The document says what is served, its examples are real, and it is the one that is committed."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import orjson
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.docs import FOLDER, pages
from api.openapi.document import build_document, example
from api.openapi.operations import OPERATIONS
from ledger.statement import parse, verify_statement
from tests.town import BUREAU_KEY
from verify.policy import parse_policy
from verify.receipt import parse_receipt, verify_receipt


@pytest.fixture
def document(bare_app: FastAPI) -> dict[str, Any]:
    return build_document(bare_app)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _contents(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for operation in _operations(document):
        for status, answer in operation["responses"].items():
            for media_type, content in answer.get("content", {}).items():
                yield f"{operation['operationId']} {status}", media_type, content


@pytest.mark.parametrize("name", ["openapi.json", "problems.md"])
def test_the_committed_page_is_the_generated_one(name: str) -> None:
    assert FOLDER.joinpath(name).read_bytes() == pages()[name], "run python -m api.docs"


def test_the_server_serves_the_committed_document(client: TestClient) -> None:
    served = client.get("/api/v1/openapi.json").json()
    assert served == orjson.loads(FOLDER.joinpath("openapi.json").read_bytes())


def test_the_document_is_openapi_3_1_and_every_operation_is_in_the_table(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    ids = [operation["operationId"] for operation in _operations(document)]
    assert sorted(ids) == sorted(operation.id for operation in OPERATIONS)
    assert len(set(ids)) == len(ids) > 10


def test_every_operation_has_a_tag_both_languages_and_its_refusals(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for operation in _operations(document):
        assert set(operation["tags"]) <= tags
        assert " · " in operation["summary"]
        assert "\n\n" in operation["description"]
        assert {"421", "500"} <= operation["responses"].keys()
        if operation.get("parameters"):
            assert {"404", "422"} & operation["responses"].keys(), operation["operationId"]


def test_fastapi_s_own_validation_error_is_nowhere(document: dict[str, Any]) -> None:
    text = orjson.dumps(document)
    assert b"HTTPValidationError" not in text
    assert b"ValidationError" not in text


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    for where, media_type, content in _contents(document):
        if where[-3:] >= "400" and not where.startswith("isReady"):
            assert media_type == "application/problem+json", where
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, where


def test_every_json_example_fits_its_schema(document: dict[str, Any]) -> None:
    checked = []
    for where, media_type, content in _contents(document):
        if media_type.endswith("json") and "example" in content and media_type != "application/x-ndjson":
            schema = {**content["schema"], "components": document["components"]}
            jsonschema_rs.validator_for(schema).validate(content["example"])
            checked.append(where)
    assert len(checked) > 20


def test_every_line_of_the_batch_example_fits_its_schema(document: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/BatchLine", "components": document["components"]}
    lines = example("batch_answer.ndjson").splitlines()
    assert len(lines) == 5
    for line in lines:
        jsonschema_rs.validator_for(schema).validate(orjson.loads(line))


def test_every_operation_shows_an_example_unless_it_answers_bytes(document: dict[str, Any]) -> None:
    for where, media_type, content in _contents(document):
        is_binary = content["schema"].get("format") == "binary"
        assert "example" in content or is_binary or media_type == "application/octet-stream", where
    for operation in _operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            assert content.get("example") or content["schema"].get("format") == "binary"


def test_the_example_statement_is_signed_by_the_example_agency() -> None:
    statement = parse(example("statement.sd-jwt"))
    verify_statement(statement, BUREAU_KEY.public_key)
    agency = orjson.loads(example("agency.json"))
    assert statement.kid in {key["kid"] for key in agency["keys"]}


def test_the_example_receipts_verify_against_the_example_policy() -> None:
    policy = parse_policy(example("policy.json").encode())
    statement = parse(example("statement.sd-jwt"))
    full = verify_receipt(example("receipt.json").encode(), policy, now_s=statement.iat)
    public = verify_receipt(example("public_receipt.json").encode(), policy, now_s=statement.iat)
    assert full.index == public.index
    assert parse_receipt(example("receipt.json").encode()).disclosures == tuple(
        one.encoded for one in statement.disclosures
    )
    assert parse_receipt(example("public_receipt.json").encode()).disclosures == ()


def test_only_what_is_not_public_asks_for_a_signature(document: dict[str, Any]) -> None:
    signed = {operation["operationId"] for operation in _operations(document) if "security" in operation}
    assert signed == {"listSubmissions", "getBoard", "lookAtFile", "lookAtMatter", "getAttachment"}
