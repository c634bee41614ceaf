"""The courts' list (失信被执行人名单) is mirrored as the court signed it; INV-3: never a minor."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency.refusals import AgencyRoleError
from domain.event_refusals import DisclosureMissingError
from domain.fact.protection_refusals import (
    BirthDateMismatchError,
    BirthDateMissingError,
    DateOrderError,
    ProhibitedContentError,
)
from domain.identifier import Identifier
from domain.identifier.refusals import RealPersonInTestError, RidCheckError
from domain.listing.content_refusals import ListingTermError, MaskError, NumberExposedError
from domain.listing.events import CourtListMirrored
from domain.listing.ground_refusals import CourtMinorError, ListingKindError
from domain.listing.refusals import ListingKnownError, ListIssuerError, ListNotInForceError, ListUnknownError
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.rule.refusals import EditionOutdatedError
from domain.standard.refusals import FieldDateError
from tests.domain.builders import BODY, COMPANY, PERSON, SHOP, make_rid
from tests.domain.due_process import RULES, SUBJECT, bureau, law, list_definition, noon, rule
from tests.domain.listing_trials import try_mirror
from tests.domain.listings import (
    COURT_LIST,
    DECIDED,
    EDITION,
    OTHER_LISTING,
    PERSON_SUBJECT,
    court,
    fold,
    mirrored,
    until_midnight,
)

COMPANY_FIELDS = {
    "identifier_type": "uscc",
    "identifier": COMPANY,
    "kind": "ENT",
    "name": "滕州市虚构机械有限公司",
    "masked_identifier": "",
}
SHOP_FIELDS = {**COMPANY_FIELDS, "identifier": SHOP, "kind": "SOLE", "name": "滕州市虚构小吃店"}


def born(day: date) -> dict[str, Any]:
    """The fields of a person who was born on a day."""
    number = make_rid(day.strftime("%Y%m%d"))
    return {"identifier": number, "masked_identifier": f"{number[:6]}********{number[14:]}"}


def test_a_court_s_listing_is_mirrored_until_the_end_of_the_day_in_shanghai() -> None:
    assert try_mirror() == until_midnight(DECIDED, PERSON_SUBJECT)
    assert try_mirror(mirrored(**COMPANY_FIELDS)) == until_midnight(DECIDED, SUBJECT)


def test_a_listing_of_a_court_is_mirrored_late_as_well() -> None:
    assert try_mirror(by=court(noon("2027-01-04"))) == until_midnight("2027-01-04", PERSON_SUBJECT)


def test_only_a_court_of_the_list_mirrors() -> None:
    with pytest.raises(AgencyRoleError):
        try_mirror(by=bureau(noon(DECIDED)))
    with pytest.raises(ListIssuerError):
        try_mirror(definition=list_definition(**{**COURT_LIST, "issuers": [BODY]}))


@pytest.mark.parametrize("listing", [fold(mirrored()), ListingState(OTHER_LISTING)])
def test_the_id_of_a_listing_serves_once(listing: ListingState) -> None:
    with pytest.raises(ListingKnownError):
        try_mirror(listing=listing)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"decided_on": "2026-05-09"}, DateOrderError),
        ({"list_version": 2}, ListNotInForceError),
        ({"list": "another"}, ListUnknownError),
        ({"decided_on": "2021-08-31"}, ListNotInForceError),
        ({"edition": EDITION + 1}, EditionOutdatedError),
        ({"kind": "ORG"}, ListingKindError),
        ({**COMPANY_FIELDS, "kind": "SOLE", "birth_date": "1985-01-01"}, ListingKindError),
        ({"identifier": PERSON[:-1] + ("0" if PERSON[-1] != "0" else "1")}, RidCheckError),
        ({"identifier": make_rid("19900615", area="370481")}, RealPersonInTestError),
        ({"masked_identifier": PERSON}, MaskError),
        ({"masked_identifier": ""}, MaskError),
        ({"duty": "支付货款至账号6222000000000000000。"}, NumberExposedError),
        ({"reason": f"被执行人{PERSON}拒不履行。"}, NumberExposedError),
        ({"reason": "——"}, DisclosureMissingError),
        ({"duty": "——"}, DisclosureMissingError),
        ({"document_no": "——"}, DisclosureMissingError),
        ({"reason": "被执行人患有乙肝。"}, ProhibitedContentError),
    ],
)
def test_what_a_court_signs_is_checked_like_everything_else(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        try_mirror(mirrored(**changes))


@pytest.mark.parametrize("name", sorted(CourtListMirrored.DISCLOSURES or {}))
def test_a_court_s_listing_without_one_of_its_contents_is_refused(name: str) -> None:
    with pytest.raises(DisclosureMissingError):
        try_mirror(mirrored(**{name.removeprefix("subject."): None}))


@pytest.mark.parametrize(
    ("decided_on", "is_refused"), [("2026-05-05", True), ("2026-05-06", True), ("2026-05-07", False)]
)
def test_inv_3_the_eighteenth_birthday_itself_is_still_protected_from_the_courts_list(
    decided_on: str, *, is_refused: bool
) -> None:
    event = mirrored(**born(date(2008, 5, 6)), decided_on=decided_on, ends_on="2028-05-05")
    if is_refused:
        with pytest.raises(CourtMinorError):
            try_mirror(event)
    else:
        assert try_mirror(event).subject == Identifier("rid", make_rid("20080506"))


@given(st.dates(date(1999, 1, 1), date(2026, 5, 8)), st.booleans())
def test_inv_3_no_minor_is_ever_mirrored_from_a_court(day: date, has_number: bool) -> None:
    birthday = date(day.year + 18, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 18)
    passport = {
        "identifier_type": "passport",
        "identifier": "TEST12345",
        "masked_identifier": "********5",
        "birth_date": day.isoformat(),
    }
    fields = born(day) if has_number else passport
    try:
        try_mirror(mirrored(**fields))
    except CourtMinorError:
        assert date.fromisoformat(DECIDED) <= birthday
    else:
        assert date.fromisoformat(DECIDED) > birthday


def test_inv_3_an_age_that_nobody_can_tell_is_refused() -> None:
    passport = {"identifier_type": "passport", "identifier": "TEST12345", "masked_identifier": "********5"}
    for fields in (passport, SHOP_FIELDS):
        with pytest.raises(BirthDateMissingError) as caught:
            try_mirror(mirrored(**fields))
        assert "出生日期" in caught.value.message_zh
        assert try_mirror(mirrored(**fields, birth_date="1985-01-01"))
        with pytest.raises(CourtMinorError):
            try_mirror(mirrored(**fields, birth_date="2008-05-08"))


def test_a_birth_date_is_a_date_and_that_of_the_number() -> None:
    assert try_mirror(mirrored(birth_date="1990-06-15"))
    with pytest.raises(BirthDateMismatchError):
        try_mirror(mirrored(birth_date="1990-06-16"))
    with pytest.raises(FieldDateError) as caught:
        try_mirror(mirrored(birth_date="1990年6月15日"))
    assert "出生日期" in caught.value.message_zh


@pytest.mark.parametrize(
    ("ends_on", "passes"),
    [("2028-05-08", True), ("2028-05-09", False), ("2026-05-09", True), ("2026-05-08", False)],
)
def test_inv_7_a_court_s_listing_is_under_the_court_s_term(ends_on: str, *, passes: bool) -> None:
    two_years = law(*RULES, rule("R-SPC-2", "court-list-term", 2, "year"))
    event = mirrored(ends_on=ends_on, edition=two_years.rules.edition)
    if passes:
        assert try_mirror(event, law=two_years)
    else:
        with pytest.raises(ListingTermError):
            try_mirror(event, law=two_years)


@pytest.mark.parametrize(("ends_on", "passes"), [("2029-05-08", True), ("2029-05-09", False)])
def test_inv_7_without_such_a_rule_the_list_s_own_term_counts(ends_on: str, *, passes: bool) -> None:
    if passes:
        assert try_mirror(mirrored(ends_on=ends_on))
    else:
        with pytest.raises(ListingTermError):
            try_mirror(mirrored(ends_on=ends_on))


def test_inv_7_what_is_over_is_not_mirrored_any_more() -> None:
    with pytest.raises(ListingTermError):
        try_mirror(by=court(noon("2028-05-08")))
