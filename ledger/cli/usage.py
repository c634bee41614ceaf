"""Wrong usage, told in Chinese before the English of the library that reads the command line."""

import re
from typing import Any

import typer
from typer.core import TyperGroup

_TEXTS = (
    (re.compile(r"(?:Value error, )?'(.*)' is not one of (.*)\.", re.DOTALL), "“{0}”不在可选之列：{1}"),
    (re.compile(r"\w+ '(.*)' does not exist\.", re.DOTALL), "没有“{0}”"),
    (re.compile(r"\w+ '(.*)' is a directory\.", re.DOTALL), "“{0}”是目录，应为文件"),
    (re.compile(r"\w+ '(.*)' is a file\.", re.DOTALL), "“{0}”是文件，应为目录"),
    (re.compile(r"'(.*)' is not a valid int(?:eger)?\.", re.DOTALL), "“{0}”不是整数"),
    (re.compile(r"(\S+) is not in the range (.*)\.", re.DOTALL), "{0} 不在范围 {1} 之内"),
)
_CODE = re.compile(r"[0-9ABCDEFGHJKLMNPQRTUWXY]{18}")


class Commands(TyperGroup):
    """The commands, whose refusals of a parameter come in both languages."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = told(error.message)
            raise


def told(message: str) -> str:
    """Put the Chinese before a message of the library; one that is not known, or is ours, stays as it is."""
    for pattern, zh in _TEXTS:
        match = pattern.fullmatch(message)
        if match is not None:
            return f"{zh.format(*match.groups())} · {message}"
    return message


def code_option(value: str | None) -> str | None:
    """Take a unified social credit code (统一社会信用代码) by its form.

    Raises:
        typer.BadParameter: It has not the form; whether somebody bears it only the ledger knows.
    """
    if value is not None and _CODE.fullmatch(value) is None:
        raise typer.BadParameter(
            f"“{value}”不是 18 位统一社会信用代码 · {value} is no unified social credit code of 18 characters"
        )
    return value


def address_option(value: str | None) -> str | None:
    """Take the address of a server.

    Raises:
        typer.BadParameter: It names no scheme.
    """
    if value is not None and not value.startswith(("http://", "https://")):
        raise typer.BadParameter(
            f"地址以 http:// 或 https:// 开头：{value} · an address begins with http:// or https://: {value}"
        )
    return value
