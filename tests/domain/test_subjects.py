from dataclasses import replace
from typing import Any

import pytest

from domain.event import Event
from domain.event_refusals import DisclosureMissingError, SignerNotEntitledError
from domain.fact.events import FactWithdrawn
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.identifier.refusals import RealPersonInTestError, SyntheticPersonInProductionError, UsccCheckError
from domain.ledger.refusals import LedgerNotOpenError
from domain.ledger.state import LedgerState
from domain.refusal import Refusal
from domain.subject.decide import erase_record, erase_subject, link_identifier, open_subject, unlink_identifier
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, RecordErased, SubjectErased, SubjectOpened
from domain.subject.refusals import (
    IdentifierNotLinkedError,
    IdentifierTakenError,
    LastIdentifierError,
    RecordAlreadyErasedError,
    RecordUnknownError,
    SubjectAlreadyOpenError,
    SubjectErasedError,
    SubjectKindError,
    SubjectUnknownError,
)
from domain.subject.state import PseudonymState, SubjectState, evolve, evolve_pseudonym
from domain.tagging import tags_of
from tests.domain.builders import (
    COMPANY,
    GENESIS,
    NOW,
    PERSON,
    PLATFORM_SIGNER,
    PRODUCTION,
    SHOP,
    SIGNER,
    UUID,
    Scalars,
    make_key,
    recorded,
)

OTHER_ID = "0190a5b0-0000-7000-8000-000000000002"
CODE = Identifier("uscc", COMPANY)
REG = Identifier("reg", "3704812000012")
BY_PLATFORM = recorded(4, "platform")
ARGUMENTS: dict[str, Any] = {"genesis": GENESIS, "signer": PLATFORM_SIGNER, "now": NOW}


def identified(identifier: Identifier, **changes: str) -> Scalars:
    return {
        "subject.id": UUID,
        "subject.identifier_type": identifier.type,
        "subject.identifier": identifier.value,
        **{f"subject.{name}": value for name, value in changes.items()},
    }


def opening(identifier: Identifier = CODE, kind: str = "ENT") -> SubjectOpened:
    return SubjectOpened(secret_commitment=make_key(7), disclosed=identified(identifier, kind=kind))


def linking(identifier: Identifier = REG) -> IdentifierLinked:
    return IdentifierLinked(disclosed=identified(identifier, evidence="营业执照"))


def unlinking(identifier: Identifier = REG) -> IdentifierUnlinked:
    return IdentifierUnlinked(disclosed=identified(identifier, evidence="核查"))


ERASING = SubjectErased(ground="retention_ended", disclosed={"subject.id": UUID, "subject.reason": "期满"})
RECORD_FIELDS: Scalars = {
    "subject.id": UUID,
    "subject.record": "j1",
    "subject.reason": "期满",
    "representative.id": "",
}
RECORD_ERASING = RecordErased(ground="retention_ended", disclosed=RECORD_FIELDS)
FRESH = SubjectState(UUID)
OPEN = SubjectState(UUID, "ENT", (CODE,), opened_at=4)
BOTH = replace(OPEN, identifiers=(CODE, REG))
ERASED = replace(OPEN, erased_at=5)
FREE = PseudonymState(CODE)
TAKEN = PseudonymState(CODE, OTHER_ID, 2)
FACT = FactState("j1", SIGNER.iss, "cf-market", 1, subject=CODE, identity="i", recorded_at=5)


def fold(*events: Event) -> SubjectState:
    state = FRESH
    for position, event in enumerate(events, start=4):
        state = evolve(state, event, recorded(position, "platform"))
    return state


def test_a_subject_opens_links_unlinks_and_is_erased() -> None:
    open_subject(FRESH, FREE, None, opening(), **ARGUMENTS)
    assert fold(opening()) == OPEN
    link_identifier(OPEN, PseudonymState(REG), None, linking(), **ARGUMENTS)
    assert fold(opening(), linking()) == BOTH
    assert fold(opening(), linking(), linking()) == BOTH
    unlink_identifier(BOTH, unlinking(), **ARGUMENTS)
    assert fold(opening(), linking(), unlinking()) == OPEN
    erase_subject(OPEN, ERASING, **ARGUMENTS)
    assert fold(opening(), ERASING) == ERASED
    assert fold(opening(), ERASING, ERASING, opening()) == ERASED
    assert not ERASED.is_open


