"""INV-12: a document counts once, however its number is typed, whatever row, item or body's code it is sent under."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case.matters import Matters
from domain.event_refusals import DisclosureMissingError
from domain.fact.identity import document_of, natural_identity
from domain.fact.refusals import DocumentDateError, DocumentEndedError
from domain.fact.state import FactState, FactStatement, FactTerms
from domain.listing.ground_refusals import CourtDocumentUsedError
from domain.listing.identity import court_document
from tests.domain.builders import AGENCY, COMPANY, SHOP, fact, penalty
from tests.domain.listing_trials import try_mirror
from tests.domain.listings import OTHER_LISTING, mirrored
from tests.domain.test_facts import FACT, IDENTITY, admit


@pytest.mark.parametrize(
    "number", ["滕市监处罚〔2026〕120号", "滕市监处罚〔2026〕1-2号", "滕市监处罚〔2025〕12号", "市监处罚〔2026〕12号"]
)
def test_another_number_is_another_document(number: str) -> None:
    assert natural_identity("cf-market", penalty(document_no=number)) != IDENTITY


def test_all_rows_of_a_document_are_of_one_document_whatever_else_they_state() -> None:
    document = document_of(IDENTITY)
    assert document == f"uscc:{COMPANY}|滕市监处罚[2026]12"
    for item, changes in (("cf-market", {"row": "2"}), ("cf-other", {}), ("cf-market", {"deciding_body_code": AGENCY})):
        other = natural_identity(item, penalty(**changes))
        assert other != IDENTITY
        assert document_of(other) == document
    assert document_of(natural_identity("cf-market", penalty(identifier=SHOP))) != document


ENDED = [
    replace(FACT, withdrawn_at=80),
    replace(FACT, matters=Matters(revoked_at=80)),
    replace(FACT, matters=Matters(repaired_at=80)),
    replace(FACT, erased_at=80, subject=None, identity=None),
]


@pytest.mark.parametrize("row", ENDED)
def test_inv_12_a_further_row_of_a_document_of_which_a_record_was_ended_is_refused(row: FactState) -> None:
    with pytest.raises(DocumentEndedError) as caught:
        admit(fact(penalty(row="2")), rows=(FACT, row))
    assert (caught.value.pointer, caught.value.params) == ("/subject.document_no", {"fact": row.jti})


def test_a_further_row_of_a_document_that_stands_is_admitted() -> None:
    contested = replace(FACT, matters=Matters(cases=("c",), publicity_ended_at=80))
    assert admit(fact(penalty(row="2")), rows=(FACT, contested)).natural_identity != IDENTITY


CORRECTED = replace(FACT, decided_on=date(2026, 3, 3), earlier=(FactStatement(1, date(2026, 3, 1), FactTerms()),))
UNDATED = replace(FACT, decided_on=None)


@pytest.mark.parametrize("day", ["2026-02-28", "2026-03-02", "2026-03-03"])
@pytest.mark.parametrize("rows", [(FACT,), (CORRECTED,), (replace(FACT, decided_on=date(2026, 3, 5)), CORRECTED)])
def test_inv_12_a_further_row_bears_the_earliest_date_that_a_row_of_its_document_gave(
    day: str, rows: tuple[FactState, ...]
) -> None:
    with pytest.raises(DocumentDateError) as caught:
        admit(fact(penalty(row="2"), decided_on=day), rows=rows)
    params = {"fact": FACT.jti, "given": date.fromisoformat(day), "expected": date(2026, 3, 1)}
    assert (caught.value.pointer, caught.value.params) == ("/decided_on", params)
    assert admit(fact(penalty(row="2")), rows=rows).natural_identity != IDENTITY


def test_inv_12_a_row_whose_publicity_is_over_gives_its_document_its_date_all_the_same() -> None:
    over = replace(FACT, matters=Matters(publicity_ended_at=80))
    with pytest.raises(DocumentDateError):
        admit(fact(penalty(row="2"), decided_on="2026-03-02"), rows=(over,))


def test_a_row_without_a_date_binds_no_other() -> None:
    assert admit(fact(penalty(row="2"), decided_on="2026-03-02"), rows=(UNDATED,)).natural_identity != IDENTITY


def test_that_the_very_same_fact_was_ended_is_left_to_the_recorder_who_points_to_it() -> None:
    assert admit(fact(penalty()), rows=(replace(FACT, withdrawn_at=80),)).natural_identity == IDENTITY


COURT = f"agency:{AGENCY}"


def test_inv_12_a_courts_document_is_mirrored_once_whatever_became_of_the_listing() -> None:
    with pytest.raises(CourtDocumentUsedError) as caught:
        try_mirror(earlier=[OTHER_LISTING])
    assert (caught.value.pointer, caught.value.params) == ("/subject.document_no", {"record": OTHER_LISTING})


def test_a_courts_document_is_known_by_list_court_subject_and_number() -> None:
    event = mirrored()
    one = court_document(event.list, COURT, event.disclosed)
    for spelling in ("(2026)虚0481执1号", "（2026）虚0481执第01号"):
        assert court_document(event.list, COURT, {**event.disclosed, "subject.document_no": spelling}) == one
    others = [
        court_document("another", COURT, event.disclosed),
        court_document(event.list, "agency:another", event.disclosed),
        court_document(event.list, COURT, {**event.disclosed, "subject.identifier": SHOP}),
        court_document(event.list, COURT, {**event.disclosed, "subject.document_no": "（2026）虚0481执2号"}),
    ]
    assert one not in others


@pytest.mark.parametrize("name", ["identifier", "document_no"])
def test_a_courts_document_needs_all_its_parts(name: str) -> None:
    event = mirrored(**{name: None})
    with pytest.raises(DisclosureMissingError):
        court_document(event.list, COURT, event.disclosed)
