"""The negative vectors of the statement profile: one fault each, with the code that it must be refused with.

``python -m tests.statement.vector_cases`` writes them to ``tests/vectors/statement``; a test compares them with this.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.statement.forging import HEADER, KEY, MEMBERS, PAYLOAD, b64, canonical, digest, disclose, forge, sign

FOLDER = Path(__file__).parents[1] / "vectors" / "statement"
Change = Callable[[dict[str, Any]], Any]
SOUND = forge()
SHOWN = [disclose(one) for one in MEMBERS]


def jwt_of(text: str) -> str:
    """Give the part before the first tilde."""
    return text.partition("~")[0]


def with_member(number: int, value: Any) -> list[list[Any]]:
    """Replace one element of the first disclosure."""
    first = list(MEMBERS[0])
    first[number] = value
    return [first, *MEMBERS[1:]]


def with_first(encoded: str) -> str:
    """Replace the first disclosure by text, in step with its digest."""
    return forge(encoded=[encoded, *SHOWN[1:]])


def setting(**members: Any) -> str:
    """Change members of the payload."""
    return forge(change=lambda payload: payload.update(members))


def without(*names: str) -> str:
    """Leave members of the payload out."""
    return forge(change=lambda payload: [payload.pop(name) for name in names])


def respelled_payload(old: str, new: str) -> str:
    """Spell the payload in another way, signed as it then stands."""
    payload = PAYLOAD | {"_sd": sorted(map(digest, SHOWN)), "_sd_alg": "sha-256"}
    text = canonical(payload)
    if old not in text:
        raise ValueError(old)
    return "~".join([sign(text.replace(old, new, 1)), *SHOWN, ""])


def reversed_digests(payload: dict[str, Any]) -> None:
    """Put the digests in descending order."""
    payload["_sd"].reverse()


def stray_bit(text: str) -> str:
    """Set an unused bit of the last base64url character; the text's length is no multiple of four."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) | 1]


def form_cases() -> dict[str, tuple[str, str]]:
    """Faults of the outer form."""
    jwt = jwt_of(SOUND)
    head, payload, signature = jwt.split(".")
    return {
        "no-final-tilde": ("statement-form", SOUND[:-1]),
        "jwt-only": ("statement-form", jwt),
        "key-binding": ("statement-form", SOUND + jwt),
        "two-final-tildes": ("disclosure-form", SOUND + "~"),
        "empty-disclosure": ("disclosure-form", SOUND.replace("~", "~~", 1)),
        "two-parts": ("statement-form", SOUND.replace(".", "~", 1)),
        "four-parts": ("statement-form", SOUND.replace("~", ".AA~", 1)),
        "payload-with-padding": ("statement-form", SOUND.replace(payload, payload + "=", 1)),
        "payload-in-standard-base64": ("statement-form", f"{head}.{payload[:-1]}+.{signature}~"),
        "payload-with-newline": ("statement-form", SOUND.replace(payload, payload + "\n", 1)),
        "payload-not-json": ("statement-form", f"{head}.{b64('{')}.{signature}~"),
        "payload-array": ("statement-form", sign("[]") + "~"),
        "payload-with-space": ("statement-form", respelled_payload(":", ": ")),
        "payload-with-escape": ("statement-form", respelled_payload("licence", "l\\u0069cence")),
        "payload-with-float": ("statement-form", respelled_payload("1772330400", "1772330400.0")),
        "payload-with-repeated-name": ("statement-form", respelled_payload('"item"', '"item":"licence","item"')),
        "payload-unsorted": ("statement-form", respelled_payload('{"_sd"', '{"zz":1,"_sd"')),
        "payload-with-non-ascii-name": ("statement-form", setting(名="x")),
        "payload-with-integer-past-2-53": ("statement-form", setting(item=2**53)),
        "payload-with-nul": ("statement-form", respelled_payload("licence", "lic\\u0000ence")),
        "payload-nested-too-deep": ("statement-form", setting(item=[[[[[[[[1]]]]]]]])),
        "signature-of-63-bytes": ("statement-form", f"{head}.{payload}.{b64(bytes(63))}~"),
        "signature-with-stray-bit": ("statement-form", f"{head}.{payload}.{stray_bit(signature)}~"),
        "jwt-too-long": ("statement-too-long", setting(item="x" * 16_384)),
        "disclosure-too-long": ("statement-too-long", forge(members=with_member(2, "x" * 24_600))),
    }


