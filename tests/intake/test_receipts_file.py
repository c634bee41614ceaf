"""The receipts file of an earlier run, and what is done about a damaged one."""

from pathlib import Path

import pytest

from ledger.intake.errors import JournalError
from ledger.intake.submission.receipts import write_receipts


@pytest.mark.parametrize("damage", [b"{}\n", b"[]\n", b'{"entry":1}\n', b"torn", b'{"entry":"{}"}', b"\xff\n"])
def test_a_damaged_receipts_file_is_named_with_its_line_and_left_alone(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "s.csv.receipts.ndjson"
    path.write_bytes(b'{"entry":"one"}\n' + damage)
    with pytest.raises(JournalError) as raised:
        write_receipts(path, [])
    assert raised.value.reason == "receipts-damaged"
    assert "2" in raised.value.message_en
    assert path.read_bytes() == b'{"entry":"one"}\n' + damage
    assert list(tmp_path.iterdir()) == [path]
