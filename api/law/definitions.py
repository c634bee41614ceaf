"""From a recorded definition to what is answered; nothing is added but whether it is in force."""

from typing import TypedDict

from api.law.models import ListDefinition, MeasureDefinition, PurposeDefinition
from domain.definition.events import Definition, ListDefined, MeasureDefined, PurposeDefined


class _Common(TypedDict):
    version: int
    name: str
    issuer_level: str
    legal_basis: str
    effective_from: str
    effective_to: str | None
    is_in_force: bool


def list_definition(one: ListDefined, *, is_in_force: bool) -> ListDefinition:
    """Give one version of a list."""
    return ListDefinition(
        **_common(one, is_in_force=is_in_force),
        list=one.list,
        is_positive=one.is_positive,
        tier=one.tier,
        items=list(one.items),
        subject_kinds=list(one.subject_kinds),
        issuers=list(one.issuers),
        term_months=one.term_months,
        reply_days=one.reply_days,
        is_public=one.is_public,
        names_persons=one.names_persons,
    )


def measure_definition(one: MeasureDefined, *, is_in_force: bool) -> MeasureDefinition:
    """Give one version of a measure."""
    return MeasureDefinition(
        **_common(one, is_in_force=is_in_force),
        measure=one.measure,
        is_incentive=one.is_incentive,
        lists=list(one.lists),
        issuers=list(one.issuers),
    )


def purpose_definition(one: PurposeDefined, *, is_in_force: bool) -> PurposeDefinition:
    """Give one version of a purpose."""
    return PurposeDefinition(**_common(one, is_in_force=is_in_force), purpose=one.purpose, readers=list(one.readers))


def _common(one: Definition, *, is_in_force: bool) -> _Common:
    last = one.effective_to
    return {
        "version": one.version,
        "name": one.name,
        "issuer_level": one.issuer_level,
        "legal_basis": one.legal_basis,
        "effective_from": one.effective_from.isoformat(),
        "effective_to": None if last is None else last.isoformat(),
        "is_in_force": is_in_force,
    }
