"""The public account of one listing: what was done, step by step, and nothing of the subject unless it is public."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor

from domain.standing.display import GONE, Display
from domain.tags import listing_tag
from ledger.service.folds import LISTING
from ledger.service.records import Record, RecordSource
from projections.listings.faces import faces, marked, standing
from projections.listings.revocations import revocations_of_listings
from projections.listings.view import ListingAccount, ListingStep
from projections.moment import AsOf, moment_of
from projections.reading import Reading
from projections.snapshot import answer


def listing_view(
    connection: Connection[Any], source: RecordSource, listing: str, *, now: datetime, as_of: AsOf = None
) -> ListingAccount | None:
    """Give the public account of a listing (名单列入), read from the log alone.

    The steps are what the log shows to everybody: topics, times, who signed, plain claims. Of the subject only what
    is public now, whatever an earlier moment would have shown, and always with what marks it today (INV-7, INV-8).
    What was public then and is not any more stands as it stands now.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        listing: Its id.
        now: The instant for which ends and marks are computed, with a time zone.
        as_of: A number of leaves, or a day: the account as it was then.

    Returns:
        The account; None if the log does not know the listing.
    """
    return answer(connection, lambda cursor: _account(cursor, source, listing, now, as_of))


def _account(
    cursor: Cursor[Any], source: RecordSource, listing: str, now: datetime, as_of: AsOf
) -> ListingAccount | None:
    moment = moment_of(cursor, source, as_of, now)
    reading = Reading(cursor, source, now=moment.now, stop=moment.size)
    state = reading.at(LISTING, listing)
    if not state.is_known:
        return None
    ((_, display),) = standing(reading, [listing])
    present = Reading(cursor, source, now=now) if moment.is_past else reading
    ((_, today),) = standing(present, [listing])
    display = today if display.is_public and not today.is_public else marked(display, today)
    items = faces(present, [(state, display)]) if today.is_public else []
    display = display if items else _veiled(display)
    (revocations,) = revocations_of_listings(present, [(present.at(LISTING, listing), display)])
    return ListingAccount(
        listing=listing,
        list_id=state.list_id,
        issuer=state.iss,
        definition=reading.list_definition(state.list_id).on(reading.today),
        steps=tuple(map(_step, reading.records([listing_tag(listing)])[0])),
        display=display,
        item=items[0] if items else None,
        size=reading.stop,
        revocations=revocations,
    )


def _veiled(display: Display) -> Display:
    """Keep back what tells of the subject: the marks, and why a listing was never public."""
    if display.is_publishable or display.end_reason in GONE:
        return replace(display, marks=())
    return replace(display, marks=(), end_reason="not-public")


def _step(record: Record) -> ListingStep:
    return ListingStep(record.position, record.time_ms, record.topic, record.iss, record.plain)
