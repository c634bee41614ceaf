"""Makes statements with any fault wanted, correctly signed, from JSON and base64 of the standard library alone."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from ledger.crypto.keys import SigningKey

KEY = SigningKey.from_seed(hashlib.sha256(b"chengjian test vectors").digest())
HEADER = {"alg": "Ed25519", "kid": KEY.kid, "typ": "credit-event+sd-jwt"}
PAYLOAD: dict[str, Any] = {
    "decided_on": "2026-03-01",
    "iat": 1_772_330_400,
    "iss": "agency:11370481MB2875420X",
    "item": "licence",
    "jti": "019ca8f0-0000-7000-8000-000000000001",
    "vct": "urn:chengjian:fact-recorded:v1",
}
MEMBERS: list[list[Any]] = [
    [base64.urlsafe_b64encode(bytes([number]) * 16).rstrip(b"=").decode(), name, value]
    for number, (name, value) in enumerate(
        [
            ("subject.name", "滕州市某某有限公司"),
            ("subject.identifier", "91370481TEST000014"),
            ("subject.amount_fen", 1_000_000),
            ("subject.is_public", True),
            ("representative.name", "某某"),
            ("pad.0", ""),
        ]
    )
]


def b64(data: bytes | str) -> str:
    """Spell in base64url without padding."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def canonical(value: Any) -> str:
    """Spell in strict JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(disclosure: str) -> str:
    """Digest a disclosure."""
    return b64(hashlib.sha256(disclosure.encode("ascii")).digest())


def disclose(members: list[Any]) -> str:
    """Encode a disclosure."""
    return b64(canonical(members))


def sign(payload: str | Mapping[str, Any], header: str | Mapping[str, Any] = HEADER) -> str:
    """Sign header and payload, given as objects or as JSON text, to a JWT."""
    parts = [part if isinstance(part, str) else canonical(part) for part in (header, payload)]
    signing_input = ".".join(b64(part) for part in parts)
    return f"{signing_input}.{b64(KEY.sign(signing_input.encode('ascii')))}"


def forge(
    *,
    members: list[list[Any]] | None = None,
    encoded: list[str] | None = None,
    shown: list[str] | None = None,
    change: Callable[[dict[str, Any]], Any] | None = None,
    header: str | Mapping[str, Any] = HEADER,
) -> str:
    """Make a statement.

    Args:
        members: Disclosures to encode; those of ``MEMBERS`` if absent.
        encoded: Disclosures already encoded, instead.
        shown: What stands in the statement, if not just the encoded ones.
        change: Changes the payload before it is signed.
        header: Header, as object or JSON text.
    """
    disclosures = encoded if encoded is not None else [disclose(one) for one in members or MEMBERS]
    payload = PAYLOAD | {"_sd": sorted(map(digest, disclosures)), "_sd_alg": "sha-256"}
    if change is not None:
        change(payload)
    return "~".join([sign(payload, header), *(disclosures if shown is None else shown), ""])