def header_cases() -> dict[str, tuple[str, str]]:
    """Faults of the header."""
    faults: dict[str, Any] = {
        "header-alg-none": HEADER | {"alg": "none"},
        "header-alg-eddsa": HEADER | {"alg": "EdDSA"},
        "header-alg-hs256": HEADER | {"alg": "HS256"},
        "header-typ-jwt": HEADER | {"typ": "JWT"},
        "header-without-typ": {"alg": "Ed25519", "kid": KEY.kid},
        "header-without-kid": {"alg": "Ed25519", "typ": "credit-event+sd-jwt"},
        "header-kid-short": HEADER | {"kid": KEY.kid[:-1]},
        "header-kid-number": HEADER | {"kid": 1},
        "header-with-jwk": HEADER | {"jwk": {}},
        "header-with-crit": HEADER | {"crit": ["b64"]},
        "header-with-space": canonical(HEADER).replace(",", ", "),
        "header-array": "[]",
    }
    return {name: ("statement-header", forge(header=header)) for name, header in faults.items()}


def claim_cases() -> dict[str, tuple[str, str]]:
    """Faults of the payload's members."""
    code = "statement-claim"
    return {
        "iss-missing": (code, without("iss")),
        "iss-unknown": (code, setting(iss="somebody")),
        "iss-agency-in-lower-case": (code, setting(iss="agency:11370481mb2875420x")),
        "iss-agency-with-letter-i": (code, setting(iss="agency:I1370481MB2875420X")),
        "iss-with-newline": (code, setting(iss="root\n")),
        "iat-missing": (code, without("iat")),
        "iat-negative": (code, setting(iat=-1)),
        "iat-text": (code, setting(iat="1772330400")),
        "iat-true": (code, setting(iat=True)),
        "jti-missing": (code, without("jti")),
        "jti-version-4": (code, setting(jti="019ca8f0-0000-4000-8000-000000000001")),
        "jti-in-upper-case": (code, setting(jti="019CA8F0-0000-7000-8000-000000000001")),
        "jti-number": (code, setting(jti=1)),
        "vct-missing": (code, without("vct")),
        "vct-foreign": (code, setting(vct="https://example.com/vct")),
        "vct-version-0": (code, setting(vct="urn:chengjian:fact-recorded:v0")),
        "plain-claim-three-dots": (code, setting(**{"...": digest(SHOWN[0])})),
        "plain-claim-three-dots-in-array": (code, setting(item=[{"...": digest(SHOWN[0])}])),
        "plain-claim-nested-sd": (code, setting(item={"_sd": [digest(SHOWN[0])]})),
    }


def digest_cases() -> dict[str, tuple[str, str]]:
    """Faults of the digest list."""
    code = "statement-digests"
    first = digest(SHOWN[0])
    repeated = sorted([*map(digest, SHOWN), first])
    return {
        "sd-descending": (code, forge(change=reversed_digests)),
        "sd-with-repeated-digest": (code, setting(_sd=repeated)),
        "sd-empty": (code, forge(shown=[], change=lambda payload: payload.update(_sd=[]))),
        "sd-object": (code, setting(_sd={})),
        "sd-text": (code, setting(_sd=first)),
        "sd-null": (code, setting(_sd=None)),
        "sd-with-number": (code, setting(_sd=[1])),
        "sd-with-hex-digest": (code, setting(_sd=["0" * 64])),
        "sd-with-stray-bit": (code, setting(_sd=[stray_bit(first)])),
        "sd-missing-sd-alg-present": (code, forge(shown=[], change=lambda payload: payload.pop("_sd"))),
        "sd-alg-missing": (code, without("_sd_alg")),
        "sd-alg-sha-512": (code, setting(_sd_alg="sha-512")),
        "sd-alg-in-upper-case": (code, setting(_sd_alg="SHA-256")),
        "sd-alg-null": (code, setting(_sd_alg=None)),
    }


