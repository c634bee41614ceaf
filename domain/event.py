"""The base of every event: frozen, strict, closed to unknown fields, with a permanent topic."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal, Self, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from domain.claim_faults import ClaimFault, faults_of, spelled
from domain.claims import ClaimError
from domain.event_refusals import EventSchemaRefusedError
from domain.field import FieldSpec
from domain.refusal import Refusal

Scalar: TypeAlias = str | int | bool
JsonValue: TypeAlias = "str | int | bool | list[JsonValue] | dict[str, JsonValue]"
SignerRole = Literal["root", "platform", "agency", "credit_centre", "subject"]


class Event(BaseModel):
    """Something that happened and was signed.

    The model's own fields are the plain claims. ``disclosed`` holds the disclosures by name, without pads; it is
    complete when the event arrives and may be partial after an erasure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    TOPIC: ClassVar[str]
    SIGNERS: ClassVar[frozenset[SignerRole]]
    DIGESTS: ClassVar[int | None] = 0
    """Number of digests in ``_sd``; ``None``: the number of the catalogue item."""
    DISCLOSURES: ClassVar[Mapping[str, FieldSpec] | None] = {}
    """Disclosures that the event may carry; ``None``: those of the catalogue item's standard."""
    CLAIM_REFUSALS: ClassVar[Mapping[str, type[Refusal]]] = {}
    """Plain claims whose wrong value is refused for a reason of law, not of spelling."""

    disclosed: dict[str, str | int | bool] = {}

    @model_validator(mode="after")
    def _know_every_disclosure(self) -> Self:
        known = self.DISCLOSURES
        if known is not None:
            for name, value in self.disclosed.items():
                if name not in known or not known[name].accepts(value):
                    raise ClaimError(
                        f"披露 {name!r} 不在该事项之列，或者类型不对",
                        f"disclosure {name!r} is unknown or of another type",
                    )
        return self

    def __hash__(self) -> int:
        """Hash what equality compares, so that states may hold events."""
        fields = (getattr(self, name) for name in type(self).model_fields if name != "disclosed")
        return hash((self.TOPIC, *fields, frozenset(self.disclosed.items())))

    @classmethod
    def from_claims(cls, plain: Mapping[str, Any], disclosed: Mapping[str, Scalar]) -> Self:
        """Read an event from a statement's plain claims and disclosures.

        Args:
            plain: Decoded plain claims, without the registered ones (``iss``, ``vct`` …).
            disclosed: Disclosures by name, without pads.

        Raises:
            EventSchemaRefusedError: The claims do not fit the closed schema.
            Refusal: A claim has a value that the law refuses (``CLAIM_REFUSALS``).
        """
        if "disclosed" in plain:
            raise cls._misspelt(ClaimFault("/disclosed", "没有这个字段，请删去", "there is no such field"))
        # An absent claim is left out; null would be a second spelling of it.
        nulls = [name for name, value in plain.items() if value is None]
        if nulls:
            raise cls._misspelt(*(ClaimFault(f"/{one}", "null 不是值，请省去", "null is no value") for one in nulls))
        try:
            return cls.model_validate({**plain, "disclosed": dict(disclosed)})
        except ValidationError as error:
            raise cls._refusal_of(error) from error

    @classmethod
    def _refusal_of(cls, error: ValidationError) -> Refusal:
        """Tell every fault: each reason of law by itself, then all of spelling in one refusal."""
        faults = faults_of(error)
        refusals: list[Refusal] = [
            cls.CLAIM_REFUSALS[one.claim](pointer=one.pointer) for one in faults if one.claim in cls.CLAIM_REFUSALS
        ]
        misspelt = [one for one in faults if one.claim not in cls.CLAIM_REFUSALS]
        if misspelt:
            refusals.append(cls._misspelt(*misspelt))
        refusals[0].also = tuple(refusals[1:])
        return refusals[0]

    @classmethod
    def _misspelt(cls, *faults: ClaimFault) -> EventSchemaRefusedError:
        zh, en = spelled(faults)
        return EventSchemaRefusedError(pointer=faults[0].pointer, topic=cls.TOPIC, reason_zh=zh, reason_en=en)

    def plain_claims(self) -> dict[str, JsonValue]:
        """Give the plain claims as they stand in the statement; absent ones are left out."""
        claims: dict[str, JsonValue] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name != "disclosed" and value is not None:
                claims[name] = _claim(value)
        return claims

    def text(self, name: str) -> str | None:
        """Give a disclosed text, or ``None`` where it was erased or never there."""
        value = self.disclosed.get(name)
        return value if isinstance(value, str) else None


def _claim(value: object) -> JsonValue:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_claim(one) for one in value]
    return cast("JsonValue", value)
