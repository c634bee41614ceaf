"""What a valid receipt proves, and what many receipts share. The faults are test vectors."""

import json
from typing import Any

import pytest

from tests.verify.sample_log import (
    ORIGIN,
    SampleLog,
    checkpoint_text,
    cosignature_line,
    note_line,
    small_log,
    strict,
    vkey,
)
from verify.checkpoint import Strength
from verify.errors import TooLargeError, VerifyError
from verify.policy import Policy, parse_policy
from verify.receipt import MAX_RECEIPT_BYTES, Verified, verify_receipt


def policy_of(log: SampleLog, **override: Any) -> Policy:
    return parse_policy(json.dumps(log.policy(**override)).encode())


def test_a_receipt_says_what_was_recorded_and_how_strongly_that_stands() -> None:
    log = small_log()
    found = verify_receipt(strict(log.receipt(6)).encode(), policy_of(log), now_s=0)
    assert (found.index, found.size, found.strength) == (6, 7, Strength.PROMISED)
    assert found.jwt.text == log.statements[6].jwt
    assert len(found.disclosed) == 12
    assert found.disclosed["subject.field_3"] == "值 3"


def test_a_quorum_of_witnesses_makes_the_verdict_witnessed() -> None:
    log = small_log()
    text = checkpoint_text(7, log.root())
    note = f"{text}\n{note_line(ORIGIN, 'log', text)}{cosignature_line('w.example', 'w', text, 1000)}"
    receipt = strict({**log.receipt(6), "checkpoint": note}).encode()
    policy = policy_of(log, witnesses=[vkey("w.example", "w", 4)], quorum=1, max_age_s=60)
    assert verify_receipt(receipt, policy, now_s=1060).strength is Strength.WITNESSED


def test_many_receipts_share_what_was_verified_but_not_their_verdicts() -> None:
    log = small_log()
    policy, verified = policy_of(log), Verified()
    for index in range(7):
        assert verify_receipt(strict(log.receipt(index)).encode(), policy, now_s=0, verified=verified).index == index
    assert len(verified.checkpoints) == 1
    broken = log.receipt(6)
    broken["keys"][1]["inclusion"] = broken["keys"][0]["inclusion"]
    with pytest.raises(VerifyError) as caught:
        verify_receipt(strict(broken).encode(), policy, now_s=0, verified=verified)
    assert (caught.value.code, caught.value.step, caught.value.position) == ("inclusion-mismatch", 3, 4)


def test_a_receipt_longer_than_its_limit_is_not_read() -> None:
    with pytest.raises(TooLargeError):
        verify_receipt(b" " * (MAX_RECEIPT_BYTES + 1), policy_of(small_log()), now_s=0)


def test_disclosures_beyond_their_limit_are_not_read() -> None:
    log = small_log()
    receipt = {**log.receipt(6), "disclosures": ["A" * 32_000] * 9}
    with pytest.raises(TooLargeError):
        verify_receipt(strict(receipt).encode(), policy_of(log), now_s=0)


def test_the_policy_and_not_the_receipt_decides() -> None:
    log, other = small_log(), SampleLog(origin="test.other.example")
    other.open()
    with pytest.raises(VerifyError) as caught:
        verify_receipt(strict(log.receipt(6)).encode(), policy_of(other), now_s=0)
    assert (caught.value.code, caught.value.step) == ("origin-mismatch", 2)
