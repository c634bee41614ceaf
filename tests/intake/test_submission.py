"""A submission can be stopped anywhere and repeated: every row is recorded once, with the bytes first signed."""

import json
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from ledger.crypto.keys import SigningKey
from ledger.intake.errors import JournalError, UnusableFileError, UploadError
from ledger.intake.report import Report, open_sheet
from ledger.intake.sample.files import write_sample
from ledger.intake.sample_agencies import APPROVAL, MARKET
from ledger.intake.submission import submission, work
from ledger.intake.submission.signing import choose_item, sign_row
from ledger.intake.submission.submission import Signatory, find_signatory, submit_report
from ledger.intake.submission.transport import LineResult, TryAgainError
from ledger.intake.submission.upload import Pace
from ledger.intake.submission.work import Manner, Submitted
from ledger.statement import parse, verify_statement
from tests.intake.fake_ledger import FakeLedger, PlugPulledError, item_of
from tests.intake.files import check, sample, table

KEY = SigningKey.from_seed(bytes(range(32)))
ROWS = 7


@dataclass
class Desk:
    """A clerk's folder with a file, and the ledger it goes to."""

    folder: Path
    report: Report
    ledger: FakeLedger
    waits: list[float] = field(default_factory=list)
    lines: int = 3
    sign_again: bool = False

    @property
    def journal(self) -> Path:
        return self.folder / "journal.ndjson"

    @property
    def receipts(self) -> Path:
        return self.folder / "receipts.ndjson"

    def submit(self) -> Submitted:
        pace = Pace(lines=self.lines, attempts=4, longest_wait_s=30)
        return submit_report(
            self.report,
            item_of(APPROVAL),
            Signatory(APPROVAL.code, KEY),
            self.ledger,
            journal_path=self.journal,
            receipts_path=self.receipts,
            manner=Manner(pace, self.sign_again, clock=lambda: 1_790_000_000.0, wait=self.waits.append),
        )

    def held(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.receipts.read_text().splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    ledger = FakeLedger([item_of(APPROVAL)], {APPROVAL.code: [KEY.kid]})
    return Desk(tmp_path, check(sample(tmp_path / "s.csv", rows=ROWS)), ledger)


def test_every_clean_row_becomes_a_signed_statement_with_the_fixed_number_of_digests(desk: Desk) -> None:
    desk.submit()
    for row, line in zip(desk.report.rows, desk.journal.read_text().splitlines()[1 : ROWS + 1], strict=True):
        statement = parse(json.loads(line)["statement"])
        verify_statement(statement, KEY.public_key)
        assert statement.iss == f"agency:{APPROVAL.code}"
        assert statement.vct == "urn:chengjian:fact-recorded:v1"
        assert statement.plain == {
            "decided_on": row.decided_on,
            "item": "licence",
            "item_version": 1,
            "rules": "2026.1",
        }
        assert statement.disclosed == row.disclosed
        assert statement.n_digests == 32


def test_receipts_are_whole_and_in_the_form_of_the_log_format(desk: Desk) -> None:
    assert desk.submit().recorded == ROWS
    held = desk.held()
    assert len(held) == ROWS
    for receipt in held:
        assert list(receipt) == sorted(["type", "entry", "index", "inclusion", "checkpoint", "keys", "disclosures"])
        jwt = json.loads(str(receipt["entry"]))["statement"]
        disclosures = receipt["disclosures"]
        assert isinstance(disclosures, list)
        statement = parse("~".join([jwt, *disclosures, ""]))
        assert [disclosure.encoded for disclosure in statement.disclosures] == disclosures


def test_journal_and_receipts_are_readable_by_their_owner_alone(desk: Desk) -> None:
    desk.submit()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (desk.journal, desk.receipts)} == {0o600}


def test_a_repeated_run_sends_nothing_and_changes_nothing(desk: Desk) -> None:
    first = desk.submit()
    before = desk.journal.read_bytes(), desk.receipts.read_bytes(), desk.ledger.seen
    again = desk.submit()
    assert again.results == first.results
    assert (desk.journal.read_bytes(), desk.receipts.read_bytes(), desk.ledger.seen) == before


