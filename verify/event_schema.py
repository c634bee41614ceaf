"""One row of the table of events.

Source:
    docs/events.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from verify.claims import Form

ROOT, PLATFORM, AGENCY = "root", "platform", "agency"
OF_PLATFORM = frozenset({PLATFORM})
OF_AGENCY = frozenset({AGENCY})


@dataclass(frozen=True, slots=True)
class EventSchema:
    """One row of the table.

    Attributes:
        signers: Kinds of issuer: ``root``, ``platform``, ``agency``.
        claims: Plain claims with their forms; all must be there.
        optional: Plain claims that may be absent.
        open_tags: Patterns of the open tags over the plain claims: an array gives one tag for each value, an absent
            claim none.
        hidden_keys: Fewest one-time keys of spines and sealed files.
        has_more_keys: Whether there may be more hidden keys than that.
        digests: Numbers of digests that ``_sd`` may have.
    """

    signers: frozenset[str]
    claims: Mapping[str, Form]
    optional: Mapping[str, Form] = field(default_factory=lambda: MappingProxyType({}))
    open_tags: tuple[str, ...] = ()
    hidden_keys: int = 0
    has_more_keys: bool = False
    digests: frozenset[int] = frozenset({0})


def topic_of(name: str) -> str:
    """Spell the topic of an event's first version."""
    return f"urn:chengjian:{name}:v1"
