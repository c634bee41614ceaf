"""How the command line speaks: Chinese first, English second, or JSON for programs."""

import json
from collections.abc import Mapping
from typing import Protocol

import typer


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
    """Print an error in both languages, with its code and the mend, on standard error."""
    typer.secho(f"错误 [{error.code}] {error.message_zh}", err=True, fg=typer.colors.RED)
    if error.mend_zh:
        typer.secho(error.mend_zh, err=True)
    typer.secho(f"Error [{error.code}] {error.message_en}", err=True, fg=typer.colors.RED)
    if error.mend_en:
        typer.secho(error.mend_en, err=True)
