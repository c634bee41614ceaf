from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.agency.refusals import AgencyRoleError, AgencyUnknownError
from domain.catalogue.decide import admit_item, admit_item_withdrawal
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.catalogue.refusals import (
    ItemAlreadyWithdrawnError,
    ItemBasisMissingError,
    ItemIntervalError,
    ItemProhibitedError,
    ItemShapeError,
    ItemUnknownError,
    ItemVersionOrderError,
    PersonPublicDisplayError,
    PersonScoreItemError,
)
from domain.catalogue.state import ItemState, evolve
from domain.citation import is_citation
from domain.refusal import Refusal
from tests.domain.builders import (
    AGENCY_STATE,
    CENTRE_KEY,
    CENTRE_SIGNER,
    CENTRE_STATE,
    GENESIS,
    HONOUR,
    JUDGMENT,
    KEY,
    LICENCE,
    NOW,
    SIGNER,
    item_claims,
    item_state,
    recorded,
)

EMPTY = ItemState("cf-market")
BY_CENTRE = recorded(9, CENTRE_SIGNER.iss)


def admit(state: ItemState, /, **changes: Any) -> None:
    event = CatalogueItemPublished.from_claims(item_claims(**changes), {})
    admit_item(state, CENTRE_KEY, CENTRE_STATE, event, genesis=GENESIS, signer=CENTRE_SIGNER, now=NOW)


def withdraw(item: ItemState, version: int = 1, effective_to: str = "2026-12-31") -> None:
    event = withdrawn(version, effective_to)
    admit_item_withdrawal(item, CENTRE_KEY, CENTRE_STATE, event, genesis=GENESIS, signer=CENTRE_SIGNER, now=NOW)


def withdrawn(version: int, effective_to: str) -> CatalogueItemWithdrawn:
    claims = {"item": "cf-market", "version": version, "effective_to": effective_to}
    return CatalogueItemWithdrawn.from_claims(claims, {})


@pytest.mark.parametrize("changes", [{}, LICENCE, HONOUR, JUDGMENT, {"effective_to": "2020-01-01"}])
def test_an_item_with_all_seven_elements_is_admitted(changes: dict[str, Any]) -> None:
    admit(EMPTY, **changes)


def test_versions_follow_each_other() -> None:
    first = item_state()
    with pytest.raises(ItemVersionOrderError):
        admit(EMPTY, version=2)
    with pytest.raises(ItemVersionOrderError):
        admit(first)
    admit(first, version=2, effective_from="2026-11-01")


def test_the_highest_version_whose_period_holds_the_day_is_in_force() -> None:
    state = item_state(effective_to="2025-12-31")
    later = CatalogueItemPublished.from_claims(item_claims(version=2, effective_from="2025-07-01"), {})
    state = evolve(state, later, BY_CENTRE)
    assert state.effective_on(date(2019, 12, 31)) is None
    assert state.effective_on(date(2025, 6, 30)) is state.version(1)
    assert state.effective_on(date(2025, 12, 31)) is state.version(2)
    assert state.latest is state.version(2)
    assert state.version(3) is None
    state = evolve(state, withdrawn(2, "2025-09-30"), BY_CENTRE)
    assert state.effective_on(date(2025, 9, 30)) is state.version(2)
    assert state.effective_on(date(2025, 10, 1)) is state.version(1)
    assert state.effective_on(date(2026, 1, 1)) is None


def test_a_withdrawal_counts_once_and_only_shortens() -> None:
    state = evolve(item_state(), withdrawn(1, "2026-12-31"), BY_CENTRE)
    assert evolve(state, withdrawn(1, "2025-12-31"), BY_CENTRE) == state
    with pytest.raises(ItemAlreadyWithdrawnError):
        withdraw(state)
    with pytest.raises(ItemIntervalError):
        withdraw(item_state(effective_to="2026-06-30"))
    withdraw(item_state(effective_to="2027-06-30"))
    withdraw(item_state())
    with pytest.raises(ItemUnknownError):
        withdraw(EMPTY)


def test_a_repeated_version_changes_nothing() -> None:
    state = item_state()
    again = CatalogueItemPublished.from_claims(item_claims(name="别的"), {})
    assert evolve(state, again, BY_CENTRE) is state


def test_another_item_or_a_stranger_changes_nothing() -> None:
    state = item_state()
    other = CatalogueItemPublished.from_claims(item_claims(item="other"), {})
    assert evolve(state, other, BY_CENTRE) is state
    later = CatalogueItemPublished.from_claims(item_claims(version=2), {})
    assert evolve(state, later, recorded(9, "platform")) is state


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"legal_basis": "有关规定"}, ItemBasisMissingError),
        ({"effective_to": "2019-12-31"}, ItemIntervalError),
        ({"nature": "judgment"}, ItemShapeError),
        ({"is_adverse": False}, ItemShapeError),
        ({**LICENCE, "is_adverse": True}, ItemShapeError),
        ({**HONOUR, "is_adverse": True}, ItemShapeError),
        ({"identifier": "uscc"}, ItemShapeError),
        ({"digests": 16}, ItemShapeError),
        ({**JUDGMENT, "name": "公民信用评分"}, PersonScoreItemError),
        ({**JUDGMENT, "name": "社会抚养费征收信息"}, ItemProhibitedError),
        ({**JUDGMENT, "name": "治安处罚信息"}, ItemProhibitedError),
        ({"disclosure": "public", "issuer_level": "provincial"}, PersonPublicDisplayError),
    ],
)
def test_an_item_that_may_not_be_is_refused(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        admit(ItemState(changes.get("item", "cf-market")), **changes)


def test_what_is_refused_for_persons_may_be_right_for_organisations() -> None:
    organisations = ["ENT", "ORG"]
    admit(EMPTY, **{**JUDGMENT, "nature": "other", "name": "纳税信用评级", "subject_kinds": organisations})
    admit(EMPTY, disclosure="public", issuer_level="provincial", subject_kinds=organisations, identifier="uscc")
    admit(EMPTY, disclosure="public", issuer_level="national")


def test_only_the_credit_centre_publishes() -> None:
    event = CatalogueItemPublished.from_claims(item_claims(), {})
    with pytest.raises(AgencyRoleError):
        admit_item(EMPTY, KEY, AGENCY_STATE, event, genesis=GENESIS, signer=SIGNER, now=NOW)
    stranger = replace(CENTRE_STATE, agency=AGENCY_STATE.agency)
    with pytest.raises(AgencyUnknownError):
        admit_item(EMPTY, CENTRE_KEY, stranger, event, genesis=GENESIS, signer=CENTRE_SIGNER, now=NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《中华人民共和国行政处罚法》第四十八条", True),
        ("国办发〔2020〕49号", True),
        ("国家发展改革委令第36号", True),
        ("山东省社会信用条例第十条", True),
        ("按照有关规定", False),
        ("", False),
    ],
)
def test_a_citation_names_a_law_an_article_or_a_number(text: str, *, expected: bool) -> None:
    assert is_citation(text) is expected
