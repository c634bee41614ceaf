"""Events of a signing key."""

from typing import ClassVar, Literal

from domain.claims import Holder, Key32, Kid, Milliseconds
from domain.event import Event, SignerRole

RevocationReason = Literal["retired", "lost", "compromised"]


class KeyEnrolled(Event):
    """The root key vouches for a holder's key."""

    TOPIC: ClassVar[str] = "urn:chengjian:key-enrolled:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root"})

    holder: Holder
    kid: Kid
    public_key: Key32


class KeyRotated(Event):
    """A holder's key gives way to a new one, at once."""

    TOPIC: ClassVar[str] = "urn:chengjian:key-rotated:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root", "platform", "agency"})

    holder: Holder
    old_kid: Kid
    kid: Kid
    public_key: Key32


class KeyRevoked(Event):
    """A key no longer signs; if it was compromised, since when its signatures count for nothing."""

    TOPIC: ClassVar[str] = "urn:chengjian:key-revoked:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root", "platform", "agency"})

    holder: Holder
    kid: Kid
    reason: RevocationReason
    compromised_since: Milliseconds | None = None
