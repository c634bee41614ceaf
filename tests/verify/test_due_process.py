"""The audit and a receipt accept every event of due process as ``domain`` tags it, and no key too many or too few."""

from collections.abc import Sequence

import pytest

from domain.registry import TOPICS, parse_event
from domain.tagging import tags_of
from tests.domain.due_process import CASE, LISTING
from tests.domain.due_process_examples import DUE_PROCESS, OTHER_LISTING
from tests.verify.audit_logs import audit, fault_of, policy_of
from tests.verify.sample_log import FINANCE, SampleLog, Statement, small_log, strict
from verify.receipt import verify_receipt

GRANT_TAGS = (f"case:{CASE}", f"listing:{LISTING}", f"listing:{OTHER_LISTING}")


def stated(log: SampleLog, name: str) -> Statement:
    """Sign the example of an event, as the platform or the agency."""
    event_type = TOPICS[f"urn:chengjian:{name}:v1"]
    iss, key = ("platform", "platform") if "platform" in event_type.SIGNERS else (f"agency:{FINANCE}", "finance")
    plain, disclosed = DUE_PROCESS[name]
    return log.statement(name, iss, key, plain, disclosed, event_type.DIGESTS or 0)


def record(log: SampleLog, name: str) -> int:
    """Record it under the tags that the domain gives it."""
    tags = tags_of(parse_event(f"urn:chengjian:{name}:v1", *DUE_PROCESS[name]), iss="", jti="")
    return log.add(stated(log, name), tags.open, hidden=len(tags.spines) + (tags.sealed is not None))


def log_with_grant(tags: Sequence[str], hidden: int = 1) -> SampleLog:
    log = small_log()
    record(log, "listing-published")
    log.add(stated(log, "repair-granted"), tags, hidden)
    return log


def test_a_log_with_every_event_of_due_process_passes() -> None:
    log = small_log()
    for name in [*DUE_PROCESS, *DUE_PROCESS]:
        record(log, name)
    report = audit(log)
    assert len(DUE_PROCESS) == 37
    assert all(report.topics[f"urn:chengjian:{name}:v1"] == 2 for name in DUE_PROCESS)
    listed = {"calendar:2026", "rules", "list-definition:market-serious", "measure:no-subsidy", "purpose:tender"}
    listed |= {*GRANT_TAGS, "list:market-serious"}
    assert listed <= set(log.counts)
    assert report.open_tags == len(log.counts) == 8 + len(listed)


@pytest.mark.parametrize("name", DUE_PROCESS)
def test_a_receipt_of_an_event_of_due_process_holds(name: str) -> None:
    log = small_log()
    index = record(log, name)
    verify_receipt(strict(log.receipt(index)).encode(), policy_of(log), now_s=0)


def test_a_grant_counts_under_each_listing_that_it_ends() -> None:
    log = log_with_grant(GRANT_TAGS)
    audit(log)
    assert log.counts[f"listing:{LISTING}"] == 2


@pytest.mark.parametrize(
    ("tags", "hidden", "fault"),
    [
        (GRANT_TAGS[:2], 1, ("one-time-key-count", 7, 8)),
        ((*GRANT_TAGS, "listing:x"), 1, ("one-time-key-count", 7, 8)),
        (GRANT_TAGS, 0, ("one-time-key-count", 7, 8)),
        ((GRANT_TAGS[0], GRANT_TAGS[2], GRANT_TAGS[1]), 1, ("one-time-key-mismatch", 8, 8)),
    ],
)
def test_a_grant_that_hides_from_a_listing_is_found(
    tags: Sequence[str], hidden: int, fault: tuple[str, int, int]
) -> None:
    assert fault_of(log_with_grant(tags, hidden)) == fault
