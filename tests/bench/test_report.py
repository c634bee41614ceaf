"""What is made of results: ratios, verdicts, tables, the page."""

import json
from pathlib import Path

import jinja2
import pytest

from bench.report import PAGE, TEMPLATE, cells, keep, load, markdown_table, page
from bench.row import RATIO, Result, Row


def test_a_target_of_the_ratio_is_held_against_the_peer_of_the_same_run() -> None:
    assert Row("", 30.0, "events/s", 3.0, RATIO, peer=10.0).is_met is True
    assert Row("", 29.0, "events/s", 3.0, RATIO, peer=10.0).is_met is False


def test_a_target_of_the_ratio_without_a_peer_is_neither_met_nor_missed() -> None:
    assert Row("", 30.0, "events/s", 3.0, RATIO).is_met is None


def test_an_upper_bound_is_met_from_below() -> None:
    assert Row("", 14.9, "ms", 15.0, is_at_most=True).is_met is True
    assert Row("", 15.1, "ms", 15.0, is_at_most=True).is_met is False


def test_a_row_without_a_target_claims_nothing() -> None:
    assert cells(Row("x", 12345.6, "events/s")) == ["x", "12,346 events/s", "", "", "", ""]


def test_a_row_shows_peer_ratio_target_and_verdict() -> None:
    row = Row("x", 30_000.0, "events/s", 3.0, RATIO, peer=8_000.0, peer_name="stock")
    assert cells(row)[1:] == ["30,000 events/s", "8,000 (stock)", "3.75 ×", "≥ 3 ×", "yes"]


def test_the_results_of_one_bench_stand_beside_those_of_others(tmp_path: Path) -> None:
    place = tmp_path / "var" / "bench.json"
    first, second = Result([Row("a", 1.0, "ms")]), Result([Row("b", 2.0, "ms")], {"more": [1]})
    keep("first", first, {"is_quick": True}, place)
    keep("second", second, {"is_quick": False}, place)
    benches = load(place)["benches"]
    assert {name: Result.of_json(bench) for name, bench in benches.items()} == {"first": first, "second": second}
    assert benches["first"]["is_quick"] is True


def test_a_page_takes_its_figures_from_the_results(tmp_path: Path) -> None:
    template = tmp_path / "page.jinja"
    template.write_text("{{ first | table }}\n{{ first.details.speed | number }}\n", encoding="utf-8")
    result = Result([Row("a", 1234.0, "events/s")], {"speed": 5.25})
    results = json.loads(json.dumps({"benches": {"first": result.to_json()}}))
    assert page(results, template) == f"{markdown_table(result.rows)}\n5.2\n"


def test_a_page_with_a_figure_that_was_never_measured_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "page.jinja"
    template.write_text("{{ first.details.speed }}", encoding="utf-8")
    with pytest.raises(jinja2.UndefinedError):
        page({"benches": {}}, template)


def test_the_page_says_what_the_template_says() -> None:
    rendered = PAGE.read_text(encoding="utf-8")
    by_hand = [line for line in TEMPLATE.read_text(encoding="utf-8").splitlines() if line and "{" not in line]
    assert len(by_hand) > 10
    assert [line for line in by_hand if line not in rendered] == []
