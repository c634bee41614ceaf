"""The page of rules says what ships, and the tests that it names exist."""

from domain.rule.pack import RULE_PACK
from tests.architecture.map_page import ROOT
from tests.architecture.rules_page import HELD_BY, PAGE, askers, held_invariants, node_ids, rules_page
from tests.architecture.rules_texts import INVARIANTS, LEFT_TO_PEOPLE, REFERENCES
from tests.domain.test_rules import DEADLINES


def test_the_page_of_rules_shows_what_ships_and_what_tests_hold_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run make docs"


def test_every_rule_that_binds_is_held_by_tests_that_exist() -> None:
    existing = set(node_ids())
    assert len(existing) > 500
    binding = {one.rule for one in RULE_PACK if one.governs != "reference"}
    assert binding == HELD_BY.keys() == DEADLINES.keys()
    assert all(HELD_BY.values())
    assert {node.partition("[")[0] for nodes in HELD_BY.values() for node in nodes} <= existing


def test_the_page_says_what_each_rule_for_readers_is_about() -> None:
    assert {one.rule for one in RULE_PACK if one.governs == "reference"} == REFERENCES.keys()


def test_what_no_decision_asks_for_is_left_to_people_by_name() -> None:
    governed = {one.governs for one in RULE_PACK if one.governs != "reference"}
    assert governed - askers().keys() == LEFT_TO_PEOPLE.keys()


def test_what_holds_an_invariant_exists_and_no_test_is_named_for_an_unknown_one() -> None:
    held = held_invariants()
    assert list(held) == list(range(1, len(INVARIANTS) + 1))
    named = {node for nodes in held.values() for node in nodes}
    assert len(named) > 10
    existing = set(node_ids())
    assert {node for node in named if node not in existing and not (ROOT / node).is_file()} == set()
