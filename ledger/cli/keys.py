"""Commands for key files."""

import os
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from ledger.base64url import encode
from ledger.cli.ops import Json
from ledger.cli.output import say, say_json
from ledger.crypto.key_files import read_key_file, write_key_file
from ledger.crypto.keys import SigningKey
from ledger.operation_error import OperationError


class KeyFileExistsError(OperationError):
    """Where a new key should go, there is a file."""

    code: ClassVar[str] = "key-file-exists"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    key = typer.Typer(help="密钥文件 · key files", no_args_is_help=True)
    key.command("new")(new_key)
    key.command("show")(show_key)
    app.add_typer(key, name="key")


def read_key(path: Path) -> SigningKey:
    """Read a signing key, asking for its passphrase if it has one."""
    from ledger.crypto.errors import PassphraseError

    try:
        return SigningKey.from_seed(read_key_file(path))
    except PassphraseError:
        passphrase: str = typer.prompt(f"{path.name} 的口令 · passphrase", hide_input=True, err=True)
        return SigningKey.from_seed(read_key_file(path, passphrase))


def new_key(
    file: Annotated[Path, typer.Argument(help="新的密钥文件 · new key file")],
    passphrase: Annotated[bool, typer.Option("--passphrase", help="用口令加密 · encrypt with a passphrase")] = False,
    json: Json = False,
) -> None:
    """生成密钥 · make a key; prints its id and public half."""
    if file.exists():
        raise KeyFileExistsError(
            f"{file} 已存在；密钥文件从不覆盖。",
            f"{file} exists; a key file is never overwritten.",
            "请换一个文件名；要看其中的公钥，用 chengjian key show。",
            "Choose another name; chengjian key show prints the public half of the key that is there.",
        )
    words = None
    if passphrase:
        words = typer.prompt("口令 · passphrase", hide_input=True, confirmation_prompt=True, err=True)
    key = SigningKey.from_seed(os.urandom(32))
    write_key_file(file, key.seed, words)
    _show(key, json=json)


def show_key(file: Path, json: Json = False) -> None:
    """显示密钥编号与公钥 · show a key's id and public half."""
    _show(read_key(file), json=json)


def _show(key: SigningKey, *, json: bool) -> None:
    if json:
        say_json({"kid": key.kid, "public_key": encode(key.public_key)})
    else:
        say(
            f"密钥编号 {key.kid}，公钥 {encode(key.public_key)}",
            f"Key id {key.kid}, public key {encode(key.public_key)}",
        )
