"""What a listing rests on: facts that stand, of its subject, item and tier, of an adult, not used before."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from domain.age import is_minor
from domain.case.state import CaseState
from domain.claims import Tier
from domain.definition.events import ListDefined
from domain.fact.protection_refusals import MinorAtActError
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.listing.ground_refusals import (
    GroundContestedError,
    GroundItemError,
    GroundNotStandingError,
    GroundSubjectError,
    GroundUsedError,
    ListingKindError,
    NoticeParallelError,
    TierAboveListError,
    TierBelowListError,
    TierGroundError,
    TierPresenceError,
    TierRaisedError,
)
from domain.listing.state import ListingState
from domain.tier import is_below, rank

_PLACE: Final = "/subject.facts"


def require_grounds(
    names: Iterable[str], facts: Sequence[FactState], usable: Collection[str], subject: Identifier
) -> tuple[FactState, ...]:
    """Give the facts that a listing names; each must be usable against this subject.

    Whether a fact may be used is how it stands on the day (``domain.standing.fact``), not what was said of it: repair
    and the end of its time end its use whether or not anybody recorded that (国家发展改革委令第36号 art 3).

    Args:
        names: The jtis named.
        facts: The states of these facts, in any order.
        usable: The jtis of those that are effective today, public or not.
        subject: Whose listing it is.

    Raises:
        GroundNotStandingError: One is unknown, withdrawn, revoked, erased, repaired, over, or suspended.
        GroundSubjectError: One is about another subject.
        MinorAtActError: The subject was under 18 at the act (INV-3).
    """
    known = {fact.jti: fact for fact in facts}
    grounds = tuple(known.get(name, FactState(name)) for name in names)
    for ground in grounds:
        if ground.jti not in usable:
            raise GroundNotStandingError(pointer=_PLACE, fact=ground.jti)
        if ground.subject != subject:
            raise GroundSubjectError(pointer=_PLACE, fact=ground.jti)
        _require_adult(ground, subject)
    return grounds


def _require_adult(fact: FactState, subject: Identifier) -> None:
    """INV-3, once more: an act may have been dated otherwise by a correction since."""
    born, acted_on = subject.birth_date, fact.terms.acted_on or fact.decided_on
    if born is not None and acted_on is not None and is_minor(born, acted_on):
        raise MinorAtActError(pointer=_PLACE)


def require_on_list(grounds: Iterable[FactState], definition: ListDefined) -> None:
    """Let only facts pass on which the list can rest, of subjects that it is for.

    Raises:
        GroundItemError: A fact is of an item that the list does not name.
        ListingKindError: The list is for other kinds of subject.
    """
    for ground in grounds:
        if ground.item not in definition.items:
            raise GroundItemError(pointer=_PLACE, name=definition.list, item=ground.item, fact=ground.jti)
        if ground.terms.kind not in definition.subject_kinds:
            raise ListingKindError(pointer="/subject.identifier", kind=ground.terms.kind)


def require_tier(tier: Tier | None, grounds: Iterable[FactState], definition: ListDefined) -> None:
    """Let only the tier of the list pass, and only facts that bear it.

    A list of one tier is for acts of that tier (国家发展改革委令第36号): who did less does not stand on it.

    Raises:
        TierPresenceError: The list has a tier and the event none, or the other way round.
        TierAboveListError: It is above that of the list.
        TierBelowListError: It is below it.
        TierGroundError: A fact is below it.
    """
    if tier is None or definition.tier is None:
        if tier is not definition.tier:
            raise TierPresenceError(pointer="/tier")
        return
    if is_below(definition.tier, tier):
        raise TierAboveListError(pointer="/tier", given=tier, expected=definition.tier)
    if is_below(tier, definition.tier):
        raise TierBelowListError(pointer="/tier", given=tier, expected=definition.tier)
    require_borne(tier, grounds)


def bears(ground: FactState, tier: str) -> bool:
    """Tell whether a fact is grave enough for a listing of a tier; one without a tier, by its standard, always is.

    Of several tiers that were stated of a fact the least counts: a correction may lower it, and never raises it.
    """
    return not is_below(ground.tier, tier)


def require_borne(tier: str, grounds: Iterable[FactState]) -> None:
    """Let only facts pass that bear the tier of a listing.

    Raises:
        TierGroundError: One is below it.
    """
    for ground in grounds:
        if not bears(ground, tier):
            raise TierGroundError(pointer=_PLACE, fact=ground.jti, given=ground.tier, expected=tier)


def require_unused(earlier: Iterable[ListingState], listing: str, list_id: str) -> None:
    """Let no fact ground a second listing on a list (INV-12): it takes a new decision, recorded as a new fact.

    Only what was ended before it was ever published leaves its facts free, unless repair or revocation ended it.

    Args:
        earlier: Listings that rest, or rested, on any of the facts.
        listing: Id of the new listing.
        list_id: The list.

    Raises:
        GroundUsedError: One of them stands in the way.
    """
    for one in earlier:
        if one.listing != listing and one.list_id == list_id and _is_use(one):
            raise GroundUsedError(pointer=_PLACE, record=one.listing)


def _is_use(listing: ListingState) -> bool:
    if listing.published_at is not None:
        return True
    if listing.ended_at is None:
        return listing.decided_at is not None
    return listing.end_ground == "repaired" or listing.is_revoked


def require_alone(earlier: Iterable[ListingState], listing: str, list_id: str) -> None:
    """Let no second notice run beside an undecided one on the same list that rests on any of its facts.

    Raises:
        NoticeParallelError: One runs.
    """
    for one in earlier:
        is_running = one.decided_at is None and one.ended_at is None and one.published_at is None
        if one.listing != listing and one.list_id == list_id and is_running:
            raise NoticeParallelError(pointer=_PLACE, record=one.listing)


def require_tier_not_raised(earlier: Iterable[ListingState], tier: Tier | None) -> None:
    """Let nobody fare worse on the same facts for having replied to a notice, on this or any other list (INV-5).

    A notice counts until it has led to a listing, whether it was given up or is open: in which order a body gives one
    up and serves the next makes no difference. A listing that took effect is what the reply was answered with.

    Raises:
        TierRaisedError: The tier is above that of a notice that got a reply and has led to no listing.
    """
    for one in earlier:
        if one.replies and one.published_at is None:
            require_tier_within(tier, one.tier)


def require_tier_within(tier: Tier | None, noticed: str) -> None:
    """Let no tier pass above one that was noticed.

    Raises:
        TierRaisedError: It is, or none was noticed.
    """
    if tier is not None and rank(tier) > rank(noticed):
        raise TierRaisedError(pointer="/tier", given=tier, expected=noticed)


def require_uncontested(cases: Iterable[CaseState], grounds: Iterable[FactState]) -> None:
    """Let no fact ground a decision while an objection (异议) against it is open; a product policy.

    Once one was rejected, whatever the subject files against the same fact afterwards is marked and decided in its
    time as any other, and holds no decision up any more: nobody stops a listing for ever by filing the same again. The
    rejected one itself still does if it is taken further, and so does a new one about a fact that was stated anew, or
    after a rejection that did not last. Only a rejection counts, for nobody looked into what was ended as inadmissible.

    Args:
        cases: Every case about the facts, open or not.
        grounds: The facts.

    Raises:
        GroundContestedError: One is open that holds the decision up.
    """
    stated_at = {ground.jti: max(ground.corrected_at, default=0) for ground in grounds}
    objections = [case for case in cases if case.kind == "objection" and case.target in stated_at]
    for case in objections:
        before = [one for one in objections if one.target == case.target and (one.filed_at or 0) < (case.filed_at or 0)]
        is_repeated = any((one.rejected_at or 0) > stated_at[case.target] for one in before)
        if case.is_open and not is_repeated:
            raise GroundContestedError(pointer=_PLACE, fact=case.target)
