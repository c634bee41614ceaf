"""The lists, measures and purposes that ship with the product, each with its law and how well that is attested.

Who issues, who reads and which catalogue items exist differ from city to city: the functions take them and build the
events that the credit centre signs. What a city has no issuer, reader or item for is left out. ``memory`` and
``secondary`` say that the text is still to be compared with the official one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from domain.claims import Level
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.pack_rows import LISTS, MEASURES, PURPOSES, ListRow, MeasureRow, PurposeRow
from domain.definition.state import D
from domain.rule.events import Evidence

Parties = Mapping[str, Sequence[str]]
"""Codes of agencies, or ids of catalogue items, by the id of the definition that they are for."""

REPLY_DAYS = 5
"""Policy (INV-4): no national number was found; modelled on 行政处罚法 art 64."""


@dataclass(frozen=True)
class Shipped(Generic[D]):
    """A definition that ships with the product.

    Attributes:
        event: Its first version.
        evidence: How well the weakest of its statements is attested.
        note: What is uncertain, or a policy of the product.
    """

    event: D
    evidence: Evidence
    note: str


def list_definitions(*, issuers: Parties, items: Parties) -> tuple[Shipped[ListDefined], ...]:
    """Build the shipped lists that a city has both issuers and catalogue items for.

    Args:
        issuers: Codes of the bodies that decide, by list; for the courts' list, of the courts.
        items: Catalogue items whose facts can ground a listing, by list.

    Raises:
        ValueError: No list of that id ships.
    """
    _require_known((*issuers, *items), (row.list for row in LISTS))
    return tuple(
        _shipped(
            ListDefined,
            row,
            list=row.list,
            is_positive=row.tier is None,
            tier=row.tier,
            items=_array(items[row.list]),
            subject_kinds=list(row.kinds),
            issuers=_array(issuers[row.list]),
            term_months=row.months,
            reply_days=REPLY_DAYS,
            is_public=row.is_public,
            names_persons=row.names_persons,
        )
        for row in LISTS
        if row.list in issuers and row.list in items
    )


def measure_definitions(*, issuers: Parties, lists: Collection[str]) -> tuple[Shipped[MeasureDefined], ...]:
    """Build the shipped measures that a city has issuers for, on the lists that it has.

    Args:
        issuers: Codes of the bodies that apply a measure, by measure.
        lists: Shipped lists that the city defines.

    Raises:
        ValueError: No measure or list of that id ships.
    """
    _require_known(issuers, (row.measure for row in MEASURES))
    _require_known(lists, (row.list for row in LISTS))
    return tuple(
        _shipped(
            MeasureDefined,
            row,
            measure=row.measure,
            is_incentive=row.is_incentive,
            lists=_array(set(row.lists) & set(lists)),
            issuers=_array(issuers[row.measure]),
        )
        for row in MEASURES
        if row.measure in issuers and not set(row.lists).isdisjoint(lists)
    )


def purpose_definitions(*, readers: Parties) -> tuple[Shipped[PurposeDefined], ...]:
    """Build the shipped purposes that a city has readers for.

    Args:
        readers: Codes of the bodies that may look, by purpose.

    Raises:
        ValueError: No purpose of that id ships.
    """
    _require_known(readers, (row.purpose for row in PURPOSES))
    return tuple(
        _shipped(PurposeDefined, row, level=row.level, purpose=row.purpose, readers=_array(readers[row.purpose]))
        for row in PURPOSES
        if row.purpose in readers
    )


def _shipped(
    kind: type[D], row: ListRow | MeasureRow | PurposeRow, *, level: Level = "national", **own: Any
) -> Shipped[D]:
    claims = {
        "version": 1,
        "name": row.name,
        "issuer_level": level,
        "legal_basis": row.law,
        "effective_from": row.since,
        **own,
    }
    event = kind.from_claims({name: value for name, value in claims.items() if value is not None}, {})
    return Shipped(event, row.evidence, row.note)


def _array(values: Iterable[str]) -> list[str]:
    """Spell a set as claims do: ascending, without repetition."""
    return sorted(set(values))


def _require_known(given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"nothing of this id ships: {', '.join(unknown)}")
