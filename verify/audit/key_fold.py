"""The fold of key states that runs ahead of the range checks.

The audit is one pass. Before a range goes to a worker, the driver searches its raw bytes for key events
(``key_scan``), parses those few entries and folds them; the range is then checked against a table that holds every
key event up to its end. A state names the positions from and to which a key was in force, so later events in the
table do no harm to earlier entries. Nothing is trusted early: the worker holds the same bytes against the tree, and
whatever is wrong at the lower position is reported.
"""

from collections.abc import Sequence

from verify.audit.key_scan import may_hold_key_event
from verify.audit.pool import KeySnapshot
from verify.audit.range_check import LeafTile
from verify.audit.result import Fault
from verify.entry import parse_entry
from verify.errors import VerifyError, numbered
from verify.key_states import KeyTable
from verify.policy import Policy
from verify.schema import KEY_TOPICS
from verify.tiles import WIDTH, split_bundle

_STEP = 6


class KeyFold:
    """Folds key events range by range."""

    def __init__(self, policy: Policy) -> None:
        self.table = KeyTable(policy.root, policy.root_kid)
        self.snapshot = KeySnapshot(0, self.table)

    def take(self, tiles: Sequence[LeafTile]) -> Fault | None:
        """Fold the key events of the next range; return the first that does not count, if any."""
        fault, changed = None, False
        for tile in tiles:
            if fault is None and may_hold_key_event(tile.bundle):
                changed = True
                fault = self._take_tile(tile)
        if changed:
            self.snapshot = KeySnapshot(self.snapshot.version + 1, self.table)
        return fault

    def _take_tile(self, tile: LeafTile) -> Fault | None:
        position = tile.number * WIDTH
        try:
            for data in split_bundle(tile.bundle, tile.bundle_width, ""):
                if position < tile.number * WIDTH + tile.width and may_hold_key_event(data):
                    with numbered(_STEP, position=position):
                        entry = parse_entry(data)
                        if entry.jwt.vct in KEY_TOPICS:
                            self.table.apply(position, entry)
                position += 1
        except VerifyError as error:
            return Fault(position, error)
        return None
