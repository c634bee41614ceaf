"""``chengjian act``: round trips through a real ledger, stops, repetitions, and rows that are refused."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from domain.case.events import CaseFiled
from ledger.base64url import encode
from ledger.cli.here import LedgerHere
from ledger.intake.act.acts import ACTS
from ledger.intake.act.prepare import By
from ledger.intake.act.recording import find_signer, recorded_of
from ledger.intake.act.session import ActOptions, ActSession
from ledger.intake.errors import UnusableFileError, UploadError
from ledger.intake.submission.http_transport import HttpTransport
from ledger.intake.submission.transport import LineResult
from ledger.intake.submission.work import SILENT, Submitted
from tests.due_town import OWN_KEY, WINDOW, DueTown, open_due_town
from tests.intake.act_rows import NOTICE, TODAY, WHO
from tests.intake.fake_ledger import PlugPulledError
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY
from verify.policy import parse_policy
from verify.receipt import verify_receipt


class Here(LedgerHere):
    """The town's ledger; the plug is pulled after so many statements were recorded."""

    pull_after = 10**9
    recorded = 0

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        for line, statement in enumerate(statements):
            (result,) = super().submit([statement])
            self.recorded += result.status == 201
            if self.recorded >= self.pull_after:
                raise PlugPulledError
            yield LineResult(line, result.status, result.proof, result.problem)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home", "2026-05-06") as opened:
        yield opened


class Desk:
    """A clerk with a folder; hands in rows and is told what became of them."""

    def __init__(self, town: DueTown, folder: Path) -> None:
        self.town = town
        self.folder = folder
        self.here: Any = Here(town.ledger)
        self.lines: list[str] = []

    def write(self, *rows: dict[str, Any], name: str = "acts.ndjson") -> Path:
        path = self.folder / name
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        return path

    def act(self, name: str, path: Path, by: By = "agency", **options: Any) -> Submitted:
        code, key = {"agency": (BUREAU, BUREAU_KEY), "window": (CENTRE, CENTRE_KEY), "own": ("", OWN_KEY)}[by]
        wanted = ActOptions(ACTS[name], path, by=by, window=WINDOW if by == "window" else {}, **options)
        session = ActSession(wanted, self.lines.append, lambda: self.town.clock.now)
        file = session.open()
        rows = session.check(file, self.here)
        return session.record(file, rows, find_signer(by, code, key, self.here), self.here, SILENT)

    def codes(self, submitted: Submitted) -> list[str]:
        return [str((one.problem or {}).get("code", one.status)) for _, one in sorted(submitted.results.items())]


@pytest.fixture
def desk(town: DueTown, tmp_path: Path) -> Desk:
    return Desk(town, tmp_path)


def notices(desk: Desk, count: int) -> list[dict[str, Any]]:
    """Notices for as many penalties, one each."""
    rows = []
    for number in range(1, count + 1):
        fact = desk.town.penalty(number)
        desk.town.send(fact)
        rows.append({**NOTICE, "facts": fact.jti, "served_on": TODAY.isoformat()})
    return rows


