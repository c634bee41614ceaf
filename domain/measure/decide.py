"""Decisions on measures (奖惩措施): which a body may apply on a listing, and that it ends its own."""

from datetime import date, timedelta

from domain.admission import Admission
from domain.authority import Authority
from domain.citation import is_citation
from domain.definition.events import MeasureDefined
from domain.definition.refusals import DefinitionLaterError
from domain.definition.state import Definitions
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.identifier import Identifier
from domain.listing.state import ListingState
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.measure.refusals import (
    MeasureAlreadyAppliedError,
    MeasureAlreadyEndedError,
    MeasureApplicationUnknownError,
    MeasureContestedError,
    MeasureDateError,
    MeasureIssuerError,
    MeasureListingNotEffectiveError,
    MeasureListingUnknownError,
    MeasureNotDecidedError,
    MeasureNotForListError,
    MeasureNotInForceError,
    MeasureOverrideBasisError,
    MeasureSubjectError,
    MeasureUnknownError,
)
from domain.tagging import identifier_of
from domain.time import end_of_day_ms

REPORT_DAYS = 7
"""Days in which an application has to be recorded: a product policy, there is no law on it."""


def apply_measure(
    event: MeasureApplied,
    listing: ListingState,
    definition: Definitions[MeasureDefined],
    is_contested: bool,
    is_effective: bool,
    *,
    by: Authority,
) -> Admission:
    """Decide whether a body may apply an item of the measures list (失信惩戒措施清单) on a listing.

    (1) the body takes part; (2) the listing is this subject's, live and effective; (3) the measure is in force, goes
    with the list, was named by the decision to list (INV-6), and names the body; (4) the day is possible; (5) INV-8:
    nothing is contested, or a law is cited; (6) the body did not apply it before, ended or not: a product policy in
    the spirit of proportion (过惩相当).

    Args:
        event: The application, complete with its disclosures.
        listing: The listing that it rests on.
        definition: Every version of the measure.
        is_contested: Whether a case about the listing or a fact of it is open, or was won and the record not mended.
        is_effective: Whether its grounds stand and its display is not suspended.
        by: The body.

    Raises:
        MeasureListingUnknownError: There is no such listing.
        MeasureSubjectError: It is another subject's.
        MeasureListingNotEffectiveError: It is not live, or not effective.
        MeasureUnknownError: Nobody ever published such a measure.
        MeasureNotInForceError: The version named is not the one in force on the day.
        DefinitionLaterError: The version was not on record on the day.
        MeasureNotForListError: The measure does not go with the list.
        MeasureNotDecidedError: The decision to list did not name it; a court's listing names none, the law does.
        MeasureIssuerError: The measure does not name the body.
        MeasureDateError: The day is in the future, before the publication, or too long ago.
        MeasureContestedError: Contested, and no law is cited.
        MeasureOverrideBasisError: What is cited is no law.
        MeasureAlreadyAppliedError: The body applied it before.
        Refusal: The signer may not, a disclosure is missing, or a text holds prohibited content.

    Source:
        山东省社会信用条例 art 27, 28, 30; domain.md, INV-8, S8-05, S8-09.
    """
    by.require()
    require_disclosures(event)
    subject = _require_subject(event, listing)
    if not (is_effective and listing.is_live(by.today)):
        raise MeasureListingNotEffectiveError(pointer="/listing", listing=listing.listing)
    _require_definition(event, listing, definition, by.code)
    _require_possible("/applied_on", event.applied_on, listing, by.today)
    if event.applied_on < by.today - timedelta(days=REPORT_DAYS):
        raise MeasureDateError(pointer="/applied_on", day=event.applied_on, days=REPORT_DAYS)
    _require_uncontested(event, is_contested)
    for one in listing.measures:
        if (one.iss, one.measure) == (by.signer.iss, event.measure):
            raise MeasureAlreadyAppliedError(pointer="/measure", measure=one.measure, application=one.jti)
    screen_texts(event, kind_of(subject))
    return Admission(subject, end_of_day_ms(by.today))


def end_measure(event: MeasureEnded, listing: ListingState, *, by: Authority) -> Admission:
    """Decide whether a body may end a measure: its own, and running. That the listing ended before is no hindrance.

    Raises:
        MeasureListingUnknownError: There is no such listing.
        MeasureSubjectError: It is another subject's.
        MeasureApplicationUnknownError: The body applied no such measure on it.
        MeasureAlreadyEndedError: It was ended before.
        MeasureDateError: The day is in the future or before the publication.
        Refusal: The signer may not, a disclosure is missing, or a text holds prohibited content.
    """
    by.require()
    require_disclosures(event)
    subject = _require_subject(event, listing)
    own = [one for one in listing.measures if (one.jti, one.iss) == (event.application, by.signer.iss)]
    if not own:
        raise MeasureApplicationUnknownError(
            pointer="/application", listing=listing.listing, application=event.application
        )
    if all(one.ended_at is not None for one in own):
        raise MeasureAlreadyEndedError(pointer="/application", application=event.application)
    _require_possible("/ended_on", event.ended_on, listing, by.today)
    screen_texts(event, kind_of(subject))
    return Admission(subject)


def _require_subject(event: MeasureApplied | MeasureEnded, listing: ListingState) -> Identifier:
    if not listing.is_known or listing.listing != event.listing:
        raise MeasureListingUnknownError(pointer="/listing", listing=event.listing)
    subject = identifier_of(event)
    if subject != listing.subject:
        raise MeasureSubjectError(pointer="/subject.identifier", listing=listing.listing)
    return subject


def _require_definition(
    event: MeasureApplied, listing: ListingState, definition: Definitions[MeasureDefined], code: str
) -> None:
    if definition.name != event.measure or definition.latest is None:
        raise MeasureUnknownError(pointer="/measure", measure=event.measure)
    version = definition.on(event.applied_on)
    if version is None or version.version != event.measure_version:
        raise MeasureNotInForceError(
            pointer="/measure", measure=event.measure, version=event.measure_version, day=event.applied_on
        )
    if not definition.is_known_on(version.version, event.applied_on):
        raise DefinitionLaterError(pointer="/applied_on", name=event.measure, day=event.applied_on)
    if listing.list_id not in version.lists:
        raise MeasureNotForListError(pointer="/measure", measure=event.measure, list=listing.list_id)
    if not listing.is_court and event.measure not in listing.measures_decided:
        raise MeasureNotDecidedError(pointer="/measure", listing=listing.listing, measure=event.measure)
    if code not in version.issuers:
        raise MeasureIssuerError(pointer="/iss", agency=code, measure=event.measure)


def _require_possible(pointer: str, day: date, listing: ListingState, today: date) -> None:
    """Let only a day pass that is not in the future and on which the listing was published."""
    published_ms = listing.published_ms
    if day > today or published_ms is None or end_of_day_ms(day) < published_ms:
        raise MeasureDateError(pointer=pointer, day=day, days=REPORT_DAYS)


def _require_uncontested(event: MeasureApplied, is_contested: bool) -> None:
    basis = event.override_basis
    if basis is None and is_contested:
        raise MeasureContestedError(pointer="/listing", listing=event.listing)
    if basis is not None and not is_citation(basis):
        raise MeasureOverrideBasisError(pointer="/override_basis")
