"""Attachments in the vault: each opens, is what its name says, and is named by its event."""

import pytest

from ledger.fsck.fault import Fault
from ledger.labels import attachment_digest
from ledger.vault import Attachment, seal_attachment
from tests.fsck.broken import Broken
from tests.fsck.sample_log import ORIGIN
from tests.fsck.sound import SCAN, Sound

ITS = "position = %s and starts_with(role, 'attachment-')"


def role_of(broken: Broken, position: int) -> str:
    return str(broken.one(f"select role from vault where {ITS}", position))


def only(broken: Broken) -> Fault:
    (fault,) = broken.faults()
    return fault


def reseal(broken: Broken, position: int, attachment: Attachment) -> None:
    """Put another attachment into the row, sealed with the right key."""
    log, role = broken.log, role_of(broken, position)
    with broken.connection.cursor() as cursor:
        record = log.source.at(cursor, [position])[position]
    owner = record.owner()
    assert owner is not None
    keys = log.keystore.get(owner)
    assert keys is not None
    row = seal_attachment(ORIGIN, record.jwt_hash, role, attachment, keys.key, owner=owner)
    broken.run(f"update vault set sealed = %s, wrapped_key = %s where {ITS}", row.sealed, row.wrapped_key, position)


def test_a_log_with_attachments_is_sound_and_an_erased_record_has_none_left(broken: Broken, small: Sound) -> None:
    assert broken.one(f"select count(*) from vault where {ITS}", small.answered) == 1
    assert broken.one(f"select count(*) from vault where {ITS}", small.erased_record_note) == 0
    assert broken.faults() == []


@pytest.mark.parametrize("column", ["sealed", "wrapped_key"])
def test_any_changed_byte_of_an_attachment_is_located(broken: Broken, small: Sound, column: str) -> None:
    role = role_of(broken, small.answered)
    length = broken.one(f"select length({column}) from vault where {ITS}", small.answered)
    for byte in {0, 23, 24, length // 2, length - 1}:
        with broken.undone():
            broken.flip("vault", column, byte, ITS, small.answered)
            fault = only(broken)
            assert (fault.kind, fault.position) == ("vault-closed", small.answered)
            assert fault.location == f"vault {small.answered}/{role}"


@pytest.mark.parametrize(
    "other", [SCAN._replace(content=SCAN.content + b"\n"), SCAN._replace(salt=bytes(16))], ids=["content", "salt"]
)
def test_an_attachment_that_is_not_what_its_name_says_is_located(
    broken: Broken, small: Sound, other: Attachment
) -> None:
    assert attachment_digest(ORIGIN, other.salt, other.content) != attachment_digest(ORIGIN, SCAN.salt, SCAN.content)
    reseal(broken, small.answered, other)
    fault = only(broken)
    assert (fault.kind, fault.position, fault.cause) == ("vault-content", small.answered, "digest")


def test_an_attachment_that_its_event_does_not_name_is_located(broken: Broken, small: Sound) -> None:
    role = role_of(broken, small.answered)
    broken.run(
        "insert into vault select %s, role, owner, sealed, wrapped_key from vault where position = %s and role = %s",
        small.decided,
        small.answered,
        role,
    )
    fault = only(broken)
    assert (fault.kind, fault.location) == ("vault-extra", f"vault {small.decided}/{role}")


def test_a_row_that_only_looks_like_an_attachment_is_located(broken: Broken, small: Sound) -> None:
    broken.run(f"update vault set role = 'attachment-' where {ITS}", small.answered)
    assert broken.kinds_at(small.answered) == {"vault-extra"}


def test_an_attachment_under_the_key_of_somebody_else_is_located(broken: Broken, small: Sound) -> None:
    other = broken.one("select owner from vault where position = %s and role = 'subject'", small.subject_opened)
    broken.run(f"update vault set owner = %s where {ITS}", other, small.answered)
    assert broken.kinds_at(small.answered) == {"vault-owner", "vault-closed"}


def test_an_attachment_of_an_owner_without_keys_is_located(broken: Broken, small: Sound) -> None:
    broken.flip("vault", "owner", 3, ITS, small.answered)
    assert broken.kinds_at(small.answered) == {"vault-owner", "keystore-missing"}


def test_an_attachment_that_was_never_handed_in_is_no_fault(broken: Broken, small: Sound) -> None:
    broken.run(f"delete from vault where {ITS}", small.answered)
    assert broken.faults() == []


def test_an_attachment_that_is_left_of_an_erased_record_is_located(broken: Broken, small: Sound) -> None:
    role = role_of(broken, small.answered)
    broken.run(
        f"insert into vault select %s, role, owner, sealed, wrapped_key from vault where {ITS}",
        small.erased_record_note,
        small.answered,
    )
    found = {(fault.kind, fault.location) for fault in broken.faults()}
    assert ("vault-kept", f"vault {small.erased_record_note}/{role}") in found
