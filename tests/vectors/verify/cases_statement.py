"""Cases of statements, entries and plain claims."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.verify.sample_log import (
    FINANCE,
    SampleLog,
    Statement,
    digest,
    disclosure,
    kid_of,
    public_key,
    sign_jwt,
    small_log,
    strict,
    url64,
)

Case = tuple[str, str | None, dict[str, Any]]

NOT_UTF8, SPACED = b"{\xff}", b"{}\n"
_HEADER = {"alg": "Ed25519", "kid": kid_of("finance"), "typ": "credit-event+sd-jwt"}


def _fact(log: SampleLog) -> tuple[dict[str, Any], Statement]:
    statement = log.fact_statement()
    encoded = statement.jwt.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(encoded + "==")), statement


def statement_cases() -> Iterator[Case]:
    """Structure of a statement and the match of its disclosures; no signature is checked."""
    payload, good = _fact(SampleLog())
    header, body, signature = good.jwt.split(".")

    def jwt(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        value = {k: v for k, v in {**payload, **changed}.items() if v is not None}
        return error, {"text": "~".join([sign_jwt(value, "finance"), *good.disclosures, ""])}

    def text(error: str, changed: str) -> tuple[str, dict[str, Any]]:
        return error, {"text": changed}

    def opened(error: str, *disclosures: str) -> tuple[str, dict[str, Any]]:
        return error, {"text": "~".join([good.jwt, *disclosures, ""])}

    def one(error: str, parts: Any, written: str | None = None) -> tuple[str, dict[str, Any]]:
        """A statement that commits to one disclosure and opens it."""
        encoded = url64((written or strict(parts)).encode())
        return error, {"text": f"{sign_jwt({**payload, '_sd': [digest(encoded)]}, 'finance')}~{encoded}~"}

    def headed(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        value = {k: v for k, v in {**_HEADER, **changed}.items() if v is not None}
        return error, {"text": sign_jwt(payload, "finance", strict(value)) + "~"}

    salt, digests = "A" * 22, payload["_sd"]
    yield "whole", None, {"text": good.text()}
    yield "presentation-of-two", None, {"text": "~".join([good.jwt, *good.disclosures[3:5], ""])}
    yield "presentation-in-another-order", None, {"text": "~".join([good.jwt, *good.disclosures[::-1], ""])}
    yield "nothing-disclosed", None, {"text": f"{good.jwt}~"}
    bare = {name: value for name, value in payload.items() if not name.startswith("_")}
    yield "no-digests", None, {"text": sign_jwt(bare, "finance") + "~"}
    cases = {
        "no-tilde": text("statement-malformed", good.jwt),
        "key-binding": text("statement-malformed", good.text() + "a.b.c"),
        "two-parts": text("statement-malformed", f"{header}~"),
        "one-dot": text("statement-malformed", f"{body}.{signature}~"),
        "four-parts": text("base64-malformed", f"{header}.{body}.{body}.{signature}~"),
        "padded-payload": text("base64-malformed", f"{header}.{body}==.{signature}~"),
        "padded-signature": text("base64-malformed", f"{header}.{body}.{signature}==~"),
        "signature-with-unused-bits": text("base64-malformed", f"{header}.{body}.{signature[:-1]}B~"),
        "signature-of-63-bytes": text("statement-malformed", f"{header}.{body}.{signature[:84]}~"),
        "too-long": text("too-large", f"{header}.{'A' * 16_400}.{signature}~"),
        "algorithm-none": headed("statement-malformed", alg="none"),
        "algorithm-eddsa": headed("statement-malformed", alg="EdDSA"),
        "header-with-key": headed("statement-malformed", jwk={"crv": "Ed25519"}),
        "header-without-kid": headed("statement-malformed", kid=None),
        "kid-with-unused-bits": headed("statement-malformed", kid="A" * 42 + "B"),
        "type-jwt": headed("statement-malformed", typ="JWT"),
        "header-with-white-space": text(
            "statement-malformed",
            sign_jwt(
                payload, "finance", '{"alg": "Ed25519","kid":"' + kid_of("finance") + '","typ":"credit-event+sd-jwt"}'
            )
            + "~",
        ),
        "header-not-utf-8": text("statement-malformed", f"{url64(NOT_UTF8)}.{body}.{signature}~"),
        "header-not-base64": text("base64-malformed", f"{header}=.{body}.{signature}~"),
        "payload-not-utf-8": text("statement-malformed", f"{header}.{url64(NOT_UTF8)}.{signature}~"),
        "payload-an-array": text("statement-malformed", f"{header}.{url64(b'[]')}.{signature}~"),
        "payload-with-white-space": text("json-malformed", f"{header}.{url64(SPACED)}.{signature}~"),
        "issuer-missing": jwt("statement-malformed", iss=None),
        "issuer-of-another-form": jwt("statement-malformed", iss=FINANCE),
        "issuer-with-letter-i": jwt("statement-malformed", iss="agency:I13704810042203316"),
        "issuer-a-number": jwt("statement-malformed", iss=1),
        "issued-before-1970": jwt("statement-malformed", iat=-1),
        "issued-at-true": jwt("statement-malformed", iat=True),
        "issued-at-a-text": jwt("statement-malformed", iat="1790000000"),
        "id-of-version-4": jwt("statement-malformed", jti="c36a17af-e704-41cd-9d46-b8e030cfe8e3"),
        "id-of-another-variant": jwt("statement-malformed", jti="c36a17af-e704-71cd-cd46-b8e030cfe8e3"),
        "id-in-upper-case": jwt("statement-malformed", jti="C36A17AF-E704-71CD-9D46-B8E030CFE8E3"),
        "id-missing": jwt("statement-malformed", jti=None),
        "topic-missing": jwt("statement-malformed", vct=None),
        "digests-unsorted": jwt("statement-malformed", _sd=digests[::-1]),
        "digest-twice": jwt("statement-malformed", _sd=[digests[0], *digests]),
        "digest-of-42-digits": jwt("statement-malformed", _sd=[digests[0][:42], *digests[1:]]),
        "digest-with-unused-bits": jwt("statement-malformed", _sd=[digests[0][:42] + "B", *digests[1:]]),
        "digest-with-plus": jwt("statement-malformed", _sd=["+" * 42 + "A", *digests[1:]]),
        "digest-not-ascii": jwt("statement-malformed", _sd=[*digests[:-1], "é" * 42 + "A"]),
        "digests-empty": jwt("statement-malformed", _sd=[]),
        "digests-a-text": jwt("statement-malformed", _sd=digests[0]),
        "digest-a-number": jwt("statement-malformed", _sd=[1, 2]),
        "digests-without-algorithm": jwt("statement-malformed", _sd_alg=None),
        "algorithm-without-digests": jwt("statement-malformed", _sd=None),
        "digest-algorithm-sha-512": jwt("statement-malformed", _sd_alg="sha-512"),
        "digests-twice": text("statement-malformed", f"{header}.{_repeated(payload)}.{signature}~"),
        "claim-before-the-digests": jwt("statement-malformed", ABC=1),
        "disclosure-of-another-statement": opened("disclosure-unknown", disclosure("subject.name", "x", bytes(16))),
        "disclosure-twice": opened("disclosure-order", *good.disclosures[:1], *good.disclosures[:1]),
        "disclosure-empty": opened("json-malformed", ""),
        "disclosure-with-white-space": one("json-malformed", None, f'["{salt}", "subject.a",1]'),
        "disclosure-of-two-parts": one("disclosure-malformed", [salt, "subject.name"]),
        "disclosure-of-four-parts": one("disclosure-malformed", [salt, "subject.name", 1, 1]),
        "disclosure-an-object": one("disclosure-malformed", {"a": salt}),
        "disclosure-too-long": one("too-large", [salt, "subject.name", "x" * 30_000]),
        "salt-of-15-bytes": one("disclosure-malformed", [salt[:20], "subject.name", 1]),
        "salt-with-unused-bits": one("disclosure-malformed", [salt[:21] + "B", "subject.name", 1]),
        "salt-a-number": one("disclosure-malformed", [1, "subject.name", 1]),
        "name-without-role": one("disclosure-malformed", [salt, "name", 1]),
        "name-of-another-role": one("disclosure-malformed", [salt, "witness.name", 1]),
        "name-of-65-characters": one("disclosure-malformed", [salt, "subject." + "a" * 65, 1]),
        "name-in-upper-case": one("disclosure-malformed", [salt, "subject.Name", 1]),
        "pad-with-leading-zero": one("disclosure-malformed", [salt, "pad.00", ""]),
        "name-a-number": one("disclosure-malformed", [salt, 1, 1]),
        "pad-with-a-value": one("disclosure-malformed", [salt, "pad.0", "x"]),
        "value-null": one("disclosure-malformed", [salt, "subject.name", None]),
        "value-an-array": one("disclosure-malformed", [salt, "subject.name", ["x"]]),
    }
    for name, (error, given) in cases.items():
        yield name, error, given
    longest = url64(strict([salt, "subject." + "a" * 64, True]).encode())
    committed = {**payload, "_sd": [digest(longest)]}
    yield "name-of-64-characters", None, {"text": f"{sign_jwt(committed, 'finance')}~{longest}~"}
    twice = [disclosure("subject.name", value, bytes(16)) for value in ("a", "b")]
    committed = {**payload, "_sd": sorted(map(digest, twice))}
    yield "name-twice", "disclosure-order", {"text": "~".join([sign_jwt(committed, "finance"), *twice, ""])}
    twice = [disclosure(name, "a", bytes(16)) for name in ("subject.name", "subject.other")]
    committed = {**payload, "_sd": sorted(map(digest, twice))}
    yield "salt-twice", "disclosure-order", {"text": "~".join([sign_jwt(committed, "finance"), *twice, ""])}


def _repeated(payload: dict[str, Any]) -> str:
    """A payload in which ``_sd`` stands twice."""
    whole = strict(payload)
    first = whole[: whole.index("],") + 2]
    return url64((first + whole[1:]).encode())


def entry_cases() -> Iterator[Case]:
    log = small_log()
    jwt = log.statements[6].jwt
    key = url64(bytes(32))
    good = {"v": 1, "kind": "event", "time": 5, "keys": [key], "statement": jwt}

    def case(**changed: Any) -> dict[str, Any]:
        return {"entry": strict({k: v for k, v in {**good, **changed}.items() if v is not None})}

    yield "fact", None, {"entry": log.entries[6].decode()}
    yield "several-keys", None, case(keys=[key, key, key])
    yield "no-keys", None, case(keys=[])
    yield (
        "kind-data",
        "entry-kind",
        {"entry": strict({"v": 1, "kind": "data", "time": 5, "type": "a", "tags": [], "data": ""})},
    )
    yield "kind-epoch", "entry-kind", case(kind="epoch")
    yield "kind-unknown", "value-malformed", case(kind="events")
    yield "version-2", "value-malformed", case(v=2)
    yield "version-true", "value-malformed", case(v=True)
    yield "time-negative", "value-malformed", case(time=-1)
    yield "time-a-text", "value-malformed", case(time="5")
    yield "time-too-large", "json-malformed", case(time=2**53)
    yield "time-with-fraction", "json-malformed", case(time=5.5)
    yield "keys-missing", "members-wrong", case(keys=None)
    yield "keys-a-text", "value-malformed", case(keys=key)
    yield "key-a-number", "value-malformed", case(keys=[1])
    yield "key-of-31-bytes", "hash-length", case(keys=[url64(bytes(31))])
    yield "key-with-unused-bits", "base64-malformed", case(keys=[key[:-1] + "B"])
    yield "statement-missing", "members-wrong", case(statement=None)
    yield "statement-a-number", "value-malformed", case(statement=1)
    yield "statement-with-disclosures", "base64-malformed", case(statement=log.statements[6].text())
    yield "statement-with-quote", "statement-malformed", case(statement='a"b')
    yield "statement-with-backslash", "statement-malformed", case(statement="a\\b")
    yield "statement-not-ascii", "statement-malformed", case(statement="é")
    yield "extra-member", "members-wrong", case(zz=1)
    yield "white-space", "json-malformed", {"entry": log.entries[6].decode() + " "}
    yield "unsorted", "json-malformed", {"entry": '{"v":1,' + log.entries[6].decode()[1:].replace(',"v":1}', "}")}
    yield "not-an-object", "value-malformed", {"entry": "[]"}
    yield "too-long", "too-large", case(statement="a" * 65_535)


def claim_cases() -> Iterator[Case]:
    """Issuer, plain claims, number of digests and of one-time keys; no signature is checked."""
    log = small_log()
    log.withdraw_item()
    log.close_agency(FINANCE)
    log.by_platform("subject-opened", {"secret_commitment": url64(bytes(32))})
    log.by_platform("identifier-linked", {})
    log.by_platform("identifier-unlinked", {})
    log.by_platform("subject-erased", {"ground": "court_order"}, hidden=3)
    log.by_platform("record-erased", {"ground": "unlawful_record"})
    log.enrol_key(f"agency:{FINANCE}", "second")
    log.rotate_key(f"agency:{FINANCE}", "second", "third")
    log.revoke_key(f"agency:{FINANCE}", "third", "compromised", compromised_since=log.time_ms - 5)
    log.publish_item(item="other-item", effective_to="2027-01-31")
    fact = {"item": "xk-licence", "item_version": 1, "rules": "2026.1", "decided_on": "2026-09-01"}
    finance = f"agency:{FINANCE}"
    corrected = log.statement("fact-corrected", finance, "finance", {**fact, "reason": "source_error"}, {}, 16)
    log.add(corrected, hidden=1)
    withdrawn = {"item": "xk-licence", "ground": "recorded_in_error"}
    log.add(log.statement("fact-withdrawn", finance, "finance", withdrawn, {}, 8), hidden=1)
    for index, statement in enumerate(log.statements):
        yield f"event-{index}", None, {"entry": log.entries[index].decode(), "jwt": statement.jwt}

    def made(
        name: str, iss: str, key: str, plain: dict[str, Any], digests: int = 0, keys: int | None = None, tags: int = 0
    ) -> dict[str, Any]:
        other = SampleLog()
        statement = other.statement(name, iss, key, plain, {}, digests)
        other.add(statement, hidden=tags + (1 if digests else 0) if keys is None else keys)
        return {"entry": other.entries[0].decode(), "jwt": statement.jwt}

    def a_fact(
        error: str, digests: int = 16, keys: int = 1, iss: str = finance, **changed: Any
    ) -> tuple[str, dict[str, Any]]:
        plain = {k: v for k, v in {**fact, **changed}.items() if v is not None}
        return error, made("fact-recorded", iss, "finance", plain, digests, keys)

    agency = {"agency": FINANCE, "name": "滕州市示例局", "roles": ["court", "provider"]}

    def an_agency(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        return error, made("agency-enrolled", "root", "root", {**agency, **changed}, tags=1)

    key = {"holder": finance, "kid": kid_of("finance"), "public_key": url64(public_key("finance"))}

    def a_key(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        return error, made("key-enrolled", "root", "root", {**key, **changed}, tags=2)

    revoked = {"holder": finance, "kid": kid_of("finance"), "reason": "lost"}

    def a_revocation(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        return error, made("key-revoked", "root", "root", {**revoked, **changed}, tags=2)

    def an_item(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        other = SampleLog()
        index = other.publish_item(**changed)
        return error, {"entry": other.entries[index].decode(), "jwt": other.statements[index].jwt}

    def an_opening(error: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        other = SampleLog()
        index = other.open(**changed)
        return error, {"entry": other.entries[index].decode(), "jwt": other.statements[index].jwt}

    cases = {
        "topic-unknown": ("vct-unknown", made("credit-scored", finance, "finance", {"score": 7})),
        "topic-of-another-version": ("vct-unknown", made("fact-recorded:v2", finance, "finance", {})),
        "fact-by-the-platform": a_fact("signer-not-allowed", iss="platform"),
        "fact-by-root": a_fact("signer-not-allowed", iss="root"),
        "opening-by-the-platform": (
            "signer-not-allowed",
            made("agency-closed", "platform", "platform", {"agency": FINANCE}, tags=1),
        ),
        "item-missing": a_fact("claim-wrong", item=None),
        "item-in-upper-case": a_fact("claim-wrong", item="XK-1"),
        "item-of-one-character": a_fact("claim-wrong", item="x"),
        "item-version-0": a_fact("claim-wrong", item_version=0),
        "item-version-true": a_fact("claim-wrong", item_version=True),
        "item-version-a-text": a_fact("claim-wrong", item_version="1"),
        "rules-of-another-form": a_fact("claim-wrong", rules="v1"),
        "date-that-does-not-exist": a_fact("claim-wrong", decided_on="2026-02-30"),
        "date-without-hyphens": a_fact("claim-wrong", decided_on="20260901"),
        "date-a-number": a_fact("claim-wrong", decided_on=20260901),
        "unknown-claim": a_fact("claim-wrong", subject="somebody"),
        "fifteen-digests": a_fact("digest-count", digests=15),
        "no-digests-for-a-fact": a_fact("digest-count", digests=0),
        "digests-for-an-agency": ("digest-count", made("agency-enrolled", "root", "root", agency, 8, tags=1)),
        "no-one-time-key": a_fact("one-time-key-count", keys=0),
        "two-one-time-keys": a_fact("one-time-key-count", keys=2),
        "agency-code-of-17": an_agency("claim-wrong", agency=FINANCE[1:]),
        "agency-code-with-letter-o": an_agency("claim-wrong", agency="O" + FINANCE[1:]),
        "agency-name-empty": an_agency("claim-wrong", name=""),
        "agency-name-of-201": an_agency("claim-wrong", name="局" * 201),
        "agency-name-with-line-feed": an_agency("claim-wrong", name="滕州\n市"),
        "agency-name-with-space-at-the-end": an_agency("claim-wrong", name="滕州市 "),
        "agency-name-a-number": an_agency("claim-wrong", name=1),
        "roles-unsorted": an_agency("claim-wrong", roles=["provider", "court"]),
        "role-twice": an_agency("claim-wrong", roles=["court", "court"]),
        "roles-empty": an_agency("claim-wrong", roles=[]),
        "role-unknown": an_agency("claim-wrong", roles=["police"]),
        "role-a-number": an_agency("claim-wrong", roles=[1]),
        "roles-a-text": an_agency("claim-wrong", roles="court"),
        "holder-root": a_key("claim-wrong", holder="root"),
        "kid-of-42-digits": a_key("claim-wrong", kid=key["kid"][1:]),
        "kid-with-unused-bits": a_key("claim-wrong", kid=key["kid"][:-1] + "B"),
        "kid-a-number": a_key("claim-wrong", kid=1),
        "public-key-of-31-bytes": a_key("claim-wrong", public_key=url64(bytes(31))),
        "public-key-of-small-order": a_key("claim-wrong", public_key=url64(b"\x01" + bytes(31))),
        "public-key-a-number": a_key("claim-wrong", public_key=1),
        "compromised-since-without-compromise": a_revocation("claim-wrong", compromised_since=5),
        "compromise-without-a-time": a_revocation("claim-wrong", reason="compromised"),
        "compromised-since-a-text": a_revocation("claim-wrong", reason="compromised", compromised_since="5"),
        "reason-unknown": a_revocation("claim-wrong", reason="tired"),
        "withdrawal-of-what-was-revoked": (
            "claim-wrong",
            made("fact-withdrawn", finance, "finance", {**withdrawn, "ground": "revoked_by_court"}, 8),
        ),
        "adverse-as-number": an_item("claim-wrong", is_adverse=1),
        "validity-of-61-months": an_item("claim-wrong", validity_months=61),
        "providers-empty": an_item("claim-wrong", providers=[]),
        "issuer-level-county": an_item("claim-wrong", issuer_level="county"),
        "digests-of-17": an_item("claim-wrong", digests=17),
        "digests-true": an_item("claim-wrong", digests=True),
        "end-a-number": an_item("claim-wrong", effective_to=1),
        "log-key-in-hex": an_opening("claim-wrong", log_key="00"),
        "log-key-a-number": an_opening("claim-wrong", log_key=1),
        "origin-with-space": an_opening("claim-wrong", origin="a b"),
        "origin-in-upper-case": an_opening("claim-wrong", origin="Log.example/a"),
        "origin-of-two-characters": an_opening("claim-wrong", origin="ab"),
        "origin-a-number": an_opening("claim-wrong", origin=1),
        "jurisdiction-of-5-digits": an_opening("claim-wrong", jurisdiction="37048"),
    }
    for name, (error, given) in cases.items():
        yield name, error, given
