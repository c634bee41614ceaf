"""Verifying request signatures with ``http-message-signatures``, with everything demanded that it leaves open.

The library accepts a message whose covered digest nobody compared with the body unless the body is passed, accepts
a day-old signature by default, and leaves replay to its caller; here all three are closed.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, InvalidSignature
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from api.errors import RequestKeyError, RequestReplayedError, RequestSignatureError, RequestUnsignedError
from api.ports import Nonces

REQUIRED: Final = ("@method", "@target-uri", "content-digest")
_CLOCK_SKEW_S: Final = 5
_NONCE = re.compile(r"[!-~]{16,128}")
_KEYID = re.compile(r"[A-Za-z0-9_-]{43}")


class RequestKeys(Protocol):
    """Finds the enrolled key behind a key id."""

    def holder(self, kid: str) -> "KeyHolder | None":
        """Give the key if it is in force."""
        ...


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A key in force and whose it is.

    Attributes:
        holder: ``agency:<code>``; ``subject`` where a subject signs about himself.
        public_key: 32 bytes.
        kid: Its id; empty until the request that it signed was verified.
    """

    holder: str
    public_key: bytes
    kid: str = ""


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """The parts of a request that a signature can cover.

    Attributes:
        method: Upper case.
        url: Absolute, as the client addressed it.
        headers: Name to value; repeated fields joined with a comma.
        body: Exact bytes.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


class RequestVerifier:
    """Decides who signed a request.

    Attributes:
        keys: Where enrolled keys are looked up.

    Args:
        keys: Where enrolled keys are looked up.
        nonces: The replay table.
        max_age_s: Oldest accepted signature.
        clock: Seconds since 1970.
    """

    def __init__(
        self, keys: RequestKeys, nonces: Nonces, max_age_s: int, clock: Callable[[], float] = time.time
    ) -> None:
        self.keys = keys
        self._nonces = nonces
        self._max_age_s = max_age_s
        self._clock = clock

    def signer(self, message: SignedMessage, keys: RequestKeys | None = None) -> str:
        """Verify a request and give the holder of its key; see `key_holder`."""
        return self.key_holder(message, keys).holder

    def key_holder(self, message: SignedMessage, keys: RequestKeys | None = None) -> KeyHolder:
        """Verify a request and give the key and whose it is.

        (1) Exactly one signature is there. (2) Its key id names a key in force. (3) The signature covers method,
        target and content digest, and verifies. (4) The digest is that of the body. (5) It is at most five minutes
        old. (6) Its nonce was never used.

        Args:
            message: The request.
            keys: Where keys are looked up; None: among those of agencies.

        Raises:
            RequestUnsignedError: (1)
            RequestKeyError: (2)
            RequestSignatureError: (3), (4), (5)
            RequestReplayedError: (6)

        Source:
            RFC 9421, sections 3.2 and 7.2; RFC 9530.
        """
        names = {name.lower() for name in message.headers}
        if not {"signature", "signature-input"} <= names:
            raise RequestUnsignedError
        resolver = _Resolver(self.keys if keys is None else keys)
        parameters = self._verify(message, resolver)
        created, nonce = parameters.get("created"), parameters.get("nonce")
        if resolver.found is None or not isinstance(created, int):
            raise RequestSignatureError("created")
        if not isinstance(nonce, str) or _NONCE.fullmatch(nonce) is None:
            raise RequestSignatureError("nonce")
        expires_s = created + self._max_age_s + 2 * _CLOCK_SKEW_S
        if not self._nonces.use(resolver.kid, nonce, expires_s=expires_s, now_s=self._clock()):
            raise RequestReplayedError
        return replace(resolver.found, kid=resolver.kid)

    def _verify(self, message: SignedMessage, resolver: "_Resolver") -> Mapping[str, object]:
        verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=resolver)
        try:
            results = verifier.verify(
                message,
                max_age=timedelta(seconds=self._max_age_s),
                require_components=REQUIRED,
                body=message.body,
            )
        except (InvalidSignature, HTTPMessageSignaturesException, ValueError) as error:
            if resolver.is_refused:
                raise RequestKeyError("keyid") from error
            raise RequestSignatureError("signature") from error
        if len(results) != 1 or results[0].body is None:
            raise RequestSignatureError("content-digest")
        parameters: Mapping[str, object] = results[0].parameters
        return parameters


class _Resolver(HTTPSignatureKeyResolver):
    """Looks one key up for the library and remembers whose it was."""

    def __init__(self, keys: RequestKeys) -> None:
        self._keys = keys
        self.kid = ""
        self.found: KeyHolder | None = None
        self.is_refused = False

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        found = self._keys.holder(key_id) if _KEYID.fullmatch(key_id) else None
        if found is None:
            self.is_refused = True
            return None
        self.kid, self.found = key_id, found
        return Ed25519PublicKey.from_public_bytes(found.public_key)
