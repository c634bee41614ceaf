"""Signing events, and the platform as a signer: what happens by itself is sworn to as well."""

from datetime import datetime
from typing import cast

from domain.event import Event
from domain.signer import PLATFORM, Signer
from ledger.crypto.keys import SigningKey
from ledger.statement import Statement, build
from ledger.strict_json import JsonValue


def sign_event(event: Event, *, iss: str, key: SigningKey, digests: int, now: datetime) -> Statement:
    """Build and sign the statement of an event.

    Args:
        event: What is stated.
        iss: ``root``, ``platform`` or ``agency:<code>``.
        key: The issuer's key.
        digests: Number of digests, of the event or of its catalogue item.
        now: Present instant, aware; becomes ``iat``.
    """
    return build(
        vct=event.TOPIC,
        iss=iss,
        plain=cast("dict[str, JsonValue]", event.plain_claims()),
        disclosed=event.disclosed,
        digests=digests,
        key=key,
        iat=int(now.timestamp()),
    )


class Platform:
    """Signs events in the name of the platform."""

    def __init__(self, origin: str, key: SigningKey) -> None:
        """Keep the log's origin, the platform's key, and what it signs as."""
        self.origin = origin
        self.signer = Signer(PLATFORM, key.kid)
        self._key = key

    def sign(self, event: Event, now: datetime) -> Statement:
        """Build and sign the statement of an event with a fixed number of digests."""
        return sign_event(event, iss=PLATFORM, key=self._key, digests=event.DIGESTS or 0, now=now)
