"""The audit names the first fault of a log that is not sound, with its step and position."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.verify.audit_logs import AGENCY, MemorySource, fault_of, policy_of
from tests.verify.sample_log import (
    COURT,
    FINANCE,
    START_MS,
    SampleLog,
    Statement,
    grown_log,
    kid_of,
    public_key,
    sign_jwt,
    small_log,
    strict,
    url64,
)
from verify.audit.errors import TileMismatchError
from verify.audit.run import INLINE_BELOW, audit_log
from verify.tiles import tile_path


def test_worker_processes_find_the_first_of_several_faults() -> None:
    log = grown_log(INLINE_BELOW)
    files = log.files()
    for number in (5, 9, 15):
        path = tile_path(0, number)
        files[path] = files[path][::-1]
    with pytest.raises(TileMismatchError) as caught:
        audit_log(MemorySource(files), policy_of(log), now_s=0, workers=2)
    assert caught.value.position == 5 * 256


def _bad(make: Callable[[SampleLog], Any]) -> SampleLog:
    log = small_log()
    make(log)
    log.fact()
    return log


def _forged_key(log: SampleLog) -> None:
    header = strict({"alg": "Ed25519", "kid": kid_of("root"), "typ": "credit-event+sd-jwt"})
    claims = {"holder": "platform", "kid": kid_of("x"), "public_key": url64(public_key("x"))}
    envelope = {"iat": START_MS // 1000, "iss": "root", "jti": log.next_jti(), "vct": "urn:chengjian:key-enrolled:v1"}
    forged = Statement(sign_jwt({**envelope, **claims}, "mallory", header))
    log.add(forged, [f"key:{kid_of('x')}", "holder:platform"])


def _close_with_count(log: SampleLog, count: int) -> None:
    log.counts[f"agency:{COURT}"] = count
    log.close_agency(COURT)


def _time_back(log: SampleLog) -> None:
    log.time_ms -= 8


FAULTS: dict[str, tuple[Callable[[SampleLog], Any], str, int, int]] = {
    "a fact by a key that was never enrolled": (lambda log: log.fact("stranger"), "key-unknown", 6, 7),
    "a fact in another agency's name": (lambda log: log.fact(iss=f"agency:{COURT}"), "key-holder-mismatch", 6, 7),
    "an enrolment by an agency": (
        lambda log: log.enrol_key(AGENCY, "own", AGENCY, "finance"), "signer-not-allowed", 7, 7,
    ),
    "a rotation by another holder": (
        lambda log: log.rotate_key("platform", "platform", "new", AGENCY, "finance"), "signer-not-allowed", 6, 7,
    ),
    "a key enrolled twice": (lambda log: log.enrol_key(AGENCY, "finance"), "key-enrolled-twice", 6, 7),
    "a revocation of a key that nobody has": (lambda log: log.revoke_key(AGENCY, "nobody"), "key-unknown", 6, 7),
    "a root event by another key": (
        lambda log: log.add(log.statement("agency-closed", "root", "x", {"agency": COURT}), [f"agency:{COURT}"]),
        "key-id-mismatch", 6, 7,
    ),
    "a badly signed key event": (_forged_key, "signature-wrong", 6, 7),
    "an entry older than the one before": (_time_back, "time-went-back", 4, 7),
    "a statement from another month": (
        lambda log: log.fact(iat=START_MS // 1000 - 40 * 86_400), "iat-outside-window", 7, 7,
    ),
    "an unknown event": (lambda log: log.fact(vct="urn:chengjian:x:v1"), "vct-unknown", 7, 7),
    "an unknown claim": (lambda log: log.fact(score=1), "claim-wrong", 7, 7),
    "a missing one-time key": (lambda log: log.add(log.fact_statement()), "one-time-key-count", 7, 7),
    "an entry of a library program": (
        lambda log: log.add_raw(strict({"v": 1, "kind": "data"}).encode(), Statement("")), "entry-kind", 4, 7,
    ),
    "an open key that was used before": (
        lambda log: _close_with_count(log, 0), "one-time-key-mismatch", 8, 7,
    ),
    "an open key of a count to come": (
        lambda log: _close_with_count(log, 2), "one-time-key-mismatch", 8, 7,
    ),
    "a fact of an item that nobody published": (lambda log: log.fact(item="other"), "item-unknown", 8, 7),
    "a fact of a version that nobody published": (lambda log: log.fact(item_version=2), "item-unknown", 8, 7),
    "a fact with the digests of another item": (lambda log: log.fact(digests=32), "digest-count", 8, 7),
    "a fact before its item": (
        lambda log: (log.fact(item="late"), log.publish_item("late")), "item-unknown", 8, 7,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_step_and_position(name: str) -> None:
    make, code, step, position = FAULTS[name]
    assert fault_of(_bad(make)) == (code, step, position)


def test_a_log_that_does_not_begin_with_its_opening_is_refused() -> None:
    log = SampleLog()
    log.enrol_agency(FINANCE)
    assert fault_of(log) == ("genesis-missing", 5, 0)


def test_time_must_not_go_back_between_ranges() -> None:
    log = grown_log(1024)
    log.time_ms -= 100_000
    log.fact()
    log.fact()
    assert fault_of(log) == ("time-went-back", 4, 1024)
