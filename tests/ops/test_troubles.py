"""What goes wrong is told in both languages with the way out, and every command that a text names is there."""

import errno
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psycopg
import pytest
import typer

from api.command_line import FURTHER
from ledger.cli import main as command_line
from ledger.cli.main import build_app
from ledger.cli.sending import refused
from ledger.cli.troubles import explain
from ledger.crypto.errors import KeyFileMissingError, PublicKeyError, SeedError
from ledger.keystore import KeyDestroyedError
from ledger.keystore.errors import KeyStoreFormError, UnknownSubjectError
from ledger.log.errors import LogUnavailableError
from ledger.statement.errors import StatementKeyError
from ledger.vault import VaultError

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "ledger", "projections", "api")
NAMED = re.compile(r"(?<!by )chengjian ([a-z]+(?:-[a-z]+)*)(?: ([a-z]+))?")
DOCS = re.compile(r"^(?:\$ |CHENGJIAN_\w+=\S+ )*chengjian ([a-z-]+)(?: ([a-z]+))?", re.MULTILINE)


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (KeyFileMissingError("log.key is missing"), "key-file-missing", "chengjian restore --keys"),
        (KeyStoreFormError("damaged"), "keystore-form", "chengjian fsck"),
        (KeyDestroyedError("gone"), "keystore-destroyed", ""),
        (UnknownSubjectError("no keys"), "keystore-unknown-subject", "chengjian restore --keys"),
        (PublicKeyError("not canonical"), "public-key", "chengjian key show"),
        (SeedError("31 bytes"), "key-seed", ""),
        (StatementKeyError("another key"), "statement-key", "chengjian key show"),
        (VaultError("no"), "vault-row", "chengjian fsck"),
        (psycopg.OperationalError("server gone"), "database", "chengjian config check"),
        (httpx2.ConnectError("refused"), "server-unreachable", "--server"),
        (OSError(errno.ENOSPC, "No space left on device", "/backup/entry.copy"), "file", "Make room"),
        (PermissionError(errno.EACCES, "Permission denied", "/backup"), "file", "permissions"),
    ],
)
def test_a_failure_is_explained_in_both_languages(error: Exception, code: str, word: str) -> None:
    explained = explain(error)
    assert explained is not None
    assert explained.code == code
    assert re.search(r"[一-鿿]", explained.message_zh)
    assert explained.message_en
    assert word in explained.mend_en


def test_what_explains_itself_is_left_as_it_is() -> None:
    error = LogUnavailableError()
    assert explain(error) is error


def test_a_fault_of_the_program_is_not_explained_away() -> None:
    assert explain(ZeroDivisionError()) is None


def test_the_command_line_prints_the_explanation_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "root.key"
    key.write_text("no key")
    key.chmod(0o600)
    monkeypatch.setattr("sys.argv", ["chengjian", "key", "show", str(key)])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 1
    shown = capsys.readouterr().err
    assert "错误 [key-file-form]" in shown
    assert "Error [key-file-form]" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    ("status", "body", "zh", "en"),
    [
        (403, b'{"code":"signature","title":"x","detail":"y","detail_en":"z"}', "y（signature）", "z (signature)"),
        (403, b'{"code":"signature","title":"x","title_en":"t"}', "x（signature）", "t (signature)"),
        (502, b"<html>", "服务器未予记录（HTTP 502）", "The server did not record it. (HTTP 502)"),
    ],
)
def test_what_a_server_refuses_is_told_with_its_code(status: int, body: bytes, zh: str, en: str) -> None:
    error = refused(httpx2.Response(status, content=body))
    assert (error.message_zh, error.message_en) == (zh, en)


@pytest.fixture(scope="module")
def commands() -> set[tuple[str, ...]]:
    """Every command that there is, as the words that call it."""
    return set(words(typer.main.get_command(build_app(FURTHER))))


def words(command: object, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in getattr(command, "commands", {}).items():
        yield (*before, name)
        yield from words(one, (*before, name))


def test_every_command_that_a_text_names_exists(commands: set[tuple[str, ...]]) -> None:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found = {match for path in sources for match in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(found) > 10
    assert not [match for match in found if not is_command(match, commands)]


def test_every_command_of_the_operations_page_exists(commands: set[tuple[str, ...]]) -> None:
    found = set(DOCS.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    assert len(found) > 10
    assert not [match for match in found if not is_command(match, commands)]


def is_command(match: tuple[str, str], commands: set[tuple[str, ...]]) -> bool:
    """Whether two words after ``chengjian`` call a command: the second may also be its argument."""
    first, second = match
    is_group = any(len(command) > 1 and command[0] == first for command in commands)
    return (first, second) in commands if is_group and second else (first,) in commands
