"""Statements: what is built parses, says the same, and changes in nothing unnoticed."""

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.crypto.errors import CryptoError
from ledger.crypto.keys import SigningKey
from ledger.statement import Statement, StatementError, build, parse, parse_jwt, parse_presentation, verify_statement
from ledger.statement.errors import (
    DigestListError,
    DisclosureMissingError,
    DisclosureNameError,
    DisclosureUnknownError,
    StatementClaimError,
    StatementKeyError,
    StatementTooLongError,
)
from ledger.statement.parser import open_jwt
from ledger.strict_json import MAX_INTEGER, StrictJsonError

KEY = SigningKey.from_seed(bytes(range(32)))
FIELDS = st.from_regex(r"(subject|representative)\.[a-z][a-z0-9_]{0,20}", fullmatch=True)
TEXT = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=60)
VALUES = TEXT | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER)


def make(**changes: Any) -> Statement:
    arguments: dict[str, Any] = {
        "vct": "urn:chengjian:fact-recorded:v1",
        "iss": "agency:11370481MB2875420X",
        "plain": {"item": "licence", "item_version": 1},
        "disclosed": {"subject.name": "滕州市某某有限公司", "subject.is_public": True, "representative.name": "某某"},
        "digests": 8,
        "key": KEY,
        "iat": 1_772_330_400,
    }
    return build(**arguments | changes)


@given(
    disclosed=st.dictionaries(FIELDS, VALUES, max_size=8),
    plain=st.dictionaries(st.from_regex(r"[a-z]{7,12}", fullmatch=True), VALUES, max_size=4),
    digests=st.sampled_from([8, 16]),
)
def test_a_built_statement_parses_to_itself_and_its_signature_holds(
    disclosed: dict[str, Any], plain: dict[str, Any], digests: int
) -> None:
    statement = make(disclosed=disclosed, plain=plain, digests=digests)
    assert parse(statement.text) == statement
    assert statement.disclosed == disclosed
    assert statement.plain == plain
    assert statement.n_digests == digests == len(statement.disclosures)
    verify_statement(statement, KEY.public_key)


def test_hashes_and_signing_input_are_over_the_characters_of_the_jwt() -> None:
    statement = make()
    jwt = statement.text.split("~")[0]
    assert statement.jwt == jwt
    assert statement.jwt_hash == hashlib.sha256(jwt.encode()).digest()
    assert statement.signing_input == jwt.rpartition(".")[0].encode()


def test_disclosures_come_in_the_order_of_their_digests_whatever_order_they_arrive_in() -> None:
    statement = make()
    jwt, *encoded = statement.text.split("~")[:-1]
    shuffled = parse("~".join([jwt, *reversed(encoded), ""]))
    assert shuffled == statement
    assert [one.digest for one in shuffled.disclosures] == sorted(one.digest for one in shuffled.disclosures)


def test_pads_belong_to_the_subject_and_roles_are_kept_apart() -> None:
    by_role = make().encoded_by_role()
    assert {role: len(encoded) for role, encoded in by_role.items()} == {"subject": 7, "representative": 1}


def test_the_log_keeps_a_jwt_that_parses_with_nothing_disclosed() -> None:
    statement = make()
    bare = parse_jwt(statement.jwt)
    assert bare.disclosed == {}
    assert bare.digests == statement.digests
    assert bare.text == statement.jwt + "~"
    verify_statement(bare, KEY.public_key)


def test_disclosures_left_out_make_a_presentation_but_no_complete_statement() -> None:
    statement = make()
    shown = [one.encoded for one in statement.disclosures if one.role == "representative"]
    presented = parse_presentation("~".join([statement.jwt, *shown, ""]))
    assert presented == open_jwt(statement.jwt, shown)
    assert presented.disclosed == {"representative.name": "某某"}
    with pytest.raises(DisclosureMissingError):
        parse(presented.text)


def test_a_disclosure_of_another_statement_opens_nothing() -> None:
    with pytest.raises(DisclosureUnknownError):
        open_jwt(make().jwt, [make().disclosures[0].encoded])


def test_a_statement_without_digests_has_no_disclosures() -> None:
    statement = make(disclosed={}, digests=0, vct="urn:chengjian:agency-closed:v1", iss="root")
    assert statement.text == statement.jwt + "~"
    assert statement.digests == ()
    assert parse(statement.text) == statement


