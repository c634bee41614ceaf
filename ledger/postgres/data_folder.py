"""The data folder of the embedded server: making it, knowing it again, and the server that may run on it."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ledger.postgres.account import Account
from ledger.postgres.configuration import ADMIN_ROLE
from ledger.postgres.errors import AccountError, DataFolderError, OtherMajorError, StartError
from ledger.postgres.process import HAS_PROC, is_alive, is_server, may_work_in
from ledger.postgres.programs import Programs

_WORKING_FOLDER = "/proc/self/cwd"
_BUILTIN_LOCALE_SINCE = 17
_PID_LINE, _SOCKET_LINE, _STATUS_LINE = 0, 4, 7


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """What ``postmaster.pid`` says about a server.

    Attributes:
        pid: Process id of the postmaster.
        socket_folder: Where its socket is; empty while it starts.
        is_ready: Whether it says that it accepts connections.
    """

    pid: int
    socket_folder: str
    is_ready: bool


class DataFolder:
    """PostgreSQL's data folder and the process on it."""

    def __init__(self, path: Path, account: Account) -> None:
        self.path = path
        self._account = account

    @property
    def exists(self) -> bool:
        """Whether a database was ever made here."""
        return (self.path / "PG_VERSION").exists()

    @property
    def spelling(self) -> str:
        """How the server is told where its folder is.

        The server of another account gets its folder as its working folder, so that the folders above need not be
        open to it.

        Raises:
            AccountError: It cannot reach its folder, and this system cannot hand it over either.
        """
        if not self._account.is_other or self._account.can_reach(self.path):
            return str(self.path.resolve())
        if not HAS_PROC:
            raise AccountError(
                f"用户 {self._account.name} 无法到达 {self.path}。",
                f"User {self._account.name} cannot reach {self.path}.",
                "请把 CHENGJIAN_HOME 放在它能到达的地方，或不以 root 运行。",
                "Put CHENGJIAN_HOME where it can, or do not run as root.",
            )
        return _WORKING_FOLDER

    def make(self, programs: Programs) -> None:
        """Make a new database cluster: UTF-8, ordered by code point, with checksums on every page.

        Raises:
            DataFolderError: Something else is in the folder.
            StartError: ``initdb`` failed.
        """
        if self.path.exists() and any(self.path.iterdir()):
            raise DataFolderError(
                f"{self.path} 不是空的，也不是数据库。",
                f"{self.path} is neither empty nor a database.",
                "请换一个目录。",
                "Choose another folder.",
            )
        made = DataFolder(self.path.with_name(self.path.name + ".new"), self._account)
        shutil.rmtree(made.path, ignore_errors=True)
        made.path.mkdir(mode=0o700)
        if self._account.is_other:
            os.chown(made.path, self._account.uid, self._account.gid)
        made.initialise(programs)
        if self.path.exists():
            self.path.rmdir()
        made.path.rename(self.path)

    def initialise(self, programs: Programs) -> None:
        """Run ``initdb`` in this empty folder.

        Raises:
            StartError: It failed.
        """
        command: list[str | Path] = [programs.folder / "initdb", "-D", self.spelling, "-U", ADMIN_ROLE]
        command += ["--auth=peer", "--data-checksums", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        if programs.major >= _BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        owner = self._account.process_owner()
        result = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=False, **owner)
        if result.returncode != 0:
            raise StartError(
                "无法建立数据库。",
                f"initdb failed: {result.stderr.strip() or result.stdout.strip()}",
                "请按下面的原因处理：多为磁盘空间不足或目录权限不对。",
                "See to its cause: mostly a full disk or the permissions of the folder.",
            )

    def check_major(self, programs: Programs) -> None:
        """Refuse a folder that another major version made.

        Raises:
            OtherMajorError: It was.
        """
        major = (self.path / "PG_VERSION").read_text().strip()
        if major != str(programs.major):
            raise OtherMajorError(
                f"数据目录由 PostgreSQL {major} 建立，而现有的程序是 {programs.version}。",
                f"The data folder was made by PostgreSQL {major}, but the programs are {programs.version}.",
                "请用原来的版本备份（chengjian backup），再用新版本恢复（chengjian restore）；"
                "或用 CHENGJIAN_POSTGRES_PROGRAMS 指向旧版本的程序。",
                "Back up with the version that made it (chengjian backup) and restore with the new one "
                "(chengjian restore), or point CHENGJIAN_POSTGRES_PROGRAMS at programs of the old version.",
            )

    def write(self, name: str, text: str) -> None:
        """Put a file into the folder, owned by the server's account.

        The folder belongs to an account that we do not trust with our rights: nothing that it may have put in the way
        (a symbolic link) is followed; the file appears whole, by renaming.
        """
        fresh = self.path / f".{name}.{secrets.token_hex(8)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.fchown(file.fileno(), self._account.uid, self._account.gid)
            file.write(text)
        fresh.replace(self.path / name)

    def system_identifier(self) -> int:
        """The number that tells this cluster from all others; the first eight bytes of its control file."""
        with (self.path / "global" / "pg_control").open("rb") as file:
            return int.from_bytes(file.read(8), sys.byteorder)

    def server(self) -> ServerProcess | None:
        """The server that runs on this folder, if one does; what a killed one left behind does not count."""
        noted = self._noted()
        return noted if noted and is_server(noted.pid, self.path, self._account.uid) else None

    def left_socket_folder(self) -> Path | None:
        """The socket folder that a server wrote down before it was killed."""
        noted = self._noted()
        return Path(noted.socket_folder) if noted and noted.socket_folder else None

    def remove_stale_note(self) -> None:
        """Remove a ``postmaster.pid`` whose number now belongs to a stranger, so that the server does not shy from it.

        It is left alone while any process may still work in the folder: PostgreSQL then judges by its shared memory.
        """
        noted = self._noted()
        if noted is not None and is_alive(noted.pid) and not any(True for _ in may_work_in(self.path)):
            (self.path / "postmaster.pid").unlink(missing_ok=True)

    def _noted(self) -> ServerProcess | None:
        try:
            lines = dict(enumerate((self.path / "postmaster.pid").read_text().splitlines()))
        except FileNotFoundError:
            return None
        pid = lines.get(_PID_LINE, "").strip()
        if not pid.isdigit():
            return None
        is_ready = lines.get(_STATUS_LINE, "").strip() == "ready"
        return ServerProcess(int(pid), lines.get(_SOCKET_LINE, "").strip(), is_ready)


def ask_to_stop(pid: int) -> None:
    """Ask a postmaster to end cleanly now, whoever is connected (PostgreSQL's *fast shutdown*)."""
    os.kill(pid, signal.SIGINT)
