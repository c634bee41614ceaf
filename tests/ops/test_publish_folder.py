"""``chengjian publish`` writes into a new folder, an empty one, or a mirror of the same log, and into no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.log.publish import PublishFolderError, publish
from ledger.service.ledger import Ledger
from tests.town import open_town


@pytest.fixture
def ledger(dsn: str, tmp_path: Path) -> Iterator[Ledger]:
    with open_town(dsn, tmp_path / "home") as town:
        yield town


def test_a_mirror_of_the_log_is_added_to_whatever_else_lies_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    for folder in (tmp_path / "new", tmp_path / "empty"):
        if folder.name == "empty":
            folder.mkdir()
        size = publish(ledger.reader, folder)
        (folder / "policy.json").write_text("{}", encoding="utf-8")
        assert publish(ledger.reader, folder) == size


def test_what_an_interrupted_first_run_left_is_finished(ledger: Ledger, tmp_path: Path) -> None:
    publish(ledger.reader, tmp_path / "mirror")
    (tmp_path / "mirror" / "checkpoint").rename(tmp_path / "mirror" / ".checkpoint.part")
    publish(ledger.reader, tmp_path / "mirror")
    assert (tmp_path / "mirror" / "checkpoint").is_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [("log.key", b"secret"), ("manifest.json", b"{}"), ("checkpoint", b"test.another.example/log\n5\nAA==\n")],
)
def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_is(
    ledger: Ledger, tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "keys-2026-11-23"
    folder.mkdir()
    (folder / name).write_bytes(content)
    with pytest.raises(PublishFolderError) as refused:
        publish(ledger.reader, folder)
    assert refused.value.code == "publish-folder"
    assert str(folder) in refused.value.message_zh
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == content
