"""Labelled hashes: spelled out once more by hand, from the table of the log format."""

import hashlib
import hmac

import pytest

from ledger import labels
from ledger.private_tags import TagKey

ORIGIN = "test.example/滕州"
SECRET = bytes(range(32))


def lp(*fields: bytes) -> bytes:
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def h(label: bytes, *fields: bytes) -> bytes:
    return hashlib.sha256(lp(label, ORIGIN.encode(), *fields)).digest()


def test_open_keys_are_hashes_of_tag_and_count() -> None:
    assert labels.open_key(ORIGIN, "key:abc", 7) == h(b"chengjian/open-key/v1", b"key:abc", (7).to_bytes(8, "big"))


def test_spine_keys_are_hashes_of_handle_and_count() -> None:
    assert labels.spine_key(ORIGIN, b"h" * 64, 0) == h(b"chengjian/spine-key/v1", b"h" * 64, bytes(8))


def test_sealed_keys_are_macs_under_the_file_secret() -> None:
    message = lp(b"chengjian/sealed-key/v1", ORIGIN.encode(), (258).to_bytes(8, "big"))
    assert labels.sealed_key(ORIGIN, SECRET, 258) == hmac.new(SECRET, message, "sha256").digest()


def test_the_commitment_is_a_hash_of_the_file_secret() -> None:
    assert labels.commit_secret(ORIGIN, SECRET) == h(b"chengjian/file-secret/v1", SECRET)


def test_the_name_of_an_attachment_is_a_hash_of_salt_and_content() -> None:
    salt = bytes(range(16))
    assert labels.attachment_digest(ORIGIN, salt, b"%PDF-") == h(b"chengjian/attachment/v1", salt, b"%PDF-")


def test_alpha_and_associated_data_are_the_fields_with_their_lengths() -> None:
    origin = ORIGIN.encode()
    assert labels.handle_alpha(ORIGIN, "uscc", "91370481X") == lp(b"chengjian/handle/v1", origin, b"uscc", b"91370481X")
    assert labels.vault_data(ORIGIN, SECRET, "subject") == lp(b"chengjian/vault/v1", origin, SECRET, b"subject")
    assert labels.data_key_data(ORIGIN, SECRET, "subject") == lp(b"chengjian/data-key/v1", origin, SECRET, b"subject")


def test_moving_a_character_from_one_field_to_the_next_changes_the_input() -> None:
    assert labels.length_prefixed(b"ab", b"c") != labels.length_prefixed(b"a", b"bc")
    assert labels.labelled_hash("l", "o", b"ab", b"c") != labels.labelled_hash("l", "o", b"a", b"bc")
    assert labels.labelled_hash("l", "o") != labels.labelled_hash("lo", "")


def test_counts_past_eight_bytes_do_not_wrap() -> None:
    with pytest.raises(OverflowError):
        labels.open_key(ORIGIN, "t", 2**64)


def test_private_tags_depend_on_key_and_tag_and_have_16_bytes() -> None:
    digests = {TagKey(SECRET).digest("jti:a"), TagKey(SECRET).digest("jti:b"), TagKey(bytes(32)).digest("jti:a")}
    assert len(digests) == 3
    assert {len(digest) for digest in digests} == {16}
    assert TagKey(SECRET).digest("jti:a") == TagKey(SECRET).digest("jti:a")
    with pytest.raises(ValueError, match="32 bytes"):
        TagKey(bytes(16))
