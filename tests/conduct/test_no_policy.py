"""Without a policy nothing is judged, and what is asked for is named."""

from pathlib import Path

import pytest

from verify.conduct import command


def test_without_a_policy_the_log_is_named_and_the_policy_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHENGJIAN_POLICY", raising=False)
    assert command.run([str(tmp_path)]) == 2
    said = capsys.readouterr().out
    assert "None" not in said
    assert str(tmp_path) in said
    assert "--policy" in said


def test_a_policy_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run([str(tmp_path), "--policy", str(tmp_path / "no.json")]) == 2
    assert "no.json: 信任策略" in capsys.readouterr().out
