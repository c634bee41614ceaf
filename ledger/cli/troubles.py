"""Failures that carry no explanation of their own, told as an operator can use them: what it is, and what to do.

Keys, key stores, statements and vault rows name their errors by a code; libraries raise their own. What is not listed
here is a fault of the program and stays a traceback.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import httpx2
import psycopg
from psycopg_pool import PoolTimeout

from ledger.cli.output import Explained
from ledger.crypto.errors import CryptoError
from ledger.keystore import KeyStoreError
from ledger.operation_error import OperationError
from ledger.statement.errors import StatementError
from ledger.vault import VaultError

Texts: TypeAlias = tuple[str, str, str, str]

_RESTORE_KEYS = (
    "请从密钥备份恢复（chengjian restore --keys），并核对 CHENGJIAN_HOME。",
    "Restore it from the keys' backup (chengjian restore --keys), and check CHENGJIAN_HOME.",
)
_CODES: Mapping[str, Texts] = MappingProxyType(
    {
        "key-file-missing": ("缺少密钥文件。", "A key file is missing.", *_RESTORE_KEYS),
        "key-file-mode": (
            "他人可以读写密钥文件。",
            "Others can read or write a key file.",
            "请运行 chmod 600；若已被他人读取，请注销该密钥（chengjian agency-key revoke）。",
            "Run chmod 600 on it; if somebody may have read it, revoke the key (chengjian agency-key revoke).",
        ),
        "key-file-form": ("这不是密钥文件，或已损坏。", "This is no key file, or it is damaged.", *_RESTORE_KEYS),
        "key-file-passphrase": ("密钥口令不对。", "The passphrase is wrong.", "请重试。", "Try again."),
        "keystore-form": (
            "主体密钥库已损坏。",
            "The store of subject keys is damaged.",
            "请停止服务，运行 chengjian fsck，并把数据库与密钥恢复到新的状态目录（chengjian restore --keys）。",
            "Stop the server, run chengjian fsck, and restore into a new state folder (chengjian restore --keys).",
        ),
        "keystore-mode": (
            "他人可以读取主体密钥库。",
            "Others can read the store of subject keys.",
            "请运行 chmod 600。",
            "Run chmod 600 on it.",
        ),
        "keystore-destroyed": (
            "该主体的密钥已销毁，不可再用。",
            "The keys of this subject were destroyed and stay so.",
            "",
            "",
        ),
        "keystore-unknown-subject": (
            "密钥库没有该主体的密钥，它比账本旧。",
            "The key store lacks the keys of this subject: it is older than the log.",
            "请运行 chengjian fsck；如有较新的密钥备份，请用它恢复到新的状态目录（chengjian restore --keys）。",
            "Run chengjian fsck; if there is a newer backup of the keys, restore with it (chengjian restore --keys).",
        ),
        "public-key": (
            "公钥不是规范写法，或不在素数阶子群中。",
            "The public key is not canonical, or not of prime order.",
            "请使用 chengjian key show 所示的公钥。",
            "Use the public key that chengjian key show prints.",
        ),
        "statement-key": (
            "签名密钥不是登记的那一把。",
            "The signing key is not the one that is enrolled.",
            "请核对 --root-key 或 --key 所指的文件（chengjian key show）。",
            "Check the file that --root-key or --key names (chengjian key show).",
        ),
        "vault-row": (
            "保险库有一行无法打开。",
            "A vault row does not open.",
            "请运行 chengjian fsck 查明是哪一行；若密钥库比数据库旧，请用较新的密钥备份恢复。",
            "Run chengjian fsck to see which; if the key store is older than the database, restore with newer keys.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure that was given its explanation here.

    Attributes:
        code: Of the failure, kebab-case.
        message_zh: What is wrong, in Chinese.
        message_en: What is wrong, in English.
        mend_zh: What to do about it, in Chinese.
        mend_en: What to do about it, in English.
    """

    code: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str


def explain(error: Exception) -> Explained | None:
    """Explain a failure; None where nothing is known about it."""
    if isinstance(error, OperationError):
        return error
    if isinstance(error, CryptoError | KeyStoreError | StatementError | VaultError):
        texts = _CODES.get(error.code)
        return _trouble(error.code, texts or _unlisted(error.code), str(error), getattr(error, "file", ""))
    if isinstance(error, psycopg.Error | PoolTimeout):
        sign = getattr(error, "sqlstate", None) or type(error).__name__
        return _trouble("database", _DATABASE, sign, sign)
    if isinstance(error, httpx2.HTTPError):
        return _trouble("server-unreachable", _SERVER, type(error).__name__, type(error).__name__)
    if isinstance(error, OSError):
        name = error.filename if isinstance(error.filename, str) else ""
        texts = _FULL if error.errno in _NO_ROOM else _FILE
        what = _ERRNO.get(error.errno or 0, "")
        return _trouble("file", texts, f"{error.strerror} {name}".strip(), f"{name} {what}".strip())
    return None


def _trouble(code: str, texts: Texts, detail: str, detail_zh: str) -> Trouble:
    """Put what the failure itself says, which is in English, behind the English, and what it is about behind both."""
    zh, en, *mends = texts
    return Trouble(code, f"{zh}（{detail_zh}）" if detail_zh else zh, f"{en} ({detail})" if detail else en, *mends)


def _unlisted(code: str) -> Texts:
    return f"密钥或声明有误：{code}。", f"A key or a statement is wrong: {code}.", "", ""


_ERRNO: Mapping[int, str] = MappingProxyType(
    {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.ENOENT: "不存在",
        errno.EEXIST: "已存在",
        errno.EISDIR: "是目录",
        errno.ENOTDIR: "不是目录",
        errno.EROFS: "所在文件系统只读",
    }
)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL = (
    "磁盘空间不足。",
    "There is no room left on the disk.",
    "请腾出空间或换一个目录，再运行同一命令；未写完的备份没有 manifest.json，可以删除。",
    "Make room or choose another folder, and repeat; a backup without manifest.json is unfinished and can be deleted.",
)
_FILE = (
    "无法读写文件。",
    "A file cannot be read or written.",
    "请核对路径与权限。",
    "Check the path and its permissions.",
)
_DATABASE = (
    "数据库出错。",
    "The database failed.",
    "请运行 chengjian config check；嵌入式数据库的日志在状态目录的 postgres/server.log。",
    "Run chengjian config check; the embedded server's log is postgres/server.log in the state folder.",
)
_SERVER = (
    "无法连接服务器。",
    "The server cannot be reached.",
    "请核对 --server，确认 chengjian run 正在运行。",
    "Check --server, and that chengjian run is running there.",
)
