"""The OpenAPI 3.1 document, made from the table of operations and the signatures of their endpoints."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Final, Literal

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.models import Problem
from api.openapi import texts
from api.openapi.operation import Answer, Content, Operation
from api.openapi.operations import OPERATIONS
from api.openapi.schemas import PROBLEM_REF
from api.problems.render import MEDIA_TYPE, TYPE_PREFIX, kind_of

VERSION: Final = "1.0.0"
_REF: Final = "#/components/schemas/{model}"
_ALWAYS: Final = ("host-not-served", "internal-error")
_OF_READS: Final = ("database-away",)
_OF_QUERIES: Final = ("parameter-unknown",)
_SIGNED: Final[list[dict[str, list[str]]]] = [{"requestSignature": []}]
_REQUEST_SIGNATURE: Final = {
    "type": "http",
    "scheme": "signature",
    "description": "RFC 9421; docs/api.md, Signed requests",
}
_TEXTUAL: Final = ("text/", "application/sd-jwt", "application/x-ndjson")


def build_document(app: FastAPI) -> dict[str, Any]:
    """Make the document of an app whose operations are those of the table."""
    document = get_openapi(
        title=texts.TITLE,
        version=VERSION,
        openapi_version="3.1.0",
        description=texts.DESCRIPTION,
        routes=app.routes,
    )
    for operation in OPERATIONS:
        _describe(document["paths"][operation.path.replace(":path", "")][operation.method.lower()], operation)
    document["tags"] = [{"name": name, "description": f"{zh} · {en}"} for name, (zh, en) in texts.TAGS.items()]
    document["components"] = {
        "schemas": _schemas(),
        "securitySchemes": {"requestSignature": _REQUEST_SIGNATURE},
    }
    return document


def document_bytes(app: FastAPI) -> bytes:
    """Give the document as it is committed."""
    return orjson.dumps(build_document(app), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def example(name: str) -> str:
    """Read an example file."""
    return (files("api.openapi") / "examples" / name).read_text(encoding="utf-8")


def example_value(content: Content) -> object:
    """Give an example as it stands in the document: a value for JSON, text for everything else."""
    text = example(content.example or "")
    return text if content.media_type.startswith(_TEXTUAL) else orjson.loads(text)


def _describe(described: dict[str, Any], operation: Operation) -> None:
    described["operationId"] = operation.id
    described["tags"] = [operation.tag]
    described["summary"] = f"{operation.zh} · {operation.en}"
    described["description"] = f"{operation.more_zh}\n\n{operation.more_en}"
    if operation.bodies:
        described["requestBody"] = {"required": True, "content": _contents(operation.bodies)}
    if operation.is_signed:
        described["security"] = _SIGNED
    described["responses"] = _responses(operation)


def _responses(operation: Operation) -> dict[str, Any]:
    responses = {str(status): _answer(answer) for status, answer in operation.answers.items()}
    by_status: dict[int, list[str]] = {}
    reads = _OF_READS if operation.method == "GET" and operation.tag != "ops" else ()
    unknown = _OF_QUERIES if operation.is_of_api else ()
    for code in (*operation.problems, *unknown, *reads, *_ALWAYS):
        by_status.setdefault(kind_of(code).status, []).append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _problem(status, codes)
    return dict(sorted(responses.items()))


def _answer(answer: Answer) -> dict[str, Any]:
    described: dict[str, Any] = {"description": f"{answer.zh} · {answer.en}"}
    if answer.contents:
        described["content"] = _contents(answer.contents)
    return described


def _problem(status: int, codes: Sequence[str]) -> dict[str, Any]:
    kinds = [kind_of(code) for code in codes]
    described: dict[str, Any] = {
        "description": " / ".join(f"{kind.zh} · {kind.en} (`{code}`)" for code, kind in zip(codes, kinds, strict=True)),
        "content": {MEDIA_TYPE: {"schema": PROBLEM_REF, "example": _problem_example(codes[0])}},
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        described["headers"] = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
    return described


def _problem_example(code: str) -> dict[str, object]:
    kind = kind_of(code)
    return {
        "type": TYPE_PREFIX + code,
        "status": kind.status,
        "code": code,
        "title": kind.zh,
        "title_en": kind.en,
        "instance": "urn:uuid:0f9b1c52-5f0e-4b0e-9d0a-5a7d3f0c2b11",
    }


def _contents(contents: Sequence[Content]) -> dict[str, Any]:
    described: dict[str, Any] = {}
    for content in contents:
        one: dict[str, Any] = {"schema": _schema(content.schema)}
        if content.example is not None:
            one["example"] = example_value(content)
        described[content.media_type] = one
    return described


def _schema(schema: type[BaseModel] | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(schema, Mapping):
        return {"$ref": _REF.format(model=schema.__name__)}
    return {"$ref": _REF.format(model=schema["title"])} if "title" in schema else schema


def _schemas() -> dict[str, Any]:
    models: set[type[BaseModel]] = {Problem}
    plain: dict[str, Any] = {}
    for operation in OPERATIONS:
        contents = [one for answer in operation.answers.values() for one in answer.contents]
        for one in (*contents, *operation.bodies):
            if not isinstance(one.schema, Mapping):
                models.add(one.schema)
            elif "title" in one.schema:
                plain[one.schema["title"]] = one.schema
    wanted: list[tuple[type[BaseModel], Literal["serialization"]]] = [
        (model, "serialization") for model in sorted(models, key=lambda model: model.__name__)
    ]
    _, top = models_json_schema(wanted, ref_template=_REF)
    return dict(sorted({**top["$defs"], **plain}.items()))
