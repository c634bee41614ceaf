"""Statements that a recorder should never have taken, and logs that are not this machine's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.claims import encode_key
from domain.event import Event
from domain.fact.events import FactRecorded
from domain.key.events import KeyEnrolled, KeyRevoked
from domain.subject.events import RecordErased
from ledger.append import PendingEvent
from ledger.crypto.keys import SigningKey
from ledger.fsck.fault import KINDS, Fault
from ledger.fsck.run import fsck
from tests.fsck.sample_log import AGENCY, SampleLog, organisation, sample_log

_numbers = count(1)
HOLDER = f"agency:{AGENCY}"


@pytest.fixture
def log(dsn: str, tmp_path: Path) -> Iterator[SampleLog]:
    with sample_log(dsn, tmp_path) as log:
        log.found()
        log.publish("xk-food")
        yield log


def faults(log: SampleLog, **changes: Any) -> list[Fault]:
    with log.connect() as connection:
        return list(fsck(connection, replace(log.material, **changes)))


def kinds(log: SampleLog, position: int) -> set[tuple[str, str]]:
    found = faults(log)
    assert {fault.position for fault in found} <= {position}, found
    return {(fault.kind, fault.cause) for fault in found}


def fact(log: SampleLog, key: SigningKey, *, iss: str = HOLDER, digests: int = 16) -> PendingEvent:
    subject = log.subject(organisation(next(_numbers)))
    event = FactRecorded(
        item="xk-food",
        item_version=1,
        rules="2026.1",
        decided_on=date(2026, 6, 1),
        disclosed=log.fields(log.linked[subject][0], "1"),
    )
    return log.pending(event, iss, key, subject, digests=digests)


def record(log: SampleLog, pending: PendingEvent) -> int:
    return log.append(pending)[0]


def test_a_statement_under_a_key_that_was_rotated_away_is_located(log: SampleLog) -> None:
    old = log.agency
    log.rotate_agency_key(SigningKey.from_seed(b"n" * 32))
    assert kinds(log, record(log, fact(log, old))) == {("statement-key", "key-not-in-force")}


def test_a_statement_under_an_unknown_key_is_located(log: SampleLog) -> None:
    position = record(log, fact(log, SigningKey.from_seed(b"u" * 32)))
    assert kinds(log, position) == {("statement-key", "key-unknown")}


def test_a_statement_under_the_key_of_another_is_located(log: SampleLog) -> None:
    position = record(log, fact(log, log.centre))
    assert kinds(log, position) == {("statement-key", "key-of-another-holder")}


def test_a_statement_in_the_name_of_the_root_under_another_key_is_located(log: SampleLog) -> None:
    new = SigningKey.from_seed(b"v" * 32)
    event = KeyEnrolled(holder=HOLDER, kid=new.kid, public_key=encode_key(new.public_key))
    assert kinds(log, record(log, log.pending(event, "root", log.agency))) == {("statement-key", "key-unknown")}


def test_what_a_key_signed_before_it_was_compromised_stays_sound(log: SampleLog) -> None:
    before = record(log, fact(log, log.agency))
    event: Event = KeyRevoked(holder=HOLDER, kid=log.agency.kid, reason="compromised", compromised_since=2**52)
    record(log, log.pending(event, "root", log.root))
    assert faults(log) == []
    after = record(log, fact(log, log.agency))
    assert before < after
    assert kinds(log, after) == {("statement-key", "key-not-in-force")}


def test_a_wrong_number_of_digests_is_located(log: SampleLog) -> None:
    position = record(log, fact(log, log.agency, digests=32))
    assert kinds(log, position) == {("statement-claims", "")}


def test_a_fact_of_an_item_that_was_never_published_is_located(log: SampleLog) -> None:
    subject = log.subject(organisation(1))
    position, _ = log.fact(subject, log.fields(organisation(1), "1"), item="xk-unknown")
    assert kinds(log, position) == {("statement-claims", "")}


def test_a_statement_that_was_old_when_it_was_recorded_is_located(
    log: SampleLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ledger.log.committer import system_clock_ms

    monkeypatch.setattr("tests.fsck.sample_log.system_clock_ms", lambda: system_clock_ms() - 2_592_100_000)
    log.subject(organisation(1))
    (fault,) = faults(log)
    assert fault.kind == "statement-time"


def test_disclosures_that_name_another_subject_than_their_row_are_located(log: SampleLog) -> None:
    subject, other = log.subject(organisation(1)), log.subject(organisation(2))
    event = RecordErased(
        ground="court_order",
        disclosed={"subject.id": str(other), "subject.record": str(other), "subject.reason": "误"},
    )
    position = record(log, log.pending(event, "platform", log.platform, subject, digests=8))
    assert "vault-owner" in {kind for kind, _cause in kinds(log, position)}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (b'"kind":"event"', b'"kind":"evenT"', "entry-form"),
        (b'"v":1', b'"v":2', "entry-form"),
        (b'"keys":["', b'"keys":["AAAA', "entry-form"),
        (b'"statement":"ey', b'"statement":"eX', "statement-form"),
        (b'"statement":"ey', b'"statement":".ey', "statement-form"),
    ],
)
def test_an_entry_that_is_spelled_otherwise_is_located(log: SampleLog, before: bytes, after: bytes, kind: str) -> None:
    position = record(log, fact(log, log.agency))
    with log.connect() as connection:
        (entry,) = connection.execute("select entry from entry where position = %s", (position,)).fetchone()
        connection.execute("update entry set entry = %s where position = %s", (entry.replace(before, after), position))
    assert kind in {one for one, _cause in kinds(log, position)}


def test_another_signature_and_another_key_in_an_entry_are_located(log: SampleLog) -> None:
    position = record(log, fact(log, log.agency))
    with log.connect() as connection:
        (entry,) = connection.execute("select entry from entry where position = %s", (position,)).fetchone()
        signature = entry.rindex(b".") + 10
        key = entry.index(b'"keys":["') + 12
        for place, kind in ((signature, "statement-signature"), (key, "entry-keys")):
            other = b"A" if entry[place : place + 1] != b"A" else b"B"
            changed = entry[:place] + other + entry[place + 1 :]
            connection.execute("update entry set entry = %s where position = %s", (changed, position))
            assert kind in {one for one, _cause in kinds(log, position)}


@pytest.mark.parametrize(
    "changes", [{"log_key": "other"}, {"vrf_key": "other"}, {"vrf_seed": b"o" * 32}, {"origin": "test.example/other"}]
)
def test_a_log_of_other_keys_is_told(log: SampleLog, changes: dict[str, Any]) -> None:
    record(log, fact(log, log.agency))
    assert {fault.kind for fault in faults(log, **changes)} & {"genesis", "tag-missing", "mark-form", "log-row"}


def test_every_kind_of_fault_has_both_texts_and_no_other_kind_exists() -> None:
    for kind, (zh, en) in KINDS.items():
        fault = Fault(kind, "somewhere")
        assert (fault.zh, fault.en) == (zh, en)
        assert zh
        assert en.isascii()
    with pytest.raises(KeyError):
        _ = Fault("nothing", "somewhere").zh
