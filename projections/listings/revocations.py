"""Why a record stands no more, for everybody: when a public decision is revoked its reason is published with that.

Of organisations (法人及非法人组织) the reason and the number of the document are told, of persons the ground alone,
which the log shows anyway. Both are opened from the vault in the snapshot of the answer: what was erased is told no
more.

Source:
    行政处罚法 art 48; 山东省社会信用条例 art 40.
"""

from collections.abc import Sequence
from datetime import date

from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.standing.display import Display
from domain.standing.fact import is_organisation
from ledger.service.folds import FACT, MATTERS
from ledger.service.records import Record
from projections.listings.view import Revocation
from projections.moment import day_of
from projections.reading import Reading

_OF_LISTINGS = frozenset({"revoked", "grounds-gone"})
_OF_FACTS = frozenset({"revoked", "withdrawn"})


def revocations_of_listings(
    reading: Reading, stood: Sequence[tuple[ListingState, Display]]
) -> list[tuple[Revocation, ...]]:
    """Give what revoked some listings, or the facts that they rested on, in the order of the log; none for others."""
    fallen = [state for state, display in stood if display.end_reason in _OF_LISTINGS]
    matters = dict(zip(fallen, reading.each(MATTERS, [one.listing for one in fallen]), strict=True))
    reading.each(FACT, [jti for one in fallen for jti in one.facts])  # all in one question
    places = {
        one: {
            matters[one].revoked_at,
            one.ended_at if one.is_revoked else None,
            *(place for fact in reading.each(FACT, one.facts) for place in _places(fact)),
        }
        for one in fallen
    }
    reading.at_positions(place for group in places.values() for place in group if place is not None)
    return [_told(reading, places.get(state, set()), is_open=is_organisation(state.subject)) for state, _ in stood]


def revocations_of_facts(
    reading: Reading, stood: Sequence[tuple[FactState, Display | None]]
) -> list[tuple[Revocation, ...]]:
    """Give what revoked some facts, or took them back, in the order of the log; none for others."""
    places = [
        set(_places(fact)) if display is not None and display.end_reason in _OF_FACTS else set()
        for fact, display in stood
    ]
    reading.at_positions(place for group in places for place in group)
    return [
        _told(reading, group, is_open=is_organisation(fact.subject))
        for group, (fact, _) in zip(places, stood, strict=True)
    ]


def _places(fact: FactState) -> list[int]:
    return [place for place in (fact.matters.revoked_at, fact.withdrawn_at) if place is not None]


def _told(reading: Reading, places: set[int | None] | set[int], *, is_open: bool) -> tuple[Revocation, ...]:
    known = sorted(place for place in places if place is not None)
    records = reading.at_positions(known)
    return tuple(_revocation(records[place], is_open=is_open) for place in known)


def _revocation(record: Record, *, is_open: bool) -> Revocation:
    decided_on = record.claims.get("decided_on")
    said = record.disclosed if is_open else {}
    return Revocation(
        position=record.position,
        day=day_of(record.time_ms),
        decided_on=None if decided_on is None else date.fromisoformat(decided_on),
        issuer=record.iss,
        ground=record.claims["ground"],
        reason=_text(said.get("subject.reason")),
        document_no=_text(said.get("subject.document_no")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
