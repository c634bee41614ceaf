"""Words for the values of choices: value → (Chinese, English, other spellings)."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.standard.choices import IDENTIFIER_TYPE_CHOICES, SUBJECT_KIND_CHOICES
from domain.standard.field import Choice


def _choices(*choices: Choice) -> Mapping[str, Choice]:
    return MappingProxyType({choice.value: choice for choice in choices})


WORDS: Mapping[str, Choice] = _choices(
    # How it was served (送达方式).
    Choice("in_person", "直接送达", "in person", ("当面送达", "留置送达")),
    Choice("post", "邮寄送达", "by post", ("邮寄",)),
    Choice("electronic", "电子送达", "electronically", ("电子",)),
    Choice("public_notice", "公告送达", "by public notice", ("公告",)),
    # Tier (失信程度).
    Choice("minor", "轻微", "minor", ("轻微失信",)),
    Choice("general", "一般", "general", ("一般失信",)),
    Choice("serious", "严重", "serious", ("严重失信",)),
    # Findings and outcomes of cases.
    Choice("confirmed", "核实无误", "confirmed", ("无误",)),
    Choice("wrong", "确有错误", "wrong", ("有误",)),
    Choice("unverifiable", "无法核实", "unverifiable"),
    Choice("upheld", "成立", "upheld", ("异议成立", "支持")),
    Choice("corrected", "成立，已经更正", "upheld and corrected", ("已更正",)),
    Choice("rejected", "不成立", "rejected", ("异议不成立", "不予支持", "驳回")),
    Choice("inadmissible", "不予受理", "inadmissible"),
    Choice("withdrawn", "撤回", "withdrawn", ("当事人撤回",)),
    # What a reply says of a hearing (听证); taking it back is 撤回, as above.
    Choice("demanded", "要求听证", "demanded", ("申请听证", "听证")),
    # Kinds of cases.
    Choice("objection", "异议", "objection"),
    Choice("complaint", "投诉", "complaint"),
    Choice("review", "行政复议", "administrative review", ("复议",)),
    Choice("litigation", "行政诉讼", "litigation", ("诉讼",)),
    # Grounds for an end.
    Choice("conditions_met", "符合移出条件", "conditions met"),
    Choice("wrong_listing", "列入有误", "listed in error"),
    Choice("court_order", "法院裁判", "order of a court", ("法院判决",)),
    Choice("superior_order", "上级机关决定", "order of a superior body"),
    Choice("performed", "已经履行", "performed", ("已履行",)),
    Choice("lifted", "解除", "lifted"),
    Choice("wrong_measure", "措施有误", "applied in error"),
    # Grounds of revocation.
    Choice("revoked_on_review", "复议撤销", "revoked on review"),
    Choice("revoked_by_court", "法院撤销", "revoked by a court"),
    Choice("revoked_by_source", "原单位撤销", "revoked by the body itself"),
    Choice("held_void", "确认无效", "held void"),
    # Why repair is refused.
    Choice("duties_open", "义务未履行完毕", "duties are open"),
    Choice("false_material", "材料虚假", "false material"),
    Choice("false_commitment", "承诺严重不实", "seriously false commitment"),
    Choice("excluded_by_law", "法律规定不得修复", "excluded by law"),
    # Kinds of commitments (信用承诺).
    Choice("administrative", "行政事项承诺", "administrative", ("审批替代型",)),
    Choice("government", "政府承诺", "of the government"),
    Choice("repair", "信用修复承诺", "for repair"),
    Choice("sector", "行业自律承诺", "of the sector", ("行业自律型",)),
    Choice("voluntary", "主动承诺", "voluntary", ("主动型",)),
)
"""Values of plain claims; one value has one name wherever it stands."""

SUBJECT_WORDS: Mapping[str, tuple[Choice, ...]] = MappingProxyType(
    {
        "subject.kind": SUBJECT_KIND_CHOICES,
        "subject.identifier_type": IDENTIFIER_TYPE_CHOICES,
        "subject.target_kind": (
            Choice("fact", "事实", "fact", ("事实记录",)),
            Choice("listing", "列入", "listing", ("名单列入",)),
            Choice("body", "单位", "body"),
        ),
    }
)
"""Disclosures that are choices, with their values."""
