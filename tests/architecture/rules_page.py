"""``docs/rules.md``: the rules and calendars that ship with the product, the invariants, and the tests that hold them.

``python -m tests.architecture.rules_page`` writes it anew; a test compares.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from domain.calendar.events import CalendarPublished
from domain.calendar.pack import CALENDAR_PACK
from domain.rule.events import RulePublished
from domain.rule.pack import RULE_PACK
from tests.architecture.map_page import ROOT
from tests.architecture.map_page import modules as every_module
from tests.architecture.rules_texts import (
    CALENDARS,
    COLUMNS,
    EVIDENCE,
    GOVERNS,
    HEAD,
    INVARIANTS,
    INVARIANTS_HEAD,
    LEFT_TO_PEOPLE,
    NOTES,
    REFERENCES,
    TIERS,
    UNITS,
)

PAGE = ROOT / "docs" / "rules.md"
TESTS = ROOT / "tests"

_RULES: Final = "tests/domain/test_rules.py::"
_OWN: Final = f"{_RULES}test_a_shipped_rule_gives_its_day"
_APRIL: Final = f"{_RULES}test_a_general_act_is_shown_for_three_years_until_march_2026_and_for_one_from_april"
_TWENTY: Final = f"{_RULES}test_no_rule_lets_an_objection_wait_for_longer_than_twenty_days"
_FURTHER: Final[Mapping[str, Sequence[str]]] = {
    "R-POL-reply": (f"{_RULES}test_inv_4_no_rule_gives_less_than_five_working_days_to_reply",),
    "R-POL-suspension": (f"{_RULES}test_a_suspension_is_a_switch_and_has_no_period",),
    "R-SD-39a": (_TWENTY,),
    "R-SD-39b": (_TWENTY,),
    "R-NDRC58-general": (_APRIL,),
    "R-NDRC36-general": (_APRIL,),
}
_EARLIER: Final[Mapping[int, Sequence[str]]] = {
    1: (
        "tests/domain/test_catalogue.py",
        "tests/domain/test_facts.py::test_the_catalogue_gate_refuses_each_fault_with_its_own_code",
    ),
    15: (
        "tests/service/test_erasure.py::test_erasing_a_record_leaves_the_others_readable_and_every_receipt_valid",
        "tests/verify/test_key_states.py::test_a_key_is_in_force_after_its_enrolment_up_to_its_revocation",
        "tests/projections/test_profile.py::test_the_profile_of_a_past_size_shows_what_stood_then",
        "tests/projections/test_rebuild.py::test_a_rebuild_gives_the_same_bytes_as_following_event_by_event",
        "tests/ops/test_replay.py::test_a_replayed_log_signs_the_same_tree_as_before",
    ),
}
"""What holds an invariant without bearing its number."""
HELD_BY: Final[Mapping[str, Sequence[str]]] = {
    one.rule: (f"{_OWN}[{one.rule}]", *_FURTHER.get(one.rule, ())) for one in RULE_PACK if one.governs != "reference"
}
"""The tests that hold a rule: each binding rule has a day worked out by hand, some more than that."""


def rules_page() -> str:
    """Write the page."""
    asked = askers()
    binding = [one for one in RULE_PACK if one.governs != "reference"]
    parts = [HEAD, *(f"- `{tag}`: {zh} · {en}\n" for tag, (zh, en) in EVIDENCE.items()), NOTES]
    parts += ["## 程序掌握的期限 · Periods that the program watches\n\n", _head("取用 · asked by", "测试 · tests")]
    for one in binding:
        if one.governs in asked:
            parts.append(_row(one, _listed(asked[one.governs]), _listed(HELD_BY[one.rule])))
    parts += ["\n## 由人掌握的期限 · Periods that people watch\n\n", _head("由谁 · by whom", "测试 · tests")]
    for one in binding:
        if one.governs not in asked:
            parts.append(_row(one, " · ".join(LEFT_TO_PEOPLE[one.governs]), _listed(HELD_BY[one.rule])))
    parts += ["\n## 仅供查阅的规则 · Rules for readers\n\n", _head()]
    parts += [_row(one) for one in RULE_PACK if one.governs == "reference"]
    parts += [CALENDARS, *map(_calendar_row, CALENDAR_PACK), INVARIANTS_HEAD, *_invariants()]
    return "".join(parts).rstrip("\n") + "\n"


def askers() -> Mapping[str, Sequence[str]]:
    """Give, for what rules govern, the modules that ask for it: they hand its name to a function's ``governs``."""
    modules = {path.as_posix(): ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in every_module()}
    nodes = [(path, node) for path, module in modules.items() for node in ast.walk(module)]
    takers = {
        node.name
        for _, node in nodes
        if isinstance(node, ast.FunctionDef) and any(one.arg == "governs" for one in node.args.args)
    }
    found: dict[str, set[str]] = {}
    for path, node in nodes:
        if isinstance(node, ast.Call) and _called(node) in takers and not path.startswith("domain/rule/"):
            for name in _governed_in(node.args):
                found.setdefault(name, set()).add(path)
    return {name: sorted(paths) for name, paths in found.items()}


