"""Events of a catalogue item (目录事项)."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.catalogue.refusals import ItemBasisMissingError, ItemLevelRefusedError
from domain.claims import Codes, IsoDate, ItemId, Name, SubjectKinds, Version
from domain.event import Event, SignerRole
from domain.refusal import Refusal

Nature = Literal["registration", "licence", "penalty", "judgment", "honour", "commitment", "other"]
StandardId = Literal["xk-2018", "cf-2018", "basic"]
DisclosureClass = Literal["public", "on_request", "shared_internal", "self_only", "sealed"]


class CatalogueItemPublished(Event):
    """One version of one record type, with the seven elements of 山东省社会信用条例 art 10."""

    TOPIC: ClassVar[str] = "urn:chengjian:catalogue-item-published:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"credit_centre"})
    CLAIM_REFUSALS: ClassVar[Mapping[str, type[Refusal]]] = {
        "issuer_level": ItemLevelRefusedError,
        "legal_basis": ItemBasisMissingError,
    }

    item: ItemId
    version: Version
    name: Name
    nature: Nature
    is_adverse: bool
    subject_kinds: SubjectKinds
    identifier: Literal["uscc", "any"]
    standard: StandardId
    disclosure: DisclosureClass
    validity_months: Annotated[int, Field(ge=1, le=60)]
    providers: Codes
    issuer_level: Literal["national", "provincial"]
    legal_basis: Name
    effective_from: IsoDate
    effective_to: IsoDate | None = None
    digests: Literal[16, 32, 48]


class CatalogueItemWithdrawn(Event):
    """One version of a record type ends on a day; that day is its last."""

    TOPIC: ClassVar[str] = "urn:chengjian:catalogue-item-withdrawn:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"credit_centre"})

    item: ItemId
    version: Version
    effective_to: IsoDate
