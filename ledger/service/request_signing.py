"""Signing what the platform sends of itself, so that whoever gets it can check who sends (RFC 9421)."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519

from ledger.crypto.keys import SigningKey

COVERED: Final = ("@method", "@target-uri", "content-digest")
_NONCE_BYTES = 18


@dataclass
class _Message:
    """The parts of a request that the signature covers."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class RequestSigner:
    """Signs requests with one key."""

    def __init__(self, key: SigningKey) -> None:
        """Keep the key."""
        self._kid = key.kid
        self._signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=_OneKey(key))

    def headers(self, method: str, url: str, body: bytes, *, tag: str, now: datetime) -> dict[str, str]:
        """Give the headers that sign a request.

        Args:
            method: Upper case.
            url: Absolute, exactly as it is sent.
            body: Exact bytes.
            tag: What the signature is for, so that it serves nothing else.
            now: The present instant, aware.

        Source:
            RFC 9421, section 3.1; RFC 9530.
        """
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        message = _Message(method, url, {"Content-Digest": f"sha-256=:{digest}:"})
        self._signer.sign(
            message,
            key_id=self._kid,
            created=now,
            nonce=secrets.token_urlsafe(_NONCE_BYTES),
            tag=tag,
            covered_component_ids=COVERED,
            use_existing_digest=True,
        )
        return message.headers


class _OneKey(HTTPSignatureKeyResolver):
    """Knows one key."""

    def __init__(self, key: SigningKey) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key.seed)

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        return self._key
