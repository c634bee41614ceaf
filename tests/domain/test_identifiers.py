from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifier import (
    IDENTIFIER_TYPES,
    Identifier,
    admit_identifier,
    check_environment,
    organisation,
    parse_identifier,
    rid,
    uscc,
)
from domain.identifier.person import is_synthetic
from domain.identifier.refusals import (
    IdentifierFormError,
    IdentifierNotCanonicalError,
    IdentifierTypeUnknownError,
    OrganisationCodeCheckError,
    RealPersonInTestError,
    RegistrationNumberCheckError,
    RidBirthDateError,
    RidCheckError,
    RidFifteenDigitsError,
    SyntheticPersonInProductionError,
    UsccCheckError,
    UsccDepartmentError,
    UsccOrganisationCheckError,
)
from domain.refusal import Refusal
from tests.domain.builders import make_rid, make_uscc

REAL_CODES = (
    "91110000600037341L",
    "91110000710926094P",
    "9144030071526726XG",
    "11230500001755309F",
    "91230500MA1B3N1N2M",
)
FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in uscc.ALPHABET}

bodies = st.builds(
    lambda prefix, division, organisation_body: f"{prefix}{division:06d}{organisation_body}",
    st.sampled_from([first + second for first, seconds in uscc.BODY_TYPES.items() for second in seconds]),
    st.integers(0, 999_999),
    st.text(uscc.ALPHABET, min_size=8, max_size=8),
)


def completed(body: str) -> str:
    body += uscc.organisation_check_character(body[8:])
    return body + uscc.check_character(body)


codes = bodies.map(completed)
rids = st.builds(
    lambda born, sequence, area: make_rid(born.strftime("%Y%m%d"), sequence, area),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["990000", "370481", "110105", "810000"]),
)


@pytest.mark.parametrize("code", REAL_CODES)
def test_a_code_in_use_is_accepted_as_it_stands(code: str) -> None:
    assert parse_identifier("uscc", code) == Identifier("uscc", code)


@given(codes)
def test_a_code_of_every_department_and_body_type_is_accepted(code: str) -> None:
    assert parse_identifier("uscc", code).value == code


