"""Erasure of a record that named several people, and several erasures and submissions at once."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import DEFAULT, patch

import pytest

from domain.subject.refusals import SubjectUnknownError
from ledger.append import ConditionFailedError
from ledger.backup.keys import back_up_keys
from ledger.fsck.opening import open_material
from ledger.fsck.run import fsck
from ledger.keystore import FileKeyStore
from ledger.postgres.connect import connect
from ledger.service.destruction import Destruction
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.records import Record
from ledger.vault import VaultError, open_record
from tests.service.outcomes import codes, receipts, submit
from tests.service.people import about, company, led_by, read
from tests.town import correction, open_town


def erase(ledger: Ledger, jti: str) -> int:
    return ledger.erasure.erase_record(jti, "court_order", "裁定", ledger.genesis)


def faults(ledger: Ledger) -> set[str]:
    with (
        open_material(ledger.settings.layout) as material,
        connect(ledger.dsn, ledger.settings.db_schema, autocommit=True) as connection,
    ):
        return {fault.kind for fault in fsck(connection, material)}


def opens(ledger: Ledger, store: FileKeyStore, old: Sequence[Record]) -> set[tuple[int, str]]:
    """Tell which rows of an old copy of the database open under the keys that there are."""
    found = set()
    for record in old:
        for row in record.vault:
            for keys in store.generations(row.owner):
                with suppress(VaultError):
                    open_record(ledger.source.origin, record.jwt_hash, row, keys.key)
                    found.add((record.position, row.role))
    return found


def live(ledger: Ledger) -> set[tuple[bytes, int]]:
    """Whose keys there are, and of which generations."""
    return {(record.subject_id, record.generation) for record in ledger.keystore.records() if record.kind == "live"}


class Corrected:
    """A fact whose correction named another representative, and one more record of each of the two."""

    def __init__(self, town: Ledger) -> None:
        fact = about(1, 1, 501)
        mended = correction(fact, **led_by(502), **{"representative.name": "李示例"})
        given = [*receipts(submit(town, fact, about(2, 2, 501), about(3, 3, 502))), *receipts(submit(town, mended))]
        first, other, another, second = (read(town, receipt.index) for receipt in given)
        self.jti = fact.jti
        self.gone = [first, second]
        self.kept = [other, another]
        self.owners = [first.owner("representative"), second.owner("representative")]


@contextmanager
def with_older_keys(town: Ledger, keys: Path) -> Iterator[Ledger]:
    shutil.rmtree(town.settings.layout.keystore)
    shutil.copytree(keys / "keystore", town.settings.layout.keystore)
    with open_ledger(town.settings) as ledger:
        yield ledger


def check_erased(ledger: Ledger, case: Corrected) -> None:
    assert len(set(case.owners)) == 2
    assert opens(ledger, ledger.keystore, case.gone) == set()
    assert opens(ledger, ledger.keystore, case.kept) <= {(record.position, "subject") for record in case.kept}
    for record in case.kept:
        assert {"subject.name", "representative.name"} <= read(ledger, record.position).disclosed.keys()


def test_an_old_database_opens_nothing_of_either_representative_of_an_erased_record(town: Ledger) -> None:
    case = Corrected(town)
    assert len(opens(town, town.keystore, case.gone)) == 4
    erasure = read(town, erase(town, case.jti))
    check_erased(town, case)
    named = str(erasure.disclosed["representative.id"]).split(",")
    assert named == sorted(named)
    assert {bytes.fromhex(one.replace("-", "")) for one in named} == set(case.owners)
    assert faults(town) == set()
    receipts(submit(town, about(4, 1, 501), about(5, 1, 502)))


def test_the_keys_of_both_are_destroyed_again_after_an_older_copy_came_back(dsn: str, tmp_path: Path) -> None:
    """The erasure is sealed under keys that the copy does not have; its tags tell whom it concerns."""
    with open_town(dsn, tmp_path / "home") as town:
        case = Corrected(town)
        back_up_keys(town.settings.layout, tmp_path / "keys")
        with patch.object(Destruction, "carry_out", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
            erase(town, case.jti)
    with with_older_keys(town, tmp_path / "keys") as ledger:
        check_erased(ledger, case)
        assert ledger.erasure.finish() == 0


def test_an_erasure_that_stopped_between_two_people_is_finished_without_new_keys(dsn: str, tmp_path: Path) -> None:
    with open_town(dsn, tmp_path / "home") as town:
        case = Corrected(town)
        with patch.object(town.keystore, "retire", wraps=town.keystore.retire) as retire:
            retire.side_effect = [DEFAULT, KeyboardInterrupt]
            with pytest.raises(KeyboardInterrupt):
                erase(town, case.jti)
        before = live(town)
    with open_ledger(town.settings) as ledger:
        check_erased(ledger, case)
        assert live(ledger) < before
        assert faults(ledger) == set()


def test_records_stay_readable_after_several_erasures_were_given_up(town: Ledger) -> None:
    """Each made new keys before it was refused; nothing was wrapped under them."""
    gone = about(1, 1)
    kept = receipts(submit(town, gone, about(2, 1)))[1]
    refused = ConditionFailedError(0)
    for _ in range(3):
        with (
            patch.object(town.erasure, "_append", side_effect=refused),
            pytest.raises(ConditionFailedError),
        ):
            erase(town, gone.jti)
    assert read(town, kept.index).disclosed["subject.document_no"] == "滕审准〔2026〕2号"
    erase(town, gone.jti)
    assert read(town, kept.index).disclosed["subject.document_no"] == "滕审准〔2026〕2号"
    assert faults(town) == set()


def test_erasures_and_submissions_of_several_processes_at_once_lose_nothing(town: Ledger) -> None:
    """One company, one representative: every key is everybody's."""
    gone = [about(number, 1, 501) for number in range(8)]
    receipts(submit(town, *gone))
    kept = [receipt.index for receipt in receipts(submit(town, *[about(number, 1, 501) for number in range(50, 60)]))]
    failures: list[BaseException] = []
    with open_ledger(town.settings) as other:

        def work(ledger: Ledger, number: int) -> None:
            try:
                for fact in gone[number::4]:
                    erase(ledger, fact.jti)
                    start = 1000 * (number + 1) + len(kept)
                    found = submit(ledger, *[about(start + i, 1, 501) for i in range(5)])
                    kept.extend(receipt.index for receipt in receipts(found))
            except BaseException as error:
                failures.append(error)
                raise

        threads = [threading.Thread(target=work, args=((town, other)[number % 2], number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(kept) == 10 + 8 * 5
    assert all({"subject.name", "representative.name"} <= read(town, index).disclosed.keys() for index in kept)
    assert faults(town) == set()


def test_a_subject_that_another_process_erased_is_not_erased_twice(town: Ledger) -> None:
    receipts(submit(town, about(1, 1)))
    with open_ledger(town.settings) as other:
        other.erasure.erase_subject(company(1), "court_order", "裁定", other.genesis)
    with pytest.raises(SubjectUnknownError):
        town.erasure.erase_subject(company(1), "court_order", "裁定", town.genesis)
    assert codes(submit(town, about(2, 1))) == [None]