def files_of_tests() -> Iterator[tuple[str, ast.Module]]:
    """Every file of tests: its path, relative to the repository, and what it says."""
    for path in sorted(TESTS.rglob("test_*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def node_ids() -> Iterator[str]:
    """Every test function there is, by its node id."""
    for path, module in files_of_tests():
        yield from (f"{path}::{name}" for name in _functions(module))


def held_invariants() -> Mapping[int, Sequence[str]]:
    """Give, for each invariant, the files whose docstrings name it and the node ids of the tests named for it."""
    found: dict[int, list[str]] = {number: list(_EARLIER.get(number, ())) for number in range(1, len(INVARIANTS) + 1)}
    for path, module in files_of_tests():
        for number in re.findall(r"\bINV-([0-9]+)\b", ast.get_docstring(module) or ""):
            found[int(number)].append(path)
        for name in _functions(module):
            for number in re.findall(r"(?<![a-z])inv_?([0-9]+)(?![0-9])", name):
                found[int(number)].append(f"{path}::{name}")
    return found


def _functions(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _governed_in(arguments: Sequence[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and node.value in GOVERNS:
                yield str(node.value)


def _head(*further: str) -> str:
    columns = (*COLUMNS, *further)
    return f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"


def _row(one: RulePublished, *further: str) -> str:
    zh, en = REFERENCES[one.rule] if one.governs == "reference" else GOVERNS[one.governs]
    unit_zh, unit_en = UNITS[one.unit]
    cells = (
        f"`{one.rule}` v{one.version}",
        f"{zh} · {en}",
        f"{one.amount} {unit_zh} · {one.amount} {unit_en[:-1] if one.amount == 1 else unit_en}",
        " ".join(part for part in (TIERS[one.tier], f"`{one.list}`" if one.list else "") if part) or "—",
        f"{one.effective_from} {f'至 {one.effective_to}' if one.effective_to else '起'}",
        f"{one.source} {one.article or ''}".strip(),
        one.evidence,
        *further,
    )
    return f"| {' | '.join(cells)} |\n"


def _listed(nodes: Sequence[str]) -> str:
    return "<br>".join(f"`{node}`" for node in nodes)


def _calendar_row(one: CalendarPublished) -> str:
    off, worked = (" ".join(day.strftime("%m-%d") for day in days) for days in (one.holidays, one.workdays))
    return f"| {one.year} v{one.version} | {one.legal_basis} | {off} | {worked} |\n"


def _invariants() -> Iterator[str]:
    for number, nodes in held_invariants().items():
        zh, en = INVARIANTS[number - 1]
        yield f"### INV-{number} {zh} · {en}\n\n"
        yield ("".join(f"- `{node}`\n" for node in nodes) or "—\n") + "\n"


def main(page: Path = PAGE) -> None:
    """Write the page."""
    page.write_text(rules_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
