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
from domain.rule.events import Evidence, RulePublished, Unit
from domain.rule.pack import RULE_PACK
from tests.architecture.map_page import ROOT

PAGE = ROOT / "docs" / "rules.md"
TESTS = ROOT / "tests"

GOVERNS: Final[Mapping[str, tuple[str, str]]] = {
    "complaint": ("投诉答复", "answer to a complaint"),
    "court-list-removal": ("失信被执行人名单删除", "removal from the court's list"),
    "court-list-term": ("失信被执行人名单期限", "term on the court's list"),
    "false-material": ("弄虚作假后不予修复", "no repair after false material"),
    "hearing-notice": ("听证通知", "notice of a hearing"),
    "hearing-request": ("申请听证", "request for a hearing"),
    "objection": ("异议处理", "decision on an objection"),
    "objection-with-help": ("异议处理（需其他单位协助）", "decision on an objection with another unit's help"),
    "publicity": ("最长公示期", "longest publicity"),
    "repair-acceptance": ("修复受理", "acceptance of an application for repair"),
    "repair-decision": ("修复决定", "decision on repair"),
    "repair-from": ("可申请修复的最早时间", "earliest repair"),
    "reply": ("列入前陈述申辩", "reply before a listing"),
    "retention": ("失信信息保存与使用", "retention and use of adverse facts"),
    "review": ("申请行政复议", "application for review"),
    "revocation-publicity": ("撤销后撤回公示", "withdrawal of publicity after a revocation"),
    "revocation-report": ("撤销后报送", "report of a revocation"),
    "suit": ("提起行政诉讼", "suit"),
    "suspension": ("异议逾期暂停公示", "no display while an objection is overdue"),
}
REFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "R-ZX-16": ("征信机构保存不良信息", "retention by credit agencies"),
    "R-ZX-25": ("征信异议处理", "objection to a credit agency"),
    "R-GI-26": ("主动公开政府信息", "publication of government information"),
    "R-GI-32": ("第三方意见", "answer of a third party"),
    "R-GI-33": ("答复公开申请", "reply to a request for information"),
    "R-GI-33-extension": ("答复公开申请的延长", "extension of that reply"),
    "R-EIP-6": ("公示许可、处罚等企业信息", "publication of enterprises' licences and penalties"),
    "R-EIP-13": ("答复公示信息虚假的举报", "answer to a report of false information"),
    "R-EIP-17": ("经营异常名录转严重违法名单", "from the list of abnormal operation to that of serious violations"),
    "R-APL-60": ("作出处罚决定", "decision on a penalty"),
    "R-APL-61": ("送达处罚决定书", "service of a penalty decision"),
    "R-AR-62": ("行政复议决定", "decision of a review"),
    "R-AR-62-extension": ("行政复议决定的延长", "extension of that decision"),
    "R-AL-45": ("对复议决定起诉", "suit after a review"),
    "R-GPL-77": ("禁止参加政府采购最长期限", "longest ban from government procurement"),
    "R-MSL-57": ("拒服兵役的出境、升学限制", "bar on going abroad and study after refusal to serve"),
    "R-PIPL-56": ("影响评估报告保存", "keeping of impact assessments"),
    "R-NDRC58-removal": ("移出名单后终止公示", "end of publicity after removal from a list"),
    "R-SAMR45-light": ("较轻处罚公示期", "publicity of light market penalties"),
    "R-SAMR45-other": ("其他处罚公示期", "publicity of other market penalties"),
    "R-SPC-2-extension": ("失信被执行人名单最长延长", "longest extension on the court's list"),
    "R-SPC-5": ("审查列入申请", "decision on an application to list"),
    "R-SPC-9": ("撤销或更正错误列入", "withdrawal or correction of a wrong listing"),
    "R-SPC-10-relisting": ("不得再次列入", "no listing anew"),
    "R-SPC-11": ("审查纠正申请", "review of a request for correction"),
    "R-SPC-12": ("申请复议", "appeal to the higher court"),
}
"""What the rules are about that bind nothing by machine."""
UNITS: Final[Mapping[Unit, tuple[str, str]]] = {
    "working_day": ("个工作日", "working days"),
    "day": ("日", "days"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
}
EVIDENCE: Final[Mapping[Evidence, tuple[str, str]]] = {
    "primary": ("已读法律原文", "the text of the law was read"),
    "secondary": ("二手资料，尚未与公报核对", "secondary source, not compared with the gazette"),
    "code": ("见于公开的程序代码", "seen in public source code"),
    "memory": ("凭记忆，尚待核对", "from memory, to be checked"),
    "policy": ("本系统政策，非法律规定", "a policy of this product, not law"),
}
TIERS: Final = {None: "", "minor": "轻微 minor", "general": "一般 general", "serious": "严重 serious"}
INVARIANTS: Final[Sequence[tuple[str, str]]] = (
    ("只归集目录内的信息", "Nothing is collected that is not in the catalogue."),
    ("不归集禁止归集的内容", "Prohibited content is not collected."),
    ("不记未成年人的失信信息", "No adverse fact of a minor is recorded."),
    ("列入名单前先告知", "No listing without notice."),
    ("有陈述必有答复", "Who was heard is answered, and never for the worse."),
    ("决定书要素齐全", "A decision has all its contents."),
    ("公示期满即止", "Publicity ends on its last day, whether or not a job runs."),
    ("异议期间加注", "What is contested is marked everywhere, and bears no new measure."),
    ("期限由规则确定，逾期公示", "Deadlines come from the rules; a missed one is on record."),
    ("信用修复是权利", "Repair is a right with a deadline, and takes effect everywhere at once."),
    ("撤销连带", "What a revoked decision bore ends with it."),
    ("删除可证明", "A removal can be proved, and is not undone."),
    ("不给自然人评分", "Natural persons are not scored."),
    ("查询必留痕", "Nothing is disclosed without a trace."),
    ("只增不改，可遗忘，可回溯", "The ledger is append-only, its payload can be forgotten, its past replayed."),
)

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

_HEAD: Final = """# 规则与不变量 · Rules and invariants

本页由 `make docs` 生成。This page is generated by `make docs`.

期限不写在程序里：信用中心以签名事件发布规则（`chengjian rules publish`），决定写明所依据的版次。下列规则随软件提供。
同一事项有几条规则时，取对信用主体有利的一条：公示期取短，办理期限取快，陈述申辩期取长。
No period is written in the code: the credit centre publishes rules as signed events (`chengjian rules publish`), and a
decision names the edition it was taken on. The rules below ship with the product. Where several rules apply, the one
that protects the subject counts: the shorter publicity, the faster decision, the longer time for a reply.

证据 · evidence:

"""
_NOTES: Final = """
修改规则不改旧版本：发布下一版本，自其生效日起取代旧版本；写明截止日的版本到期后，旧版本不再恢复。
A rule is changed by its next version, which takes the place of the older one on its first day; when a version with a
last day ends, no older one comes back.

"""
_COLUMNS: Final = (
    "| 规则 · rule | 所限事项 · governs | 期限 · amount | 适用 · scope "
    "| 施行 · in force | 出处 · source | 证据 · evidence |"
)
_CALENDARS: Final = """
## 工作日历 · Working-day calendars

未公布的年份不推定。A year that is not announced is not guessed.

| 年 · year | 通知 · notice | 放假的工作日 · days off | 上班的周末 · days worked |
|---|---|---|---|
"""
_INVARIANTS_HEAD: Final = """
## 不变量 · Invariants

每条不变量由哪些测试守护：以其编号命名的测试，以及整份为它而写的文件。
Which tests hold an invariant: those that bear its number in their names, and files that are about it as a whole.

"""


def rules_page() -> str:
    """Write the page."""
    parts = [_HEAD, *(f"- `{tag}`: {zh} · {en}\n" for tag, (zh, en) in EVIDENCE.items()), _NOTES]
    parts += [
        "## 约束程序的规则 · Rules that bind\n\n",
        f"{_COLUMNS} 测试 · tests |\n|---|---|---|---|---|---|---|---|\n",
    ]
    parts += [f"{_row(one)} {_listed(HELD_BY[one.rule])} |\n" for one in RULE_PACK if one.governs != "reference"]
    parts += ["\n## 仅供查阅的规则 · Rules for readers\n\n", f"{_COLUMNS}\n|---|---|---|---|---|---|---|\n"]
    parts += [f"{_row(one)}\n" for one in RULE_PACK if one.governs == "reference"]
    parts += [_CALENDARS, *map(_calendar_row, CALENDAR_PACK), _INVARIANTS_HEAD, *_invariants()]
    return "".join(parts).rstrip("\n") + "\n"


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


def _row(one: RulePublished) -> str:
    zh, en = REFERENCES[one.rule] if one.governs == "reference" else GOVERNS[one.governs]
    unit_zh, unit_en = UNITS[one.unit]
    amount = f"{one.amount} {unit_zh} · {one.amount} {unit_en[:-1] if one.amount == 1 else unit_en}"
    scope = " ".join(part for part in (TIERS[one.tier], f"`{one.list}`" if one.list else "") if part) or "—"
    until = f"至 {one.effective_to}" if one.effective_to else "起"
    where = f"{one.source} {one.article or ''}".strip()
    return (
        f"| `{one.rule}` v{one.version} | {zh} · {en} | {amount} | {scope} | {one.effective_from} {until} | {where} | "
        f"{one.evidence} |"
    )


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
