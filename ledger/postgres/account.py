"""Under which account the server runs, and what that account can reach.

PostgreSQL refuses to run as root. An ordinary user's server runs as that user. When root starts the ledger, the
server runs as an unprivileged user *that exists already* (``CHENGJIAN_POSTGRES_RUN_AS``, by default ``nobody``): no
account is added and no folder of the operator's has its mode changed. ``docs/operations.md`` (running as root) says
what follows from that.
"""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from ledger.postgres.errors import AccountError

DEFAULT_RUN_AS = "nobody"


class ProcessOwner(TypedDict, total=False):
    """The arguments of ``subprocess`` that make a child run under the server's account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the server runs under.

    Attributes:
        name: Name in the user database.
        uid: User id, never 0.
        gid: Primary group id.
        starter: Name of the user who starts it; the same one unless that is root.
    """

    name: str
    uid: int
    gid: int
    starter: str

    @property
    def is_other(self) -> bool:
        """Whether the server runs under another account than ours."""
        return self.name != self.starter

    def process_owner(self) -> ProcessOwner:
        """The arguments for ``subprocess`` that drop to this account; none where we are it already."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_reach(self, path: Path) -> bool:
        """Whether the mode bits of every folder above ``path`` let this account through; access lists are not read."""
        return all(self._may_pass(parent.stat()) for parent in path.resolve().parents)

    def _may_pass(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def choose_account(run_as: str | None, owner_uid: int | None) -> Account:
    """Choose the account for the server.

    Args:
        run_as: Name of an existing user, or ``None`` for the default.
        owner_uid: Who owns the data folder, or ``None`` if there is none yet.

    Raises:
        AccountError: The account does not exist, is root, is not ours to use or does not own the data folder.
    """
    starter = _entry_of(os.geteuid())
    if starter.pw_uid != 0:
        chosen = starter
        if run_as not in {None, starter.pw_name}:
            raise AccountError(
                f"只有 root 能以 {run_as} 的身份启动数据库。",
                f"Only root can run the database as {run_as}.",
                "请取消 CHENGJIAN_POSTGRES_RUN_AS。",
                "Unset CHENGJIAN_POSTGRES_RUN_AS.",
            )
    else:
        chosen = _unprivileged(run_as, owner_uid)
    if owner_uid is not None and owner_uid != chosen.pw_uid:
        raise AccountError(
            f"数据目录属于用户 {owner_uid}，而数据库将以 {chosen.pw_name} 运行。",
            f"The data folder belongs to user {owner_uid}, but the database would run as {chosen.pw_name}.",
            "请以该用户启动，或改变目录的属主。",
            "Start as that user, or change the owner of the folder.",
        )
    return Account(chosen.pw_name, chosen.pw_uid, chosen.pw_gid, starter.pw_name)


def _unprivileged(run_as: str | None, owner_uid: int | None) -> pwd.struct_passwd:
    """The account that root drops to: the one named, else the owner of what is there, else the default."""
    if run_as is None and owner_uid not in {None, 0}:
        return _entry_of(owner_uid or 0)
    name = run_as or DEFAULT_RUN_AS
    try:
        entry = pwd.getpwnam(name)
    except KeyError as error:
        raise AccountError(
            f"没有用户 {name}；PostgreSQL 不能以 root 运行。",
            f"There is no user {name}, and PostgreSQL does not run as root.",
            "请把 CHENGJIAN_POSTGRES_RUN_AS 设为一个已有的普通用户。",
            "Set CHENGJIAN_POSTGRES_RUN_AS to an existing unprivileged user.",
        ) from error
    if entry.pw_uid == 0:
        raise AccountError(
            "PostgreSQL 不能以 root 运行。",
            "PostgreSQL does not run as root.",
            "请把 CHENGJIAN_POSTGRES_RUN_AS 设为一个已有的普通用户。",
            "Set CHENGJIAN_POSTGRES_RUN_AS to an existing unprivileged user.",
        )
    return entry


def _entry_of(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise AccountError(
            f"用户号 {uid} 没有名字，initdb 不接受这样的用户。",
            f"User id {uid} has no name, and initdb does not accept such a user.",
            "请在 /etc/passwd 中为它命名，或用 CHENGJIAN_DSN 连接外部数据库。",
            "Give it a line in /etc/passwd, or use an outside database through CHENGJIAN_DSN.",
        ) from error
