"""The vault and the key store."""

from collections.abc import Callable, Sequence

import pytest

from ledger.base64url import encode
from ledger.vault import open_record, seal_record
from tests.fsck.broken import Broken
from tests.fsck.sample_log import ORIGIN
from tests.fsck.sound import Sound

Change = Callable[[Sequence[str]], Sequence[str]]


@pytest.mark.parametrize("column", ["sealed", "wrapped_key"])
@pytest.mark.parametrize("role", ["subject", "representative"])
def test_any_changed_byte_of_a_vault_row_is_located(broken: Broken, small: Sound, column: str, role: str) -> None:
    where = "position = %s and role = %s"
    length = broken.one(f"select length({column}) from vault where {where}", small.fact, role)
    for byte in {0, 23, 24, length // 2, length - 1}:
        with broken.undone():
            broken.flip("vault", column, byte, where, small.fact, role)
            (fault,) = broken.faults()
            assert (fault.kind, fault.position) == ("vault-closed", small.fact)
            assert fault.location == f"vault {small.fact}/{role}"


def test_a_changed_owner_is_located(broken: Broken, small: Sound) -> None:
    broken.flip("vault", "owner", 3, "position = %s and role = 'subject'", small.fact)
    assert "keystore-missing" in broken.kinds_at(small.fact)


def test_another_subject_as_owner_is_located(broken: Broken, small: Sound) -> None:
    other = broken.one("select owner from vault where position = %s and role = 'subject'", small.subject_opened)
    broken.run("update vault set owner = %s where position = %s and role = 'subject'", other, small.fact)
    assert "vault-closed" in broken.kinds_at(small.fact)


def test_a_changed_role_is_located(broken: Broken, small: Sound) -> None:
    broken.run("update vault set role = 'other' where position = %s and role = 'subject'", small.fact)
    assert "vault-closed" in broken.kinds_at(small.fact)


@pytest.mark.parametrize(
    ("event", "role"),
    [
        ("fact", "subject"),
        ("fact", "representative"),
        ("corrected", "subject"),
        ("corrected", "representative"),
        ("subject_opened", "subject"),
        ("decided", "subject"),
        ("granted", "subject"),
    ],
)
def test_a_missing_row_without_an_erasure_event_is_a_fault(broken: Broken, small: Sound, event: str, role: str) -> None:
    position = getattr(small, event)
    broken.run("delete from vault where position = %s and role = %s", position, role)
    assert "vault-missing" in broken.kinds_at(position)


def test_a_missing_row_of_an_erased_record_is_none(broken: Broken, small: Sound) -> None:
    assert broken.one("select count(*) from vault where position = %s", small.erased_record) == 0
    assert broken.faults() == []


def test_a_missing_row_of_an_erased_subject_is_none(broken: Broken, small: Sound) -> None:
    broken.run("delete from vault where position = %s", small.erased_subject_fact)
    assert broken.faults() == []


@pytest.mark.parametrize("position", [0, 10**6])
def test_a_row_of_no_subject_is_located(broken: Broken, small: Sound, position: int) -> None:
    broken.run(
        "insert into vault select %s, role, owner, sealed, wrapped_key from vault where position = %s",
        position,
        small.subject_opened,
    )
    assert broken.kinds_at(position) & {"vault-extra", "vault-closed"}


def test_a_row_that_holds_another_records_disclosures_is_located(broken: Broken, small: Sound) -> None:
    _reseal(broken, small, small.fact, lambda opened: [*opened[:-1], encode(b'["x","subject.name","y"]')])
    assert broken.kinds_at(small.fact) == {"vault-content"}


def test_a_disclosure_left_out_is_located(broken: Broken, small: Sound) -> None:
    _reseal(broken, small, small.fact, lambda opened: opened[:-1])
    assert "vault-missing" in broken.kinds_at(small.fact)


def test_the_erasure_of_a_record_excuses_no_other_missing_row(broken: Broken, small: Sound) -> None:
    opened = broken.one(
        "select min(position) from vault"
        " where owner = (select owner from vault where position = %s and role = 'subject')",
        small.fact,
    )
    assert opened < small.fact
    broken.run("delete from vault where position = %s", opened)
    assert "vault-missing" in broken.kinds_at(opened)


def test_a_disclosure_in_the_row_of_another_role_is_located(broken: Broken, small: Sound) -> None:
    """Sealed with the right keys, but the company's key would then open its representative's data."""
    log = small.log
    with broken.connection.cursor() as cursor:
        record = log.source.at(cursor, [small.fact])[small.fact]
    rows = {row.role: row for row in record.vault}
    opened = {
        role: list(open_record(ORIGIN, record.jwt_hash, row, _key(small, row.owner))) for role, row in rows.items()
    }
    opened["subject"] += opened["representative"]
    owner = rows["subject"].owner
    row = seal_record(ORIGIN, record.jwt_hash, "subject", opened["subject"], _key(small, owner), owner=owner)
    broken.run("delete from vault where position = %s and role = 'representative'", small.fact)
    broken.run(
        "update vault set sealed = %s, wrapped_key = %s where position = %s", row.sealed, row.wrapped_key, small.fact
    )
    assert broken.kinds_at(small.fact) == {"vault-content"}


def test_an_erased_record_that_is_still_there_is_a_fault(broken: Broken, small: Sound) -> None:
    broken.run(
        "insert into vault select %s, role, owner, sealed, wrapped_key from vault"
        " where position = %s and role = 'subject'",
        small.erased_record,
        small.fact,
    )
    assert "vault-kept" in {fault.kind for fault in broken.faults()}


def _key(small: Sound, owner: bytes) -> bytes:
    keys = small.log.keystore.get(owner)
    assert keys is not None
    return keys.key


def _reseal(broken: Broken, small: Sound, position: int, change: Change) -> None:
    """Seal other disclosures in a row's place, with the right keys: what an insider could do."""
    log = small.log
    with broken.connection.cursor() as cursor:
        record = log.source.at(cursor, [position])[position]
    row = next(row for row in record.vault if row.role == "subject")
    keys = log.keystore.get(row.owner)
    assert keys is not None
    opened = open_record(ORIGIN, record.jwt_hash, row, keys.key)
    sealed = seal_record(ORIGIN, record.jwt_hash, "subject", change(opened), keys.key, owner=row.owner)
    broken.run(
        "update vault set sealed = %s, wrapped_key = %s where position = %s and role = 'subject'",
        sealed.sealed,
        sealed.wrapped_key,
        position,
    )
