"""Cases of receipts: one fault each, in the order of the verifier's steps."""

from collections.abc import Iterator
from typing import Any

from tests.verify.sample_log import (
    COURT,
    FINANCE,
    ORIGIN,
    START_MS,
    SampleLog,
    Statement,
    disclosure,
    kid_of,
    note_line,
    public_key,
    sign_jwt,
    small_log,
    std64,
    strict,
    url64,
    vkey,
)

Case = tuple[str, str | None, dict[str, Any]]
AGENCY = f"agency:{FINANCE}"
DAY_S = 86_400


def given(receipt: dict[str, Any] | str, policy: dict[str, Any]) -> dict[str, Any]:
    return {
        "receipt": receipt if isinstance(receipt, str) else strict(receipt),
        "policy": policy,
        "now_s": START_MS // 1000,
    }


def receipt_cases() -> Iterator[Case]:
    yield from _good()
    yield from _form()
    yield from _checkpoint_and_inclusion()
    yield from _entries()
    yield from _genesis()
    yield from _keys()
    yield from _key_events()
    yield from _statement()
    yield from _disclosures()


def _good() -> Iterator[Case]:
    log = small_log()
    policy = log.policy()
    receipt = log.receipt(6)
    yield "fact", None, given(receipt, policy)
    yield "final-line-feed", None, given(strict(receipt) + "\n", policy)
    yield "nothing-disclosed", None, given({**receipt, "disclosures": []}, policy)
    yield "some-disclosed", None, given({**receipt, "disclosures": receipt["disclosures"][4:6]}, policy)
    yield "signed-by-root", None, given(log.receipt(1), policy)
    yield "opening-of-the-ledger", None, given(log.receipt(0), policy)
    yield "enrolment-of-a-key", None, given(log.receipt(4), policy)
    log.rotate_key(AGENCY, "finance", "finance-2")
    rotated = log.fact("finance-2")
    yield "before-a-rotation", None, given(log.receipt(6), policy)
    yield "rotation-signed-by-the-old-key", None, given(log.receipt(7), policy)
    yield "after-a-rotation-by-the-old-key", None, given(log.receipt(rotated, keys=[0, 4, 7]), policy)
    by_root = log.rotate_key(AGENCY, "finance-2", "finance-3", "root", "root")
    after = log.fact("finance-3")
    yield "after-a-rotation-by-root", None, given(log.receipt(after, keys=[0, by_root]), policy)
    log.enrol_key(AGENCY, "spare")
    revoked = log.revoke_key(AGENCY, "spare", "lost", AGENCY, "finance-3")
    yield "revocation-by-a-key-of-the-same-holder", None, given(log.receipt(revoked, keys=[0, by_root]), policy)
    itself = log.revoke_key(AGENCY, "finance-3", "compromised", AGENCY, "finance-3", compromised_since=START_MS)
    yield "revocation-by-the-key-itself", None, given(log.receipt(itself, keys=[0, by_root, itself]), policy)
    yield "revoked-afterwards", None, given(log.receipt(after, keys=[0, by_root]), policy)


