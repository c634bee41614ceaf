"""The notice (告知) that comes before every listing (INV-4)."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from domain.admission import Admission
from domain.authority import Authority
from domain.definition.events import ListDefined
from domain.definition.state import Defined
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.fact.state import FactState
from domain.listing.content import require_basis, require_measures
from domain.listing.events import NoticeServed
from domain.listing.ground import (
    require_alone,
    require_grounds,
    require_on_list,
    require_tier,
    require_tier_not_raised,
    require_unused,
)
from domain.listing.hearing import least_time
from domain.listing.refusals import ListingKnownError, NoticeStaleError, ReplyTimeShortError
from domain.listing.state import ListingState
from domain.listing.steps import (
    Named,
    admitted,
    present_day,
    require_enumeration,
    require_known,
    require_list,
    require_order,
    require_words,
)
from domain.rule.decide import require_edition
from domain.rule.law import Law
from domain.tagging import identifier_of

RECORDING_DAYS: Final = 7
"""Days after its service in which a notice has to be recorded: a product policy, there is no law on it."""
LEFT_DAYS: Final = 2
"""Working days that a subject has left to reply from the recording on, when the log knows of the notice: a product
policy besides the whole time from the service."""


def serve_notice(
    listing: ListingState,
    event: NoticeServed,
    defined: Defined,
    facts: Sequence[FactState],
    *,
    usable: Collection[str],
    earlier: Sequence[ListingState],
    law: Law,
    by: Authority,
) -> Admission:
    """Admit that a body told a subject what it means to decide (国办发〔2020〕49号; 行政处罚法 art 44).

    (1) the id is unused; (2) the body may decide on the list in force on the day of service, by the current rules;
    (3) what it rests on, INV-3 included; (4) the tier; (5) the time for a reply; (6) INV-6, measures of the measures
    list; (7) the texts.

    Args:
        listing: State of the id.
        event: The notice.
        defined: The list, and the measures named.
        facts: The facts named.
        usable: The jtis of those that are effective today.
        earlier: Listings, on any list, that rest or rested on one of the facts, from their notice on.
        law: Rules and calendars.
        by: Who signs.

    Raises:
        ListingKnownError: The id is used.
        DefinitionLaterError: The list was not on record on the day of service.
        NoticeParallelError: Another notice on one of the facts is undecided.
        TierRaisedError: The subject replied to an earlier notice of a lower tier, on whatever list, which has led to
            no listing.
        ReplyTimeShortError: The time for a reply is shorter than the list or a rule says.
        NoticeStaleError: It is put on record too long after its service, or too late for a reply.
        MeasureUnlistedError: It names a measure that is not on the measures list, or not for this list.
        Refusal: The signer may not, or list, facts, tier or texts do not pass.
    """
    by.require()
    require_disclosures(event)
    if listing.is_known or listing.listing != event.listing:
        raise ListingKnownError(pointer="/listing", record=event.listing)
    require_order("/served_on", Named(event.served_on, "送达日期", "the day of service"), present_day(by))
    version = require_list(defined.list, event.list, event.list_version, event.served_on, by)
    require_known("/served_on", defined.list, event.list_version, event.served_on)
    require_edition(law, event.edition)
    subject = identifier_of(event)
    grounds = require_grounds(require_enumeration(event, "subject.facts"), facts, usable, subject)
    require_on_list(grounds, version)
    require_unused(earlier, event.listing, event.list)
    require_alone(earlier, event.listing, event.list)
    require_tier(event.tier, grounds, version)
    require_tier_not_raised(earlier, event.tier)
    _require_time_to_reply(event, version, law, by)
    require_measures(event, defined.measures, event.served_on)
    require_words(event, "subject.reason", "subject.rights", "subject.reply_channel", "subject.service_evidence")
    require_basis(event)
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)


def _require_time_to_reply(event: NoticeServed, version: ListDefined, law: Law, by: Authority) -> None:
    """Give the subject the longest of the times that list and rules name, and enough of it after the recording.

    Where he may demand a hearing (听证), the time to do so is one of them: no decision comes before it is over.
    """
    least = max(law.days.after(event.served_on, version.reply_days), least_time(event, law) or event.served_on)
    ruled = law.latest("reply", event.served_on, on=event.served_on, tier=event.tier, list_id=event.list)
    if ruled is not None:
        least = max(least, ruled.day)
    if event.reply_until < least:
        until = event.reply_until.isoformat()
        raise ReplyTimeShortError(pointer="/reply_until", day=least.isoformat(), given=until)
    if by.today - event.served_on > timedelta(days=RECORDING_DAYS):
        raise NoticeStaleError(pointer="/served_on", days=RECORDING_DAYS, least=LEFT_DAYS)
    if event.reply_until < law.days.after(by.today, LEFT_DAYS):
        raise NoticeStaleError(pointer="/reply_until", days=RECORDING_DAYS, least=LEFT_DAYS)
