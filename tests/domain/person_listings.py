"""A person on a list: what is published about one, and the publication tried."""

from dataclasses import replace
from typing import Any

from domain.identifier import Identifier
from domain.listing.events import ListingPublished
from tests.domain.listing_trials import try_publication
from tests.domain.listings import PERSON_MASK, PERSON_SUBJECT, PERSON_WHO, decided, person_fact, publication

PERSON_FIELDS = {name.removeprefix("subject."): value for name, value in PERSON_WHO.items()}


def person_publication(**changes: Any) -> ListingPublished:
    person = {**PERSON_FIELDS, "kind": "NP", "name": "赵虚构", "masked_identifier": PERSON_MASK}
    return publication(**{**person, **changes})


def try_person(event: ListingPublished, subject: Identifier = PERSON_SUBJECT) -> object:
    return try_publication(event, person_fact(subject=subject), listing=replace(decided(), subject=subject))
