"""Attachments: taken only where a statement names them, sealed, and gone with the record or the subject."""

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from psycopg import Connection

from domain.identifier import Identifier
from ledger.keystore import KeyStore
from ledger.postgres.connect import connect
from ledger.service.attachment_errors import AttachmentError, AttachmentUnnamedError, ErasureRunningError
from ledger.service.attachments import Attachment, Attachments
from ledger.service.errors import SubjectKeysMissingError
from ledger.service.records import RecordSource
from ledger.service.sql_files import statement
from ledger.service.undisturbed import undisturbed
from ledger.vault import VaultError
from tests.attachments import JPEG, PDF, PNG, TEXT, File, file_of, object_with, objection_request
from tests.due_town import COMPANY_WHO, DueTown, open_due_town
from tests.town import COMPANY_CODE, ORIGIN


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as town:
        yield town


@pytest.fixture
def scan() -> File:
    return file_of(ORIGIN, PDF)


def refused(town: DueTown, file: File, **changes: object) -> str:
    with pytest.raises(AttachmentError) as caught:
        town.ledger.attachments.store(*file._replace(**changes).arguments)  # type: ignore[arg-type]
    return caught.value.code


def opened(town: DueTown) -> Connection:
    return connect(town.ledger.dsn, town.ledger.settings.db_schema, autocommit=True)


def count(town: DueTown) -> int:
    with opened(town) as connection:
        row = connection.execute("select count(*) from vault where starts_with(role, 'attachment-')").fetchone()
    assert row is not None
    return int(row[0])


def owner_of(town: DueTown, position: int) -> UUID:
    with opened(town) as connection:
        row = connection.execute(
            "select owner from vault where position = %s and role = 'subject'", (position,), binary=True
        ).fetchone()
    assert row is not None
    return UUID(bytes=row[0])


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg"), (TEXT, "text/plain")],
)
def test_a_file_that_a_recorded_statement_names_is_stored_and_read_back(
    town: DueTown, content: bytes, media_type: str
) -> None:
    file = file_of(ORIGIN, content, media_type)
    object_with(town, file)
    assert town.ledger.attachments.read(file.digest) is None
    stored = town.ledger.attachments.store(*file.arguments)
    assert (stored.media_type, stored.length, stored.is_new) == (media_type, len(content), True)
    assert town.ledger.attachments.read(file.digest) == Attachment(media_type, file.salt, content)


def test_the_same_upload_again_is_a_repetition_and_stores_nothing(town: DueTown, scan: File) -> None:
    object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    with opened(town) as connection:
        before = connection.execute("select * from vault order by position, role").fetchall()
    again = town.ledger.attachments.store(*scan.arguments)
    assert not again.is_new
    with opened(town) as connection:
        assert connection.execute("select * from vault order by position, role").fetchall() == before


def test_a_file_that_nobody_named_is_refused_before_and_after_its_bytes_are_read(town: DueTown, scan: File) -> None:
    object_with(town, file_of(ORIGIN, PDF, salt=b"t" * 16))
    with pytest.raises(AttachmentUnnamedError):
        town.ledger.attachments.require_named(scan.digest)
    assert refused(town, scan) == "attachment-unnamed"
    assert count(town) == 0


def test_another_content_salt_or_log_does_not_give_the_name(town: DueTown, scan: File) -> None:
    object_with(town, scan)
    town.ledger.attachments.require_named(scan.digest)
    assert refused(town, scan, content=PDF + b"\n") == "attachment-digest"
    assert refused(town, scan, salt=b"t" * 16) == "attachment-digest"
    assert refused(town, file_of("test.example/other", PDF)._replace(digest=scan.digest, salt=b"u" * 16)) == (
        "attachment-digest"
    )
    assert count(town) == 0


def test_what_is_not_the_declared_kind_or_no_kind_that_is_taken_is_refused(town: DueTown) -> None:
    page = file_of(ORIGIN, b"<!DOCTYPE html><script>alert(1)</script>", "text/plain")
    scan = file_of(ORIGIN, PDF, "image/png")
    empty = file_of(ORIGIN, b"")
    object_with(town, page, scan, empty)
    assert refused(town, page) == "attachment-type"
    assert refused(town, scan) == "attachment-mismatch"
    assert refused(town, empty) == "attachment-empty"
    assert count(town) == 0


