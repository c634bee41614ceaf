"""An audit presentation opens what statements committed to, or is turned down where it goes wrong."""

import json

import pytest

from domain.case.events import CaseAccepted, CaseDecided
from domain.fact.events import FactCorrected
from domain.subject.events import RecordErased, SubjectErased
from tests.conduct.raw_log import SUBJECT_ID, line
from tests.conduct.raw_town import CASE, RawTown, founded
from tests.verify.audit_logs import MemorySource, policy_of
from tests.verify.sample_log import SampleLog
from verify.audit.errors import RootMismatchError
from verify.conduct.entries import audited_entries
from verify.conduct.findings import Findings
from verify.conduct.presentation import MAX_LINE_BYTES, Presentation
from verify.conduct.replay import Replay
from verify.conduct.run import judge_log
from verify.entry import Entry
from verify.errors import PresentationWrongError
from verify.statement import Jwt


@pytest.fixture
def town() -> RawTown:
    return founded()


def fault(town: RawTown, *lines: bytes) -> tuple[str, int | None, object]:
    with pytest.raises(PresentationWrongError) as caught:
        town.judged(list(lines))
    assert caught.value.exit_status == 2
    return caught.value.where, caught.value.position, caught.value.facts["reason"]


def test_what_a_statement_did_not_commit_to_is_turned_down(town: RawTown) -> None:
    first, second = town.penalty(1), town.penalty(2)
    other = town.log.statements[first].disclosures[0]
    assert fault(town, line(second, other)) == ("line 1", second, "disclosure-unknown")


def test_a_disclosure_given_twice_is_turned_down(town: RawTown) -> None:
    fact = town.penalty()
    once = town.log.statements[fact].disclosures[0]
    assert fault(town, line(fact, once, once)) == ("line 1", fact, "disclosure-order")


def test_what_is_no_disclosure_is_turned_down(town: RawTown) -> None:
    fact = town.penalty()
    assert fault(town, line(fact, "x")) == ("line 1", fact, "base64-malformed")


def test_lines_out_of_order_are_turned_down(town: RawTown) -> None:
    assert fault(town, line(3), line(3)) == ("line 2", 3, "out-of-order")


def test_a_line_beyond_the_log_is_turned_down(town: RawTown) -> None:
    size = len(town.log.entries)
    assert fault(town, line(0), line(size)) == ("line 2", size, "no-such-entry")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"x", "json-malformed"),
        (b"{}", "members-wrong"),
        (b'{"position":-1,"disclosures":[]}', "value-malformed"),
        (b'{"position":0,"disclosures":"x"}', "value-malformed"),
        (b" " * (MAX_LINE_BYTES + 1), "too-large"),
    ],
)
def test_a_line_of_another_form_is_turned_down(town: RawTown, text: bytes, reason: str) -> None:
    assert fault(town, text) == ("line 1", None, reason)


def test_lines_may_be_spaced_and_ordered_as_people_write_them(town: RawTown) -> None:
    fact = town.penalty()
    lines = [json.dumps(json.loads(one), indent=None).encode() + b"\n" for one in town.presentation()]
    assert town.verdicts(fact, lines) == [("kept", "")]


def test_an_entry_that_was_opened_in_part_cannot_be_judged(town: RawTown) -> None:
    fact = town.penalty()
    lines = town.presentation()
    lines[-1] = line(fact, *town.opening(fact, "subject.name", "subject.kind"))
    assert town.verdicts(fact, lines) == [("not-judgeable", "withheld")]
    assert town.judged(lines).closed == 1


def test_a_log_that_changes_after_its_audit_is_turned_down(town: RawTown) -> None:
    source = MemorySource(town.log.files())
    with pytest.raises(RootMismatchError):
        list(audited_entries(source, len(town.log.entries), bytes(32), lambda done, total: None))


def test_an_empty_log_has_nothing_to_judge() -> None:
    log = SampleLog()
    report = judge_log(MemorySource(log.files()), policy_of(log), now_s=0, progress=lambda done, total: None)
    assert (report.summary.entries, report.summary.counts) == (0, {"kept": 0, "broken": 0, "not-judgeable": 0})


def test_every_entry_is_counted_twice_in_the_progress(town: RawTown) -> None:
    seen: list[tuple[int, int]] = []
    judge_log(
        MemorySource(town.log.files()),
        policy_of(town.log),
        now_s=0,
        progress=lambda done, total: seen.append((done, total)),
    )
    size = len(town.log.entries)
    assert seen == [(size, 2 * size), (2 * size, 2 * size)]


def test_only_what_is_broken_is_listed_unless_more_is_asked_for(town: RawTown) -> None:
    town.penalty(facts="被公安机关处以治安拘留十日")
    source, policy = MemorySource(town.log.files()), policy_of(town.log)
    report = judge_log(source, policy, town.presentation(), now_s=0, progress=lambda done, total: None)
    assert [one.code for one in report.summary.judgments] == ["public-security-refused"]
    assert report.summary.counts["kept"] == len(town.log.entries) - 1


