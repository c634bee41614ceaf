"""The key store is older than the log: nobody whom the log knows gets new keys, everybody else goes on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.backup.keys import back_up_keys
from ledger.service.errors import SubjectKeysMissingError
from ledger.service.ledger import Ledger, open_ledger
from tests.service.outcomes import codes, receipts, submit
from tests.service.people import about, company, read
from tests.town import correction, open_town

MISSING = "subject-keys-missing"


@contextmanager
def with_older_keys(town: Ledger, keys: Path) -> Iterator[Ledger]:
    """Open a ledger after its key store was replaced by an older copy."""
    shutil.rmtree(town.settings.layout.keystore)
    shutil.copytree(keys / "keystore", town.settings.layout.keystore)
    with open_ledger(town.settings) as ledger:
        yield ledger


def test_facts_about_subjects_opened_since_are_refused_and_others_go_on(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        receipts(submit(town, about(1, 1)))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        fact = about(2, 2)
        receipts(submit(town, fact, about(3, 3)))
    with with_older_keys(town, tmp_path / "keys") as ledger:
        size, keys = ledger.reader.size(), list(ledger.keystore.records())
        assert codes(submit(ledger, about(4, 2), about(5, 3), correction(fact))) == [MISSING] * 3
        assert ledger.reader.size() == size
        assert list(ledger.keystore.records()) == keys
        assert codes(submit(ledger, about(6, 2), about(7, 1), about(8, 4), about(9, 4))) == [MISSING, None, None, None]


def test_representatives_recorded_since_are_refused_named_or_not(dsn: str, tmp_path: Path) -> None:
    """The company's own keys are there; those of the people in its file are not."""
    with open_town(dsn, tmp_path / "home") as town:
        receipts(submit(town, about(1, 1, 501)))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        receipts(submit(town, about(2, 1, 502), about(3, 1)))
    with with_older_keys(town, tmp_path / "keys") as ledger:
        size, keys = ledger.reader.size(), list(ledger.keystore.records())
        assert codes(submit(ledger, about(4, 1, 502), about(5, 1))) == [MISSING] * 2
        assert list(ledger.keystore.records()) == keys
        assert codes(submit(ledger, about(6, 9, 502))) == [MISSING]
        assert ledger.reader.size() == size
        assert codes(submit(ledger, about(7, 1, 501), about(8, 1, 503), about(9, 8))) == [None] * 3


def test_nothing_is_erased_with_keys_that_are_missing(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        receipts(submit(town, about(1, 1, 501)))
        back_up_keys(town.settings.layout, tmp_path / "keys")
        fact, other = about(2, 2), about(3, 1, 502)
        receipts(submit(town, fact, other))
    with with_older_keys(town, tmp_path / "keys") as ledger:
        size, keys = ledger.reader.size(), list(ledger.keystore.records())
        for jti in (fact.jti, other.jti):
            with pytest.raises(SubjectKeysMissingError):
                ledger.erasure.erase_record(jti, "court_order", "裁定", ledger.genesis)
        with pytest.raises(SubjectKeysMissingError):
            ledger.erasure.erase_subject(company(2), "court_order", "裁定", ledger.genesis)
        assert ledger.reader.size() == size
        assert list(ledger.keystore.records()) == keys


def test_the_refusal_says_in_both_languages_what_to_run() -> None:
    error = SubjectKeysMissingError()
    for text in (error.mend_zh, error.mend_en):
        assert text.index("chengjian fsck") < text.index("chengjian restore --keys")


def test_somebody_erased_by_another_process_begins_anew_and_keeps_nobody_out(town: Ledger) -> None:
    """This process still remembers his file as open; his keys were destroyed."""
    (first, _) = receipts(submit(town, about(1, 1), about(2, 2)))
    with open_ledger(town.settings) as other:
        other.erasure.erase_subject(company(1), "court_order", "裁定", other.genesis)
    found = receipts(submit(town, about(3, 2), about(4, 1), about(5, 1)))
    again, same = (read(town, receipt.index) for receipt in found[1:])
    assert again.owner() == same.owner() != read(town, first.index).owner()
    assert again.disclosed["subject.document_no"] == "滕审准〔2026〕4号"
