"""What a fact was last stated to be, as a digest: enough to tell a correction that changes nothing, and no more."""

import json
from hashlib import sha256

from domain.fact.events import FactCorrected, FactRecorded

_REFERENCE = "subject.fact"
"""Which fact a correction is about: no field of it."""


def stated(event: FactRecorded | FactCorrected) -> str:
    """Give the digest of all that a statement says about its fact; why it was corrected is no part of that.

    Returns:
        SHA-256 over canonical JSON, in hex; empty where the data were erased.
    """
    fields = {name: value for name, value in event.disclosed.items() if name != _REFERENCE}
    if not fields:
        return ""
    plain = [event.item, event.item_version, event.rules, event.decided_on.isoformat()]
    said = json.dumps([plain, fields], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode("ascii")).hexdigest()
