"""The embedded server: starts, is shared, survives, comes back, and is private."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.postgres import public_copy
from ledger.postgres.account import choose_account
from ledger.postgres.connect import connect
from ledger.postgres.database import database
from ledger.postgres.errors import AccountError, DataFolderError, OtherMajorError, ProgramsMissingError, StartError
from ledger.postgres.launcher import EmbeddedPostgres
from ledger.postgres.programs import find_programs
from ledger.settings import load_settings
from tests.ops.servers import SETTINGS, kill, wheel_programs
from tests.processes import is_gone
from tests.waiting import wait_until

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def bare_home() -> Iterator[Path]:
    """A folder that nobody else may enter, as a private home is."""
    folder = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A server's folder as it is after its first run."""
    folder = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    with EmbeddedPostgres(folder / "postgres", settings=SETTINGS):
        pass
    yield folder / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def home(bare_home: Path, made: Path) -> Path:
    """A private home with a server that has run before."""
    subprocess.run(["cp", "-a", made, bare_home / "postgres"], check=True)
    return bare_home


def ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_a_fresh_folder_becomes_a_durable_private_utf8_server(bare_home: Path) -> None:
    with EmbeddedPostgres(bare_home / "postgres", settings=SETTINGS) as server:
        assert ask(server.dsn, "SELECT current_user || '@' || current_database()") == "chengjian@chengjian"
        for setting, value in {
            "listen_addresses": "",
            "fsync": "on",
            "full_page_writes": "on",
            "synchronous_commit": "on",
            "data_checksums": "on",
            "server_encoding": "UTF8",
            "unix_socket_permissions": "0700",
            "shared_buffers": "16MB",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }.items():
            assert ask(server.admin_dsn, f"SELECT current_setting('{setting}')") == value
        socket_folder = Path(str(ask(server.admin_dsn, "SELECT current_setting('unix_socket_directories')")))
        assert stat.S_IMODE(socket_folder.stat().st_mode) == 0o700
        assert len(str(socket_folder / ".s.PGSQL.5432")) < 104
    assert stat.S_IMODE((bare_home / "postgres" / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE(bare_home.stat().st_mode) == 0o700, "no folder above may be opened"
    assert not socket_folder.exists()


def test_the_ledgers_role_is_no_superuser(home: Path) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        assert ask(server.dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server.dsn, "SELECT pg_read_file('/etc/hostname')")


@pytest.mark.skipif(not IS_ROOT, reason="needs two accounts")
def test_another_account_cannot_log_in_even_if_it_reaches_the_socket(home: Path) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        socket_folder = Path(str(ask(server.admin_dsn, "SELECT current_setting('unix_socket_directories')")))
        assert "Permission denied" in complaint_of_stranger(server.dsn)
        socket_folder.chmod(0o755)
        (socket_folder / ".s.PGSQL.5432").chmod(0o777)
        assert "Peer authentication failed" in complaint_of_stranger(server.dsn)
        assert "Peer authentication failed" in complaint_of_stranger(server.admin_dsn)


def complaint_of_stranger(dsn: str) -> str:
    """What another user of the machine is told when he tries to connect; empty if he is let in."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(1)
        os.setuid(1)
        try:
            psycopg.connect(dsn)
        except psycopg.OperationalError as error:
            os.write(writing, str(error).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as answer:
        return answer.read().decode()


@pytest.mark.skipif(not IS_ROOT, reason="only root runs a server as somebody else")
def test_as_root_the_server_runs_as_nobody_inside_a_private_home(home: Path) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        assert server.pid is not None
        assert Path(f"/proc/{server.pid}").owner() == "nobody"
        assert (home / "postgres" / "data").owner() == "nobody"
    assert home.owner() == "root"


@pytest.mark.skipif(not IS_ROOT, reason="only root runs a server as somebody else")
def test_as_root_the_named_user_runs_the_server_and_then_owns_the_folder(bare_home: Path) -> None:
    with EmbeddedPostgres(bare_home / "postgres", run_as="daemon", settings=SETTINGS) as server:
        assert Path(f"/proc/{server.pid}").owner() == "daemon"
    with EmbeddedPostgres(bare_home / "postgres", settings=SETTINGS) as server:
        assert Path(f"/proc/{server.pid}").owner() == "daemon", "what is there decides"
    with pytest.raises(AccountError, match="belongs to user"):
        EmbeddedPostgres(bare_home / "postgres", run_as="nobody").start()


@pytest.mark.skipif(not IS_ROOT, reason="only root runs a server as somebody else")
@pytest.mark.parametrize("name", ["root", "no-such-user"])
def test_as_root_an_account_that_cannot_run_it_is_refused(name: str) -> None:
    with pytest.raises(AccountError):
        choose_account(name, None)


@pytest.mark.skipif(not IS_ROOT, reason="only root runs a server as somebody else")
def test_programs_in_a_private_folder_are_copied_for_the_other_account(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = find_programs().root.parent
    hidden = home / "venv" / package.name
    shutil.copytree(package / "pginstall", hidden / "pginstall", ignore=shutil.ignore_patterns("include"))
    shutil.copytree(package.with_name(package.name + ".libs"), home / "venv" / (package.name + ".libs"))
    public = Path(tempfile.mkdtemp(prefix="chengjian-test-public-"))
    monkeypatch.setattr(public_copy, "PUBLIC_FOLDER", public / "chengjian" / "postgres")
    try:
        programs = hidden / "pginstall" / "bin"
        with EmbeddedPostgres(home / "postgres", binaries=programs, settings=SETTINGS) as server:
            command = Path(f"/proc/{server.pid}/cmdline").read_bytes().split(b"\0")[0].decode()
            assert not command.startswith(str(home))
    finally:
        shutil.rmtree(public, ignore_errors=True)
        shutil.rmtree(Path(command).parents[3], ignore_errors=True)


def test_two_users_share_the_server_and_the_last_one_stops_it(home: Path) -> None:
    first = EmbeddedPostgres(home / "postgres", settings=SETTINGS)
    second = EmbeddedPostgres(home / "postgres", settings=SETTINGS)
    first.start()
    second.start()
    assert first.pid == second.pid
    assert first.dsn == second.dsn
    first.stop()
    assert ask(second.dsn, "SELECT 1") == 1
    second.stop()
    assert second.pid is None


def test_the_server_outlives_a_killed_parent_and_is_joined_by_the_next(home: Path) -> None:
    program = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from ledger.postgres.launcher import EmbeddedPostgres
        server = EmbeddedPostgres(Path(sys.argv[1]), settings={"shared_buffers": "16MB"})
        server.start()
        print(server.pid, flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(home / "postgres")], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        while not (line := parent.stdout.readline().strip()).isdigit():
            assert line, "the parent ended"
        kill(parent.pid)
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        assert server.pid == int(line)
        assert ask(server.dsn, "SELECT 1") == 1
    wait_until(lambda: is_gone(int(line)), what="the end of the server")


def test_a_killed_server_comes_back_with_its_data_under_the_same_address(home: Path) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        with psycopg.connect(server.dsn, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (n integer)")
            connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
            before, pid = server.dsn, server.pid
            assert pid is not None
            kill(pid)
        server.start()
        assert server.dsn == before
        assert server.pid != pid
        assert ask(server.dsn, "SELECT count(*) FROM kept") == 1000


@pytest.mark.parametrize("stranger", ["living", "dead"])
def test_a_pid_file_left_over_with_the_number_of_a_stranger_is_no_obstacle(home: Path, stranger: str) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        note = (home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    note[0] = str(os.getpid()) if stranger == "living" else ended.stdout.decode().strip()
    (home / "postgres" / "data" / "postmaster.pid").write_text("\n".join(note) + "\n")
    with server:
        assert ask(server.dsn, "SELECT 1") == 1


def test_a_folder_of_another_major_is_refused_by_name(bare_home: Path) -> None:
    sixteen = wheel_programs("pginstall")
    with EmbeddedPostgres(bare_home / "postgres", binaries=sixteen, settings=SETTINGS) as server:
        assert int(str(ask(server.dsn, "SELECT current_setting('server_version_num')"))) // 10_000 == 16
        connect(server.dsn).close()
    with pytest.raises(OtherMajorError, match=r"made by PostgreSQL 16, but the programs are 18\."):
        EmbeddedPostgres(bare_home / "postgres").start()


def test_a_folder_with_something_else_in_it_is_refused(bare_home: Path) -> None:
    (bare_home / "postgres" / "data").mkdir(parents=True)
    (bare_home / "postgres" / "data" / "letter.txt").write_text("not a database")
    if IS_ROOT:
        shutil.chown(bare_home / "postgres" / "data", "nobody")
    with pytest.raises(DataFolderError, match="neither empty nor a database"):
        EmbeddedPostgres(bare_home / "postgres").start()


def test_a_server_that_cannot_start_shows_what_it_said(home: Path) -> None:
    with pytest.raises(StartError, match="no_such_setting"):
        EmbeddedPostgres(home / "postgres", settings={"no_such_setting": "1"}).start()


def test_programs_that_are_none_are_refused(home: Path) -> None:
    with pytest.raises(ProgramsMissingError):
        find_programs(home)


def test_an_operators_setting_survives_but_cannot_make_the_server_forgetful(home: Path) -> None:
    server = EmbeddedPostgres(home / "postgres", settings=SETTINGS)
    with server:
        for setting in ("work_mem = '9MB'", "fsync = off"):
            with psycopg.connect(server.admin_dsn, autocommit=True) as connection:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
    with server:
        assert ask(server.dsn, "SELECT current_setting('work_mem')") == "9MB"
        assert ask(server.dsn, "SELECT current_setting('fsync')") == "on"


@pytest.mark.skipif(not IS_ROOT, reason="needs an account that is not ours")
def test_a_link_planted_in_the_data_folder_is_replaced_and_not_followed(home: Path) -> None:
    with EmbeddedPostgres(home / "postgres", settings=SETTINGS) as server:
        pass
    victim = home / "victim"
    victim.write_text("untouched")
    planted = home / "postgres" / "data" / "postgresql.conf"
    planted.unlink()
    planted.symlink_to(victim)
    with server:
        assert not planted.is_symlink()
    assert victim.read_text() == "untouched"


def test_a_server_that_is_killed_under_a_running_ledger_is_started_again(home: Path) -> None:
    settings = load_settings({"CHENGJIAN_HOME": str(home)})
    with database(settings) as dsn:
        pid = ask(dsn, "SELECT pg_backend_pid()")
        kill(int((home / "postgres" / "data" / "postmaster.pid").read_text().split()[0]))
        wait_until(lambda: _answers(dsn), what="a server started again")
        assert ask(dsn, "SELECT pg_backend_pid()") != pid


def _answers(dsn: str) -> bool:
    try:
        return ask(dsn, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def test_an_outside_database_is_used_as_it_is(dsn: str) -> None:
    with database(load_settings({"CHENGJIAN_DSN": dsn})) as used:
        assert used == dsn