def _form() -> Iterator[Case]:
    log = small_log()
    policy, good = log.policy(), log.receipt(6)
    text = strict(good)

    def changed(**members: Any) -> dict[str, Any]:
        return given({k: v for k, v in {**good, **members}.items() if v is not None}, policy)

    yield "white-space", "json-malformed", given(" " + text, policy)
    yield "two-line-feeds", "json-malformed", given(text + "\n\n", policy)
    yield "unsorted", "json-malformed", given('{"type":"x",' + text[1:], policy)
    yield "cut-off", "json-malformed", given(text[:-1], policy)
    yield "no-index", "members-wrong", changed(index=None)
    yield "extra-member", "members-wrong", changed(trust="me")
    yield "another-type", "value-malformed", changed(type="urn:chengjian:receipt:v2")
    yield "index-negative", "value-malformed", changed(index=-1)
    yield "index-true", "value-malformed", changed(index=True)
    yield "index-a-text", "value-malformed", changed(index="6")
    yield "entry-an-object", "value-malformed", changed(entry={})
    yield "inclusion-a-text", "value-malformed", changed(inclusion=good["inclusion"][0])
    yield "inclusion-hash-of-31-bytes", "value-malformed", changed(inclusion=[std64(bytes(31)), *good["inclusion"][1:]])
    yield "inclusion-hash-unpadded", "base64-malformed", changed(inclusion=[good["inclusion"][0][:-1]])
    yield "keys-an-object", "value-malformed", changed(keys={})
    yield "keys-of-texts", "value-malformed", changed(keys=["x"])
    yield "keys-unordered", "value-malformed", changed(keys=good["keys"][::-1])
    yield "key-twice", "value-malformed", changed(keys=[*good["keys"], good["keys"][-1]])
    yield "key-with-extra-member", "members-wrong", changed(keys=[{**good["keys"][0], "a": 1}, *good["keys"][1:]])
    yield "checkpoint-an-object", "value-malformed", changed(checkpoint={})
    yield "disclosures-missing", "members-wrong", changed(disclosures=None)
    yield "disclosure-a-number", "value-malformed", changed(disclosures=[1])


def _checkpoint_and_inclusion() -> Iterator[Case]:
    log = small_log()
    policy, good = log.policy(), log.receipt(6)

    def changed(**members: Any) -> dict[str, Any]:
        return given({**good, **members}, policy)

    body = good["checkpoint"].split("\n\n")[0] + "\n"
    yield (
        "checkpoint-of-another-log",
        "origin-mismatch",
        given(good, {**policy, "origin": "test.b", "log": vkey("test.b", "log")}),
    )
    yield (
        "checkpoint-signed-by-another-key",
        "log-signature-missing",
        changed(checkpoint=f"{body}\n{note_line(ORIGIN, 'mallory', body)}"),
    )
    yield (
        "checkpoint-changed-after-signing",
        "log-signature-wrong",
        changed(checkpoint=good["checkpoint"].replace("\n7\n", "\n8\n")),
    )
    yield "checkpoint-without-signature", "note-malformed", changed(checkpoint=body)
    yield (
        "no-witness-cosigned",
        "quorum-not-met",
        given(good, {**policy, "witnesses": [vkey("w.example", "w", 4)], "quorum": 1}),
    )
    path = good["inclusion"]
    yield "index-of-the-neighbour", "proof-length", changed(index=5)
    yield "index-beyond-the-tree", "index-beyond-tree", changed(index=7)
    yield "inclusion-shortened", "proof-length", changed(inclusion=path[1:])
    yield "inclusion-lengthened", "proof-length", changed(inclusion=[*path, path[0]])
    yield "inclusion-hash-changed", "inclusion-mismatch", changed(inclusion=[path[1], path[0], *path[2:]])
    yield "entry-changed", "inclusion-mismatch", changed(entry=good["entry"].replace('"time":1', '"time":2'))
    yield "checkpoint-of-another-size", "inclusion-mismatch", changed(checkpoint=log.checkpoint(7, log.root(5)))
    keys = good["keys"]
    yield (
        "key-entry-changed",
        "inclusion-mismatch",
        changed(keys=[keys[0], {**keys[1], "entry": keys[1]["entry"].replace('"time":1', '"time":2')}]),
    )
    yield "key-entry-at-another-index", "inclusion-mismatch", changed(keys=[keys[0], {**keys[1], "index": 3}])
    yield "key-entry-beyond-the-tree", "index-beyond-tree", changed(keys=[*keys, {**keys[1], "index": 9}])


