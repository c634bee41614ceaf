"""A published listing shows no more than it must: masks, names, and numbers in public texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fact.protection_refusals import ProhibitedContentError
from domain.identifier import Identifier
from domain.listing.content_refusals import MaskError, NumberExposedError, PublicNameError
from domain.listing.face import is_masked
from tests.domain.builders import COMPANY, PERSON
from tests.domain.due_process import SUBJECT
from tests.domain.listing_trials import try_publication
from tests.domain.listings import PERSON_SUBJECT, PUBLISHED, publication, until_midnight
from tests.domain.person_listings import person_publication, try_person


def test_a_person_is_published_with_the_birth_date_hidden() -> None:
    assert try_person(person_publication()) == until_midnight(PUBLISHED, PERSON_SUBJECT)


@pytest.mark.parametrize(
    "masked",
    [
        "",
        PERSON,
        f"{PERSON[:10]}****{PERSON[14:]}",
        f"{'*' * 8}{PERSON[8:]}",
        f"{PERSON[:5]}********{PERSON[13:]}",
        f"{PERSON[:6]}*********{PERSON[14:]}",
        f"000000********{PERSON[14:]}",
        f"{PERSON[:6]}XXXXXXXX{PERSON[14:]}",
    ],
)
def test_a_person_s_number_that_is_not_hidden_as_it_must_be_is_not_published(masked: str) -> None:
    with pytest.raises(MaskError):
        try_person(person_publication(masked_identifier=masked))


def test_an_organisation_s_code_is_public_and_has_no_mask() -> None:
    with pytest.raises(MaskError):
        try_publication(publication(masked_identifier=f"{COMPANY[:6]}********{COMPANY[14:]}"))


@given(st.sets(st.integers(0, 17)))
def test_a_mask_passes_if_and_only_if_the_birth_date_and_eight_places_are_hidden(hidden: set[int]) -> None:
    masked = "".join("*" if place in hidden else one for place, one in enumerate(PERSON))
    assert is_masked(PERSON_SUBJECT, masked) == (hidden >= set(range(6, 14)))


@pytest.mark.parametrize(
    ("subject", "masked", "passes"),
    [
        (Identifier("passport", "TEST12345"), "********5", True),
        (Identifier("passport", "TEST12345"), "*******45", False),
        (Identifier("passport", "TEST1"), "*****", True),
        (Identifier("passport", "TEST1"), "T****", False),
        (Identifier("twt", "00012345"), "********", True),
        (Identifier("frp", "XXX370190061512"), "XXX3701******12", False),
        (Identifier("frp", "XXX370190061512"), "X**3701******12", True),
        (Identifier("frp", "XXX370190061512"), "**********61512", False),
        (SUBJECT, "", True),
    ],
)
def test_other_documents_hide_eight_places_and_the_birth_date_where_they_hold_one(
    subject: Identifier, masked: str, *, passes: bool
) -> None:
    assert is_masked(subject, masked) is passes


@pytest.mark.parametrize("name", ["赵虚构1990", "赵虚构（滕州）", "赵虚构 ", "赵" * 201, "·赵", "赵_虚构"])
def test_a_person_s_public_name_is_a_name_only(name: str) -> None:
    with pytest.raises(PublicNameError):
        try_person(person_publication(name=name))


@pytest.mark.parametrize("name", ["赵", "买买提·虚构", "John O'Example-Smith Jr", "Ünal Örnek"])
def test_names_of_persons_have_letters_dots_and_hyphens(name: str) -> None:
    assert try_person(person_publication(name=name))


@pytest.mark.parametrize("name", [" 虚构公司", "虚构\n公司", "虚" * 201])
def test_an_organisation_s_public_name_is_a_clean_line(name: str) -> None:
    with pytest.raises(PublicNameError):
        try_publication(publication(name=name))


EXPOSED = [
    "联系电话13900001234。",
    "联系电话139-0000-1234。",
    "法定代表人证件号 990000 19850101 0025。",
    "法定代表人证件号９９００００１９８５０１０１００２５。",
    "账号6222000000000000000。",
]


@pytest.mark.parametrize("summary", EXPOSED)
def test_identity_account_and_phone_numbers_stay_out_of_public_texts(summary: str) -> None:
    with pytest.raises(NumberExposedError):
        try_publication(publication(summary=summary))


@pytest.mark.parametrize("summary", [f"证件号{PERSON}。", f"证件号{PERSON.lower()}。"])
def test_a_person_s_own_number_stays_out_of_public_texts(summary: str) -> None:
    with pytest.raises(NumberExposedError):
        try_person(person_publication(summary=summary))
    subject = Identifier("passport", "TEST12345")
    event = person_publication(
        identifier_type="passport", identifier="TEST12345", masked_identifier="********5", summary="护照test 12345。"
    )
    with pytest.raises(NumberExposedError):
        try_person(event, subject)


@pytest.mark.parametrize(
    "summary", [f"统一社会信用代码{COMPANY}。", "2026年4月13日滕市监处罚〔2026〕12号，罚款200000元。"]
)
def test_dates_document_numbers_and_an_organisation_s_own_code_may_be_public(summary: str) -> None:
    assert try_publication(publication(summary=summary))


def test_prohibited_content_stays_out_of_a_publication() -> None:
    with pytest.raises(ProhibitedContentError):
        try_person(person_publication(summary="当事人患有乙肝。"))
