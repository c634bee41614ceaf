"""The page of operations, from the OpenAPI document alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.openapi import texts
from api.web.languages import Tongue

_MAX_EXAMPLE = 4_000
_CODE = re.compile(r" \(`([a-z0-9-]+)`\)$")


@dataclass(frozen=True, slots=True)
class Example:
    """A body that is sent or answered.

    Attributes:
        status: Of the answer; empty for what is sent.
        media_type: Its type.
        text: The body.
    """

    status: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a status can mean; with the problem's code if it is one."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Parameter:
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
    description: str
    parameters: Sequence[Parameter]
    examples: Sequence[Example]
    answers: Mapping[str, Sequence[Meaning]]


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
        description=_side(described["description"], "\n\n", side).replace("`", ""),  # Markdown, for other readers
        parameters=[
            Parameter(one["name"], _side(one.get("description", ""), " · ", side), bool(one.get("required")))
            for one in described.get("parameters", ())
        ],
        examples=_examples(described),
        answers={status: _meanings(answer, side) for status, answer in described["responses"].items()},
    )


def _examples(described: Mapping[str, Any]) -> list[Example]:
    bodies = [("", described.get("requestBody", {}))]
    bodies += [(status, answer) for status, answer in described["responses"].items() if status.startswith("2")]
    return [
        Example(status, media_type, _text(content["example"]))
        for status, body in bodies
        for media_type, content in body.get("content", {}).items()
        if "example" in content
    ]


def _meanings(answer: Mapping[str, Any], side: int) -> list[Meaning]:
    found = []
    for part in answer["description"].split(" / "):
        code = _CODE.search(part)
        found.append(Meaning(_side(_CODE.sub("", part), " · ", side), code[1] if code else ""))
    return found


def _side(text: str, mark: str, side: int) -> str:
    parts = text.split(mark, 1)
    return parts[min(side, len(parts) - 1)]


def _text(example: object) -> str:
    text = example if isinstance(example, str) else orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()
    return text if len(text) <= _MAX_EXAMPLE else text[:_MAX_EXAMPLE] + "…"
