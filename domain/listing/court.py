"""The courts' list (失信被执行人名单): mirrored as the court signed it, never edited (法释〔2017〕7号)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.admission import Admission
from domain.age import is_minor
from domain.authority import Authority
from domain.definition.events import ListDefined
from domain.definition.state import Definitions
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.fact.protection_refusals import BirthDateMismatchError, BirthDateMissingError
from domain.field import PERSON_KINDS
from domain.identifier import Identifier, admit_identifier, check_environment
from domain.listing.decision import require_term
from domain.listing.events import CourtListMirrored
from domain.listing.face import require_face
from domain.listing.ground_refusals import CourtDocumentUsedError, CourtMinorError, ListingKindError
from domain.listing.refusals import ListingKnownError
from domain.listing.state import ListingState
from domain.listing.steps import Named, admitted, present_day, require_list, require_order, require_words
from domain.listing.term import maximum_end
from domain.rule.decide import require_edition
from domain.rule.law import Law
from domain.standard.refusals import FieldDateError
from domain.time import parse_date

_BIRTH: Final = "subject.birth_date"


def mirror_court_listing(
    listing: ListingState,
    event: CourtListMirrored,
    definition: Definitions[ListDefined],
    *,
    earlier: Sequence[str],
    law: Law,
    by: Authority,
) -> Admission:
    """Admit a court's own listing.

    (1) a court that the list names signs, and id and document are unused (INV-12); (2) the list in force on the day of
    the decision, by the current rules; (3) the subject, and INV-3: no minors (法释〔2017〕7号 art 4); (4) the end;
    (5) what the public sees; (6) the texts.

    Args:
        listing: State of the id.
        event: The listing.
        definition: The list.
        earlier: Ids of the listings, ended or not, that this court put on the list by the same document.
        law: Rules and calendars.
        by: Who signs.

    Raises:
        ListingKnownError: The id is used.
        CourtDocumentUsedError: The document was mirrored before, whatever became of it.
        CourtMinorError: The person was under 18 on the day of the decision.
        ListingTermError: It would last too long, or its time is over.
        Refusal: The signer is no court of the list, or subject, public face or texts do not pass.
    """
    by.require("court")
    require_disclosures(event)
    if listing.is_known or listing.listing != event.listing:
        raise ListingKnownError(pointer="/listing", record=event.listing)
    if earlier:
        raise CourtDocumentUsedError(pointer="/subject.document_no", record=earlier[0])
    require_order("/decided_on", Named(event.decided_on, "决定日期", "the decision"), present_day(by))
    version = require_list(definition, event.list, event.list_version, event.decided_on, by)
    require_edition(law, event.edition)
    subject = _require_subject(event, version, by)
    require_term(event, maximum_end(version, None, event.decided_on, (), law, by.today, is_court=True), by)
    require_face(event, subject, "subject.reason", "subject.duty")
    require_words(event, "subject.document_no", "subject.reason", "subject.duty")
    screen_texts(event, kind_of(subject))
    return admitted(subject, by)


def _require_subject(event: CourtListMirrored, version: ListDefined, by: Authority) -> Identifier:
    """Read whom the court listed; there is no fact here that was checked before."""
    subject = admit_identifier(event.text("subject.identifier_type") or "", event.text("subject.identifier") or "")
    check_environment(subject, by.genesis.environment)
    kind = event.text("subject.kind") or ""
    if kind not in version.subject_kinds:
        raise ListingKindError(pointer="/subject.kind", kind=kind)
    if kind in PERSON_KINDS and is_minor(_born(event, subject), event.decided_on):
        raise CourtMinorError(pointer=f"/{_BIRTH}")
    return subject


def _born(event: CourtListMirrored, subject: Identifier) -> date:
    """Give the birth date of a person, or of the operator of an individual business (经营者)."""
    text = event.text(_BIRTH) or ""
    stated = _parsed(text) if text else None
    held = subject.birth_date
    if stated is not None and held is not None and stated != held:
        raise BirthDateMismatchError(pointer=f"/{_BIRTH}")
    born = stated or held
    if born is None:
        raise BirthDateMissingError(pointer=f"/{_BIRTH}", field_zh="出生日期", field_en="birth date")
    return born


def _parsed(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise FieldDateError(pointer=f"/{_BIRTH}", field_zh="出生日期", field_en="birth date") from error
