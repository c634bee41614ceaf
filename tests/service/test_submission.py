"""Submission: from statements to receipts, on the production path."""

import dataclasses
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.agency.events import AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.key.events import KeyEnrolled, KeyRevoked
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import EMERGENCY
from ledger.service.errors import FactRecordedBeforeError
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted, Refused
from ledger.statement import build
from tests.service.outcomes import codes, receipts, submit
from tests.town import (
    BUREAU,
    BUREAU_KEY,
    CENTRE,
    CENTRE_KEY,
    COMPANY_CODE,
    LICENCE_ITEM,
    licence,
    licences,
    penalty,
    record,
    root_statement,
    signed,
)
from verify.policy import parse_policy
from verify.receipt import verify_receipt


def test_every_receipt_is_verified_by_a_stranger(town: Ledger) -> None:
    policy = parse_policy(json.dumps(town.policy()).encode())
    for receipt in receipts(submit(town, *licences(3), penalty(1))):
        verify_receipt(receipt.to_json(), policy, now_s=int(datetime.now(UTC).timestamp()))


def test_the_same_statement_gives_the_same_receipt_for_ever(town: Ledger) -> None:
    statement = licence(1)
    (first,) = receipts(submit(town, statement))
    submit(town, *licences(40, start=2))
    (outcome,) = submit(town, statement)
    assert isinstance(outcome, Accepted)
    assert not outcome.is_new
    assert outcome.receipt.to_json() == first.to_json()


def test_a_statement_twice_in_one_batch_is_recorded_once(town: Ledger) -> None:
    size = town.reader.size()
    statement = licence(1)
    first, second = receipts(submit(town, statement, statement))
    assert first.to_json() == second.to_json()
    assert town.reader.size() == size + 2  # the file's opening and the fact


def test_an_id_used_for_other_bytes_is_refused(town: Ledger) -> None:
    statement = licence(1)
    receipts(submit(town, statement))
    other = build(
        vct=statement.vct,
        iss=statement.iss,
        plain=statement.plain,
        disclosed=statement.disclosed,
        digests=32,
        key=BUREAU_KEY,
        iat=statement.iat,
        jti=statement.jti,
    )
    assert codes(submit(town, other)) == ["statement-id-reused"]


def test_the_id_of_another_agencys_fact_is_refused(town: Ledger) -> None:
    first = licence(1)
    receipts(submit(town, first))
    other, key = f"agency:{EMERGENCY.code}", SigningKey.from_seed(bytes([31]) * 32)
    item = CatalogueItemPublished.from_claims({**LICENCE_ITEM, "item": "xzxk-other", "providers": [EMERGENCY.code]}, {})
    record(
        town,
        root_statement(AgencyEnrolled(agency=EMERGENCY.code, name=EMERGENCY.name, roles=("provider",))),
        root_statement(KeyEnrolled(holder=other, kid=key.kid, public_key=encode(key.public_key))),
        signed(item, f"agency:{CENTRE}", CENTRE_KEY),
    )
    fields = {**first.disclosed, "subject.source_body_code": EMERGENCY.code, "subject.source_body": EMERGENCY.name}
    plain = {**first.plain, "item": "xzxk-other"}
    same, new = (
        build(vct=first.vct, iss=other, plain=plain, disclosed=fields, digests=32, key=key, iat=first.iat, jti=jti)
        for jti in (first.jti, None)
    )
    assert codes(submit(town, same)) == ["statement-id-reused"]
    receipts(submit(town, new))


def test_the_same_document_is_refused_with_a_pointer_to_the_first(town: Ledger) -> None:
    (first,) = receipts(submit(town, licence(1)))
    (outcome,) = submit(town, licence(1))
    assert codes([outcome]) == ["fact-recorded-before"]
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, FactRecordedBeforeError)
    assert outcome.error.position == first.index


def test_one_batch_opens_the_file_of_a_new_subject_once(town: Ledger) -> None:
    size = town.reader.size()
    receipts(submit(town, *licences(5)))
    assert town.reader.size() == size + 1 + 5


def test_a_refused_line_does_not_keep_the_others_of_its_subject_out(town: Ledger) -> None:
    bad = licence(1, **{"subject.status": "unheard of"})
    outcomes = submit(town, bad, licence(2), licence(3))
    assert [code is None for code in codes(outcomes)] == [False, True, True]


def test_outcomes_come_in_the_order_of_the_statements(town: Ledger) -> None:
    good = licences(3)
    outcomes = town.submit_many([good[0].text, "not a statement", good[1].text, good[2].text])
    assert codes(outcomes) == [None, "statement-form", None, None]
    assert [receipt.statement.jti for receipt in receipts([outcomes[0], *outcomes[2:]])] == [one.jti for one in good]


