"""What the services admit, conduct finds kept: a town's whole course, published, exported, and judged again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.disclosure.events import RecallConfirmed
from domain.identifier import Identifier
from domain.measure.events import MeasureApplied
from domain.repair.events import RepairAccepted, RepairGranted
from domain.request.events import CommitmentRequest, CorrectionRequest
from domain.revocation.events import DecisionRevoked
from ledger.cli.main import build_app
from ledger.cli.presentation import write_presentation
from ledger.log.publish import publish
from ledger.service.looks import OWN_PURPOSE, Look
from tests.due_town import DueTown, open_due_town
from tests.service.test_due_process import applied, listed, objection, with_own_key
from tests.town import BUREAU, CENTRE, COMPANY_CODE
from verify.audit.source import FolderSource
from verify.conduct.findings import Summary
from verify.conduct.run import judge_log
from verify.policy import parse_policy

WHO = Identifier("uscc", COMPANY_CODE)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def judged(town: DueTown, folder: Path) -> Summary:
    """Publish the log, export what can be opened, and judge."""
    publish(town.ledger.reader, folder / "log")
    with (folder / "opened.ndjson").open("wb") as file:
        write_presentation(town.ledger, file, None, lambda done, size: None)
    policy = parse_policy(json.dumps(town.ledger.policy()).encode())
    with (folder / "opened.ndjson").open("rb") as lines:
        return judge_log(
            FolderSource(folder / "log"),
            policy,
            lines,
            now_s=int(town.clock.now.timestamp()),
            keep_all=True,
            progress=lambda done, size: None,
        ).summary


def broken(summary: Summary) -> list[tuple[str, str]]:
    return [(one.topic.split(":")[2], one.code) for one in summary.judgments if one.verdict == "broken"]


def unjudged(summary: Summary) -> list[tuple[str, str]]:
    return [(one.topic.split(":")[2], one.code) for one in summary.judgments if one.verdict == "not-judgeable"]


def decided(town: DueTown, case: str) -> None:
    """Bring an objection to its end today."""
    town.send(town.as_centre(CaseAccepted, {}, case=case, accepted_on=town.clock.today, needs_help=False))
    said = {"subject.reason": "经核查，罚款数额与决定书一致", "subject.evidence": ""}
    town.send(town.as_bureau(CaseAnswered, said, case=case, finding="confirmed", answered_on=town.clock.today))
    said = {"subject.reason": "来源单位已核实，异议不成立", "subject.evidence": ""}
    town.send(town.as_centre(CaseDecided, said, case=case, outcome="rejected", decided_on=town.clock.today))


def looked(town: DueTown, *targets: str, unit: str = CENTRE, purpose: str = "procurement") -> None:
    town.ledger.looks.record(Look(WHO, unit, purpose, ["subject.name"], targets, "signed"))


def a_year(town: DueTown) -> None:
    """A listing with reply, measure, objection, looks and repair; a penalty revoked; one whose publicity ends."""
    with_town_key = town.penalty(9)
    town.send(with_town_key)
    with_own_key(town)
    fact, listing = listed(town, "general")
    applying = {"measure": "procurement-ban", "measure_version": 1, "applied_on": town.clock.today}
    content = {"subject.content": "一年内限制参加政府采购活动"}
    town.send(town.as_centre(MeasureApplied, content, listing=listing, **applying))
    decided(town, str(objection(town, fact).statement.plain["case"]))
    about = {"subject.target_kind": "fact", "subject.target": fact, "subject.text": "已补报", "subject.evidence": ""}
    town.send(town.as_company(CorrectionRequest, about))
    promise = {"subject.text": "按期整改", "subject.to_body": BUREAU, "subject.fulfil_by": ""}
    town.send(town.as_window(CommitmentRequest, promise, kind="voluntary"))
    looked(town, f"fact:{fact}", f"listing:{listing}")
    revoked(town, with_town_key.jti)
    repaired(town, fact, listing)


def revoked(town: DueTown, fact: str) -> None:
    looked(town, f"fact:{fact}", unit=BUREAU)
    said = {"subject.facts": fact, "subject.reason": "行政复议撤销", "subject.document_no": "滕政复决〔2026〕1号"}
    plain = {"ground": "revoked_on_review", "decided_on": town.clock.today}
    receipt = town.send(town.as_bureau(DecisionRevoked, said, **plain))
    position = receipt.index - 1
    with town.ledger.pool.connection() as connection, connection.cursor() as cursor:
        recall = town.ledger.source.at(cursor, [position])[position]
    town.send(town.as_bureau(RecallConfirmed, {"subject.recall": recall.jti}, confirmed_on=town.clock.today))


def repaired(town: DueTown, fact: str, listing: str) -> None:
    town.clock.on("2026-09-01")
    case = applied(town, f"fact:{fact},listing:{listing}")
    town.send(town.as_bureau(RepairAccepted, {}, case=case, accepted_on=town.clock.today))
    town.clock.on("2026-09-03")
    granted = {"subject.facts": fact, "subject.reason": "已履行义务，符合修复条件"}
    plain = {"case": case, "edition": town.edition, "decided_on": town.clock.today, "listings": [listing]}
    town.send(town.as_bureau(RepairGranted, granted, **plain))


def test_everything_that_the_services_admitted_is_kept(town: DueTown, tmp_path: Path) -> None:
    a_year(town)
    summary = judged(town, tmp_path)
    assert (broken(summary), unjudged(summary), summary.closed) == ([], [], 0)
    assert summary.counts["kept"] > summary.entries == town.ledger.reader.size()


def test_what_the_platform_says_by_the_clock_is_kept_and_what_it_was_late_for_is_found(
    town: DueTown, tmp_path: Path
) -> None:
    first = town.penalty(1, tier="general")
    town.send(first)
    with_own_key(town)
    case = str(objection(town, first.jti).statement.plain["case"])
    town.clock.on("2026-04-24", hour=0)
    assert town.ledger.clockwork.breach(case) is not None
    decided(town, case)
    town.clock.on("2027-04-20")
    assert town.ledger.clockwork.end_of_fact(first.jti) is not None
    assert broken(judged(town, tmp_path)) == [("case-decided", "decision-late")]


def test_erasure_leaves_the_other_verdicts(town: DueTown, tmp_path: Path) -> None:
    gone, kept = town.penalty(1), town.penalty(2)
    town.send(gone)
    town.send(kept)
    looked(town, f"fact:{kept.jti}", unit="subject", purpose=OWN_PURPOSE)
    town.ledger.erasure.erase_record(gone.jti, "court_order", "法院裁定", town.ledger.genesis)
    summary = judged(town, tmp_path)
    assert broken(summary) == []
    assert unjudged(summary) == [("fact-recorded", "erased"), ("record-erased", "erased")]
    town.ledger.erasure.erase_subject(WHO, "retention_ended", "期满", town.ledger.genesis)
    (tmp_path / "again").mkdir()
    whole = judged(town, tmp_path / "again")
    assert broken(whole) == []
    assert whole.closed == 6


@pytest.fixture
def closed_town(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of a town with one fact, whose ledger nobody holds open."""
    with open_due_town(dsn, tmp_path / "home") as opened:
        opened.send(opened.penalty(1))
    monkeypatch.setenv("CHENGJIAN_DSN", dsn)
    monkeypatch.setenv("CHENGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHENGJIAN_LOG_LEVEL", "error")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build_app(), ["audit-presentation", *map(str, arguments)])


def test_an_operator_exports_what_can_be_opened_for_its_owner_alone(closed_town: Path) -> None:
    out = closed_town / "opened.ndjson"
    answer = json.loads(run(out, "--json").stdout)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert answer == {"entries": 2, "file": str(out)}
    assert [len(line["disclosures"]) for line in lines] == [8, 48]
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_export_ends_where_a_checkpoint_does(closed_town: Path) -> None:
    result = run(closed_town / "opened.ndjson", "--size", 3)
    assert result.exit_code == 0
    assert "用后销毁" in result.stdout
    assert (closed_town / "opened.ndjson").read_bytes() == b""


def test_an_export_overwrites_nothing_and_leaves_nothing_half_written(
    closed_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = closed_town / "opened.ndjson"
    out.write_text("kept", encoding="utf-8")
    assert run(out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "kept"
    out.unlink()
    monkeypatch.setattr("ledger.cli.presentation.write_presentation", interrupted)
    assert isinstance(run(out).exception, KeyError)
    assert not out.exists()


def interrupted(*_arguments: object) -> int:
    raise KeyError("interrupted")
