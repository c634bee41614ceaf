"""INV-4: who decides does not publish, by whatever key; who lists takes no waiver, by whatever key."""

import pytest

from domain.definition.events import ListDefined, MeasureDefined
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.request.events import WaiverRequest
from tests.conduct.raw_log import HOLDERS
from tests.conduct.raw_town import LISTING, RawTown, founded, own_key
from tests.due_town import RESTRICTION, SERIOUS
from tests.town import CENTRE
from tests.verify.sample_log import kid_of, public_key, url64


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> RawTown:
    monkeypatch.setitem(HOLDERS, "successor", HOLDERS["bureau"])
    monkeypatch.setitem(HOLDERS, "heir", HOLDERS["bureau"])
    return founded()


def rotated(town: RawTown, old: str, new: str, by: str) -> None:
    event = KeyRotated(
        holder=HOLDERS["bureau"], old_kid=kid_of(old), kid=kid_of(new), public_key=url64(public_key(new))
    )
    town.record(event, by)


def decided(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-07")
    town.decision(fact)


def published(town: RawTown, key: str) -> list[tuple[str, str]]:
    town.on("2026-05-08")
    return town.verdicts(town.publication(key=key))


ONE_PERSON = [("broken", "listing-second-person")]


@pytest.mark.parametrize("by", ["root", "bureau"])
def test_inv_4_a_publication_by_the_key_that_took_the_place_of_the_deciders_is_found(town: RawTown, by: str) -> None:
    decided(town)
    rotated(town, "bureau", "successor", by)
    assert published(town, "successor") == ONE_PERSON


def test_inv_4_a_publication_by_a_later_heir_of_the_deciders_key_is_found(town: RawTown) -> None:
    decided(town)
    rotated(town, "bureau", "successor", "root")
    rotated(town, "successor", "heir", "root")
    assert published(town, "heir") == ONE_PERSON


def test_inv_4_a_publication_by_the_heir_is_found_although_nothing_is_opened(town: RawTown) -> None:
    decided(town)
    rotated(town, "bureau", "successor", "root")
    town.on("2026-05-08")
    position = town.publication(key="successor")
    assert town.verdicts(position, []) == ONE_PERSON


@pytest.mark.parametrize("by", ["root", "second"])
def test_inv_4_a_publication_by_the_key_that_took_a_colleagues_place_is_kept(town: RawTown, by: str) -> None:
    decided(town)
    rotated(town, "second", "successor", by)
    assert published(town, "successor") == [("kept", "")]


def test_inv_4_a_publication_by_a_key_that_the_root_key_enrolled_for_another_is_kept(town: RawTown) -> None:
    decided(town)
    town.record(KeyRevoked(holder=HOLDERS["bureau"], kid=kid_of("bureau"), reason="retired"), "root")
    key = url64(public_key("successor"))
    town.record(KeyEnrolled(holder=HOLDERS["bureau"], kid=kid_of("successor"), public_key=key), "root")
    assert published(town, "successor") == [("kept", "")]


def noticed_by_the_centre(town: RawTown) -> None:
    named = ListDefined.from_claims({**SERIOUS, "list": "centre-list", "issuers": (CENTRE,)}, {})
    town.record(named, "centre")
    lists = ("centre-list", "market-serious")
    town.record(
        MeasureDefined.from_claims({**RESTRICTION, "version": 2, "lists": lists, "effective_from": "2026-04-20"}, {}),
        "centre",
    )
    town.notice(town.penalty(), list="centre-list", key="centre")


def test_inv_4_a_waiver_by_a_key_that_the_body_that_lists_enrolled_is_found(town: RawTown) -> None:
    noticed_by_the_centre(town)
    own_key(town)
    waived = town.request(WaiverRequest, {}, listing=LISTING, key="own")
    assert town.broken() == [(waived, "INV-4", "waiver-own-key")]


def test_inv_4_a_waiver_by_that_key_before_another_body_is_kept(town: RawTown) -> None:
    own_key(town)
    town.notice(town.penalty())
    town.request(WaiverRequest, {}, listing=LISTING, key="own")
    assert town.broken() == []
