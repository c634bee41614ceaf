from collections.abc import Callable
from typing import Any

import pytest

from domain.definition.decide import admit_list, admit_measure, admit_purpose
from domain.definition.events import ListDefined, MeasureDefined
from domain.definition.pack import Shipped, list_definitions, measure_definitions, purpose_definitions
from domain.definition.pack_rows import LISTS, MEASURES, PURPOSES
from domain.definition.state import Definitions, evolve_list
from tests.domain.builders import AGENCY, BODY, CENTRE_SIGNER, HONOUR, NOW, item_state, recorded
from tests.domain.due_process import centre

BY = centre(NOW)
EVERY_LIST = {row.list: [BODY, AGENCY] for row in LISTS}
EVERY_MEASURE = {row.measure: [AGENCY] for row in MEASURES}
EVERY_PURPOSE = {row.purpose: [AGENCY] for row in PURPOSES}
ITEMS = {row.list: ["honour" if row.tier is None else "cf-market"] for row in LISTS}
CATALOGUE = (item_state(), item_state(**HONOUR))


def shipped_lists() -> dict[str, Shipped[ListDefined]]:
    return {one.event.list: one for one in list_definitions(issuers=EVERY_LIST, items=ITEMS)}


def shipped_measures() -> dict[str, Shipped[MeasureDefined]]:
    return {one.event.measure: one for one in measure_definitions(issuers=EVERY_MEASURE, lists=EVERY_LIST)}


def test_every_shipped_definition_is_one_that_the_ledger_admits() -> None:
    lists = {}
    for one in shipped_lists().values():
        empty = Definitions[ListDefined](one.event.list)
        admit_list(empty, one.event, items=CATALOGUE, by=BY)
        lists[one.event.list] = evolve_list(empty, one.event, recorded(40, CENTRE_SIGNER.iss))
    for measure in shipped_measures().values():
        named = [lists[name] for name in measure.event.lists]
        admit_measure(Definitions(measure.event.measure), measure.event, lists=named, by=BY)
    purposes = purpose_definitions(readers=EVERY_PURPOSE)
    for purpose in purposes:
        admit_purpose(Definitions(purpose.event.purpose), purpose.event, by=BY)
    assert (len(lists), len(shipped_measures()), len(purposes)) == (7, 15, 7)


def test_persons_stand_in_public_on_the_courts_list_alone_and_defence_is_never_public() -> None:
    lists = shipped_lists()
    assert [name for name, one in lists.items() if one.event.names_persons] == ["court-dishonest"]
    assert [name for name, one in lists.items() if not one.event.is_public] == ["defence-duty"]
    assert "defence-duty" not in shipped_measures()["shared-display"].event.lists


def test_who_is_on_a_list_for_refusing_service_is_barred_from_exit_and_study_and_nothing_else() -> None:
    found = {name for name, one in shipped_measures().items() if "defence-duty" in one.event.lists}
    assert found == {"exit-bar", "study-bar"}
    assert shipped_lists()["defence-duty"].event.term_months == 24


def test_whatever_is_uncertain_says_so() -> None:
    shipped: list[Shipped[Any]] = [*shipped_lists().values(), *shipped_measures().values()]
    shipped.extend(purpose_definitions(readers=EVERY_PURPOSE))
    assert {one.evidence for one in shipped} == {"primary", "secondary", "memory"}
    assert all(one.note for one in shipped)
    assert shipped_lists()["wage-arrears"].evidence == "secondary"


def test_what_a_city_has_no_body_or_item_for_is_left_out() -> None:
    one, other = "market-serious", "wage-arrears"
    lists = list_definitions(issuers={one: [BODY, AGENCY, BODY], other: [AGENCY]}, items={one: ["cf-market"]})
    assert [(found.event.list, found.event.issuers) for found in lists] == [(one, (AGENCY, BODY))]
    measures = measure_definitions(issuers={"access-bar": [AGENCY], "exit-bar": [AGENCY]}, lists=[one])
    assert [(found.event.measure, found.event.lists) for found in measures] == [("access-bar", (one,))]
    purposes = purpose_definitions(readers={"objection": [AGENCY]})
    assert [found.event.purpose for found in purposes] == ["objection"]


@pytest.mark.parametrize(
    ("build", "given"),
    [
        (list_definitions, {"issuers": {"elsewhere": [AGENCY]}, "items": {}}),
        (list_definitions, {"issuers": {}, "items": {"elsewhere": ["cf-market"]}}),
        (measure_definitions, {"issuers": {"elsewhere": [AGENCY]}, "lists": []}),
        (measure_definitions, {"issuers": {}, "lists": ["elsewhere"]}),
        (purpose_definitions, {"readers": {"elsewhere": [AGENCY]}}),
    ],
)
def test_an_id_that_does_not_ship_is_no_silent_gap(build: Callable[..., Any], given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        build(**given)