def _entries() -> Iterator[Case]:
    log = small_log()
    payload = {"iat": 1, "iss": AGENCY, "jti": log.next_jti(), "vct": "x"}
    data = strict({"v": 1, "kind": "data", "time": log.time_ms, "type": "a", "tags": [], "data": ""})
    faults = {
        "entry-of-kind-data": ("entry-kind", data.encode()),
        "entry-with-white-space": ("json-malformed", log.entries[6] + b" "),
        "entry-of-another-version": ("value-malformed", log.entries[6].replace(b'"v":1}', b'"v":2}')),
        "statement-with-algorithm-none": (
            "statement-malformed",
            log.entries[6].replace(
                log.statements[6].jwt.encode(), sign_jwt(payload, "finance", '{"alg":"none"}').encode()
            ),
        ),
        "statement-with-unused-bits": (
            "base64-malformed",
            log.entries[6].replace(log.statements[6].jwt.encode(), log.statements[6].jwt[:-1].encode() + b"x"),
        ),
    }
    for name, (error, entry) in faults.items():
        other = small_log()
        index = other.add_raw(entry, Statement(""))
        yield name, error, given(other.receipt(index, keys=[0, 4]), other.policy())
    other = small_log()
    broken = other.add_raw(data.encode(), Statement(""))
    yield "key-entry-of-kind-data", "entry-kind", given(other.receipt(6, keys=[0, 4, broken]), other.policy())