def test_a_file_may_have_as_many_bytes_as_the_operator_says_and_not_one_more(town: DueTown) -> None:
    ledger = town.ledger
    assert ledger.attachments.most_bytes == 10 * 2**20
    small = Attachments(ledger.pool, ledger.source, len(PDF))
    fits, exceeds = file_of(ORIGIN, PDF), file_of(ORIGIN, PDF + b"\n")
    object_with(town, fits, exceeds)
    assert small.store(*fits.arguments).is_new
    with pytest.raises(AttachmentError) as caught:
        small.store(*exceeds.arguments)
    assert caught.value.code == "attachment-too-large"


def test_a_file_of_ten_mebibytes_comes_back_whole(town: DueTown) -> None:
    large = file_of(ORIGIN, PDF.ljust(10 * 2**20, b"\n"))
    object_with(town, large)
    town.ledger.attachments.store(*large.arguments)
    read = town.ledger.attachments.read(large.digest)
    assert read is not None
    assert read.content == large.content


def test_each_statement_that_names_a_file_has_a_copy_of_its_own_which_goes_with_its_record(
    town: DueTown, scan: File
) -> None:
    first = object_with(town, scan)
    second = object_with(town, scan, number=2)
    town.ledger.attachments.store(*scan.arguments)
    assert count(town) == 2
    town.ledger.erasure.erase_record(first.fact, "court_order", "法院决定", town.ledger.genesis)
    assert count(town) == 1
    assert town.ledger.attachments.read(scan.digest) is not None
    town.ledger.erasure.erase_record(second.fact, "court_order", "法院决定", town.ledger.genesis)
    assert count(town) == 0
    assert town.ledger.attachments.read(scan.digest) is None


def test_a_statement_recorded_after_the_upload_gets_its_copy_when_the_file_is_handed_in_again(
    town: DueTown, scan: File
) -> None:
    object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    object_with(town, scan, number=2)
    assert town.ledger.attachments.store(*scan.arguments).is_new
    assert count(town) == 2


def test_the_erasure_of_another_record_of_the_subject_leaves_the_file_readable_under_the_new_key(
    town: DueTown, scan: File
) -> None:
    named = object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    owner = owner_of(town, named.position)
    before = town.ledger.keystore.get(owner)
    other = town.penalty(2)
    town.send(other)
    town.ledger.erasure.erase_record(other.jti, "court_order", "法院决定", town.ledger.genesis)
    (after,) = town.ledger.keystore.generations(owner)
    assert before is not None
    assert after.key != before.key
    read = town.ledger.attachments.read(scan.digest)
    assert read is not None
    assert read.content == PDF


def test_after_the_erasure_of_its_record_a_file_is_not_taken_any_more(town: DueTown, scan: File) -> None:
    named = object_with(town, scan)
    town.ledger.erasure.erase_record(named.fact, "court_order", "法院决定", town.ledger.genesis)
    assert refused(town, scan) == "attachment-unnamed"
    assert count(town) == 0


def test_after_the_erasure_of_its_subject_a_file_is_neither_read_nor_taken(town: DueTown, scan: File) -> None:
    object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    who = Identifier("uscc", COMPANY_CODE)
    assert who.value == COMPANY_WHO["subject.identifier"]
    town.ledger.erasure.erase_subject(who, "court_order", "法院决定", town.ledger.genesis)
    assert town.ledger.attachments.read(scan.digest) is None
    assert refused(town, scan) == "attachment-unnamed"


def test_where_an_erasure_was_recorded_and_not_carried_out_a_file_is_not_taken(town: DueTown, scan: File) -> None:
    """As after a crash between the event and the destruction: the rows are still there, and so are the keys."""
    named = object_with(town, scan)
    record = town.ledger.erasure._record_erasure
    record(named.fact, "court_order", "法院决定", town.ledger.genesis)
    assert owner_of(town, named.position).int > 0
    assert refused(town, scan) == "attachment-unnamed"
    assert town.ledger.erasure.finish() == 1
    assert count(town) == 0


def test_what_was_handed_in_before_an_erasure_that_died_is_destroyed_when_it_is_carried_out(
    town: DueTown, scan: File
) -> None:
    named = object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    record = town.ledger.erasure._record_erasure
    record(named.fact, "court_order", "法院决定", town.ledger.genesis)
    assert town.ledger.attachments.read(scan.digest) is None
    assert count(town) == 1
    town.ledger.erasure.finish()
    assert count(town) == 0


def test_an_upload_waits_until_an_erasure_has_ended(town: DueTown, scan: File) -> None:
    object_with(town, scan)
    done = threading.Event()

    def upload() -> None:
        town.ledger.attachments.store(*scan.arguments)
        done.set()

    uploading = threading.Thread(target=upload)
    with opened(town) as connection:
        connection.execute(statement("lock_destruction"))
        uploading.start()
        assert not done.wait(0.3)
        assert count(town) == 0
    uploading.join(20)
    assert done.is_set()
    assert count(town) == 1


