"""The statement as a value: what was signed, and what of it stands open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ledger.crypto.public_keys import thumbprint, verify_signature
from ledger.statement.errors import StatementKeyError
from ledger.strict_json import JsonValue

Scalar: TypeAlias = str | int | bool

PAD = "pad."
PAD_OWNER = "subject"


@lru_cache(maxsize=4096)
def _role_of(name: str) -> str:
    role = name.partition(".")[0]
    return PAD_OWNER if role == "pad" else role


class Disclosure(NamedTuple):
    """One disclosed field.

    Attributes:
        salt: 22 characters of base64url.
        name: ``<role>.<field>``.
        value: A string, an integer or a boolean.
        encoded: The disclosure as it stands in the statement.
        digest: What stands for it in ``_sd``.
    """

    salt: str
    name: str
    value: Scalar
    encoded: str
    digest: str

    @property
    def role(self) -> str:
        """Whose data it is: ``subject`` or ``representative``; a pad goes with the subject."""
        return _role_of(self.name)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the credit log, in form; its signature is checked by ``verify_statement``.

    Attributes:
        jwt: The part before the first ``~``; what the log keeps.
        kid: Key id of the signer.
        iss: ``root``, ``platform`` or ``agency:<code>``.
        iat: Seconds since 1970-01-01T00:00:00Z.
        jti: UUID of version 7, unique for its ``iss``.
        vct: Topic of the event.
        plain: The plain claims of the event.
        digests: ``_sd``, ascending.
        disclosures: The open disclosures, in the order of their digests.
        disclosed: Their values by name, without pads.
        signature: 64 bytes.
    """

    jwt: str
    kid: str
    iss: str
    iat: int
    jti: str
    vct: str
    plain: dict[str, JsonValue]
    digests: tuple[str, ...]
    disclosures: tuple[Disclosure, ...] = field(repr=False)
    disclosed: dict[str, Scalar] = field(repr=False)
    signature: bytes

    @property
    def n_digests(self) -> int:
        """How many digests the statement has, open or not."""
        return len(self.digests)

    @property
    def signing_input(self) -> bytes:
        """The bytes that the signature covers."""
        return self.jwt[: self.jwt.rindex(".")].encode("ascii")

    @property
    def jwt_hash(self) -> bytes:
        """SHA-256 of the JWT's characters, 32 bytes."""
        return hashlib.sha256(self.jwt.encode("ascii")).digest()

    @property
    def text(self) -> str:
        """The compact serialization: the JWT and what is disclosed, each followed by ``~``."""
        return "~".join([self.jwt, *[disclosure.encoded for disclosure in self.disclosures], ""])

    def encoded_by_role(self) -> dict[str, list[str]]:
        """Sort the open disclosures by whose data they are, as the vault keeps them."""
        sorted_out: dict[str, list[str]] = {}
        for _, name, _, encoded, _ in self.disclosures:
            sorted_out.setdefault(_role_of(name), []).append(encoded)
        return sorted_out


def verify_statement(statement: Statement, public_key: bytes) -> None:
    """Check a statement's signature; return only if it holds.

    Args:
        statement: A parsed statement.
        public_key: The 32 bytes that ``statement.kid`` names.

    Raises:
        StatementKeyError: The key is not the one that the statement names.
        PublicKeyError: The key is not acceptable.
        SignatureError: The signature does not fit.
    """
    if thumbprint(public_key) != statement.kid:
        raise StatementKeyError("the statement names another key")
    verify_signature(public_key, statement.signing_input, statement.signature)
