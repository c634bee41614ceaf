"""A first try with the wrong key does not stand in the way of the right one, and nothing is doubled."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.cli.here import LedgerHere
from ledger.crypto.keys import SigningKey
from ledger.intake.act.acts import ACTS
from ledger.intake.act.recording import Signer
from ledger.intake.act.session import ActOptions, ActSession
from ledger.intake.errors import JournalBusyError, JournalElsewhereError
from ledger.intake.submission.journal import SubmissionName, open_journal
from ledger.intake.submission.work import SILENT, Submitted
from tests.due_town import COURT, COURT_KEY, SECOND_KEY, DueTown, open_due_town
from tests.intake.act_rows import NOTICE, TODAY
from tests.town import BUREAU, BUREAU_KEY, CENTRE_KEY


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home", "2026-05-06") as opened:
        yield opened


@pytest.fixture
def path(town: DueTown, tmp_path: Path) -> Path:
    fact = town.penalty(1)
    town.send(fact)
    file = tmp_path / "notice.json"
    file.write_text(json.dumps({**NOTICE, "facts": fact.jti, "served_on": TODAY.isoformat()}), encoding="utf-8")
    return file


def serve(town: DueTown, path: Path, code: str, key: SigningKey) -> Submitted:
    here = LedgerHere(town.ledger)
    session = ActSession(ActOptions(ACTS["notice-served"], path, by="agency"), now=lambda: town.clock.now)
    file = session.open()
    rows = session.check(file, here)
    return session.record(file, rows, Signer("agency", f"agency:{code}", key), here, SILENT)


def codes(submitted: Submitted) -> list[str]:
    return [str((one.problem or {}).get("code", one.status)) for one in submitted.results.values()]


def test_the_right_body_signs_after_another_was_refused(town: DueTown, path: Path) -> None:
    assert codes(serve(town, path, COURT, COURT_KEY)) == ["listing-issuer"]
    assert codes(serve(town, path, BUREAU, BUREAU_KEY)) == ["201"]
    assert codes(serve(town, path, BUREAU, BUREAU_KEY)) == ["201"]


def test_the_right_key_of_the_same_body_signs_what_was_refused_under_another(town: DueTown, path: Path) -> None:
    assert codes(serve(town, path, BUREAU, CENTRE_KEY)) != ["201"]
    size = town.ledger.reader.size()
    assert codes(serve(town, path, BUREAU, BUREAU_KEY)) == ["201"]
    assert codes(serve(town, path, BUREAU, SECOND_KEY)) == ["201"]  # recorded is recorded, whoever asks again
    assert town.ledger.reader.size() == size + 1


def test_what_was_recorded_under_one_signer_is_not_begun_again_under_another(town: DueTown, path: Path) -> None:
    serve(town, path, BUREAU, BUREAU_KEY)
    with pytest.raises(JournalElsewhereError) as refused:
        serve(town, path, COURT, COURT_KEY)
    assert refused.value.code == "journal-elsewhere"
    assert "签名单位" in refused.value.message_zh


def test_what_awaits_an_answer_is_not_begun_again_under_another_signer(tmp_path: Path) -> None:
    name = SubmissionName("00", "", "agency:a", "notice-served", "test.example")
    with open_journal(tmp_path / "j", name) as journal:
        journal.sign({1: "signed and perhaps recorded"})
    other = SubmissionName("00", "", "agency:b", "notice-served", "test.example")
    with pytest.raises(JournalElsewhereError), open_journal(tmp_path / "j", other):
        pass
    with open_journal(tmp_path / "j", name) as journal:
        assert journal.pending() == [1]
        with pytest.raises(JournalBusyError) as busy, open_journal(tmp_path / "j", name):
            pass
    assert busy.value.code == "journal-busy"