def test_every_kind_of_subject_opens_under_its_identifier() -> None:
    person = Identifier("rid", PERSON)
    open_subject(FRESH, PseudonymState(person), None, opening(person, "NP"), **ARGUMENTS)
    shop = Identifier("uscc", SHOP)
    open_subject(FRESH, PseudonymState(shop), None, opening(shop, "SOLE"), **ARGUMENTS)
    passport = Identifier("passport", "TEST12345")
    state = SubjectState(UUID, "NP", (person,), opened_at=4)
    link_identifier(state, PseudonymState(passport), None, linking(passport), **ARGUMENTS)


@pytest.mark.parametrize("present", [replace(OPEN, subject_id=OTHER_ID), None])
def test_an_identifier_leads_to_one_open_subject(present: SubjectState | None) -> None:
    with pytest.raises(IdentifierTakenError):
        open_subject(FRESH, TAKEN, present, opening(), **ARGUMENTS)
    with pytest.raises(IdentifierTakenError):
        link_identifier(OPEN, replace(TAKEN, identifier=REG), present, linking(), **ARGUMENTS)


def test_after_an_erasure_a_new_file_may_open() -> None:
    open_subject(FRESH, TAKEN, replace(ERASED, subject_id=OTHER_ID), opening(), **ARGUMENTS)
    open_subject(FRESH, replace(FREE, position=9), None, opening(), **ARGUMENTS)