def test_an_erasure_waits_until_an_upload_has_ended(town: DueTown, scan: File) -> None:
    named = object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    erasing = threading.Thread(
        target=town.ledger.erasure.erase_record, args=(named.fact, "court_order", "法院决定", town.ledger.genesis)
    )
    with undisturbed(town.ledger.pool):
        erasing.start()
        erasing.join(0.3)
        assert erasing.is_alive()
        assert count(town) == 1
    erasing.join(20)
    assert not erasing.is_alive()
    assert count(town) == 0


def test_many_uploads_that_wait_leave_an_erasure_the_connections_it_needs(town: DueTown, scan: File) -> None:
    """More at once than the pool has connections, again and again: each ends, and nothing is left of the record."""
    named = object_with(town, scan)
    errors: list[BaseException] = []

    def upload() -> None:
        try:
            for _ in range(5):
                town.ledger.attachments.store(*scan.arguments)
        except AttachmentUnnamedError:
            pass
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            errors.append(error)

    uploads = [threading.Thread(target=upload) for _ in range(town.ledger.pool.max_size * 2)]
    for one in uploads:
        one.start()
    town.ledger.erasure.erase_record(named.fact, "court_order", "法院决定", town.ledger.genesis)
    for one in uploads:
        one.join(60)
    assert errors == []
    assert count(town) == 0


def test_whoever_waits_too_long_for_an_erasure_is_told_to_come_back(town: DueTown) -> None:
    with opened(town) as connection:
        connection.execute(statement("lock_destruction"))
        with pytest.raises(ErasureRunningError), undisturbed(town.ledger.pool, patience_s=0.05):
            raise AssertionError("nobody may come here")


def test_a_damaged_file_is_named_when_it_is_read_and_mended_when_it_is_handed_in_again(
    town: DueTown, scan: File
) -> None:
    object_with(town, scan)
    town.ledger.attachments.store(*scan.arguments)
    with opened(town) as connection:
        connection.execute(
            "update vault set sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1) where starts_with(role, 'attach')"
        )
    with pytest.raises(VaultError):
        town.ledger.attachments.read(scan.digest)
    assert town.ledger.attachments.store(*scan.arguments).is_new
    read = town.ledger.attachments.read(scan.digest)
    assert read is not None
    assert read.content == PDF


def test_a_row_with_another_file_than_its_name_says_is_not_given_out(town: DueTown, scan: File) -> None:
    other = file_of(ORIGIN, PNG, "image/png")
    object_with(town, scan, other)
    for file in (scan, other):
        town.ledger.attachments.store(*file.arguments)
    with opened(town) as connection:
        first, second = connection.execute(
            "select role from vault where starts_with(role, 'attach') order by role"
        ).fetchall()
        connection.execute("update vault set role = 'x' where role = %s", first)
        connection.execute("update vault set role = %s where role = %s", (*first, *second))
    failures = 0
    for file in (scan, other):
        try:
            assert town.ledger.attachments.read(file.digest) is None
        except VaultError:
            failures += 1
    assert failures == 1


class NoKeys:
    """A key store that knows nobody."""

    def get(self, _: object) -> None:
        return None

    def is_destroyed(self, _: object) -> bool:
        return False


def test_a_key_store_older_than_the_log_takes_no_file(town: DueTown, scan: File) -> None:
    object_with(town, scan)
    ledger = town.ledger
    empty: KeyStore = NoKeys()  # type: ignore[assignment]
    source = RecordSource(ORIGIN, empty, ledger.keyring.tags)
    with pytest.raises(SubjectKeysMissingError):
        Attachments(ledger.pool, source, 1000).store(*scan.arguments)


def test_a_statement_with_more_than_sixteen_files_is_refused(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    files = [file_of(ORIGIN, PDF, salt=bytes([number]) * 16) for number in range(17)]
    assert town.refused(objection_request(town, fact.jti, files)) == "evidence-too-many"
    town.send(objection_request(town, fact.jti, files[:16]))
    for file in files[:16]:
        town.ledger.attachments.store(*file.arguments)
    assert count(town) == 16


def test_words_where_names_belong_are_refused(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    assert town.refused(objection_request(town, fact.jti, [file_of(ORIGIN, PDF)._replace(digest=b"short")])) == (
        "evidence-form"
    )
