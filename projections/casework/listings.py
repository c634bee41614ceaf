"""Listings (名单列入) from their notice to their end: all of it stands in the log in plain, but whose they are."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.listing.state import ListingState
from domain.revocation.dependents import Grounds, falling, rests_on_nothing
from domain.tags import ground_tag, matter_tag
from ledger.service.folds import FACT, LISTING
from ledger.service.records import Names, Record
from projections.casework.cases import settle
from projections.casework.folding import Folding, body_digest, code_of, entry_day, named
from projections.reading import Reading

_UNIT = Names("subject.unit")


class Fall(NamedTuple):
    """How a fact came to stand no more.

    Attributes:
        day: Day of the entry.
        decided_on: Day of the decision; None where the event does not say.
        ground: Why, as the log says it in plain.
    """

    day: date
    decided_on: str | None
    ground: str


_UNKNOWN: Fall | tuple[None, None, None] = (None, None, None)


def serve_notice(folding: Folding, record: Record) -> None:
    """A body told a subject what it means to decide."""
    claims = record.claims
    folding.writes.change(
        "add_listing",
        **_begun(record),
        is_court=False,
        served_on=claims["served_on"],
        reply_until=claims["reply_until"],
        decided_on=None,
        published_on=None,
        ends_on=None,
    )


def mirror(folding: Folding, record: Record) -> None:
    """A court's own listing is public at once."""
    claims = record.claims
    folding.writes.change(
        "add_listing",
        **_begun(record),
        is_court=True,
        served_on=None,
        reply_until=None,
        decided_on=claims["decided_on"],
        published_on=entry_day(record),
        ends_on=claims["ends_on"],
    )


def _begun(record: Record) -> dict[str, object]:
    claims = record.claims
    return {
        "position": record.position,
        "id": claims["listing"],
        "list": claims["list"],
        "body": code_of(record),
        "subject": record.file(),
    }


def waive(folding: Folding, record: Record) -> None:
    """The subject waived the rest of his time."""
    claims = record.claims
    folding.writes.change("waive_reply", id=claims["listing"], day=claims["waived_on"])


def decide(folding: Folding, record: Record) -> None:
    """The decision was taken."""
    claims = record.claims
    folding.writes.change("decide_listing", id=claims["listing"], day=claims["decided_on"], ends_on=claims["ends_on"])


def publish(folding: Folding, record: Record) -> None:
    """The listing took effect."""
    folding.writes.change("publish_listing", id=record.claims["listing"], day=entry_day(record))


def end(folding: Folding, record: Record) -> None:
    """A body or a court ended a listing before its time."""
    claims = record.claims
    end_all(folding, record, [claims["listing"]], claims["ground"])


def end_all(folding: Folding, record: Record, listings: Iterable[str], ground: str) -> None:
    """Listings ended, by a decision of a day that the event names."""
    named_listings = list(listings)
    if not named_listings:
        return
    day, decided_on = entry_day(record), record.claims["decided_on"]
    folding.writes.change("end_listings", ids=named_listings, day=day, decided_on=decided_on, ground=ground)
    settle(folding, [folding.key.digest(matter_tag(one)) for one in named_listings])


def say_expired(folding: Folding, record: Record) -> None:
    """The platform said that the publicity of a listing is over."""
    listing = record.claims.get("listing")
    if listing is not None:
        folding.writes.change("expire_listing", id=listing, day=record.claims["ended_on"])
        settle(folding, [folding.key.digest(matter_tag(listing))])


def lose_grounds(folding: Folding, record: Record, facts: Iterable[str], fall: Fall | None) -> None:
    """Facts fell, or are in force no more: listings that this leaves on nothing are without effect (INV-11)."""
    before, after = folding.reading_before(record), folding.reading(record)
    day, decided_on, ground = fall or _UNKNOWN
    for listing in _resting_on(folding, record, facts):
        state = after.at(LISTING, listing)
        if state.subject is None:
            continue
        grounds = _grounds(after, state)
        if rests_on_nothing(state, grounds.facts) or falling([state], _grounds(before, state), grounds):
            folding.writes.change("lose_grounds", id=listing, day=day, decided_on=decided_on, ground=ground)


def _grounds(reading: Reading, listing: ListingState) -> Grounds:
    facts = reading.each(FACT, listing.facts)
    return Grounds(facts, reading.shown.live(facts))


def forget_falls(folding: Folding, record: Record, facts: Iterable[str]) -> None:
    """The data of facts are destroyed: how listings that rested on them came to fall is known no more.

    A rebuild could not tell either which listings the fall of such a fact took with it.
    """
    listings = _resting_on(folding, record, facts)
    if listings:
        folding.writes.change("forget_falls", ids=listings)


def _resting_on(folding: Folding, record: Record, facts: Iterable[str]) -> list[str]:
    """Name the listings that were decided on facts, in the order of their decisions."""
    tags = [folding.key.digest(ground_tag(jti)) for jti in facts]
    found = folding.source.tagged(folding.cursor, tags, stop=record.position) if tags else {}
    positions = sorted({place.position for places in found.values() for place in places})
    decisions = folding.source.at(folding.cursor, positions, roles=())
    return list(dict.fromkeys(str(one.claims["listing"]) for one in decisions.values()))


def order_recall(folding: Folding, record: Record) -> None:
    """A unit has to confirm that it stopped using something."""
    unit = record.values(_UNIT).get("subject.unit")
    if isinstance(unit, str):
        folding.writes.change(
            "add_recall",
            position=record.position,
            id=record.jti,
            subject=record.file(),
            unit=body_digest(folding.key, unit),
            due_on=record.claims["due_on"],
        )


def confirm_recall(folding: Folding, record: Record) -> None:
    """It did."""
    for recall in named(record, "subject.recall"):
        folding.writes.change("confirm_recall", id=recall, day=record.claims["confirmed_on"])