def test_what_rests_on_a_closed_record_cannot_be_judged_and_says_why(town: RawTown) -> None:
    fact = town.penalty()
    notice = town.notice(fact)
    town.withheld.add(fact)
    (found,) = [one for one in town.judged().judgments if one.position == notice]
    assert (found.verdict, found.code) == ("not-judgeable", "withheld")
    assert str(fact) in found.zh
    assert str(fact) in found.en


def erase(town: RawTown, fact: int) -> int:
    said = {
        "subject.id": SUBJECT_ID,
        "subject.record": town.jtis[fact],
        "subject.reason": "期满",
        "representative.id": "",
    }
    return town.record(RecordErased.from_claims({"ground": "retention_ended"}, said), "platform")


def test_what_was_erased_is_told_from_what_was_withheld(town: RawTown) -> None:
    gone, other = town.penalty(1), town.penalty(2)
    erase(town, gone)
    later = town.penalty(3)
    town.withheld |= {gone, other, later}
    assert town.verdicts(gone) == [("not-judgeable", "erased")]
    assert town.verdicts(other) == [("not-judgeable", "erased-or-withheld")]
    assert town.verdicts(later) == [("not-judgeable", "withheld")]


def test_a_record_recorded_again_after_its_erasure_is_told_from_it(town: RawTown) -> None:
    gone = town.penalty(1)
    erase(town, gone)
    assert town.verdicts(erase(town, gone)) == [("broken", "record-already-erased")]


def test_a_subject_erased_says_no_more_than_that_something_was(town: RawTown) -> None:
    opening = len(town.log.entries) - 1
    event = SubjectErased.from_claims(
        {"ground": "court_order"}, {"subject.id": SUBJECT_ID, "subject.reason": "法院裁定"}
    )
    erased = town.record(event, "platform")
    assert town.verdicts(erased) == [("kept", "")]
    town.withheld |= {opening, erased}
    assert town.verdicts(opening) == [("not-judgeable", "erased-or-withheld")]
    assert town.verdicts(erased) == [("not-judgeable", "erased")]


def test_a_refusal_about_a_fact_is_no_finding_where_a_correction_stayed_closed(town: RawTown) -> None:
    """An objection that was upheld suspends the fact until it is corrected."""
    first, second = town.penalty(1), town.penalty(2)
    town.objection(first)
    town.accepted()
    town.answered(finding="wrong")
    said = {"subject.reason": "罚款数额有误，异议成立", "subject.evidence": ""}
    town.by("centre", CaseDecided, said, case=CASE, outcome="upheld", decided_on=town.today)
    plain = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-04-20", "reason": "source_error"}
    right = {**town.disclosed(first), "subject.fact": town.jtis[first], "subject.content": "罚款人民币五百元"}
    correction = town.record(FactCorrected.from_claims(plain, right), "bureau", digests=48)
    notice = town.notice(first)
    assert town.verdicts(notice) == [("kept", "")]
    town.withheld.add(correction)
    assert town.verdicts(notice) == [("not-judgeable", "withheld")]
    assert town.verdicts(second) == [("kept", "")]


def test_what_stands_in_plain_is_judged_of_closed_entries_too(town: RawTown) -> None:
    fact = town.penalty()
    outdated = town.notice(fact, edition=1)
    assert town.verdicts(outdated, []) == [("broken", "edition-outdated")]


def test_a_second_person_is_looked_for_although_nothing_was_opened(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)
    by_another = town.publication()
    assert town.verdicts(by_another, []) == [("not-judgeable", "withheld")]
    by_the_same = town.publication(key="bureau")
    assert town.verdicts(by_the_same, []) == [("broken", "listing-second-person")]


def test_an_event_whose_disclosures_do_not_fit_still_counts_by_its_plain_claims(town: RawTown) -> None:
    fact = town.penalty()
    town.objection(fact)
    case = "0190a5b0-0000-4000-8000-00000000000c"
    plain = {"case": case, "accepted_on": town.today, "needs_help": True}
    position = town.raw(CaseAccepted, "centre", {"subject.rating": "B"}, [f"case:{case}"], **plain)
    assert town.verdicts(position) == [("broken", "event-schema")]
    town.on("2026-04-29")
    assert ("kept", "in-time") in town.verdicts(town.rejected())


def test_an_event_that_the_domain_does_not_know_is_broken_and_passed_over() -> None:
    jwt = Jwt("kid", "platform", 0, "jti", "urn:chengjian:rating-assigned:v1", {}, (), b"", b"")
    findings = Findings(keep_all=True)
    replay = Replay(Presentation(), findings)
    replay.take(0, Entry(0, (), jwt))
    replay.finish()
    assert [one.code for one in findings.summary(1).judgments] == ["unknown-topic"]
