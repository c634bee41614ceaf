"""The state of a ledger, folded over the open tag ``ledger``."""

from dataclasses import dataclass

from domain.event import Event
from domain.ledger.events import LedgerOpened
from domain.signer import Recorded
from domain.thumbprint import thumbprint


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Identity of one log; all texts empty before its genesis.

    Attributes:
        origin: The log's origin line.
        environment: ``test`` or ``production``.
        log_key: C2SP vkey of the log.
        root_key: base64url of the root public key.
        vrf_key: base64url of the VRF public key.
        jurisdiction: GB/T 2260 code.
        jurisdiction_name: Its name.
    """

    origin: str = ""
    environment: str = ""
    log_key: str = ""
    root_key: str = ""
    vrf_key: str = ""
    jurisdiction: str = ""
    jurisdiction_name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the genesis is recorded."""
        return bool(self.origin)

    @property
    def root_kid(self) -> str:
        """Key id of the root key."""
        return thumbprint(self.root_key)


def evolve(state: LedgerState, event: Event, at: Recorded) -> LedgerState:
    """Fold one event; only the entry at position 0 is a genesis."""
    if not isinstance(event, LedgerOpened) or state.is_open or at.position != 0:
        return state
    return LedgerState(
        origin=event.origin,
        environment=event.environment,
        log_key=event.log_key,
        root_key=event.root_key,
        vrf_key=event.vrf_key,
        jurisdiction=event.jurisdiction,
        jurisdiction_name=event.jurisdiction_name,
    )
