"""Who signed, and where a signed event came to stand."""

from dataclasses import dataclass

ROOT = "root"
PLATFORM = "platform"
SUBJECT = "subject"
"""Issuer of a request that a subject signed with a key of his own; never of an entry."""
AGENCY_PREFIX = "agency:"


@dataclass(frozen=True, slots=True)
class Signer:
    """The issuer and key of a statement whose signature was verified.

    Attributes:
        iss: ``root``, ``platform`` or ``agency:<unified social credit code>``; of a request also ``subject``.
        kid: Key id (RFC 7638 thumbprint, 43 characters).
    """

    iss: str
    kid: str

    @property
    def agency_code(self) -> str | None:
        """The agency's unified social credit code, or ``None`` for root and platform."""
        return self.iss.removeprefix(AGENCY_PREFIX) if self.iss.startswith(AGENCY_PREFIX) else None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where and when the log recorded an event, and who signed it.

    Attributes:
        position: Zero-based leaf position.
        time_ms: Entry time, milliseconds since the epoch.
        iss: Issuer of the statement.
        kid: Key id of the statement.
        jti: Statement id, unique for its issuer.
    """

    position: int
    time_ms: int
    iss: str
    kid: str
    jti: str