def test_salts_and_ids_are_new_each_time_and_come_from_the_given_source() -> None:
    assert make().jwt != make().jwt
    assert make(random=fixed()).jwt == make(random=fixed()).jwt
    salts = {one.salt for _ in range(3) for one in make().disclosures}
    assert len(salts) == 24


def fixed() -> Any:
    """Give the same bytes in the same order, never the same salt twice."""
    counter = iter(range(10_000))
    return lambda size: b"".join(next(counter).to_bytes(2, "big") for _ in range(size))[:size]


def test_a_given_id_is_kept() -> None:
    jti = "019ca8f0-0000-7000-8000-000000000001"
    assert make(jti=jti).jti == jti
    with pytest.raises(StatementClaimError):
        make(jti="1")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"digests": 2}, DigestListError),
        ({"disclosed": {"pad.0": ""}}, DisclosureNameError),
        ({"disclosed": {"name": ""}}, DisclosureNameError),
        ({"plain": {"_sd": []}}, StatementClaimError),
        ({"plain": {"iat": 1}}, StatementClaimError),
        ({"plain": {"item": [{"...": "x"}]}}, StatementClaimError),
        ({"plain": {"item": 1.5}}, StrictJsonError),
        ({"disclosed": {"subject.name": 1.5}}, StrictJsonError),
        ({"disclosed": {"subject.name": None}}, StatementError),
        ({"iss": "nobody"}, StatementClaimError),
        ({"vct": "nothing"}, StatementClaimError),
        ({"iat": -1, "jti": "019ca8f0-0000-7000-8000-000000000001"}, StatementClaimError),
    ],
    ids=repr,
)
def test_parts_that_make_no_statement_are_refused_before_anything_leaves(
    changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        make(**changes)


def test_another_key_than_the_one_named_is_refused_before_the_signature_is_looked_at() -> None:
    with pytest.raises(StatementKeyError):
        verify_statement(make(), SigningKey.from_seed(bytes(32)).public_key)


TEXT_OF_ONE = make().text


@settings(max_examples=300)
@given(place=st.integers(0, len(TEXT_OF_ONE) - 1), character=st.characters(max_codepoint=0x7F) | st.characters())
def test_no_changed_character_goes_unnoticed(place: int, character: str) -> None:
    changed = TEXT_OF_ONE[:place] + character + TEXT_OF_ONE[place + 1 :]
    if changed == TEXT_OF_ONE:
        return
    with pytest.raises((StatementError, CryptoError)):
        verify_statement(parse(changed), KEY.public_key)


@settings(max_examples=100)
@given(start=st.integers(0, len(TEXT_OF_ONE)), width=st.integers(1, 400))
def test_no_cut_goes_unnoticed(start: int, width: int) -> None:
    changed = TEXT_OF_ONE[:start] + TEXT_OF_ONE[start + width :]
    if changed == TEXT_OF_ONE:
        return
    with pytest.raises((StatementError, CryptoError)):
        verify_statement(parse(changed), KEY.public_key)


@given(st.text(max_size=60) | st.text(st.sampled_from("eyJ.~AZ=_-\n"), max_size=60))
def test_any_text_is_parsed_or_refused_with_our_own_error(text: str) -> None:
    with pytest.raises(StatementError):
        parse(text)


def test_texts_up_to_the_limits_are_accepted_and_one_character_more_is_not() -> None:
    overhead = len(make(disclosed={"subject.text": ""}, digests=1).disclosures[0].encoded)
    room = (32_768 - overhead) // 4 * 3
    longest = make(disclosed={"subject.text": "x" * room}, digests=1)
    assert 32_764 <= len(longest.disclosures[0].encoded) <= 32_768
    with pytest.raises(StatementTooLongError):
        make(disclosed={"subject.text": "x" * (room + 4)}, digests=1)
    fields = {f"subject.text_{number}": "x" * 24_000 for number in range(8)}
    with pytest.raises(StatementTooLongError):
        make(disclosed=fields | {"subject.more": "x" * 5_000}, digests=9)
    assert len(make(disclosed=fields, digests=8).text) > 250_000
    with pytest.raises(StatementTooLongError):
        make(plain={"item": "x" * 12_000})


def test_representations_show_nothing_of_what_is_disclosed() -> None:
    assert "某某" not in repr(make())
