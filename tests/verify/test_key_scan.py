"""The scan for key events misses none and drops what only looks like one."""

import random

from tests.verify.audit_logs import audit
from tests.verify.sample_log import COURT, SampleLog, small_log, url64
from verify.audit.key_scan import may_hold_key_event


def test_the_scan_misses_no_key_event() -> None:
    rng = random.Random(7)
    for _ in range(300):
        before, behind = rng.randbytes(rng.randrange(9)), rng.randbytes(rng.randrange(5))
        text = before + b'"vct":"urn:chengjian:key-rotated:v1"' + behind
        assert may_hold_key_event(url64(text).encode())


def test_the_scan_passes_over_facts(long_log: SampleLog) -> None:
    assert not any(may_hold_key_event(entry) for entry in long_log.entries[6:])


def test_what_only_looks_like_a_key_event_is_dropped() -> None:
    log = small_log()
    plain = {"agency": COURT, "name": "urn:chengjian:key-enrolled:v1", "roles": ["court"]}
    log.add(log.statement("agency-enrolled", "root", "root", plain), [f"agency:{COURT}"])
    assert may_hold_key_event(log.entries[7])
    assert audit(log).keys == 2
