"""Nothing open leads from one record of a person to another (design, section 1)."""

import pytest

from domain.entitlement import require_unlinked
from domain.event_refusals import PersonListingsLinkedError
from domain.identifier import Identifier
from tests.domain.builders import COMPANY, PERSON, SHOP
from tests.domain.due_process import LISTING
from tests.domain.repairs import applied, request
from tests.domain.test_revocations import decide, listing, revoked

OTHER = LISTING[:-1] + "b"


@pytest.mark.parametrize("subject", [Identifier("rid", PERSON), Identifier("uscc", SHOP), Identifier("reg", "1" * 15)])
def test_no_event_names_two_listings_of_somebody_who_may_be_a_person(subject: Identifier) -> None:
    require_unlinked(subject, 1)
    with pytest.raises(PersonListingsLinkedError):
        require_unlinked(subject, 2)


def test_the_listings_of_an_organisation_may_stand_together() -> None:
    require_unlinked(Identifier("uscc", COMPANY), 9)


def test_an_application_of_a_person_names_one_listing() -> None:
    asked = request(f"listing:{LISTING},listing:{OTHER}", identifier=SHOP)
    with pytest.raises(PersonListingsLinkedError):
        applied(asked)


def test_a_revocation_names_one_listing_of_a_person() -> None:
    event = revoked(facts="", identifier=SHOP, listings=[LISTING, OTHER])
    with pytest.raises(PersonListingsLinkedError):
        decide(event, (), (listing(), listing()))
