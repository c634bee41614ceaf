"""The audit accepts a sound log of any size, in one process or in several."""

import pytest

from tests.verify.audit_logs import AGENCY, MemorySource, audit, policy_of
from tests.verify.sample_log import ORIGIN, START_MS, SampleLog, grown_log, kid_of, small_log
from verify.audit.run import INLINE_BELOW, audit_log


@pytest.mark.parametrize("size", [7, 255, 256, 257, 600])
def test_a_sound_log_passes(long_log: SampleLog, size: int) -> None:
    log = SampleLog(entries=long_log.entries[:size])
    report = audit(log)
    assert (report.origin, report.size, report.root) == (ORIGIN, size, log.root())
    assert sum(report.topics.values()) == size
    assert (report.keys, report.open_tags, report.first_ms) == (2, 8, START_MS)


def test_an_empty_log_passes_and_says_nothing() -> None:
    report = audit(SampleLog())
    assert (report.size, report.first_ms, report.last_ms, report.topics) == (0, None, None, {})


def test_a_log_of_one_entry_is_its_opening() -> None:
    log = SampleLog()
    log.open()
    assert audit(log).topics == {"urn:chengjian:ledger-opened:v1": 1}


def test_keys_come_and_go_within_and_between_ranges() -> None:
    log = small_log()
    log.rotate_key(AGENCY, "finance", "finance-1")
    log.fact("finance-1")
    while len(log.entries) < 1030:
        log.fact("finance-1")
    log.rotate_key(AGENCY, "finance-1", "finance-2")
    log.fact("finance-2")
    log.revoke_key(AGENCY, "finance-2", "compromised", "root", "root", compromised_since=START_MS)
    log.withdraw_item()
    log.entries.pop()
    report = audit(log)
    assert report.keys == 4
    assert [state.kid for state in report.compromised] == [kid_of("finance-2")]


def test_worker_processes_give_the_same_report() -> None:
    log = grown_log(INLINE_BELOW)
    seen: list[tuple[int, int]] = []
    source = MemorySource(log.files())
    report = audit_log(source, policy_of(log), now_s=0, workers=2, progress=lambda *done: seen.append(done))
    assert report == audit(log)
    assert seen == [(1024 * (i + 1), INLINE_BELOW) for i in range(4)]
