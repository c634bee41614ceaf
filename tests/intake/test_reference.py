"""Reference facts are right, signed, repeatable, and mix subjects as the target says."""

from datetime import date

import pytest

from bench.reference import REFERENCE_FIELDS, WIDE_FIELDS, Signing, reference_facts
from domain.standard import BASIC, XK_2018, Standard
from domain.standard.check import check_fields
from domain.standard.context import FactContext
from ledger.crypto.keys import SigningKey
from ledger.intake.sample_agencies import APPROVAL
from ledger.statement import Statement, parse, verify_statement

KEY = SigningKey.from_seed(bytes(32))
IAT = 1_790_000_000


def facts(n: int, fields: int, **more: int) -> list[Statement]:
    signing = Signing(KEY, "honour" if fields == REFERENCE_FIELDS else "xk-licence", digests=16 if fields == 12 else 48)
    return [parse(text) for text in reference_facts(n, 1, signing, iat=IAT, fields=fields, **more)]


@pytest.mark.parametrize(("fields", "standard"), [(REFERENCE_FIELDS, BASIC), (WIDE_FIELDS, XK_2018)])
def test_reference_facts_are_admissible_and_have_the_promised_number_of_fields(fields: int, standard: Standard) -> None:
    for statement in facts(50, fields):
        verify_statement(statement, KEY.public_key)
        assert len(statement.disclosed) == fields
        decided = date.fromisoformat(str(statement.plain["decided_on"]))
        context = FactContext(
            decided_on=decided, today=date(2026, 11, 23), environment="test", source_code=APPROVAL.code
        )
        assert check_fields(standard, statement.disclosed, context) == []


def test_one_subject_in_five_is_new_or_all_of_them() -> None:
    def subjects(new_every: int) -> int:
        return len({statement.disclosed["subject.identifier"] for statement in facts(50, 12, new_every=new_every)})

    assert subjects(5) == 10
    assert subjects(1) == 50


def test_documents_and_ids_never_repeat_and_the_same_seed_gives_the_same_bytes() -> None:
    made = [*facts(20, 12), *facts(20, 12, first=20)]
    assert len({statement.disclosed["subject.document_no"] for statement in made}) == 40
    assert len({statement.jti for statement in made}) == 40
    assert [statement.text for statement in facts(20, 12)] == [statement.text for statement in made[:20]]
