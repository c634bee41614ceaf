"""The commands ``chengjian attach``, as typed: on a real ledger, and against a real server's face."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner, Result

from api.app import create_app
from ledger.base64url import decode
from ledger.cli.attachments import SaltFileError
from ledger.cli.main import build_app
from ledger.cli.sending import ServerRefusedError
from ledger.labels import attachment_digest
from ledger.service.attachment_errors import AttachmentEmptyError, AttachmentTypeError, AttachmentUnnamedError
from tests.attachments import PDF, File, object_with
from tests.due_town import DueTown, open_due_town
from tests.ops.faces import listening
from tests.town import ORIGIN

Run = Callable[..., Result]


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as town:
        yield town


@pytest.fixture
def run(town: DueTown) -> Run:
    """Run a command beside the open town; what it raises comes through."""
    home, dsn = str(town.settings.home), town.ledger.dsn
    environment = {"CHENGJIAN_HOME": home, "CHENGJIAN_DSN": dsn, "CHENGJIAN_LOG_LEVEL": "error"}

    def run_command(*arguments: object) -> Result:
        texts = ["attach", *map(str, arguments)]
        return CliRunner().invoke(build_app(), texts, env=environment, catch_exceptions=False)

    return run_command


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "回执.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def server(town: DueTown) -> Iterator[str]:
    """The town's HTTP face on a port of its own."""
    with listening(create_app(town.ledger)) as url:
        yield url


def named(town: DueTown, scan: Path, told: Result) -> File:
    """Record a statement that names a file as the command named it."""
    name = str(json.loads(told.stdout)["digest"])
    salt = decode(scan.with_name(f"{scan.name}.salt").read_text().strip())
    file = File(PDF, "application/pdf", salt, decode(name))
    assert file.digest == attachment_digest(ORIGIN, salt, PDF)
    object_with(town, file)
    return file


def test_a_file_is_named_recorded_handed_in_and_handed_in_again(town: DueTown, run: Run, scan: Path) -> None:
    file = named(town, scan, run("digest", scan, "--json"))
    assert town.ledger.attachments.read(file.digest) is None
    assert "附件已保存" in run("upload", scan).stdout
    read = town.ledger.attachments.read(file.digest)
    assert read is not None
    assert read.content == PDF
    assert "Stored before" in run("upload", scan).stdout


def test_a_file_is_handed_in_at_a_server(town: DueTown, run: Run, scan: Path, server: str) -> None:
    file = named(town, scan, run("digest", scan, "--server", server, "--json"))
    assert json.loads(run("upload", scan, "--server", server, "--json").stdout)["is_new"] is True
    assert json.loads(run("upload", scan, "--server", server + "/", "--json").stdout)["is_new"] is False
    assert town.ledger.attachments.read(file.digest) is not None


def test_a_server_s_refusal_is_told_with_its_code(run: Run, scan: Path, server: str) -> None:
    run("digest", scan)
    with pytest.raises(ServerRefusedError) as caught:
        run("upload", scan, "--server", server)
    assert caught.value.problem == "attachment-unnamed"
    with pytest.raises(ServerRefusedError) as caught:
        run("digest", scan, "--server", server + "/elsewhere")
    assert caught.value.problem == "not-found"


def test_a_server_that_is_away_is_no_silent_success(run: Run, scan: Path) -> None:
    with pytest.raises(httpx2.TransportError):
        run("digest", scan, "--server", "http://127.0.0.1:9")


def test_the_digest_is_the_same_as_long_as_the_salt_file_is(run: Run, scan: Path, tmp_path: Path) -> None:
    first = run("digest", scan).stdout.splitlines()[0]
    assert run("digest", scan, "--origin", ORIGIN).stdout.splitlines()[0] == first
    assert run("digest", scan, "--origin", "test.example/other").stdout.splitlines()[0] != first
    other = tmp_path / "other.salt"
    assert run("digest", scan, "--salt-out", other).stdout.splitlines()[0] != first
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.salt")} == {0o600}


def test_a_file_that_no_recorded_statement_names_is_refused(run: Run, scan: Path) -> None:
    run("digest", scan)
    with pytest.raises(AttachmentUnnamedError):
        run("upload", scan)


@pytest.mark.parametrize("text", [None, "", "AAAA\n", "not a salt of sixteen bytes", "盐"])
def test_without_its_salt_a_file_is_not_handed_in(run: Run, scan: Path, text: str | None) -> None:
    if text is not None:
        scan.with_name(f"{scan.name}.salt").write_text(text, encoding="utf-8")
    with pytest.raises(SaltFileError):
        run("upload", scan)


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", AttachmentEmptyError), (b"<svg/>", AttachmentTypeError), (b"PK\0", AttachmentTypeError)],
)
def test_what_would_not_be_taken_is_refused_before_a_statement_names_it(
    run: Run, scan: Path, content: bytes, error: type[Exception]
) -> None:
    scan.write_bytes(content)
    with pytest.raises(error):
        run("digest", scan)
