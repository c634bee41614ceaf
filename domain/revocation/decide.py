"""Decisions on revocations: a decision behind facts or listings was changed or quashed (INV-11)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from domain.admission import Admission
from domain.authority import Authority
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures, require_unlinked
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.listing.state import ListingState
from domain.revocation.events import DecisionRevoked
from domain.revocation.refusals import (
    RevocationBodyError,
    RevocationDateError,
    RevocationEmptyError,
    RevocationOrderError,
    RevocationSubjectError,
    RevocationTargetEndedError,
    RevocationTargetUnknownError,
)
from domain.rule.law import Deadline, Law
from domain.tagging import identifier_of, split

COURT_GROUND = "revoked_by_court"


class _Target(NamedTuple):
    """What a revocation reaches, a fact or a listing."""

    name: str
    iss: str
    subject: Identifier | None
    decided_on: date | None
    is_standing: bool


def revoke_decision(
    event: DecisionRevoked, facts: Sequence[FactState], listings: Sequence[ListingState], *, by: Authority
) -> Admission:
    """Decide whether a body may record that decisions no longer stand.

    (1) the body takes part; (2) something is named; (3) all of it is there, of one subject, and stands; (4) the body
    swore to it, or is a court and says so; (5) the day is possible; (6) the reason, which is published, is clean.
    No day is too late, and no deadline has to be known: what is void goes, and ``report_due`` tells who reported it out
    of time.

    Args:
        event: The revocation, complete with its disclosures.
        facts: States of the facts that it names.
        listings: States of the listings that it names.
        by: The body.

    Raises:
        RevocationEmptyError: It names nothing.
        RevocationOrderError: It names facts out of order, or twice.
        RevocationTargetUnknownError: One is not there, or was never decided.
        RevocationSubjectError: One is another subject's.
        PersonListingsLinkedError: It names several listings of a person.
        RevocationBodyError: Another body swore to one, and no court revokes it.
        RevocationTargetEndedError: One stands no more.
        RevocationDateError: The day is in the future, or before the decision that is revoked.
        Refusal: The signer may not, a disclosure is missing, or the reason holds prohibited content.

    Source:
        行政处罚法 art 48; 山东省社会信用条例 art 40; domain.md, INV-11.
    """
    by.require()
    require_disclosures(event)
    subject = identifier_of(event)
    require_unlinked(subject, len(listings))
    is_court = event.ground == COURT_GROUND and "court" in by.agency.roles
    for target in _targets(event, facts, listings):
        if target.subject != subject:
            raise RevocationSubjectError(pointer="/subject.identifier", target=target.name)
        if target.iss != by.signer.iss and not is_court:
            raise RevocationBodyError(pointer="/iss", target=target.name)
        if not target.is_standing:
            raise RevocationTargetEndedError(target=target.name)
        if not (target.decided_on or event.decided_on) <= event.decided_on <= by.today:
            raise RevocationDateError(pointer="/decided_on", day=event.decided_on)
    screen_texts(event, kind_of(subject))
    return Admission(subject)


def report_due(event: DecisionRevoked, law: Law) -> Deadline | None:
    """Give the last day for reporting a revocation (山东省社会信用条例 art 40: three working days).

    Args:
        event: The revocation.
        law: Rules and working days.

    Returns:
        ``None`` where no rule says.

    Raises:
        CalendarUnannouncedError: The working days of a year that it needs are not announced.
    """
    return law.earliest("revocation-report", event.decided_on, on=event.decided_on)


def _targets(event: DecisionRevoked, facts: Sequence[FactState], listings: Sequence[ListingState]) -> Iterator[_Target]:
    named = split(event.text("subject.facts"))
    if not named and not event.listings:
        raise RevocationEmptyError(pointer="/subject.facts")
    if any(first >= second for first, second in pairwise(named)):
        raise RevocationOrderError(pointer="/subject.facts")
    known_facts = {one.jti: _fact(one) for one in facts if one.recorded_at is not None}
    known_listings = {one.listing: _listing(one) for one in listings if one.decided_at is not None}
    for known, names in ((known_facts, named), (known_listings, event.listings or ())):
        for name in names:
            if name not in known:
                raise RevocationTargetUnknownError(target=name)
            yield known[name]


def _fact(fact: FactState) -> _Target:
    return _Target(fact.jti, fact.iss, fact.subject, fact.decided_on, fact.is_standing)


def _listing(listing: ListingState) -> _Target:
    return _Target(listing.listing, listing.iss, listing.subject, listing.decided_on, listing.ended_at is None)