def pull_at(number: int) -> Callable[[int], None]:
    def pull(seen: int) -> None:
        if seen == number:
            raise PlugPulledError

    return pull


@pytest.mark.parametrize("moment", ["before_line", "after_line"])
@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_stopped_at_any_line_and_repeated_no_row_is_doubled(desk: Desk, moment: str, number: int) -> None:
    setattr(desk.ledger, moment, pull_at(number))
    with pytest.raises(PlugPulledError):
        desk.submit()
    setattr(desk.ledger, moment, lambda _: None)
    assert desk.submit().recorded == ROWS
    assert len(desk.ledger.entries) == ROWS
    assert len(desk.held()) == ROWS


@pytest.mark.parametrize("signed", range(ROWS + 1))
def test_stopped_while_signing_no_row_is_doubled(desk: Desk, signed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = sign_row, iter(range(ROWS + 1))

    def sign(*args: Any, **kwargs: Any) -> str:
        if next(count) == signed:
            raise PlugPulledError
        return real(*args, **kwargs)

    monkeypatch.setattr(work, "_SIGNED_AT_ONCE", 2)
    monkeypatch.setattr(submission, "sign_row", sign)
    if signed < ROWS:
        with pytest.raises(PlugPulledError):
            desk.submit()
    monkeypatch.setattr(submission, "sign_row", real)
    assert desk.submit().recorded == ROWS
    assert len(desk.ledger.entries) == ROWS


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_torn_off_at_the_end_of_the_journal_was_never_sent(desk: Desk, cut: int) -> None:
    desk.ledger.before_line = pull_at(1)
    with pytest.raises(PlugPulledError):
        desk.submit()
    desk.journal.write_bytes(desk.journal.read_bytes()[:-cut])
    desk.ledger.before_line = lambda _: None
    assert desk.submit().recorded == ROWS
    assert len(desk.ledger.entries) == ROWS


def test_a_damaged_line_inside_the_journal_stops_the_run(desk: Desk) -> None:
    desk.submit()
    lines = desk.journal.read_bytes().splitlines(keepends=True)
    desk.journal.write_bytes(b"".join([*lines[:2], b"{broken\n", *lines[3:]]))
    with pytest.raises(JournalError) as raised:
        desk.submit()
    assert raised.value.reason == "journal-damaged"
    assert "3" in raised.value.message_zh


def test_an_answer_whose_basis_is_gone_is_damage(desk: Desk) -> None:
    desk.submit()
    lines = [line for line in desk.journal.read_bytes().splitlines(keepends=True) if b'"checkpoint"' not in line]
    desk.journal.write_bytes(b"".join(lines))
    with pytest.raises(JournalError) as raised:
        desk.submit()
    assert raised.value.reason == "journal-damaged"


def test_what_receipts_have_in_common_stands_in_the_journal_once(desk: Desk) -> None:
    desk.submit()
    checkpoints = [line for line in desk.journal.read_bytes().splitlines() if b'"checkpoint"' in line]
    assert len(checkpoints) == len({json.loads(line)["checkpoint"] for line in checkpoints})


def test_a_journal_of_another_item_is_not_used(desk: Desk) -> None:
    desk.submit()
    lines = desk.journal.read_bytes().splitlines(keepends=True)
    desk.journal.write_bytes(b"".join([lines[0].replace(b'"licence"', b'"honour"'), *lines[1:]]))
    with pytest.raises(JournalError) as raised:
        desk.submit()
    assert raised.value.reason == "journal-elsewhere"


def test_two_programs_do_not_submit_the_same_file_at_once(desk: Desk) -> None:
    def submit_again(_: int) -> None:
        desk.ledger.before_line = lambda _: None
        with pytest.raises(JournalError) as raised:
            desk.submit()
        assert raised.value.reason == "journal-busy"

    desk.ledger.before_line = submit_again
    assert desk.submit().recorded == ROWS


def test_a_refused_row_does_not_stop_the_others(desk: Desk) -> None:
    name = desk.report.rows[2].disclosed["subject.name"]
    problem = {"status": 422, "code": "prohibited-content", "detail": "…", "pointer": "/subject.content"}
    desk.ledger.refuse = lambda text: dict(problem) if _names(text, str(name)) else None
    result = desk.submit()
    wanted = sum(row.disclosed["subject.name"] == name for row in desk.report.rows)
    assert (result.recorded, result.refused) == (ROWS - wanted, wanted)
    assert result.results[desk.report.rows[2].number].problem == problem


def _names(text: str, name: str) -> bool:
    return parse(text).disclosed["subject.name"] == name


def test_refused_rows_are_signed_anew_only_on_request(desk: Desk) -> None:
    desk.ledger.refuse = lambda _: {"status": 403, "code": "key-not-in-force"}
    assert desk.submit().refused == ROWS
    desk.ledger.refuse = lambda _: None
    assert desk.submit().refused == ROWS
    desk.sign_again = True
    assert desk.submit().recorded == ROWS


@pytest.mark.parametrize(
    "problem",
    [
        {"status": 503, "code": "queue-full", "retry_after_s": 9},
        {"status": 500, "code": "x"},
        {"status": 409, "code": "outcome-unknown"},
    ],
)
def test_lines_that_may_succeed_later_are_sent_again_with_the_same_bytes(
    desk: Desk, problem: dict[str, object]
) -> None:
    sent: list[str] = []

    def refuse_first_time(text: str) -> dict[str, object] | None:
        sent.append(text)
        return None if sent.count(text) > 1 else problem

    desk.ledger.refuse = refuse_first_time
    assert desk.submit().recorded == ROWS
    assert len(set(sent)) == ROWS
    assert desk.waits[0] == problem.get("retry_after_s", 0.5)


def test_a_busy_server_is_waited_for_as_it_asks_and_no_longer_than_allowed(desk: Desk) -> None:
    answers = iter([TryAgainError("HTTP 503", 7), TryAgainError("HTTP 503", 999), TryAgainError("gone")])

    def busy(_: int) -> None:
        if (error := next(answers, None)) is not None:
            raise error

    desk.ledger.before_line = busy
    assert desk.submit().recorded == ROWS
    assert desk.waits == [7, 30, 2]


def test_patience_ends_and_what_was_answered_is_kept(desk: Desk) -> None:
    def busy(seen: int) -> None:
        if seen > 2:
            raise TryAgainError("HTTP 503", 1)

    desk.ledger.before_line = busy
    with pytest.raises(UploadError) as raised:
        desk.submit()
    assert raised.value.reason == "server-unreachable"
    assert len(desk.held()) == 2
    desk.ledger.before_line = lambda _: None
    assert desk.submit().recorded == ROWS


def test_an_answer_about_another_statement_is_no_receipt(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = desk.ledger.submit

    def forge(statements: Sequence[str]) -> Iterator[LineResult]:
        for result in honest(statements):
            assert result.proof is not None
            yield replace(result, proof={**result.proof, "entry": '{"statement":"a.b.c"}'})

    monkeypatch.setattr(desk.ledger, "submit", forge)
    with pytest.raises(UploadError) as raised:
        desk.submit()
    assert raised.value.reason == "server-incoherent"


def test_receipts_of_an_earlier_file_are_kept(desk: Desk) -> None:
    desk.submit()
    earlier = desk.held()
    other = check(sample(desk.folder / "t.csv", rows=ROWS + 3))
    second = replace(desk, report=replace(other, rows=other.rows[ROWS:]))
    desk.journal.unlink()
    second.submit()
    assert second.held()[:ROWS] == earlier
    assert len(second.held()) == ROWS + 3


def mended(desk: Desk, **changes: str) -> Desk:
    """The same file with its first row changed, as a clerk mends it; it has a journal of its own."""
    write_sample(desk.folder / "s.mended.csv", table(rows=ROWS, **changes))
    return MendedDesk(desk.folder, check(desk.folder / "s.mended.csv"), desk.ledger)


class MendedDesk(Desk):
    @property
    def journal(self) -> Path:
        return self.folder / "journal.mended.journal.ndjson"


def test_of_a_mended_file_only_the_mended_rows_are_sent(desk: Desk) -> None:
    desk.submit()
    desk.journal.rename(desk.folder / "journal.first.journal.ndjson")
    seen = desk.ledger.seen
    second = mended(desk, subject__document_no="滕示审许〔2026〕77777号")
    result = second.submit()
    assert result.recorded == ROWS
    assert desk.ledger.seen == seen + 1
    assert sorted(row.status for row in result.results.values()) == [200] * (ROWS - 1) + [201]


def test_of_a_mended_file_unanswered_rows_are_sent_with_their_first_bytes(desk: Desk) -> None:
    desk.ledger.after_line = pull_at(4)
    with pytest.raises(PlugPulledError):
        desk.submit()
    desk.ledger.after_line = lambda _: None
    desk.journal.rename(desk.folder / "journal.first.journal.ndjson")
    assert mended(desk, subject__document_no="滕示审许〔2026〕77777号").submit().recorded == ROWS
    assert len(desk.ledger.entries) == ROWS + 1


@pytest.mark.parametrize("damage", [b"", b"{broken\n", b'{"type":"other"}\n'])
def test_a_damaged_journal_of_another_file_does_not_stand_in_the_way(desk: Desk, damage: bytes) -> None:
    (desk.folder / "journal.other.journal.ndjson").write_bytes(damage)
    assert mended(desk).submit().recorded == ROWS


def test_a_damaged_statement_of_another_journal_is_passed_over(desk: Desk) -> None:
    desk.submit()
    text = desk.journal.read_text().replace('"statement":"eyJ', '"statement":"!')
    (desk.folder / "journal.first.journal.ndjson").write_text(text)
    assert mended(desk).submit().recorded == ROWS


def test_a_row_that_fits_no_statement_is_reported_and_the_others_go(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = list(desk.report.rows)
    rows[0] = replace(rows[0], disclosed={**rows[0].disclosed, **{f"subject.x{i}": "" for i in range(40)}})
    result = replace(desk, report=replace(desk.report, rows=tuple(rows))).submit()
    assert [problem.text.code for problem in result.unsigned] == ["statement-too-large"]
    assert result.recorded == ROWS - 1


def test_the_signer_is_the_source_body_whose_key_it_is(desk: Desk) -> None:
    sheet = open_sheet(desk.report.file.path)
    assert find_signatory(sheet, KEY, desk.ledger).code == APPROVAL.code
    with pytest.raises(UnusableFileError) as raised:
        find_signatory(sheet, SigningKey.from_seed(bytes(32)), desk.ledger)
    assert raised.value.reason == "key-not-enrolled"


def test_the_signer_is_found_however_its_code_is_typed(desk: Desk, tmp_path: Path) -> None:
    typed = " ".join(chr(ord(character) + 0xFEE0) for character in APPROVAL.code.lower())
    made = table(subject__source_body_code=typed)
    write_sample(tmp_path / "typed.csv", replace(made, rows=made.rows[:1]), "utf-8")
    assert find_signatory(open_sheet(tmp_path / "typed.csv"), KEY, desk.ledger).code == APPROVAL.code


def test_the_item_is_inferred_when_only_one_fits() -> None:
    mine, other, penalty = item_of(APPROVAL), item_of(MARKET, item="other"), item_of(APPROVAL, "cf-2018", "penalty")
    items = [mine, other, penalty]
    assert choose_item(items, "xk-2018", APPROVAL.code, None) is mine
    assert choose_item(items, "cf-2018", APPROVAL.code, None) is penalty
    assert choose_item(items, "xk-2018", APPROVAL.code, "other") is other


@pytest.mark.parametrize(
    ("standard", "wanted", "code"),
    [("basic", None, "item-unclear"), ("xk-2018", "nothing", "item-unknown"), ("cf-2018", "licence", "item-standard")],
)
def test_an_item_that_does_not_fit_is_named(standard: str, wanted: str | None, code: str) -> None:
    with pytest.raises(UnusableFileError) as raised:
        choose_item([item_of(APPROVAL)], standard, APPROVAL.code, wanted)
    assert raised.value.reason == code