def test_many_notices_are_recorded_each_under_a_new_id_that_the_output_names(desk: Desk) -> None:
    path = desk.write(*notices(desk, 3))
    submitted = desk.act("notice-served", path)
    assert desk.codes(submitted) == ["201"] * 3
    with (desk.folder / "acts.ndjson.results.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    listings = [row["列入编号 listing"] for row in table]
    assert len(set(listings)) == 3
    assert all(any(f"listing={one}" in line for line in desk.lines) for one in listings)
    assert (desk.folder / "acts.ndjson.results.csv").stat().st_mode & 0o777 == 0o600


def test_receipts_of_acts_and_requests_verify(desk: Desk) -> None:
    policy = parse_policy(json.dumps(desk.town.ledger.policy()).encode())
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    given = {**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"}
    submitted = desk.act("case-request", desk.write(given), "window")
    (result,) = submitted.results.values()
    assert result.proof is not None
    assert set(recorded_of(result.proof).ids) == {"case"}
    desk.act("notice-served", desk.write(*notices(desk, 0), {**NOTICE, "facts": fact.jti}, name="n.json"))
    (asked,) = (desk.folder / "acts.ndjson.receipts.ndjson").read_bytes().splitlines()
    (served,) = (desk.folder / "n.json.receipts.ndjson").read_bytes().splitlines()
    assert len(json.loads(asked)["disclosures"]) == 16  # of the event around it
    assert len(json.loads(served)["disclosures"]) == 16
    for receipt in (asked, served):
        verify_receipt(receipt, policy, now_s=int(desk.town.clock.now.timestamp()))


@pytest.mark.parametrize("after", [1, 2, 3])
def test_stopped_anywhere_and_repeated_no_act_is_doubled(desk: Desk, after: int) -> None:
    path = desk.write(*notices(desk, 3))
    desk.here.pull_after = after
    with pytest.raises(PlugPulledError):
        desk.act("notice-served", path)
    size = desk.town.ledger.reader.size()
    desk.here.pull_after = 10**9
    submitted = desk.act("notice-served", path)
    assert submitted.recorded == 3
    assert desk.town.ledger.reader.size() == size + 3 - after
    assert desk.codes(desk.act("notice-served", path)) == desk.codes(submitted)
    assert desk.town.ledger.reader.size() == size + 3 - after


def test_of_a_mended_file_only_the_mended_row_is_sent_though_ids_and_days_are_made_anew(desk: Desk) -> None:
    first, second = notices(desk, 2)
    path = desk.write(first, {**second, "facts": desk.town.penalty(9).jti})
    assert desk.codes(desk.act("notice-served", path)) == ["201", "listing-ground-not-standing"]
    size = desk.town.ledger.reader.size()
    desk.town.clock.on("2026-05-07")
    submitted = desk.act("notice-served", desk.write(first, second))
    assert desk.codes(submitted) == ["200", "201"]
    assert desk.town.ledger.reader.size() == size + 1


def test_a_refused_row_tells_code_text_and_mend_and_does_not_hold_up_the_others(desk: Desk) -> None:
    (row,) = notices(desk, 1)
    path = desk.write(
        {**row, "reply_until": "2026-05-07"}, {**row, "reason": "未按规定公示年度报告"}, {**row, "list": "?"}
    )
    submitted = desk.act("notice-served", path)
    assert desk.codes(submitted) == ["reply-time-short", "201"]
    told = "\n".join(desk.lines)
    assert "第 1 行 被拒 [reply-time-short] 答复期限至少到" in told
    assert "→ 请按名单和规则中较长的工作日数重新告知。" in told
    assert "第 3 行“名单” [错误 act-schema]" in told
    with (desk.folder / "acts.ndjson.results.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    assert [row["代码 Code"] for row in table] == ["reply-time-short", "", ""]
    assert table[2]["结果 Result"] == "未提交：有错误"


def test_an_edition_that_is_outdated_is_refused_and_signed_again_on_request(desk: Desk) -> None:
    path = desk.write(*notices(desk, 1))
    assert desk.codes(desk.act("notice-served", path, edition=1)) == ["edition-outdated"]
    assert desk.codes(desk.act("notice-served", path)) == ["edition-outdated"]
    assert desk.codes(desk.act("notice-served", path, sign_again=True)) == ["201"]


def test_a_subject_enrols_a_key_at_the_window_and_acts_with_it(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    given = {**WHO, "kind": "objection", "target_kind": "fact", "target": fact.jti, "text": "罚款数额有误"}
    assert desk.codes(desk.act("case-request", desk.write(given), "own")) == ["key-unknown"]
    key = desk.write({**WHO, "public_key": encode(OWN_KEY.public_key)}, name="key.json")
    assert desk.codes(desk.act("subject-key-request", key, "window")) == ["201"]
    submitted = desk.act("case-request", desk.write(given), "own", sign_again=True)
    assert desk.codes(submitted) == ["201"]
    assert desk.codes(desk.act("case-request", desk.write(given), "own")) == ["201"]


def test_a_request_whose_answer_was_lost_is_known_again_by_its_bytes(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    desk.town.send(fact)
    path = desk.write({**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"})
    desk.here.pull_after = 1
    with pytest.raises(PlugPulledError):
        desk.act("case-request", path, "window")
    desk.here.pull_after = 10**9
    assert desk.codes(desk.act("case-request", path, "window")) == ["200"]


def test_an_answer_by_an_event_that_takes_up_nothing_is_no_receipt(desk: Desk) -> None:
    fact = desk.town.penalty(1)
    receipt = desk.town.send(fact)
    desk.here.submit = lambda statements: iter([LineResult(0, 201, receipt.members(), None)])
    path = desk.write({**WHO, "kind": "异议", "target_kind": "事实", "target": fact.jti, "text": "罚款数额有误"})
    with pytest.raises(UploadError):
        desk.act("case-request", path, "window")


def test_a_key_of_another_body_signs_nothing(desk: Desk) -> None:
    with pytest.raises(UnusableFileError) as raised:
        find_signer("agency", CENTRE, BUREAU_KEY, desk.here)
    assert raised.value.reason == "act-key-not-enrolled"


def test_acts_go_over_http_and_come_back_with_receipts(desk: Desk) -> None:
    with TestClient(create_app(desk.town.ledger), base_url="http://localhost") as client:
        desk.here = HttpTransport("http://localhost", client)
        (row,) = notices(desk, 1)
        served = desk.act("notice-served", desk.write(row))
        assert desk.codes(served) == ["201"]
        asked = {**WHO, "kind": "异议", "target_kind": "事实", "target": row["facts"], "text": "罚款数额有误"}
        (result,) = desk.act("case-request", desk.write(asked, name="case.json"), "window").results.values()
    assert result.proof is not None
    position = recorded_of(result.proof).index
    assert desk.town.ledger.receipt_at(position).statement.vct == CaseFiled.TOPIC
