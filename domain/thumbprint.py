"""Key ids (docs/log-format.md section 3)."""

import hashlib

from domain.claims import encode_key


def thumbprint(public_key: str) -> str:
    """Give the key id of an Ed25519 key: its JWK thumbprint.

    Args:
        public_key: base64url of the 32 bytes.

    Source:
        RFC 7638, section 3; RFC 8037, appendix A.3.
    """
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{public_key}"}}'
    return encode_key(hashlib.sha256(jwk.encode("ascii")).digest())
