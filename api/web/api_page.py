"""The page of operations, from the OpenAPI document alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.openapi import texts
from api.web.languages import Tongue

_MAX_EXAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A body with its example."""

    media_type: str
    example: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One status, what it means, and an example if there is one."""

    status: str
    text: str
    media_type: str
    example: str


@dataclass(frozen=True, slots=True)
class ShownParameter:
    """A parameter of path, query or header."""

    name: str
    text: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """One operation, in one language."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: Sequence[str]
    parameters: Sequence[ShownParameter]
    bodies: Sequence[Shown]
    answers: Sequence[ShownAnswer]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one tag."""

    name: str
    title: str
    operations: Sequence[ShownOperation]


def api_groups(document: Mapping[str, Any], tongue: Tongue) -> list[Group]:
    """Arrange a document for reading, in one of its two languages."""
    side = 0 if tongue == "zh" else 1
    operations = [
        (described["tags"][0], _operation(path, method, described, side))
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    return [
        Group(name, titles[side], [operation for tag, operation in operations if tag == name])
        for name, titles in texts.TAGS.items()
    ]


def _operation(path: str, method: str, described: Mapping[str, Any], side: int) -> ShownOperation:
    return ShownOperation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        summary=_side(described["summary"], " · ", side),
        paragraphs=[_side(described["description"], "\n\n", side)],
        parameters=[
            ShownParameter(one["name"], one.get("description", ""), bool(one.get("required")))
            for one in described.get("parameters", ())
        ],
        bodies=[
            Shown(media_type, _text(content.get("example")))
            for media_type, content in described.get("requestBody", {}).get("content", {}).items()
        ],
        answers=[answer for status, one in described["responses"].items() for answer in _answers(status, one, side)],
    )


def _answers(status: str, described: Mapping[str, Any], side: int) -> list[ShownAnswer]:
    text = " / ".join(_side(part, " · ", side) for part in described["description"].split(" / "))
    contents = described.get("content", {})
    is_good = status < "300"
    if not contents or not is_good:
        return [ShownAnswer(status, text, "", "")]
    return [
        ShownAnswer(status, text, media_type, _text(content.get("example"))) for media_type, content in contents.items()
    ]


def _side(text: str, mark: str, side: int) -> str:
    parts = text.split(mark, 1)
    return parts[min(side, len(parts) - 1)]


def _text(example: object) -> str:
    if example is None:
        return ""
    text = example if isinstance(example, str) else orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()
    return text if len(text) <= _MAX_EXAMPLE else text[:_MAX_EXAMPLE] + "…"
