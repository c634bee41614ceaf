"""Receipts: the bytes that are given at once are those that anybody gets who asks later, for ever."""

import json
from datetime import UTC, datetime

from domain.agency.events import AgencyEnrolled
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import EMERGENCY
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.receipts import Receipt
from ledger.statement import Statement, build
from tests.service.outcomes import receipts, submit
from tests.town import BUREAU, BUREAU_KEY, correction, licence, licences, penalty, root_statement, signed
from verify.policy import parse_policy
from verify.receipt import verify_receipt

BUREAU_ISS = f"agency:{BUREAU}"
SECOND, THIRD, FOURTH = (SigningKey.from_seed(bytes([number]) * 32) for number in (41, 42, 43))


def enrolled(key: SigningKey) -> Statement:
    return root_statement(KeyEnrolled(holder=BUREAU_ISS, kid=key.kid, public_key=encode(key.public_key)))


def rotated(old: SigningKey, new: SigningKey, signer: SigningKey) -> Statement:
    event = KeyRotated(holder=BUREAU_ISS, old_kid=old.kid, kid=new.kid, public_key=encode(new.public_key))
    return signed(event, BUREAU_ISS, signer)


def revoked(key: SigningKey, signer: SigningKey) -> Statement:
    return signed(KeyRevoked(holder=BUREAU_ISS, kid=key.kid, reason="lost"), BUREAU_ISS, signer)


def given_at_once(town: Ledger) -> list[Receipt]:
    """Record statements of every kind, in batches and alone, and keep what was answered."""
    fact = licence(1)
    found = receipts(submit(town, fact, penalty(2), *licences(20, start=100)))
    found += receipts(submit(town, correction(fact, **{"subject.content": "更正后的内容"})))
    found += receipts(submit(town, enrolled(SECOND)))
    found += receipts(submit(town, rotated(SECOND, THIRD, SECOND)))  # by the key that it ends
    found += receipts(submit(town, enrolled(FOURTH), *licences(3, start=200)))
    found += receipts(submit(town, revoked(FOURTH, FOURTH)))  # by itself
    found += receipts(submit(town, revoked(THIRD, BUREAU_KEY)))  # by another key of the holder
    since = KeyRevoked(holder=BUREAU_ISS, kid=SECOND.kid, reason="compromised", compromised_since=1)
    found += receipts(submit(town, root_statement(since)))
    agency = AgencyEnrolled(agency=EMERGENCY.code, name=EMERGENCY.name, roles=("provider",))
    found += receipts(submit(town, root_statement(agency), *licences(3, start=300)))
    found += receipts(submit(town, revoked(BUREAU_KEY, BUREAU_KEY)))
    return found


def test_receipts_given_at_once_are_those_asked_for_later_whatever_was_recorded_since(town: Ledger) -> None:
    found = given_at_once(town)
    assert len({receipt.statement.vct for receipt in found}) == 6
    newer = SigningKey.from_seed(bytes([44]) * 32)
    submit(town, enrolled(newer))
    for start in range(1_000, 1_600, 100):
        later = [signed_by(newer, one) for one in licences(100, start=start)]
        assert len(receipts(submit(town, *later))) == 100
    for receipt in found:
        assert town.receipt_at(receipt.index).to_json() == receipt.to_json(), receipt.statement.vct
    with open_ledger(town.settings) as other:
        for receipt in found:
            again = other.receipt(receipt.statement.iss, receipt.statement.jti)
            assert again is not None
            assert again.to_json() == receipt.to_json(), receipt.statement.vct


def signed_by(key: SigningKey, statement: Statement) -> Statement:
    return build(
        vct=statement.vct,
        iss=statement.iss,
        plain=statement.plain,
        disclosed=statement.disclosed,
        digests=32,
        key=key,
        iat=statement.iat,
    )


def test_receipts_of_every_kind_of_statement_are_verified_by_a_stranger(town: Ledger) -> None:
    policy = parse_policy(json.dumps(town.policy()).encode())
    for receipt in given_at_once(town):
        verify_receipt(receipt.to_json(), policy, now_s=int(datetime.now(UTC).timestamp()))