def _genesis() -> Iterator[Case]:
    good = small_log()
    policy = good.policy()
    yield "no-keys", "genesis-missing", given(good.receipt(6, keys=[]), policy)
    yield "no-opening", "genesis-missing", given(good.receipt(6, keys=[4]), policy)

    def opened(error: str, **override: Any) -> tuple[str, dict[str, Any]]:
        log = SampleLog()
        log.open(**override)
        return error, given(log.receipt(0), log.policy())

    other = SampleLog()
    other.enrol_agency(FINANCE)
    signed_otherwise = SampleLog()
    plain = {
        "origin": ORIGIN,
        "environment": "test",
        "log_key": vkey(ORIGIN, "log"),
        "root_key": url64(public_key("root")),
        "vrf_key": url64(public_key("vrf")),
        "jurisdiction": "370481",
        "jurisdiction_name": "滕州市",
    }
    signed_otherwise.add(signed_otherwise.statement("ledger-opened", "root", "mallory", plain), ["ledger"])
    badly_signed = SampleLog()
    header = strict({"alg": "Ed25519", "kid": kid_of("root"), "typ": "credit-event+sd-jwt"})
    payload = {"iat": START_MS // 1000, "iss": "root", "jti": good.next_jti(), "vct": "urn:chengjian:ledger-opened:v1"}
    badly_signed.add(Statement(sign_jwt({**payload, **plain}, "mallory", header)), ["ledger"])
    second = SampleLog()
    second.counts["ledger"] = 1
    second.open()
    keyless = SampleLog()
    keyless.add(keyless.statement("ledger-opened", "root", "root", plain), [])
    cases = {
        "first-entry-another-event": ("genesis-missing", given(other.receipt(0), other.policy())),
        "opening-of-another-origin": opened("genesis-mismatch", origin="test.other", log_key=vkey("test.other", "log")),
        "opening-with-another-log-key": opened("genesis-mismatch", log_key=vkey(ORIGIN, "other")),
        "opening-with-another-root-key": opened("genesis-mismatch", root_key=url64(public_key("other"))),
        "opening-with-another-vrf-key": opened("genesis-mismatch", vrf_key=url64(public_key("other"))),
        "opening-by-another-root": ("genesis-mismatch", given(signed_otherwise.receipt(0, keys=[0]), policy)),
        "opening-badly-signed": ("signature-wrong", given(badly_signed.receipt(0, keys=[0]), policy)),
        "opening-of-another-environment": opened("environment-mismatch", environment="production"),
        "opening-with-a-wrong-claim": opened("claim-wrong", jurisdiction="滕州"),
        "opening-with-another-one-time-key": ("one-time-key-mismatch", given(second.receipt(0), policy)),
        "opening-without-one-time-key": ("one-time-key-count", given(keyless.receipt(0), policy)),
    }
    for name, (error, value) in cases.items():
        yield name, error, value


def case(log: SampleLog, index: int, *keys: int) -> dict[str, Any]:
    return given(log.receipt(index, keys=[0, *keys]), log.policy())


def _keys() -> Iterator[Case]:
    log = small_log()
    yield "key-never-enrolled", "key-unknown", case(log, log.fact("stranger"))
    yield "key-state-left-out", "key-unknown", case(log, 6)
    log = small_log()
    early = log.fact("late")
    late = log.enrol_key(AGENCY, "late")
    yield "key-enrolled-later", "key-not-in-force", case(log, early, late)
    log = small_log()
    ended = log.revoke_key(AGENCY, "finance")
    after = log.fact()
    yield "key-revoked-before", "key-not-in-force", case(log, after, 4, ended)
    log = small_log()
    ended = log.rotate_key(AGENCY, "finance", "finance-2")
    after = log.fact()
    yield "key-rotated-away-before", "key-not-in-force", case(log, after, 4, ended)
    log = small_log()
    ended = log.revoke_key(AGENCY, "finance", "compromised", compromised_since=START_MS + 42)
    yield "key-compromised-by-then", "key-compromised", case(log, 6, 4, ended)
    log = small_log()
    ended = log.revoke_key(AGENCY, "finance", "compromised", compromised_since=START_MS + 43)
    yield "key-compromised-a-millisecond-later", None, case(log, 6, 4, ended)
    log = small_log()
    yield "key-of-the-platform-for-an-agency", "key-holder-mismatch", case(log, log.fact("platform"), 3)
    yield "key-of-an-agency-for-another", "key-holder-mismatch", case(log, log.fact(iss=f"agency:{COURT}"), 4)
    yield (
        "root-claim-with-another-key",
        "key-id-mismatch",
        case(
            log, log.add(log.statement("agency-closed", "root", "finance", {"agency": COURT}), [f"agency:{COURT}"]), 4
        ),
    )


def _key_events() -> Iterator[Case]:
    log = small_log()
    enrolled = log.enrol_key(AGENCY, "own", AGENCY, "finance")
    yield "key-enrolled-by-an-agency", "signer-not-allowed", case(log, log.fact("own"), 4, enrolled)
    log = small_log()
    log.enrol_key(f"agency:{COURT}", "court")
    taken = log.rotate_key(AGENCY, "finance", "stolen", f"agency:{COURT}", "court")
    yield "rotation-by-another-holder", "signer-not-allowed", case(log, log.fact("stolen"), 4, 7, taken)
    log = small_log()
    log.enrol_key(AGENCY, "second")
    taken = log.rotate_key(AGENCY, "finance", "third", AGENCY, "second")
    yield "rotation-by-a-third-key", "signer-not-allowed", case(log, log.fact("third"), 4, 7, taken)
    log = small_log()
    taken = log.rotate_key(f"agency:{COURT}", "finance", "court", "root", "root")
    yield (
        "rotation-of-another-holders-key",
        "key-holder-mismatch",
        case(log, log.fact("court", f"agency:{COURT}"), 4, taken),
    )
    log = small_log()
    enrolled = log.enrol_key(AGENCY, "mislabelled", kid=kid_of("other"))
    yield "key-id-of-another-key", "key-id-mismatch", case(log, log.fact("other"), enrolled)
    log = small_log()
    again = log.enrol_key(AGENCY, "finance")
    yield "key-enrolled-twice", "key-enrolled-twice", case(log, log.fact(), 4, again)
    log = small_log()
    as_agency = log.enrol_key(AGENCY, "root")
    yield "root-key-enrolled", "key-enrolled-twice", case(log, 6, 4, as_agency)
    log = small_log()
    log.revoke_key(AGENCY, "finance")
    third = log.revoke_key(AGENCY, "finance", "lost")
    yield "key-event-left-out", "key-stream-gap", case(log, 6, 4, third)
    log = small_log()
    yield "agency-among-the-keys", "value-malformed", case(log, 6, 1, 4)
    log = small_log()
    statement = log.statement(
        "key-revoked", "root", "root", {"holder": AGENCY, "kid": kid_of("finance"), "reason": "lost"}
    )
    keyless = log.add(statement, [])
    yield "key-event-without-one-time-keys", "one-time-key-count", case(log, 6, 4, keyless)
    log = small_log()
    forged = Statement(
        sign_jwt(
            {
                "iat": log.time_ms // 1000,
                "iss": "root",
                "jti": log.next_jti(),
                "vct": "urn:chengjian:key-enrolled:v1",
                "holder": AGENCY,
                "kid": kid_of("forged"),
                "public_key": url64(public_key("forged")),
            },
            "mallory",
            strict({"alg": "Ed25519", "kid": kid_of("root"), "typ": "credit-event+sd-jwt"}),
        )
    )
    enrolled = log.add(forged, [f"key:{kid_of('forged')}", f"holder:{AGENCY}"])
    yield "enrolment-badly-signed", "signature-wrong", case(log, log.fact("forged"), enrolled)


def _statement() -> Iterator[Case]:
    log = small_log()

    def case(statement: Statement, hidden: int = 1) -> dict[str, Any]:
        index = log.add(statement, hidden=hidden)
        return given(log.receipt(index, keys=[0, 4]), log.policy())

    good = log.fact_statement()
    head = good.jwt.rsplit(".", 1)[0]
    other = log.fact_statement().jwt.rsplit(".", 1)[1]
    yield "signature-of-another-statement", "signature-wrong", case(Statement(f"{head}.{other}", good.disclosures))
    low_order = url64(b"\x01" + bytes(63))
    yield "signature-of-small-order", "signature-wrong", case(Statement(f"{head}.{low_order}", good.disclosures))
    now = log.time_ms // 1000
    yield "signed-300-s-ahead", None, case(log.fact_statement(iat=now + 300))
    yield "signed-301-s-ahead", "iat-outside-window", case(log.fact_statement(iat=log.time_ms // 1000 + 301))
    yield "signed-29-days-before", None, case(log.fact_statement(iat=now - 29 * DAY_S))
    yield "signed-30-days-and-a-second-before", "iat-outside-window", case(log.fact_statement(iat=now - 30 * DAY_S - 1))
    yield "event-unknown", "vct-unknown", case(log.fact_statement(vct="urn:chengjian:fact-recorded:v2"))
    yield "claim-missing", "claim-wrong", case(log.fact_statement(item=None))
    yield "claim-unknown", "claim-wrong", case(log.fact_statement(score=95))
    yield "number-of-digests", "digest-count", case(log.fact_statement(digests=20))
    yield (
        "agency-event-by-an-agency",
        "signer-not-allowed",
        case(log.statement("agency-closed", AGENCY, "finance", {"agency": COURT})),
    )
    yield "one-time-keys-missing", "one-time-key-count", case(log.fact_statement(), 0)


def _disclosures() -> Iterator[Case]:
    log = small_log()
    good = log.receipt(6)
    opened = good["disclosures"]

    def case(*disclosures: str) -> dict[str, Any]:
        return given({**good, "disclosures": list(disclosures)}, log.policy())

    yield "disclosure-of-another-value", "disclosure-unknown", case(disclosure("subject.field_1", "x", bytes(16)))
    yield "disclosure-twice", "disclosure-order", case(opened[0], opened[0])
    yield "disclosures-out-of-order", "disclosure-order", case(opened[1], opened[0])
    yield "disclosure-with-padding", "base64-malformed", case(opened[0] + "=")
    yield "disclosure-of-two-parts", "disclosure-malformed", case(url64(b'["AAAAAAAAAAAAAAAAAAAAAA","subject.name"]'))
