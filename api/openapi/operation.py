"""What is said about one operation, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

TEXT: Mapping[str, str] = {"type": "string"}
BINARY: Mapping[str, str] = {"type": "string", "format": "binary"}


@dataclass(frozen=True, slots=True)
class Content:
    """One body, sent or answered.

    Attributes:
        media_type: Its type.
        schema: A model, or a JSON schema.
        example: Name of its example file.
    """

    media_type: str
    schema: type[BaseModel] | Mapping[str, Any]
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One good answer.

    Attributes:
        zh: What it means, in Chinese.
        en: The same in English.
        contents: Its body, by media type; none if it has none.
    """

    zh: str
    en: str
    contents: Sequence[Content] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    Attributes:
        id: Permanent ``operationId``.
        method: HTTP method.
        path: Template of its address.
        tag: Group.
        endpoint: What serves it.
        zh: Summary in Chinese.
        en: Summary in English.
        more_zh: Description in Chinese.
        more_en: Description in English.
        answers: Good answers by status.
        problems: Codes that it can answer, besides those of every operation.
        bodies: What may be sent.
        is_signed: Whether the request must be signed (RFC 9421).
    """

    id: str
    method: str
    path: str
    tag: str
    endpoint: Callable[..., Any]
    zh: str
    en: str
    more_zh: str
    more_en: str
    answers: Mapping[int, Answer]
    problems: Sequence[str] = ()
    bodies: Sequence[Content] = field(default=())
    is_signed: bool = False

    @property
    def is_of_api(self) -> bool:
        """Whether it is one of ours, and not one that a standard describes."""
        return self.path.startswith("/api/")