@given(codes, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_a_code_with_one_character_changed_is_refused(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    if changed != code:
        with pytest.raises(Refusal):
            parse_identifier("uscc", changed)


def naive_check_character(body: str) -> str:
    """GB 32100-2015, 5.4, word for word."""
    total = sum(uscc.ALPHABET.index(character) * 3**place % 31 for place, character in enumerate(body))
    return uscc.ALPHABET[(31 - total % 31) % 31]


def naive_organisation_character(body: str) -> str:
    """GB 11714-1997, 3.2, word for word."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(character) for character in body]
    check = 11 - sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(check, str(check))


@given(bodies)
def test_check_characters_agree_with_the_wording_of_the_standards(body: str) -> None:
    assert uscc.organisation_check_character(body[8:]) == naive_organisation_character(body[8:])
    seventeen = body + naive_organisation_character(body[8:])
    assert uscc.check_character(seventeen) == naive_check_character(seventeen)


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("9111000060003734", IdentifierFormError),
        ("91110000600037341I", IdentifierFormError),
        ("911100006000373411", UsccCheckError),
        (completed("94370481" + "00000010"), UsccDepartmentError),
        (completed("B1370481" + "00000010"), UsccDepartmentError),
        ("91110000600037342" + uscc.check_character("91110000600037342"), UsccOrganisationCheckError),
    ],
)
def test_a_wrong_code_is_refused_for_its_own_reason(code: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        parse_identifier("uscc", code)


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("91", "ENT"),
        ("92", "SOLE"),
        ("93", "ENT"),
        ("11", "ORG"),
        ("51", "ORG"),
        ("A1", "ORG"),
        ("N2", "ORG"),
        ("Y1", "ORG"),
    ],
)
def test_a_code_tells_the_kind_of_body(prefix: str, kind: str) -> None:
    assert parse_identifier("uscc", make_uscc(prefix, 7)).subject_kinds == {kind}


@given(codes, st.sampled_from(["", " ", "\u3000", "\u200b", "\u00a0"]))
def test_every_spelling_of_a_code_gives_one_canonical_form(code: str, space: str) -> None:
    messy = space.join(code.lower().translate(FULL_WIDTH)) + space
    assert parse_identifier("uscc", messy) == parse_identifier("uscc", code)


@given(st.sampled_from(IDENTIFIER_TYPES), st.text(max_size=24))
def test_what_was_parsed_parses_to_itself(identifier_type: str, raw: str) -> None:
    try:
        parsed = parse_identifier(identifier_type, raw)
    except Refusal:
        return
    assert parse_identifier(identifier_type, parsed.value) == parsed
    assert admit_identifier(identifier_type, parsed.value) == parsed
    assert parsed.value.isascii()
    assert parsed.value == parsed.value.upper()


def test_a_signed_identifier_in_another_spelling_is_refused() -> None:
    with pytest.raises(IdentifierNotCanonicalError):
        admit_identifier("uscc", REAL_CODES[0].lower())


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(IdentifierTypeUnknownError, match="identifier-type"):
        parse_identifier("horoscope", "1")


@given(rids)
def test_an_identity_number_that_checks_is_accepted_and_tells_the_birth_date(number: str) -> None:
    identifier = parse_identifier("rid", number.lower())
    assert identifier.is_person
    assert identifier.subject_kinds == {"NP"}
    assert identifier.birth_date == date.fromisoformat(number[6:14])


@given(rids, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_an_identity_number_with_one_character_changed_is_refused(number: str, place: int, character: str) -> None:
    changed = number[:place] + character + number[place + 1 :]
    if changed != number:
        with pytest.raises(Refusal):
            parse_identifier("rid", changed)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("370481900615001", RidFifteenDigitsError),
        ("37048119900615", IdentifierFormError),
        ("1.10105194912E+17", IdentifierFormError),
        (make_rid("19900230"), RidBirthDateError),
        ("110105194912310021", RidCheckError),
    ],
)
def test_a_wrong_identity_number_is_refused_for_its_own_reason(number: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        parse_identifier("rid", number)


def test_a_fifteen_digit_number_is_refused_with_the_mend() -> None:
    with pytest.raises(RidFifteenDigitsError) as caught:
        parse_identifier("rid", "370481900615001")
    assert "18 位" in caught.value.mend_zh
    assert "18-digit" in caught.value.mend_en


FRP_NEW = "9993401990061500" + "1"
FRP_NEW += rid.check_character(FRP_NEW)


@pytest.mark.parametrize(
    ("identifier_type", "raw", "value"),
    [
        ("passport", "test 00123", "TEST00123"),
        ("hmt", "h00012345", "H00012345"),
        ("twt", "００012345", "00012345"),
        ("frp", "xxx370199006150", "XXX370199006150"),
        ("frp", FRP_NEW, FRP_NEW),
        ("reg", "3704812000012", "3704812000012"),
        ("reg", "37048120000123" + organisation.registration_check_digit("37048120000123"), None),
        (
            "orgcode",
            "0000001０-" + uscc.organisation_check_character("00000010"),
            "00000010" + uscc.organisation_check_character("00000010"),
        ),
        ("tax", "370481" + "00000010" + uscc.organisation_check_character("00000010"), None),
        ("tax", "37048119900615001", None),
        ("inst", "137048100001", None),
        ("social", "鲁".replace("鲁", "SD") + "-0001", "SD-0001"),
    ],
)
def test_every_other_document_has_a_canonical_form(identifier_type: str, raw: str, value: str | None) -> None:
    assert parse_identifier(identifier_type, raw).value == (value or raw)


@pytest.mark.parametrize(
    ("identifier_type", "raw", "refusal"),
    [
        ("passport", "A1", IdentifierFormError),
        ("hmt", "H1234567801", IdentifierFormError),
        ("twt", "1234567", IdentifierFormError),
        ("frp", "ABC12", IdentifierFormError),
        ("frp", FRP_NEW[:-1] + ("0" if FRP_NEW[-1] != "0" else "1"), RidCheckError),
        ("frp", "999340199013150011", RidBirthDateError),
        ("reg", "鲁企001", IdentifierFormError),
        ("reg", "370481200001239", RegistrationNumberCheckError),
        ("orgcode", "123", IdentifierFormError),
        ("orgcode", "000000101", OrganisationCodeCheckError),
        ("tax", "3704", IdentifierFormError),
        ("tax", "370481000000101", OrganisationCodeCheckError),
        ("inst", "1", IdentifierFormError),
        ("social", "鲁民社证字第1号", IdentifierFormError),
    ],
)
def test_every_other_wrong_document_is_refused(identifier_type: str, raw: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        parse_identifier(identifier_type, raw)


def test_the_registration_number_follows_iso_7064_mod_11_10() -> None:
    # Worked example of ISO/IEC 7064, MOD 11,10: the string 0794 has the check character 5.
    assert organisation.registration_check_digit("0794") == "5"


def test_a_birth_date_comes_only_from_numbers_that_hold_it_whole() -> None:
    assert parse_identifier("frp", FRP_NEW).birth_date == date(1990, 6, 15)
    assert parse_identifier("frp", "XXX370199006150").birth_date is None
    assert parse_identifier("passport", "TEST1234").birth_date is None


def test_organisation_codes_of_older_kinds_fit_every_organisation() -> None:
    assert parse_identifier("reg", "3704812000012").subject_kinds == {"ENT", "ORG", "SOLE"}


SYNTHETIC = [
    ("rid", make_rid("19900615")),
    ("passport", "TEST1234"),
    ("hmt", "M00012345"),
    ("twt", "00012345"),
    ("frp", FRP_NEW),
    ("frp", "XXX370199006150"),
]
REAL = [
    ("rid", "11010519491231002X"),
    ("passport", "E12345678"),
    ("hmt", "H12345678"),
    ("twt", "12345678"),
    ("frp", "CHN370199006150"),
]


@pytest.mark.parametrize(("identifier_type", "value"), SYNTHETIC)
def test_an_invented_document_is_for_test_ledgers_only(identifier_type: str, value: str) -> None:
    identifier = parse_identifier(identifier_type, value)
    assert is_synthetic(identifier_type, value)
    check_environment(identifier, "test")
    with pytest.raises(SyntheticPersonInProductionError):
        check_environment(identifier, "production")


@pytest.mark.parametrize(("identifier_type", "value"), REAL)
def test_a_document_that_somebody_may_hold_is_for_production_only(identifier_type: str, value: str) -> None:
    identifier = parse_identifier(identifier_type, value)
    check_environment(identifier, "production")
    with pytest.raises(RealPersonInTestError):
        check_environment(identifier, "test")


def test_codes_of_organisations_pass_in_both_environments() -> None:
    for environment in ("test", "production"):
        check_environment(parse_identifier("uscc", REAL_CODES[0]), environment)