def test_threads_that_open_the_same_subject_at_once_all_succeed(town: Ledger) -> None:
    found: list[list[str | None]] = []
    start = threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        found.append(codes(submit(town, *licences(5, start=number * 100))))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[None] * 5] * 8


def test_a_key_revoked_by_another_process_signs_no_more(town: Ledger) -> None:
    receipts(submit(town, licence(1)))
    revoked = KeyRevoked(holder=f"agency:{BUREAU}", kid=BUREAU_KEY.kid, reason="lost")
    with open_ledger(town.settings) as other:
        record(other, root_statement(revoked))
    assert codes(submit(town, licence(2))) == ["key-not-in-force"]


def test_a_key_enrolled_by_another_process_signs_at_once(town: Ledger) -> None:
    new = SigningKey.from_seed(bytes([77]) * 32)
    statement = licence(1)
    again = build(
        vct=statement.vct,
        iss=statement.iss,
        plain=statement.plain,
        disclosed=statement.disclosed,
        digests=32,
        key=new,
        iat=statement.iat,
    )
    assert codes(submit(town, again)) == ["key-unknown"]
    enrolled = KeyEnrolled(holder=f"agency:{BUREAU}", kid=new.kid, public_key=encode(new.public_key))
    with open_ledger(town.settings) as other:
        record(other, root_statement(enrolled))
    assert codes(submit(town, again)) == [None]


def test_a_signature_by_another_key_is_refused(town: Ledger) -> None:
    statement = licence(1)
    head, payload, signature = statement.jwt.split(".")
    broken = ("A" if signature[0] != "A" else "B") + signature[1:]
    forged = f"{head}.{payload}.{broken}" + statement.text[len(statement.jwt) :]
    assert codes(town.submit_many([forged])) == ["signature"]


def test_statements_of_the_future_and_of_long_ago_are_refused(town: Ledger) -> None:
    def issued(shift: timedelta) -> str | None:
        one = licence(1)
        iat = int((datetime.now(UTC) + shift).timestamp())
        moved = build(
            vct=one.vct, iss=one.iss, plain=one.plain, disclosed=one.disclosed, digests=32, key=BUREAU_KEY, iat=iat
        )
        (code,) = codes(submit(town, moved))
        return code

    assert issued(timedelta(minutes=6)) == "issued-outside-window"
    assert issued(timedelta(days=-31)) == "issued-outside-window"
    assert issued(timedelta(minutes=4)) is None


def test_events_of_the_platform_are_not_taken_from_outside(town: Ledger) -> None:
    platform = town.keyring.platform
    from domain.subject.events import SubjectErased

    event = SubjectErased(ground="court_order", disclosed={"subject.id": "x", "subject.reason": "y"})
    assert codes(submit(town, signed(event, "platform", platform, 8))) == ["not-submittable"]


def test_a_correction_and_a_withdrawal_need_the_fact_and_its_agency(town: Ledger) -> None:
    (first,) = receipts(submit(town, licence(1)))
    base = licence(1)
    fields: dict[str, Any] = {**base.disclosed, "subject.fact": first.statement.jti, "subject.content": "更正后的内容"}
    plain = {**base.plain, "reason": "source_error"}
    correct = build(
        vct="urn:chengjian:fact-corrected:v1",
        iss=base.iss,
        plain=plain,
        disclosed=fields,
        digests=32,
        key=BUREAU_KEY,
        iat=base.iat,
    )
    assert codes(submit(town, correct)) == [None]
    gone = {
        "subject.fact": first.statement.jti,
        "subject.reason": "重复报送",
        "subject.identifier_type": "uscc",
        "subject.identifier": COMPANY_CODE,
    }
    withdraw = build(
        vct="urn:chengjian:fact-withdrawn:v1",
        iss=base.iss,
        plain={"item": "xzxk", "ground": "recorded_in_error"},
        disclosed=gone,
        digests=8,
        key=BUREAU_KEY,
        iat=base.iat,
    )
    assert codes(submit(town, withdraw)) == [None]
    again = build(
        vct="urn:chengjian:fact-withdrawn:v1",
        iss=base.iss,
        plain={"item": "xzxk", "ground": "recorded_in_error"},
        disclosed=gone,
        digests=8,
        key=BUREAU_KEY,
        iat=base.iat,
    )
    assert codes(submit(town, again)) == ["fact-already-withdrawn"]


def test_health_follows_the_log(town: Ledger) -> None:
    before = town.health()
    receipts(submit(town, *licences(2)))
    after = town.health()
    assert (after.size, after.marked_size) == (before.size + 3, before.marked_size + 3)
    assert dataclasses.asdict(after)["is_recording"]
