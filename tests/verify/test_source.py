"""Logs are read from folders and addresses, and nothing else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.verify.audit_logs import policy_of
from tests.verify.sample_log import grown_log
from verify.audit import http_source
from verify.audit.http_source import HttpSource
from verify.audit.run import audit_log
from verify.audit.source import FolderSource, open_source
from verify.errors import FileUnreadableError, TooLargeError


class Answers(BaseHTTPRequestHandler):
    files: dict[str, bytes]

    def do_GET(self) -> None:
        if self.path == "/log/broken":
            self.send_error(500)
        elif self.path == "/log/gone":
            self.send_error(410)
        elif self.path == "/log/silent":
            self.close_connection = True
        elif self.path in self.files:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.files[self.path])
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Answers.files = {f"/log/{path}": data for path, data in grown_log(300).files().items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/log"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_log_is_audited_over_http(address: str) -> None:
    source = open_source(address + "/")
    assert isinstance(source, HttpSource)
    assert audit_log(source, policy_of(grown_log(300)), now_s=0).size == 300


def test_what_a_server_does_not_have_is_told_from_what_it_cannot_give(address: str) -> None:
    source = HttpSource(address)
    assert source.read("missing") is None
    assert source.read("gone") is None
    for path in ("broken", "silent"):
        with pytest.raises(FileUnreadableError):
            source.read(path)


def test_an_answer_beyond_every_bundle_is_not_read(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "MAX_RESOURCE_BYTES", 100)
    with pytest.raises(TooLargeError):
        HttpSource(address).read("tile/entries/000")


def test_no_server_is_an_unreadable_address() -> None:
    with pytest.raises(FileUnreadableError):
        HttpSource("http://127.0.0.1:1").read("checkpoint")


def test_a_folder_is_read_as_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").write_bytes(b"x")
    source = open_source(str(tmp_path))
    assert isinstance(source, FolderSource)
    assert source.read("checkpoint") == b"x"
    assert source.read("tile/0/000") is None
    assert source.read("checkpoint/000") is None


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    with pytest.raises(FileUnreadableError):
        FolderSource(tmp_path).read("checkpoint")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/", "no-such-folder"])
def test_other_places_are_refused(place: str) -> None:
    with pytest.raises(FileUnreadableError):
        open_source(place)
