"""Who may sign what, folded while the pass goes on: exactly what was known at each position."""

from domain.claims import decode_key
from domain.event import Event
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.key.state import KeyState, evolve
from domain.ledger.events import LedgerOpened
from domain.refusal import Refusal
from domain.signer import ROOT, Recorded
from ledger.crypto.public_keys import thumbprint
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.statement.statement import Statement


class KeyStates:
    """The key states of the log, and its genesis."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._genesis: LedgerOpened | None = None
        self._keys: dict[str, KeyState] = {}

    def check_genesis(self, event: Event) -> Fault | None:
        """Compare the first event with this machine's keys."""
        if isinstance(event, LedgerOpened):
            self._genesis = event
            mine = (self._material.origin, self._material.log_key, self._material.vrf_key)
            if (event.origin, event.log_key, event.vrf_key) == mine:
                return None
        return Fault("genesis", "entry 0", 0)

    def public_key(self, statement: Statement, position: int, time_ms: int) -> bytes | Fault:
        """Find the key that a statement names, if it may sign for its issuer here."""
        where = f"entry {position}"
        if statement.iss == ROOT:
            if self._genesis is None:
                return Fault("statement-key", where, position, "key-unknown")
            root = decode_key(self._genesis.root_key)
            if statement.kid != thumbprint(root):
                return Fault("statement-key", where, position, "key-unknown")
            return root
        state = self._keys.get(statement.kid, KeyState(statement.kid))
        reason: Refusal | None = state.refuse_reason(position, time_ms)
        if reason is not None:
            return Fault("statement-key", where, position, reason.code)
        if state.holder != statement.iss:
            return Fault("statement-key", where, position, "key-of-another-holder")
        return state.public_key

    def fold(self, event: Event, statement: Statement, position: int, time_ms: int) -> None:
        """Take in an event that changes a key."""
        if isinstance(event, KeyEnrolled | KeyRotated | KeyRevoked):
            at = Recorded(position, time_ms, statement.iss, statement.kid, statement.jti)
            kids = {event.kid, event.old_kid} if isinstance(event, KeyRotated) else {event.kid}
            for kid in kids:
                self._keys[kid] = evolve(self._keys.get(kid, KeyState(kid)), event, at)
