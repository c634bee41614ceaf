"""A client that signs its requests as docs/api.md says."""

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519

from ledger.crypto.keys import SigningKey

COVERED = ("@method", "@target-uri", "content-digest")


@dataclass
class Unsent:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._key.seed)


def signed_headers(
    key: SigningKey,
    url: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    covered: Sequence[str] = COVERED,
    age_s: float = 0,
    nonce: str | None = None,
    kid: str | None = None,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Give the headers that sign a request."""
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    message = Unsent(method, url, {"content-digest": f"sha-256=:{digest}:", **(extra or {})})
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=_Keys(key)).sign(
        message,
        key_id=kid or key.kid,
        created=datetime.now(UTC) - timedelta(seconds=age_s),
        nonce=secrets.token_urlsafe(18) if nonce is None else nonce or None,
        covered_component_ids=covered,
        use_existing_digest=True,
    )
    return message.headers