def disclosure_cases() -> dict[str, tuple[str, str]]:
    """Faults of the disclosures."""
    form, name = "disclosure-form", "disclosure-name"
    salt, claim, value = MEMBERS[0]
    decoy = sorted([*map(digest, SHOWN), digest("decoy")])
    return {
        "disclosure-missing": ("digest-unopened", forge(shown=SHOWN[1:])),
        "disclosure-none": ("digest-unopened", forge(shown=[])),
        "decoy-digest": ("digest-unopened", setting(_sd=decoy)),
        "disclosure-twice": ("disclosure-unknown", forge(shown=[*SHOWN, SHOWN[0]])),
        "disclosure-unreferenced": (
            "disclosure-unknown",
            forge(shown=[*SHOWN, disclose(["AAAAAAAAAAAAAAAAAAAAAw", "subject.x", 1])]),
        ),
        "disclosures-without-sd": (
            "disclosure-unknown",
            forge(change=lambda payload: (payload.pop("_sd"), payload.pop("_sd_alg"))),
        ),
        "disclosure-of-two-elements": (form, with_first(disclose([salt, value]))),
        "disclosure-of-four-elements": (form, with_first(disclose([salt, claim, value, 1]))),
        "disclosure-object": (form, with_first(b64(canonical({"name": claim})))),
        "disclosure-text": (form, with_first(b64('"x"'))),
        "disclosure-with-space": (form, with_first(b64(canonical(MEMBERS[0]).replace(",", ", ")))),
        "disclosure-with-escape": (form, with_first(b64(json.dumps(MEMBERS[0], separators=(",", ":"))))),
        "disclosure-with-padding": (form, with_first(SHOWN[0] + "=")),
        "disclosure-with-stray-bit": (form, with_first(stray_bit(disclose([salt, claim, "ab"])))),
        "disclosure-in-standard-base64": (form, with_first(SHOWN[0][:-4] + "+AAA")),
        "disclosure-with-nul": (form, forge(members=with_member(2, "a\0b"))),
        "value-null": (form, forge(members=with_member(2, None))),
        "value-float": (form, forge(members=with_member(2, 1.5))),
        "value-object": (form, forge(members=with_member(2, {"_sd": []}))),
        "value-array": (form, forge(members=with_member(2, [1]))),
        "value-past-2-53": (form, forge(members=with_member(2, 2**53))),
        "salt-of-15-bytes": (form, forge(members=with_member(0, "A" * 20))),
        "salt-of-17-bytes": (form, forge(members=with_member(0, "A" * 23))),
        "salt-with-stray-bit": (form, forge(members=with_member(0, "A" * 21 + "B"))),
        "salt-number": (form, forge(members=with_member(0, 1))),
        "salt-repeated": ("salt-repeated", forge(members=with_member(0, MEMBERS[1][0]))),
        "name-number": (form, forge(members=with_member(1, 1))),
        "name-sd": (name, forge(members=with_member(1, "_sd"))),
        "name-three-dots": (name, forge(members=with_member(1, "..."))),
        "name-of-a-plain-claim": (name, forge(members=with_member(1, "item"))),
        "name-collides-with-plain-claim": (name, setting(**{"subject.name": "x"})),
        "name-without-field": (name, forge(members=with_member(1, "subject."))),
        "name-of-unknown-role": (name, forge(members=with_member(1, "witness.name"))),
        "name-repeated": (name, forge(members=with_member(1, MEMBERS[1][1]))),
        "pad-with-value": (form, forge(members=with_member(1, "pad.1"))),
        "pad-numbered-with-gap": (name, forge(members=[*MEMBERS[:-1], [MEMBERS[-1][0], "pad.1", ""]])),
        "pad-with-leading-zero": (name, forge(members=[*MEMBERS[:-1], [MEMBERS[-1][0], "pad.00", ""]])),
    }


def all_cases() -> dict[str, tuple[str, str]]:
    """All vectors: expected code and statement, by name."""
    groups = [form_cases(), header_cases(), claim_cases(), digest_cases(), disclosure_cases()]
    return {name: case for group in groups for name, case in group.items()}


def spell(code: str, statement: str) -> str:
    """Spell one vector's file."""
    return json.dumps({"code": code, "statement": statement}, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for name, (code, statement) in all_cases().items():
        (FOLDER / f"{name}.json").write_text(spell(code, statement), encoding="utf-8")


if __name__ == "__main__":
    main()
