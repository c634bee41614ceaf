"""The folder of the embedded server's socket: private, and with a path short enough for one (108 bytes in all)."""

import os
import shutil
import stat
import tempfile
from pathlib import Path

from ledger.postgres.account import Account

_LONGEST = 80


def make_socket_folder(wanted: Path, left: Path | None, account: Account) -> Path:
    """Make an empty folder that only the server's account can enter.

    Args:
        wanted: Where it should be; used if the path is short enough and the account can reach it.
        left: The folder of a killed predecessor; used again if it is elsewhere and still private, so that connection
            strings stay good.
        account: Who owns it.
    """
    if len(os.fsencode(wanted)) <= _LONGEST and (not account.is_other or account.can_reach(wanted)):
        shutil.rmtree(wanted, ignore_errors=True)
        wanted.mkdir(mode=0o700)
        os.chown(wanted, account.uid, account.gid)
        return wanted
    if left is not None and _is_private(left, account):
        for path in left.glob(".s.PGSQL.*"):
            path.unlink()
        return left
    made = Path(tempfile.mkdtemp(prefix="chengjian-", dir="/tmp"))
    os.chown(made, account.uid, account.gid)
    return made


def remove_socket_folder(folder: Path) -> None:
    """Remove the folder after its server has ended, if nothing is left in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _is_private(folder: Path, account: Account) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_closed = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == stat.S_IRWXU
    return is_closed and status.st_uid == account.uid