@pytest.mark.parametrize(
    ("subject", "pseudonym", "event", "refusal"),
    [
        (OPEN, FREE, opening(), SubjectAlreadyOpenError),
        (ERASED, FREE, opening(), SubjectAlreadyOpenError),
        (FRESH, PseudonymState(REG), opening(), IdentifierNotLinkedError),
        (FRESH, FREE, opening(kind="ORG"), SubjectKindError),
        (FRESH, FREE, opening(kind="CITY"), SubjectKindError),
        (FRESH, FREE, opening(kind="NP"), SubjectKindError),
        (FRESH, FREE, opening(Identifier("uscc", COMPANY[:-1] + "!")), Refusal),
        (FRESH, FREE, SubjectOpened(secret_commitment=make_key(7)), DisclosureMissingError),
    ],
)
def test_an_opening_that_may_not_be_is_refused(
    subject: SubjectState, pseudonym: PseudonymState, event: SubjectOpened, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        open_subject(subject, pseudonym, None, event, **ARGUMENTS)


def test_test_and_production_keep_their_persons_apart() -> None:
    real = Identifier("rid", "11010519491231002X")
    with pytest.raises(RealPersonInTestError):
        open_subject(FRESH, PseudonymState(real), None, opening(real, "NP"), **ARGUMENTS)
    invented = Identifier("rid", PERSON)
    arguments = {**ARGUMENTS, "genesis": PRODUCTION}
    with pytest.raises(SyntheticPersonInProductionError):
        open_subject(FRESH, PseudonymState(invented), None, opening(invented, "NP"), **arguments)
    open_subject(FRESH, PseudonymState(real), None, opening(real, "NP"), **arguments)


@pytest.mark.parametrize(
    ("subject", "identifier", "refusal"),
    [
        (FRESH, REG, SubjectUnknownError),
        (replace(OPEN, subject_id=OTHER_ID), REG, SubjectUnknownError),
        (ERASED, REG, SubjectErasedError),
        (OPEN, Identifier("uscc", SHOP), SubjectKindError),
        (OPEN, Identifier("rid", PERSON), SubjectKindError),
        (replace(OPEN, kind="NP"), REG, SubjectKindError),
        (OPEN, Identifier("uscc", COMPANY[:-1] + ("0" if COMPANY[-1] != "0" else "1")), UsccCheckError),
    ],
)
def test_a_link_that_may_not_be_is_refused(
    subject: SubjectState, identifier: Identifier, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        link_identifier(subject, PseudonymState(identifier), None, linking(identifier), **ARGUMENTS)


def test_unlinking_needs_the_link_and_leaves_one() -> None:
    with pytest.raises(IdentifierNotLinkedError):
        unlink_identifier(OPEN, unlinking(), **ARGUMENTS)
    with pytest.raises(LastIdentifierError):
        unlink_identifier(OPEN, unlinking(CODE), **ARGUMENTS)


def test_a_record_is_erased_once_and_from_its_own_file() -> None:
    erase_record(OPEN, FACT, RECORD_ERASING, **ARGUMENTS)
    owned = RecordErased(ground="court_order", disclosed={**RECORD_FIELDS, "representative.id": OTHER_ID})
    erase_record(OPEN, FACT, owned, **ARGUMENTS)
    with pytest.raises(RecordAlreadyErasedError):
        erase_record(OPEN, replace(FACT, erased_at=6), RECORD_ERASING, **ARGUMENTS)
    for wrong in (FactState("j1"), replace(FACT, jti="j2"), replace(FACT, subject=REG)):
        with pytest.raises(RecordUnknownError):
            erase_record(OPEN, wrong, RECORD_ERASING, **ARGUMENTS)


def test_an_erasure_says_whose_other_data_go_with_it_even_if_nobody_s() -> None:
    silent = {name: value for name, value in RECORD_FIELDS.items() if name != "representative.id"}
    with pytest.raises(DisclosureMissingError):
        erase_record(OPEN, FACT, RecordErased(ground="court_order", disclosed=silent), **ARGUMENTS)


def test_an_erasure_is_tagged_with_everybody_whose_data_go_with_it() -> None:
    third = "0b0e7a52-6b7f-8d0c-9a53-8f1f4a7f0c11"
    several = RecordErased(
        ground="court_order", disclosed={**RECORD_FIELDS, "representative.id": f"{third},{OTHER_ID}"}
    )
    erase_record(OPEN, FACT, several, **ARGUMENTS)
    assert several.representatives == (third, OTHER_ID)
    tags = tags_of(several, iss="platform", jti="j9").private
    assert tags == ("fact:j1", f"subject:{UUID}", f"subject:{third}", f"subject:{OTHER_ID}", "jti:platform:j9")
    assert RecordErased(ground="court_order", disclosed={}).representatives == ()


def test_what_is_not_open_cannot_be_erased() -> None:
    with pytest.raises(SubjectUnknownError):
        erase_subject(FRESH, ERASING, **ARGUMENTS)
    with pytest.raises(SubjectErasedError):
        erase_subject(ERASED, ERASING, **ARGUMENTS)


def test_only_the_platform_signs_for_subjects() -> None:
    with pytest.raises(SignerNotEntitledError):
        erase_subject(OPEN, ERASING, genesis=GENESIS, signer=SIGNER, now=NOW)
    with pytest.raises(LedgerNotOpenError):
        erase_subject(OPEN, ERASING, genesis=LedgerState(), signer=PLATFORM_SIGNER, now=NOW)
    assert evolve(FRESH, opening(), recorded(4)) is FRESH
    assert evolve_pseudonym(FREE, opening(), recorded(4)) is FREE


def test_another_subject_s_events_change_nothing() -> None:
    other = replace(OPEN, subject_id=OTHER_ID)
    assert evolve(other, linking(), BY_PLATFORM) is other


def test_erased_disclosures_leave_gaps_not_errors() -> None:
    erased = SubjectOpened(secret_commitment=make_key(7))
    assert fold(erased) == SubjectState(UUID, "", (), opened_at=4)
    assert fold(erased, IdentifierLinked(), IdentifierUnlinked()) == SubjectState(UUID, "", (), opened_at=4)
    assert evolve(OPEN, RECORD_ERASING, BY_PLATFORM) is OPEN


def test_a_pseudonym_leads_where_the_last_link_says() -> None:
    state = evolve_pseudonym(FREE, opening(), BY_PLATFORM)
    assert state == PseudonymState(CODE, UUID, 4)
    assert evolve_pseudonym(state, linking(), BY_PLATFORM) is state
    assert evolve_pseudonym(state, unlinking(CODE), recorded(6, "platform")) == PseudonymState(CODE, None, 6)
    assert evolve_pseudonym(FREE, linking(CODE), BY_PLATFORM).subject_id == UUID


def test_a_pseudonym_is_free_after_the_erasure_of_its_subject() -> None:
    led = PseudonymState(CODE, UUID, 4)
    assert evolve_pseudonym(led, ERASING, recorded(7, "platform")) == PseudonymState(CODE, None, 7)
    emptied = SubjectErased(ground="court_order")
    assert evolve_pseudonym(led, emptied, recorded(7, "platform")).subject_id is None
    assert evolve_pseudonym(TAKEN, ERASING, BY_PLATFORM) is TAKEN


def test_an_event_with_the_identifier_that_links_nothing_changes_nothing() -> None:
    led = PseudonymState(CODE, UUID, 4)
    fields: Scalars = {"subject.identifier_type": CODE.type, "subject.identifier": CODE.value}
    withdrawal = FactWithdrawn(item="cf-market", ground="recorded_in_error", disclosed=fields)
    assert evolve_pseudonym(led, withdrawal, BY_PLATFORM) is led
