"""How the command line speaks: Chinese first, English second, or JSON for programs."""

import json
from collections.abc import Mapping
from typing import Protocol

import typer

from domain.claim_faults import field_of


class Explained(Protocol):
    """An error with texts in both languages: a refusal of the rules or an operation that failed."""

    @property
    def code(self) -> str:
        """Permanent name of the kind of error, kebab-case."""
        ...

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese."""
        ...

    @property
    def message_en(self) -> str:
        """What is wrong, in English."""
        ...

    @property
    def mend_zh(self) -> str:
        """What to do about it, in Chinese."""
        ...

    @property
    def mend_en(self) -> str:
        """What to do about it, in English."""
        ...


def say(zh: str, en: str) -> None:
    """Print one message in both languages."""
    typer.echo(zh)
    typer.echo(en)


def say_json(value: Mapping[str, object]) -> None:
    """Print one JSON object in one line."""
    typer.echo(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def complain(error: Explained) -> None:
    """Print an error in both languages, with its code, its field and the mend, on standard error.

    What was refused beside it is told too.
    """
    for one in (error, *getattr(error, "also", ())):
        _complain(one)


def _complain(error: Explained) -> None:
    pointer = getattr(error, "pointer", None)
    field = field_of(pointer) if isinstance(pointer, str) else ""
    for word, colon, name, message, mend in (
        ("错误", "：", "字段", error.message_zh, error.mend_zh),
        ("Error", ": ", "Field", error.message_en, error.mend_en),
    ):
        typer.secho(f"{word} [{error.code}] {message}", err=True, fg=typer.colors.RED)
        if field:
            typer.secho(f"{name}{colon}{field}", err=True)
        if mend:
            typer.secho(mend, err=True)
