"""Listings as everybody may see them, many in as many questions as one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.listing.state import ListingState
from domain.standing.display import Display
from domain.standing.fact import is_organisation
from ledger.service.folds import LISTING
from ledger.service.records import Record
from projections.listings.face import public_face
from projections.listings.view import ListedItem
from projections.marks import ShownMark, shown_marks
from projections.reading import Reading


def standing(reading: Reading, listings: Sequence[str]) -> list[tuple[ListingState, Display]]:
    """Fold listings and compute how they stand, in order."""
    states = reading.each(LISTING, listings)
    return list(zip(states, reading.shown.displays_of_listings(states), strict=True))


def marked(then: Display, now: Display) -> Display:
    """Add to the marks of an earlier moment those of today: what is contested now is marked always (INV-8).

    The mark of a case that was open then stays, for that is how the record stood.
    """
    known = {(mark.kind, mark.case, mark.position) for mark in then.marks}
    later = tuple(mark for mark in now.marks if (mark.kind, mark.case, mark.position) not in known)
    return replace(then, marks=(*then.marks, *later))


def faces(reading: Reading, stood: Sequence[tuple[ListingState, Display]]) -> list[ListedItem]:
    """Give the lines of those listings that everybody may see, in order."""
    public = [(state, display) for state, display in stood if display.is_public]
    marks = shown_marks(reading, [display for _, display in public])
    records = reading.at_positions(
        at for state, _ in public for at in (state.published_at, state.decided_at) if at is not None
    )
    lines = [_line(state, display, records, own) for (state, display), own in zip(public, marks, strict=True)]
    return [line for line in lines if line is not None]


def _line(
    state: ListingState, display: Display, records: Mapping[int, Record], marks: tuple[ShownMark, ...]
) -> ListedItem | None:
    """Make a line; None for what no public listing lacks: publication, decision and end."""
    if state.published_at is None or state.decided_at is None or state.decided_on is None or display.ends_on is None:
        return None
    record, decision = records[state.published_at], records[state.decided_at]
    fields, presentation = public_face(state, record)
    is_open = is_organisation(state.subject)
    return ListedItem(
        position=state.published_at,
        decided_at=state.decided_at,
        time_ms=record.time_ms,
        listing=state.listing,
        list_id=state.list_id,
        issuer=state.iss,
        is_organisation=is_open,
        name=_text(fields, "subject.name"),
        identifier=_text(fields, "subject.identifier"),
        masked_identifier=_text(fields, "subject.masked_identifier"),
        summary=_text(fields, "subject.summary") or _text(fields, "subject.reason"),
        document_no=_text(decision.disclosed, "subject.document_no") if is_open or state.is_court else "",
        tier=state.tier if is_open else "",
        decided_on=state.decided_on,
        ends_on=display.ends_on,
        ended_by=display.ended_by,
        marks=marks,
        fields=fields,
        presentation=presentation,
    )


def _text(fields: Mapping[str, str | int | bool], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
