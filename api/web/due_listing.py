"""Listings and removals, arranged for readers: nothing of an ended listing but that it ended, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from api.facts import mark_models
from api.models import Mark
from domain.standing.display import Display
from projections.listings import GoneItem, ListedItem, ListingAccount, ListingStep
from projections.moment import day_of

Kind = Literal["text", "hearing", "service", "ground", "measure", "rule"]
Standing = Literal["public", "paused", "ended"]

_DAYS: Final = ("held_on", "received_on", "waived_on", "applied_on", "decided_on", "served_on", "ended_on")
_SHOWN: Final[Mapping[str, Kind]] = {
    "reply_until": "text",
    "announced_on": "text",
    "hearing": "hearing",
    "service": "service",
    "ends_on": "text",
    "measure": "measure",
    "override_basis": "text",
    "ground": "ground",
    "rule": "rule",
    "list_version": "text",
    "edition": "text",
}
_ENDING: Final = (
    "urn:chengjian:listing-ended:v1",
    "urn:chengjian:repair-granted:v1",
    "urn:chengjian:decision-revoked:v1",
    "urn:chengjian:publicity-ended:v1",
)
_ENVELOPES: Final = ("urn:chengjian:reply-received:v1", "urn:chengjian:reply-waived:v1")
_PUBLISHING: Final = ("urn:chengjian:listing-published:v1", "urn:chengjian:court-list-mirrored:v1")


@dataclass(frozen=True, slots=True)
class Detail:
    """One plain claim of a step: its name, its value, and how the value is written."""

    name: str
    value: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure.

    Attributes:
        topic: What happened.
        day: The day that its event states.
        issuer: Code of the agency that signed; empty for the platform.
        position: Leaf position.
        details: What else it states.
        is_envelope: Whether the platform signed around what the subject, or the window for him, had signed.
    """

    topic: str
    day: str
    issuer: str
    position: int
    details: Sequence[Detail]
    is_envelope: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list with the marks that go with it; gone: it is not public any more, and nothing is said of it."""

    item: ListedItem | None
    gone: GoneItem | None
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Account:
    """The public account of one listing, as far as its standing lets it be told.

    Attributes:
        standing: Whether it is public, rests, or has ended.
        reason: Why it is not public; empty if it is.
        ended_on: First day on which it was not shown; None unless it ended.
        item: What everybody sees of the subject; None unless it is public.
        marks: What is shown with it.
        steps: What happened; of one that ended only its end.
        stated_end: The end that the decision states, ISO 8601; a rule may end the listing before.
    """

    standing: Standing
    reason: str
    ended_on: date | None
    item: ListedItem | None
    marks: Sequence[Mark]
    steps: Sequence[Step]
    stated_end: str = ""


def line_of(item: ListedItem | GoneItem) -> Line:
    """Arrange one line of a list."""
    return Line(None, item, []) if isinstance(item, GoneItem) else Line(item, None, mark_models(item.marks))


def account_of(account: ListingAccount) -> Account | None:
    """Arrange an account; None where the listing never was public, so that nothing is told of it."""
    display = account.display
    if account.item is not None:
        marks = mark_models(account.item.marks)
        steps = [_step(one) for one in account.steps]
        return Account("public", "", None, account.item, marks, steps, _stated_end(account))
    if not any(step.topic in _PUBLISHING for step in account.steps) or not _was_public(display):
        return None
    if display.is_suspended:
        return Account("paused", display.end_reason, None, None, [], [])
    return _ended(account)


def _stated_end(account: ListingAccount) -> str:
    stated = [str(step.claims["ends_on"]) for step in account.steps if step.claims.get("ends_on")]
    return stated[-1] if stated else ""


def _was_public(display: Display) -> bool:
    return display.is_publishable or display.end_reason == "erased"


def _ended(account: ListingAccount) -> Account:
    """Tell of an end: by its event, by what took its last ground or, where only time passed, by the rules' day."""
    display = account.display
    last = [step for step in account.steps if step.topic in _ENDING][:1]
    lost = [one.day for one in account.revocations][-1:] if display.end_reason == "grounds-gone" else []
    over = [display.ends_on] if display.end_reason == "expired" and display.ends_on is not None else []
    days = [*(day_of(one.time_ms) for one in last), *lost, *over]
    return Account("ended", display.end_reason, min(days, default=None), None, [], [_step(one) for one in last])


def _step(step: ListingStep) -> Step:
    claims = step.claims
    day = next((str(claims[name]) for name in _DAYS if claims.get(name)), "")
    details = [Detail(name, str(claims[name]), kind) for name, kind in _SHOWN.items() if claims.get(name) is not None]
    issuer = step.issuer.removeprefix("agency:") if step.issuer.startswith("agency:") else ""
    return Step(step.topic, day, issuer, step.position, details, step.topic in _ENVELOPES)
