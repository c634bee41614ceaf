"""Opening records with keys that were remembered before something was erased."""

from ledger.service.ledger import Ledger
from ledger.service.records import Opener, Record
from tests.service.outcomes import receipts, submit
from tests.service.people import about, company, read


def opened(opener: Opener, record: Record) -> list[bytes]:
    return [text for row in record.vault if row.role == "subject" for text in opener.open(record.jwt_hash, row)]


def test_a_remembered_key_that_was_replaced_since_hides_nothing(town: Ledger) -> None:
    gone, kept = receipts(submit(town, about(1, 1), about(2, 1)))
    opener = Opener(town.source)
    before = opened(opener, read(town, kept.index))
    town.erasure.erase_record(gone.statement.jti, "court_order", "裁定", town.genesis)
    assert opened(opener, read(town, kept.index)) == before != []


def test_what_was_wrapped_anew_and_then_erased_is_empty_for_whoever_remembers_an_older_key(town: Ledger) -> None:
    gone, kept = receipts(submit(town, about(1, 1), about(2, 1)))
    opener = Opener(town.source)
    assert opened(opener, read(town, kept.index))
    town.erasure.erase_record(gone.statement.jti, "court_order", "裁定", town.genesis)
    town.erasure.erase_subject(company(1), "court_order", "裁定", town.genesis)
    assert opened(opener, read(town, kept.index)) == []
