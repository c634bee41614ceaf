"""Recalls: ordered in the same append, before the event that ends or changes a record, for every unit shown it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import cast

from domain.disclosure.decide import order_recall
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.disclosure.recipients import recipients
from domain.event import Event
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import ListingDecided, ListingEnded, NoticeServed
from domain.refusal import Refusal
from domain.repair.events import RepairGranted
from domain.repair.state import granted_targets
from domain.revocation.dependents import Grounds, after_event, falling
from domain.revocation.events import DecisionRevoked
from domain.rule.law import Law
from domain.standing.ends import announced_or_every_day
from domain.subject.events import RecordErased
from domain.tagging import identifier_of, split
from verify.conduct.book import Book
from verify.conduct.faults import Fault
from verify.conduct.kinds import FACT, LOOKS
from verify.conduct.look import Look
from verify.conduct.shown import live
from verify.conduct.verdict import ClosedError


def _of_one(cause: Look) -> Collection[str]:
    return _what_falls(cause, (cause.text("subject.fact"),))


def _ended(cause: Look) -> Collection[str]:
    return (f"listing:{cast('ListingEnded', cause.event).listing}",)


def _granted(cause: Look) -> Collection[str]:
    event = cast("RepairGranted", cause.event)
    return {*granted_targets(event), *_what_falls(cause, split(event.text("subject.facts")))}


def _revoked(cause: Look) -> Collection[str]:
    event = cast("DecisionRevoked", cause.event)
    fallen = _what_falls(cause, split(event.text("subject.facts")))
    return {*fallen, *(f"listing:{one}" for one in event.listings or ())}


def _what_falls(cause: Look, facts: Collection[str]) -> tuple[str, ...]:
    """Name what no longer holds as it was told: some facts, and the listings that lose the last one with them."""
    targets, listings = tuple(f"fact:{jti}" for jti in facts), cause.listings_on(facts)
    before = cause.each(FACT, dict.fromkeys(jti for one in listings for jti in one.facts))
    after, law = after_event(before, facts, cause.event, cause.at_entry), cause.law()
    grounds = Grounds(before, live(cause, before, law)), Grounds(after, live(cause, after, law))
    return (*targets, *falling(listings, *grounds))


_CAUSES: Mapping[type[Event], tuple[str, Callable[[Look], Collection[str]]]] = MappingProxyType(
    {
        FactCorrected: ("corrected", _of_one),
        FactWithdrawn: ("withdrawn", _of_one),
        ListingEnded: ("ended", _ended),
        RepairGranted: ("repaired", _granted),
        DecisionRevoked: ("revoked", _revoked),
    }
)
"""What tells every recipient, why, and of which records."""
_FALLS: tuple[type[Event], ...] = (
    NoticeServed,
    ListingDecided,
    DecisionRevoked,
    FactCorrected,
    FactWithdrawn,
    RepairGranted,
    RecordErased,
)
"""What only its disclosures tie to a fact, so that unseen it leaves open which listings rest on what."""


class RecallWatch:
    """Holds the recalls that stand right before an entry against those that it must be preceded by."""

    def __init__(self, book: Book) -> None:
        """Begin with none waiting."""
        self._book = book
        self._waiting: list[tuple[Look, bool]] = []

    def take(self, look: Look | None, *, is_open: bool) -> Iterator[tuple[Look, Fault | ClosedError]]:
        """Look at the next entry, before it is folded; yield what is wrong, or cannot be judged, with its entry.

        Args:
            look: The entry; None at the end of the log.
            is_open: Whether its disclosures were opened.
        """
        if look is not None and isinstance(look.event, RecallOrdered):
            self._waiting.append((look, is_open))
            return
        waiting, self._waiting = self._waiting, []
        if look is not None and type(look.event) in _CAUSES:
            yield from self._compare(look, waiting, is_open=is_open)
        else:
            yield from ((ordered, Fault("recall-unfounded")) for ordered, _ in waiting)

    def _compare(
        self, cause: Look, waiting: list[tuple[Look, bool]], *, is_open: bool
    ) -> Iterator[tuple[Look, Fault | ClosedError]]:
        closed = [ordered.at_entry.position for ordered, is_shown in waiting if not is_shown]
        if not is_open or closed:
            yield cause, ClosedError(cause.at_entry.position if not is_open else closed[0])
            return
        try:
            expected = list(_expected(cause))
        except ClosedError as error:
            yield cause, error
            return
        except (ArithmeticError, ValueError) as error:  # a record with a day after the year 9999
            yield cause, Fault("not-computable", reason=type(error).__name__)
            return
        except Refusal:
            return  # the cause itself is broken: it does not say whose records end
        yield from self._differences(cause, waiting, expected)

    def _differences(
        self, cause: Look, waiting: list[tuple[Look, bool]], expected: list[RecallOrdered]
    ) -> Iterator[tuple[Look, Fault | ClosedError]]:
        """Match orders with those expected; where they differ, the reason may be what was not opened."""
        unseen, fall = self._book.hidden_at([DisclosureMade, *_FALLS]), self._book.hidden_at(_FALLS)
        doubted: set[str | None] = set()
        for ordered, _ in waiting:
            event = ordered.event
            if isinstance(event, RecallOrdered) and event in expected:
                expected.remove(event)
            else:
                doubted.add(event.text("subject.unit"))
                yield ordered, Fault("recall-unfounded") if unseen is None else ClosedError(unseen)
        for missing in expected:
            unit = missing.text("subject.unit")
            is_of_listing = "listing:" in (missing.text("subject.targets") or "")
            closed = unseen if unit in doubted else fall if is_of_listing else None
            yield cause, Fault("recall-missing", unit=unit) if closed is None else ClosedError(closed)


def _expected(cause: Look) -> tuple[RecallOrdered, ...]:
    reason, targets_of = _CAUSES[type(cause.event)]
    targets, subject = targets_of(cause), identifier_of(cause.event)
    looks = [one for target in sorted(targets) for one in cause.at(LOOKS, target)]
    shown = recipients(looks, targets)

    def ordered(days: Law) -> tuple[RecallOrdered, ...]:
        return tuple(
            order_recall(subject, unit, records, reason, law=days, today=cause.today) for unit, records in shown.items()
        )

    return announced_or_every_day(ordered, cause.law())
