"""Erasure: what is destroyed is gone, what is left opens, and a crash in between is made good."""

from unittest.mock import patch

import pytest

from domain.identifier import Identifier
from domain.refusal import Refusal
from ledger.service.destruction import Destruction
from ledger.service.ledger import Ledger, open_ledger
from tests.service.outcomes import receipts, submit
from tests.service.people import read
from tests.town import COMPANY_CODE, licence, licences

COMPANY_ID = Identifier("uscc", COMPANY_CODE)


def test_erasing_a_record_leaves_the_others_readable_and_every_receipt_valid(town: Ledger) -> None:
    gone, kept = receipts(submit(town, licence(1), licence(2)))
    proof = gone.to_json()
    town.erasure.erase_record(gone.statement.jti, "court_order", "法院裁定", town.genesis)
    assert read(town, gone.index).disclosed == {}
    assert read(town, kept.index).disclosed["subject.document_no"] == "滕审准〔2026〕2号"
    assert town.receipt_at(gone.index).to_json() == proof


def test_the_key_that_sealed_an_erased_record_is_destroyed(town: Ledger) -> None:
    (gone,) = receipts(submit(town, licence(1)))
    owner = read(town, gone.index).owner()
    assert owner is not None
    before = town.keystore.get(owner)
    town.erasure.erase_record(gone.statement.jti, "retention_ended", "期满", town.genesis)
    after = town.keystore.generations(owner)
    assert before is not None
    assert [keys.key for keys in after] != [before.key]
    assert len(after) == 1


def test_a_record_is_erased_once(town: Ledger) -> None:
    (gone,) = receipts(submit(town, licence(1)))
    town.erasure.erase_record(gone.statement.jti, "court_order", "法院裁定", town.genesis)
    with pytest.raises(Refusal):
        town.erasure.erase_record(gone.statement.jti, "court_order", "法院裁定", town.genesis)


def test_facts_go_on_after_a_record_was_erased(town: Ledger) -> None:
    (gone,) = receipts(submit(town, licence(1)))
    town.erasure.erase_record(gone.statement.jti, "court_order", "法院裁定", town.genesis)
    (later,) = receipts(submit(town, licence(2)))
    assert read(town, later.index).disclosed["subject.name"]


def test_an_erased_subject_is_unreadable_and_begins_anew(town: Ledger) -> None:
    first, second = receipts(submit(town, *licences(2)))
    owner = read(town, first.index).owner()
    town.erasure.erase_subject(COMPANY_ID, "retention_ended", "期满", town.genesis)
    assert read(town, second.index).disclosed.keys() <= {"representative.name"}
    (again,) = receipts(submit(town, licence(9)))
    assert read(town, again.index).owner() not in {None, owner}


def test_an_interrupted_erasure_of_a_subject_is_carried_out_at_the_next_start(town: Ledger) -> None:
    (first,) = receipts(submit(town, licence(1)))
    with patch.object(town.erasure, "_keystore") as keystore:
        keystore.destroy.side_effect = KeyboardInterrupt
        with pytest.raises(KeyboardInterrupt):
            town.erasure.erase_subject(COMPANY_ID, "court_order", "法院裁定", town.genesis)
    assert read(town, first.index).disclosed != {}
    with open_ledger(town.settings):
        pass
    assert "subject.name" not in read(town, first.index).disclosed


def test_an_interrupted_erasure_of_a_record_is_carried_out_at_the_next_start(town: Ledger) -> None:
    gone, kept = receipts(submit(town, licence(1), licence(2)))
    with patch.object(Destruction, "carry_out", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        town.erasure.erase_record(gone.statement.jti, "court_order", "法院裁定", town.genesis)
    assert read(town, kept.index).disclosed["subject.document_no"] == "滕审准〔2026〕2号"
    with open_ledger(town.settings):
        pass
    assert read(town, gone.index).disclosed == {}
    assert read(town, kept.index).disclosed["subject.document_no"] == "滕审准〔2026〕2号"
