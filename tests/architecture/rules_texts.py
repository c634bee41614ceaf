"""The words of ``docs/rules.md`` that the events do not hold, Chinese first, English second."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.rule.events import Evidence, Unit

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
    "R-SAMR44-decision": ("市场监管部门办理修复", "repair by market regulators"),
    "R-SAMR45-light": ("较轻处罚公示期", "publicity of light market penalties"),
    "R-SAMR45-other": ("其他处罚公示期", "publicity of other market penalties"),
    "R-SPC-2-extension": ("失信被执行人名单最长延长", "longest extension on the court's list"),
    "R-SPC-5": ("审查列入申请", "decision on an application to list"),
    "R-SPC-9": ("撤销或更正错误列入", "withdrawal or correction of a wrong listing"),
    "R-SPC-10-relisting": ("不得再次列入", "no listing anew"),
    "R-SPC-11": ("审查纠正申请", "review of a request for correction"),
    "R-SPC-12": ("申请复议", "appeal to the higher court"),
}
"""What the rules are about that are kept for readers."""
LEFT_TO_PEOPLE: Final[Mapping[str, tuple[str, str]]] = {
    "court-list-removal": ("删除与否由法院决定", "the court decides on removals"),
    "review": ("由复议机关判断", "the body that reviews"),
    "suit": ("由法院判断", "the court"),
}
"""What no decision of this program asks for, and who watches it."""
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

HEAD: Final = """# 规则与不变量 · Rules and invariants

本页由 `make docs` 生成。This page is generated by `make docs`.

期限不写在程序里：信用中心以签名事件发布规则（`chengjian rules publish`），决定写明所依据的版次。下列规则随软件提供。
同一事项有几条规则时，取对信用主体有利的一条：公示期取短，办理期限取快，陈述申辩期取长。
No period is written in the code: the credit centre publishes rules as signed events (`chengjian rules publish`), and a
decision names the edition it was taken on. The rules below ship with the product. Where several rules apply, the one
that protects the subject counts: the shorter publicity, the faster decision, the longer time for a reply.

证据 · evidence:

"""
NOTES: Final = """
修改规则不改旧版本：发布下一版本，自其生效日起取代旧版本；写明截止日的版本到期后，旧版本不再恢复。
A rule is changed by its next version, which takes the place of the older one on its first day; when a version with a
last day ends, no older one comes back.

"""
COLUMNS: Final = (
    *("规则 · rule", "所限事项 · governs", "期限 · amount", "适用 · scope", "施行 · in force", "出处 · source"),
    "证据 · evidence",
)
CALENDARS: Final = """
## 工作日历 · Working-day calendars

未公布的年份不推定。A year that is not announced is not guessed.

| 年 · year | 通知 · notice | 放假的工作日 · days off | 上班的周末 · days worked |
|---|---|---|---|
"""
INVARIANTS_HEAD: Final = """
## 不变量 · Invariants

每条不变量由哪些测试守护：以其编号命名的测试，以及整份为它而写的文件。
Which tests hold an invariant: those that bear its number in their names, and files that are about it as a whole.

"""
