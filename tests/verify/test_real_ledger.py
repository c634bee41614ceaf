"""What the real ledger writes is what the verifier accepts: receipts, key changes and the published log."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.log.publish import publish
from ledger.service.ledger import Ledger
from ledger.service.outcome import Accepted
from ledger.statement import Statement, build
from tests.town import BUREAU, BUREAU_KEY, ROOT_KEY, licence, open_town, penalty, root_statement, signed
from verify.audit.run import audit_log
from verify.audit.source import FolderSource
from verify.policy import parse_policy
from verify.receipt import Recorded, verify_receipt
from verify.statement import digest_of

HOLDER = f"agency:{BUREAU}"
SECOND, THIRD = (SigningKey.from_seed(bytes([number]) * 32) for number in (21, 22))


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[Ledger]:
    with open_town(dsn, tmp_path / "home") as ledger:
        yield ledger


def now_s() -> int:
    return int(datetime.now(UTC).timestamp())


def recorded(town: Ledger, statement: Statement) -> bytes:
    (outcome,) = town.submit_many([statement.text])
    assert isinstance(outcome, Accepted), outcome
    return outcome.receipt.to_json()


def verified(town: Ledger, receipt: bytes) -> Recorded:
    return verify_receipt(receipt, parse_policy(json.dumps(town.policy()).encode()), now_s=now_s())


def licence_by(key: SigningKey, number: int) -> Statement:
    """The same licence, signed with another key."""
    made = licence(number)
    return build(
        vct=made.vct, iss=made.iss, plain=made.plain, disclosed=made.disclosed, digests=made.n_digests, key=key,
        iat=made.iat,
    )  # fmt: skip


def rotation(old: SigningKey, new: SigningKey) -> KeyRotated:
    return KeyRotated(holder=HOLDER, old_kid=old.kid, kid=new.kid, public_key=encode(new.public_key))


def test_receipts_of_facts_and_of_key_events_are_accepted(town: Ledger) -> None:
    assert verified(town, recorded(town, licence(1))).jwt.iss == HOLDER
    fact = penalty(1)
    receipt = json.loads(recorded(town, fact))
    opened = sorted((each.encoded for each in fact.disclosures), key=digest_of)
    whole = json.dumps({**receipt, "disclosures": opened}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert verified(town, whole.encode()).disclosed == fact.disclosed
    enrolment = KeyEnrolled(holder=HOLDER, kid=SECOND.kid, public_key=encode(SECOND.public_key))
    assert verified(town, recorded(town, root_statement(enrolment))).jwt.iss == "root"
    assert verified(town, recorded(town, licence_by(SECOND, 2))).jwt.kid == SECOND.kid
    lost = KeyRevoked(holder=HOLDER, kid=SECOND.kid, reason="lost")
    assert verified(town, recorded(town, signed(lost, HOLDER, BUREAU_KEY))).jwt.kid == BUREAU_KEY.kid


def test_receipts_after_a_rotation_by_root_are_accepted(town: Ledger) -> None:
    recorded(town, signed(rotation(BUREAU_KEY, SECOND), "root", ROOT_KEY))
    assert verified(town, recorded(town, licence_by(SECOND, 1))).jwt.kid == SECOND.kid


def test_receipts_after_rotations_by_the_keys_themselves_are_accepted(town: Ledger) -> None:
    first = recorded(town, signed(rotation(BUREAU_KEY, SECOND), HOLDER, BUREAU_KEY))
    assert verified(town, first).jwt.kid == BUREAU_KEY.kid
    assert verified(town, recorded(town, licence_by(SECOND, 1))).jwt.kid == SECOND.kid
    recorded(town, signed(rotation(SECOND, THIRD), HOLDER, SECOND))
    assert verified(town, recorded(town, licence_by(THIRD, 2))).jwt.kid == THIRD.kid


def test_the_published_log_passes_the_audit(town: Ledger, tmp_path: Path) -> None:
    for number in range(3):
        recorded(town, licence(number))
    recorded(town, signed(rotation(BUREAU_KEY, SECOND), HOLDER, BUREAU_KEY))
    outcomes = town.submit_many([licence_by(SECOND, number).text for number in range(3, 300)])
    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    publish(town.reader, tmp_path / "log")
    policy = parse_policy(json.dumps(town.policy()).encode())
    report = audit_log(FolderSource(tmp_path / "log"), policy, now_s=now_s())
    assert report.size == town.reader.size()
    assert report.topics["urn:chengjian:fact-recorded:v1"] == 300
