"""The vault: what goes in comes out, for the right key, record and role, and nothing changed opens."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

from ledger import labels
from ledger.vault import (
    Attachment,
    VaultError,
    VaultRow,
    attachment_role,
    is_attachment,
    open_attachment,
    open_record,
    rewrap,
    seal_attachment,
    seal_record,
)

ORIGIN = "test.example/tengzhou"
HASH = bytes(range(32))
OWNER_KEY = bytes(range(32, 64))
OWNER = bytes(16)
DISCLOSURES = ("WyJhIiwiYiIsImMiXQ", "WyJkIiwiZSIsImYiXQ")


def seal(role: str = "subject", disclosures: tuple[str, ...] = DISCLOSURES) -> VaultRow:
    return seal_record(ORIGIN, HASH, role, disclosures, OWNER_KEY, owner=OWNER)


@settings(max_examples=30)
@given(disclosures=st.lists(st.text(st.characters(codec="ascii", min_codepoint=33), max_size=200), max_size=20))
def test_sealed_disclosures_open_unchanged_and_in_order(disclosures: list[str]) -> None:
    row = seal(disclosures=tuple(disclosures))
    assert open_record(ORIGIN, HASH, row, OWNER_KEY) == tuple(disclosures)


def test_the_bytes_are_those_of_section_9_of_the_log_format() -> None:
    row = seal()
    prefix = labels.length_prefixed
    fields = (ORIGIN.encode(), HASH, b"subject")
    data_key = decrypt(row.wrapped_key[24:], prefix(b"chengjian/data-key/v1", *fields), row.wrapped_key[:24], OWNER_KEY)
    text = decrypt(row.sealed[24:], prefix(b"chengjian/vault/v1", *fields), row.sealed[:24], data_key)
    assert text == b'["WyJhIiwiYiIsImMiXQ","WyJkIiwiZSIsImYiXQ"]'
    assert (row.role, row.owner) == ("subject", OWNER)


def test_keys_and_nonces_are_new_each_time() -> None:
    rows = [seal() for _ in range(4)]
    nonces = {data[:24] for row in rows for data in (row.sealed, row.wrapped_key)}
    assert len(nonces) == 8
    assert len({row.sealed for row in rows}) == 4


def with_half(row: VaultRow, name: str, data: bytes) -> VaultRow:
    return row._replace(sealed=data) if name == "sealed" else row._replace(wrapped_key=data)


def test_every_flipped_byte_of_either_half_is_noticed() -> None:
    row = seal()
    for name in ("sealed", "wrapped_key"):
        whole: bytes = getattr(row, name)
        for place in range(len(whole)):
            for mask in (0x01, 0x80, 0xFF):
                changed = bytearray(whole)
                changed[place] ^= mask
                with pytest.raises(VaultError):
                    open_record(ORIGIN, HASH, with_half(row, name, bytes(changed)), OWNER_KEY)


def test_every_cut_of_either_half_is_noticed() -> None:
    row = seal()
    for name in ("sealed", "wrapped_key"):
        whole: bytes = getattr(row, name)
        for width in range(len(whole)):
            with pytest.raises(VaultError):
                open_record(ORIGIN, HASH, with_half(row, name, whole[:width]), OWNER_KEY)
        with pytest.raises(VaultError):
            open_record(ORIGIN, HASH, with_half(row, name, whole + b"\0"), OWNER_KEY)


@pytest.mark.parametrize(
    "open_wrongly",
    [
        lambda row: open_record("test.example/elsewhere", HASH, row, OWNER_KEY),
        lambda row: open_record(ORIGIN, bytes(32), row, OWNER_KEY),
        lambda row: open_record(ORIGIN, HASH, row._replace(role="representative"), OWNER_KEY),
        lambda row: open_record(ORIGIN, HASH, row, bytes(32)),
        lambda row: open_record(ORIGIN, HASH, row._replace(sealed=seal().sealed), OWNER_KEY),
        lambda row: open_record(ORIGIN, HASH, row._replace(wrapped_key=seal().wrapped_key), OWNER_KEY),
        lambda row: rewrap(ORIGIN, HASH, row, bytes(32), OWNER_KEY),
        lambda row: rewrap(ORIGIN, bytes(32), row, OWNER_KEY, OWNER_KEY),
    ],
    ids=["origin", "record", "role", "key", "sealed-of-another", "key-of-another", "rewrap-key", "rewrap-record"],
)
def test_a_row_opens_only_for_its_own_log_record_role_and_key(open_wrongly: Callable[[VaultRow], object]) -> None:
    with pytest.raises(VaultError) as caught:
        open_wrongly(seal())
    assert caught.value.code == "vault-row"


def test_after_rewrapping_only_the_new_key_opens_the_same_disclosures() -> None:
    row, new_key = seal(), bytes(range(64, 96))
    moved = rewrap(ORIGIN, HASH, row, OWNER_KEY, new_key)
    assert moved.sealed == row.sealed
    assert open_record(ORIGIN, HASH, moved, new_key) == DISCLOSURES
    with pytest.raises(VaultError):
        open_record(ORIGIN, HASH, moved, OWNER_KEY)


@pytest.mark.parametrize("text", [b"", b"{}", b'"a"', b"[1]", b'["a",1]', b'["a" ]', b"not json"])
def test_a_row_that_holds_anything_but_an_array_of_strings_is_refused(text: bytes) -> None:
    nonce, data_key = bytes(24), bytes(range(96, 128))
    sealed = nonce + encrypt(text, labels.vault_data(ORIGIN, HASH, "subject"), nonce, data_key)
    wrapped = nonce + encrypt(data_key, labels.data_key_data(ORIGIN, HASH, "subject"), nonce, OWNER_KEY)
    with pytest.raises(VaultError):
        open_record(ORIGIN, HASH, VaultRow("subject", OWNER, sealed, wrapped), OWNER_KEY)


def test_a_data_key_of_another_size_is_refused() -> None:
    nonce = bytes(24)
    wrapped = nonce + encrypt(bytes(31), labels.data_key_data(ORIGIN, HASH, "subject"), nonce, OWNER_KEY)
    with pytest.raises(VaultError, match="32 bytes"):
        open_record(ORIGIN, HASH, seal()._replace(wrapped_key=wrapped), OWNER_KEY)


ROLE = attachment_role(bytes(range(16)))
SALT = bytes(range(16, 32))


def attach(content: bytes = b"%PDF-1.7") -> VaultRow:
    return seal_attachment(ORIGIN, HASH, ROLE, Attachment("application/pdf", SALT, content), OWNER_KEY, owner=OWNER)


@settings(max_examples=30)
@given(content=st.binary(max_size=500))
def test_an_attachment_comes_out_as_it_went_in_also_after_its_key_was_wrapped_anew(content: bytes) -> None:
    row, newer = attach(content), bytes(32)
    expected = Attachment("application/pdf", SALT, content)
    assert open_attachment(ORIGIN, HASH, row, OWNER_KEY) == expected
    assert open_attachment(ORIGIN, HASH, rewrap(ORIGIN, HASH, row, OWNER_KEY, newer), newer) == expected


def test_the_role_of_an_attachment_is_its_tag_in_hex_and_no_other_role_is_one() -> None:
    assert ROLE == "attachment-000102030405060708090a0b0c0d0e0f"
    assert (attach().role, attach().owner) == (ROLE, OWNER)
    assert [is_attachment(role) for role in (ROLE, "subject", "representative")] == [True, False, False]


def test_an_attachment_opens_beside_its_own_statement_alone() -> None:
    row = attach()
    for origin, jwt_hash, other in (("test.example/o", HASH, row), (ORIGIN, bytes(32), row)):
        with pytest.raises(VaultError):
            open_attachment(origin, jwt_hash, other, OWNER_KEY)
    with pytest.raises(VaultError):
        open_attachment(ORIGIN, HASH, row._replace(role=attachment_role(bytes(16))), OWNER_KEY)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"%PDF-1.7",
        b'["length","salt","type"]\n%PDF',
        b'{"length":4,"salt":"AAAA"}\n%PDF',
        b'{"length":4,"salt":"A===","type":"x"}\n%PDF',
        b'{"length":4,"more":1,"salt":"AAAA","type":"x"}\n%PDF',
        b'{"length":5,"salt":"AAAA","type":"x"}\n%PDF',
        b'{"length":4,"salt":"AAAA","type":"x"}%PDF',
        b'\xff{"length":4,"salt":"AAAA","type":"x"}\n%PDF',
    ],
)
def test_what_is_no_header_and_content_does_not_open_as_an_attachment(text: bytes) -> None:
    data_key, nonce = bytes(32), bytes(24)
    sealed = nonce + encrypt(text, labels.vault_data(ORIGIN, HASH, ROLE), nonce, data_key)
    wrapped = nonce + encrypt(data_key, labels.data_key_data(ORIGIN, HASH, ROLE), nonce, OWNER_KEY)
    with pytest.raises(VaultError):
        open_attachment(ORIGIN, HASH, VaultRow(ROLE, OWNER, sealed, wrapped), OWNER_KEY)
