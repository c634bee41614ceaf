"""Recalls: ordered in the same append, before the event that ends or changes a record, for every unit shown it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import cast

from domain.disclosure.decide import order_recall
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.disclosure.recipients import recipients
from domain.event import Event
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.listing.events import ListingEnded
from domain.refusal import Refusal
from domain.repair.events import RepairGranted
from domain.repair.state import granted_targets
from domain.revocation.events import DecisionRevoked
from domain.rule.law import Law
from domain.standing.ends import announced_or_every_day
from domain.tagging import identifier_of, split
from verify.conduct.book import Book
from verify.conduct.faults import Fault
from verify.conduct.kinds import LOOKS
from verify.conduct.look import Look
from verify.conduct.verdict import ClosedError


def _of_fact(event: Event) -> tuple[str, ...]:
    return (f"fact:{event.text('subject.fact')}",)


def _of_listing(event: Event) -> tuple[str, ...]:
    return (f"listing:{cast('ListingEnded', event).listing}",)


def _granted(event: Event) -> tuple[str, ...]:
    return granted_targets(cast("RepairGranted", event))


def _revoked(event: Event) -> tuple[str, ...]:
    facts = tuple(f"fact:{jti}" for jti in split(event.text("subject.facts")))
    return (*facts, *(f"listing:{one}" for one in cast("DecisionRevoked", event).listings or ()))


_CAUSES: Mapping[type[Event], tuple[str, Callable[[Event], tuple[str, ...]]]] = MappingProxyType(
    {
        FactCorrected: ("corrected", _of_fact),
        FactWithdrawn: ("withdrawn", _of_fact),
        ListingEnded: ("ended", _of_listing),
        RepairGranted: ("repaired", _granted),
        DecisionRevoked: ("revoked", _revoked),
    }
)
"""What tells every recipient, why, and of which records."""


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
        except Refusal:
            return  # the cause itself is broken: it does not say whose records end
        for ordered, _ in waiting:
            event = ordered.event
            if isinstance(event, RecallOrdered) and event in expected:
                expected.remove(event)
            else:
                unseen = self._book.hidden_at([DisclosureMade])
                yield ordered, Fault("recall-unfounded") if unseen is None else ClosedError(unseen)
        for missing in expected:
            yield cause, Fault("recall-missing", unit=missing.text("subject.unit"))


def _expected(cause: Look) -> tuple[RecallOrdered, ...]:
    reason, targets_of = _CAUSES[type(cause.event)]
    targets, subject = targets_of(cause.event), identifier_of(cause.event)
    looks = [one for target in sorted(targets) for one in cause.at(LOOKS, target)]
    shown = recipients(looks, targets)

    def ordered(days: Law) -> tuple[RecallOrdered, ...]:
        return tuple(
            order_recall(subject, unit, records, reason, law=days, today=cause.today) for unit, records in shown.items()
        )

    return announced_or_every_day(ordered, cause.law())
