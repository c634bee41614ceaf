"""The decision to list (认定决定): after notice and reply, on what was noticed, for a time that rules limit."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from domain.admission import Admission
from domain.authority import Authority
from domain.case.state import CaseState
from domain.definition.state import Defined
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.fact.state import FactState
from domain.listing.content import require_answer, require_contents, require_measures
from domain.listing.content_refusals import ListingTermError
from domain.listing.events import CourtListMirrored, ListingDecided
from domain.listing.ground import (
    require_grounds,
    require_on_list,
    require_tier,
    require_tier_within,
    require_uncontested,
    require_unused,
)
from domain.listing.ground_refusals import GroundNotNoticedError
from domain.listing.hearing import require_heard
from domain.listing.refusals import DecisionStaleError, NoticePeriodRunningError
from domain.listing.state import ListingState
from domain.listing.steps import (
    Course,
    Named,
    admitted,
    present_day,
    require_enumeration,
    require_known,
    require_list,
    require_order,
    require_own,
    require_party,
    require_same_list,
    require_sound,
    require_undecided,
)
from domain.listing.term import ListingEnd, maximum_end
from domain.rule.decide import require_edition
from domain.rule.law import Law

SIGNING_DAYS: Final = 30
"""As many days may lie between a decision and its recording as between a statement's ``iat`` and its arrival."""


def decide_listing(
    course: Course,
    event: ListingDecided,
    defined: Defined,
    facts: Sequence[FactState],
    *,
    usable: Collection[str],
    earlier: Sequence[ListingState],
    open_cases: Sequence[CaseState],
    law: Law,
    by: Authority,
) -> Admission:
    """Admit a decision to list (国办发〔2020〕49号; 行政处罚法 art 44, 45, 62).

    (1) a notice of the same body, by a signature that counts, about the same subject, on the same list, in force on the
    day of the decision, by the current rules; (2) INV-4, the time for a reply is over or waived, and no hearing is
    owed; (3) INV-5, who replied is answered and the tier is not raised; (4) it rests on noticed facts that still
    stand, are not contested and ground no other listing; (5) INV-6, its contents, and measures of the measures list;
    (6) INV-7, its end; (7) the texts.

    Args:
        course: The listing so far, and the keys that signed it.
        event: The decision.
        defined: The list, and the measures named.
        facts: The facts named.
        usable: The jtis of those that are effective today.
        earlier: Listings, on any list, that rest or rested on one of the facts; of two notices on the same facts
            only one leads to a listing.
        open_cases: Cases about the facts, whether open or not.
        law: Rules and calendars.
        by: Who signs.

    Raises:
        StepCompromisedError: Notice or hearing was signed by a key reported compromised since before.
        DefinitionLaterError: The list was not on record on the day of the decision.
        NoticePeriodRunningError: The time for a reply is not over.
        HearingOwedError: A hearing was demanded, and neither held nor taken back.
        ReplyUnansweredError: A reply has no answer of substance.
        TierRaisedError: The tier is above the one noticed.
        GroundNotNoticedError: It rests on a fact that the notice did not name.
        MeasureUnlistedError: It names a measure that is not on the measures list, or not for this list.
        ListingTermError: It would last too long.
        Refusal: The signer may not, or list, facts, contents or texts do not pass.
    """
    listing = course.listing
    by.require()
    require_disclosures(event)
    require_undecided(listing, event.listing)
    require_own(listing, by)
    require_sound(course)
    require_same_list(listing, event.list)
    subject = require_party(listing, event)
    version = require_list(defined.list, event.list, event.list_version, event.decided_on, by)
    require_known("/decided_on", defined.list, event.list_version, event.decided_on)
    require_edition(law, event.edition)
    _require_day(event, by)
    _require_window_over(listing, event, law)
    require_heard(listing)
    require_answer(listing, event)
    names = require_enumeration(event, "subject.facts")
    _require_noticed_facts(listing, names)
    grounds = require_grounds(names, facts, usable, subject)
    require_on_list(grounds, version)
    require_uncontested(open_cases, grounds)
    require_unused(earlier, event.listing, event.list)
    _require_tier_kept(listing, event)
    require_tier(event.tier, grounds, version)
    require_contents(listing, event)
    require_measures(event, defined.measures, event.decided_on)
    require_term(event, maximum_end(version, event.tier, event.decided_on, grounds, law, by.today), by)
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)


def _require_day(event: ListingDecided, by: Authority) -> None:
    """Let a decision be signed on its day, or at least not long after."""
    require_order("/decided_on", Named(event.decided_on, "决定日期", "the decision"), present_day(by))
    if by.today - event.decided_on > timedelta(days=SIGNING_DAYS):
        raise DecisionStaleError(pointer="/decided_on", day=event.decided_on.isoformat(), limit=SIGNING_DAYS)


def _require_window_over(listing: ListingState, event: ListingDecided, law: Law) -> None:
    """INV-4: the last day for a reply has passed, on a holiday the next working day (民法典 art 203), or is waived."""
    if listing.waived_on is not None and listing.waived_on <= event.decided_on:
        return
    until = law.days.on_or_after(listing.reply_until or event.decided_on)
    if event.decided_on <= until:
        day = event.decided_on.isoformat()
        raise NoticePeriodRunningError(pointer="/decided_on", end=until.isoformat(), day=day)


def _require_noticed_facts(listing: ListingState, names: Sequence[str]) -> None:
    for name in names:
        if name not in listing.facts:
            raise GroundNotNoticedError(pointer="/subject.facts", fact=name)


def _require_tier_kept(listing: ListingState, event: ListingDecided) -> None:
    """INV-5: nobody fares worse for having defended himself (行政处罚法 art 45)."""
    require_tier_within(event.tier, listing.tier)


def require_term(event: ListingDecided | CourtListMirrored, latest: ListingEnd, by: Authority) -> None:
    """Let only an end pass that lies ahead and not after the latest that list, rules and grounds allow (INV-7).

    Raises:
        ListingTermError: It does not.
    """
    after = max(event.decided_on, by.today)
    if after < event.ends_on <= latest.day:
        return
    rule = latest.rule
    raise ListingTermError(
        pointer="/ends_on",
        given=event.ends_on.isoformat(),
        start=after.isoformat(),
        end=latest.day.isoformat(),
        reason_zh="名单期限或者事实自身的期限" if rule is None else f"{rule.source} {rule.article or ''}".strip(),
        reason_en="term of the list, or end of a fact" if rule is None else f"rule {rule.rule}",
    )
