"""Document numbers of the invented bodies: one mark of what is decided, never two."""

import pytest

from ledger.intake.sample_agencies import COURT, CREDIT_CENTRE, EMERGENCY, MARKET, PROVIDERS, SampleAgency


@pytest.mark.parametrize("agency", [*PROVIDERS, CREDIT_CENTRE, COURT], ids=lambda one: one.slug)
def test_what_numbers_begin_with_bears_no_mark_by_itself(agency: SampleAgency) -> None:
    assert not agency.initials.endswith(("罚", "许", "列"))


def test_a_series_is_the_body_and_its_mark() -> None:
    assert (MARKET.series, EMERGENCY.series, CREDIT_CENTRE.series) == ("滕示市监罚", "滕示应急许", "滕示信")
