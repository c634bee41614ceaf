"""``chengjian attach``: name a file for a statement, and hand it in once the statement is recorded.

The salt of a name is made by ``digest`` and kept in a file beside the attachment; ``upload`` needs both. Whoever loses
the salt cannot hand the file in under that name, and nobody without it can find out what was attached.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, NamedTuple

import typer

from ledger.cli.ops import Json, start_command
from ledger.cli.output import say, say_json
from ledger.cli.usage import address_option
from ledger.operation_error import OperationError

if TYPE_CHECKING:
    import httpx2

_SALT_BYTES: Final = 16
_TIMEOUT_S: Final = 300.0
_OWNER_ONLY: Final = 0o600

File = Annotated[
    Path, typer.Argument(help="附件 · the file to attach", exists=True, dir_okay=False, show_default=False)
]
Server = Annotated[
    str | None,
    typer.Option(
        callback=address_option, help="服务器地址，默认为本机账本 · address of a server; by default the ledger here"
    ),
]


class SaltFileError(OperationError):
    """A salt file cannot be read, or holds no salt."""

    code: ClassVar[str] = "salt-file"


class Upload(NamedTuple):
    """What is handed in.

    Attributes:
        name: Digest, base64url.
        salt: 16 bytes.
        media_type: What the file is.
        content: Its bytes.
    """

    name: str
    salt: bytes
    media_type: str
    content: bytes


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="证据附件：计算摘要、上传 · attachments: their digests, and handing them in")
    group.command("digest")(digest_command)
    group.command("upload")(upload_command)
    app.add_typer(group, name="attach")


def digest_command(
    file: File,
    salt_out: Annotated[
        Path | None, typer.Option(help="盐值文件，默认在附件旁；已有则沿用 · salt file; one that is there is used")
    ] = None,
    server: Server = None,
    origin: Annotated[str | None, typer.Option(help="账本名称，离线时使用 · the log's origin, when offline")] = None,
    json: Json = False,
) -> None:
    """计算附件摘要，写入声明的 subject.evidence · compute the digest that a statement's subject.evidence names."""
    path = salt_out or _beside(file)
    log = origin or _origin(server)
    require_accepted(file.read_bytes())  # before a salt is made: a file that is refused leaves nothing behind
    salt = read_salt(path) if path.exists() else make_salt(path)
    upload = prepare(file, salt, log)
    if json:
        shown = {"digest": upload.name, "media_type": upload.media_type, "length": len(upload.content)}
        say_json({**shown, "salt_file": str(path)})
        return
    typer.echo(upload.name)
    say(
        f"以上是附件摘要，写入声明的 subject.evidence（多个摘要升序排列，英文逗号分隔）；盐值在 {path}，上传时要用。",
        f"This digest belongs into subject.evidence of the statement (several ascend, with commas between); "
        f"the salt is in {path}, the upload needs it.",
    )


def upload_command(
    file: File,
    salt: Annotated[Path | None, typer.Option(help="盐值文件，默认在附件旁 · salt file; beside the file")] = None,
    server: Server = None,
    json: Json = False,
) -> None:
    """上传已记录声明所列的附件 · hand in an attachment that a recorded statement names."""
    known = read_salt(salt or _beside(file))
    upload = prepare(file, known, _origin(server))
    is_new = _send_here(upload) if server is None else send_there(server, upload)
    if json:
        say_json({"digest": upload.name, "media_type": upload.media_type, "is_new": is_new})
    elif is_new:
        say(f"附件已保存：{upload.name}", f"Stored: {upload.name}")
    else:
        say(f"附件此前已保存：{upload.name}", f"Stored before: {upload.name}")


def prepare(file: Path, salt: bytes, origin: str) -> Upload:
    """Name a file, after checking that it is of a kind that is taken.

    Raises:
        AttachmentError: It is empty, or of no kind that is taken.
    """
    from ledger.base64url import encode
    from ledger.labels import attachment_digest

    content = file.read_bytes()
    media_type = require_accepted(content)
    return Upload(encode(attachment_digest(origin, salt, content)), salt, media_type, content)


def require_accepted(content: bytes) -> str:
    """Tell the media type of an attachment.

    Raises:
        AttachmentError: It is empty, or of no kind that is taken.
    """
    from ledger.service.attachment_errors import AttachmentEmptyError, AttachmentTypeError
    from ledger.service.media_types import detect

    if not content:
        raise AttachmentEmptyError
    media_type = detect(content)
    if media_type is None:
        raise AttachmentTypeError
    return media_type


def make_salt(path: Path) -> bytes:
    """Make a salt and write it to a new file that only its owner can read."""
    from ledger.base64url import encode

    salt = os.urandom(_SALT_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="ascii") as file:
        file.write(encode(salt) + "\n")
    return salt


def read_salt(path: Path) -> bytes:
    """Read a salt.

    Raises:
        SaltFileError: There is none.
    """
    from ledger.base64url import Base64UrlError, decode

    try:
        salt = decode(path.read_text(encoding="ascii").removesuffix("\n"))
    except FileNotFoundError as error:
        raise SaltFileError(
            f"没有盐值文件 {path}。",
            f"There is no salt file {path}.",
            "请给出计算摘要时写出的盐值文件（--salt）；还没有计算的，先运行 chengjian attach digest。",
            "Give the file that chengjian attach digest wrote (--salt); run that first if it never ran.",
        ) from error
    except (OSError, UnicodeDecodeError, Base64UrlError) as error:
        raise _no_salt(path) from error
    if len(salt) != _SALT_BYTES:
        raise _no_salt(path)
    return salt


def _no_salt(path: Path) -> SaltFileError:
    return SaltFileError(
        f"{path} 不是盐值文件。",
        f"{path} is no salt file.",
        "请给出计算摘要时写出的盐值文件（--salt）。",
        "Give the file that was written when the digest was computed (--salt).",
    )


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.salt")


def _origin(server: str | None) -> str:
    """Tell which log a name is for: the server's, or the one on this machine."""
    from ledger.service.ledger import read_origin

    if server is None:
        return read_origin(start_command().layout)
    import httpx2

    answer = httpx2.get(f"{server.rstrip('/')}/checkpoint", timeout=_TIMEOUT_S)
    if answer.status_code != httpx2.codes.OK:
        raise _refused(answer)
    return answer.text.partition("\n")[0]


def _send_here(upload: Upload) -> bool:
    from ledger.base64url import decode
    from ledger.service.ledger import open_ledger

    with open_ledger(start_command()) as ledger:
        name, salt, media_type, content = upload
        return ledger.attachments.store(decode(name), salt, media_type, content).is_new


def send_there(server: str, upload: Upload) -> bool:
    """Hand an attachment in at a server; tell whether it was not there before.

    Raises:
        ServerRefusedError: The server did not take it.
    """
    import httpx2

    from ledger.base64url import encode

    headers = {"content-type": upload.media_type, "chengjian-salt": encode(upload.salt)}
    url = f"{server.rstrip('/')}/api/v1/attachments/{upload.name}"
    answer = httpx2.put(url, content=upload.content, headers=headers, timeout=_TIMEOUT_S)
    if answer.status_code not in {httpx2.codes.OK, httpx2.codes.CREATED}:
        raise _refused(answer)
    return answer.status_code == httpx2.codes.CREATED


def _refused(answer: "httpx2.Response") -> OperationError:
    from ledger.cli.sending import refused

    return refused(answer)
