"""Events that define lists, measures and purposes. Each names its level, its basis and its interval."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from domain.claims import Codes, IsoDate, ItemId, ItemIds, Level, Name, SubjectKinds, Tier, Version
from domain.definition.refusals import DefinitionBasisMissingError, DefinitionLevelError
from domain.event import Event, SignerRole
from domain.refusal import Refusal

Months = Annotated[int, Field(ge=1, le=60)]
ReplyDays = Annotated[int, Field(ge=5, le=60)]

_CENTRE: frozenset[SignerRole] = frozenset({"credit_centre"})


class Definition(Event):
    """What every definition says of itself."""

    SIGNERS: ClassVar[frozenset[SignerRole]] = _CENTRE
    CLAIM_REFUSALS: ClassVar[Mapping[str, type[Refusal]]] = {
        "issuer_level": DefinitionLevelError,
        "legal_basis": DefinitionBasisMissingError,
    }

    version: Version
    name: Name
    issuer_level: Level
    legal_basis: Name
    effective_from: IsoDate
    effective_to: IsoDate | None = None


class ListDefined(Definition):
    """A list (名单) that subjects may be put on: by whom, on which facts, for how long."""

    TOPIC: ClassVar[str] = "urn:chengjian:list-defined:v1"

    list: ItemId
    is_positive: bool
    tier: Tier | None = None
    """Tier of the acts on it; absent on a positive list."""
    items: ItemIds
    """Catalogue items whose facts can ground a listing."""
    subject_kinds: SubjectKinds
    issuers: Codes
    term_months: Months
    reply_days: ReplyDays
    """Working days between notice and decision."""
    is_public: bool
    names_persons: bool
    """Whether natural persons stand on the public list, by an explicit national basis (山东省社会信用条例 art 20)."""


class MeasureDefined(Definition):
    """A measure of the measures list (奖惩措施清单): what may be done to whoever stands on which lists, and by whom."""

    TOPIC: ClassVar[str] = "urn:chengjian:measure-defined:v1"

    measure: ItemId
    is_incentive: bool
    lists: ItemIds
    issuers: Codes


class PurposeDefined(Definition):
    """A purpose (查询用途) for which a body may look at what is not public."""

    TOPIC: ClassVar[str] = "urn:chengjian:purpose-defined:v1"

    purpose: ItemId
    readers: Codes
