"""Events of the rules in force: one for each version of a rule."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.claims import IsoDate, ItemId, Name, RuleId, Tier, Version
from domain.event import Event, SignerRole

Governs = Literal[
    "complaint",
    "court-list-removal",
    "court-list-term",
    "false-material",
    "hearing-notice",
    "hearing-request",
    "objection",
    "objection-with-help",
    "publicity",
    "reference",
    "repair-acceptance",
    "repair-decision",
    "repair-from",
    "reply",
    "retention",
    "review",
    "revocation-publicity",
    "revocation-report",
    "suit",
    "suspension",
]
"""What a rule limits; ``reference`` rules are kept for readers and bind nothing by machine.

``suspension``: display stops while an objection is overdue; its amount is 0, the rule being in force is what counts.
"""
Unit = Literal["working_day", "day", "month", "year"]
Evidence = Literal["primary", "secondary", "code", "memory", "policy"]
"""How well the rule is attested (domain.md, section 0); ``policy``: no law, a product policy, and said to be one."""
Amount = Annotated[int, Field(ge=0, le=3660)]

_CENTRE: frozenset[SignerRole] = frozenset({"credit_centre"})


class RulePublished(Event):
    """One version of a rule: a period or deadline, what it limits, since when and until when, and where it stands."""

    TOPIC: ClassVar[str] = "urn:chengjian:rule-published:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = _CENTRE

    rule: RuleId
    version: Version
    governs: Governs
    amount: Amount
    unit: Unit
    tier: Tier | None = None
    """Only acts of this tier; absent: of all."""
    list: ItemId | None = None
    """Only listings on this list; absent: everything."""
    source: Name
    article: Name | None = None
    evidence: Evidence
    effective_from: IsoDate
    effective_to: IsoDate | None = None
