"""Names of coded values of due process, in the words of the law."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from api.web.languages import mark

GOVERNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reply": mark("陈述申辩的最短期限"),
        "hearing-request": mark("申请听证的期限"),
        "hearing-notice": mark("听证须提前通知的期限"),
        "publicity": mark("公示期限"),
        "retention": mark("披露与使用的最长期限"),
        "court-list-term": mark("法院名单的期限"),
        "court-list-removal": mark("法院名单的删除时限"),
        "repair-from": mark("可以申请修复的最早日期"),
        "repair-acceptance": mark("修复申请的受理时限"),
        "repair-decision": mark("修复申请的办结时限"),
        "false-material": mark("提供虚假材料后不得再申请修复的期限"),
        "objection": mark("异议的办结时限"),
        "objection-with-help": mark("需其他单位协助时异议的办结时限"),
        "complaint": mark("投诉的办结时限"),
        "suspension": mark("异议逾期未办结即暂停公示"),
        "review": mark("申请行政复议的期限"),
        "suit": mark("提起行政诉讼的期限"),
        "revocation-report": mark("决定撤销后的报送时限"),
        "revocation-publicity": mark("决定撤销后的撤回公示时限"),
        "reference": mark("仅供查阅，不由系统执行"),
    }
)
"""What rules limit, in the order in which a procedure meets them."""

STEPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "urn:chengjian:notice-served:v1": mark("告知"),
        "urn:chengjian:reply-received:v1": mark("陈述申辩"),
        "urn:chengjian:reply-waived:v1": mark("放弃剩余答复时间"),
        "urn:chengjian:hearing-held:v1": mark("听证"),
        "urn:chengjian:listing-decided:v1": mark("认定决定"),
        "urn:chengjian:listing-published:v1": mark("送达并公布"),
        "urn:chengjian:court-list-mirrored:v1": mark("人民法院列入"),
        "urn:chengjian:measure-applied:v1": mark("采取措施"),
        "urn:chengjian:measure-ended:v1": mark("措施终止"),
        "urn:chengjian:listing-ended:v1": mark("移出"),
        "urn:chengjian:repair-granted:v1": mark("准予修复"),
        "urn:chengjian:decision-revoked:v1": mark("决定撤销"),
        "urn:chengjian:publicity-ended:v1": mark("公示期满"),
    }
)
"""Every step that the log shows of a listing, by its topic."""

PROOFS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "urn:chengjian:notice-served:v1": mark("证明：决定之前已告知事实、依据和权利，并留出答复时间。"),
        "urn:chengjian:reply-received:v1": mark("证明：当事人的意见已经收到；决定必须回应这些意见。"),
        "urn:chengjian:reply-waived:v1": mark("证明：当事人本人签署，不再等待剩余的答复时间。"),
        "urn:chengjian:hearing-held:v1": mark("证明：听证已经举行，并且事先通知。"),
        "urn:chengjian:listing-decided:v1": mark(
            "证明：答复时间届满或者放弃之后才作出决定，并写明理由、依据、期限、移出条件和救济途径。"
        ),
        "urn:chengjian:listing-published:v1": mark("证明：决定书和修复告知书已经送达，并由另一人签署后才公布。"),
        "urn:chengjian:court-list-mirrored:v1": mark("证明：由人民法院自行签署；本站照录，不作改动。"),
        "urn:chengjian:measure-applied:v1": mark("证明：所采取的是措施清单上的事项；它随列入一并终止。"),
        "urn:chengjian:measure-ended:v1": mark("证明：该措施不再执行。"),
        "urn:chengjian:listing-ended:v1": mark("证明：列入的机关已将其移出，自此不再公示和使用。"),
        "urn:chengjian:repair-granted:v1": mark("证明：信用修复已经准予，自此不再公示和使用。"),
        "urn:chengjian:decision-revoked:v1": mark("证明：所依据的决定不再成立，列入随之终止。"),
        "urn:chengjian:publicity-ended:v1": mark("证明：期限已到，不再公示和使用。"),
    }
)
"""What each step proves."""

DUE_LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "governs": GOVERNS,
        "step": STEPS,
        "proof": PROOFS,
        "tier": {"minor": mark("轻微失信行为"), "general": mark("一般失信行为"), "serious": mark("严重失信行为")},
        "evidence": {
            "primary": mark("已核对法律原文"),
            "secondary": mark("据转述，尚未核对原文"),
            "code": mark("据公开的数据标准"),
            "memory": mark("尚待核对原文"),
            "policy": mark("产品政策，不是法律"),
        },
        "mark": {
            "objection": mark("异议处理中"),
            "complaint": mark("投诉处理中"),
            "review": mark("行政复议中"),
            "litigation": mark("行政诉讼中"),
            "correction": mark("改正说明"),
        },
        "ended_by": {
            "R-ITEM-validity": mark("目录事项的有效期限"),
            "R-DOCUMENT-end": mark("文书载明的期限"),
            "R-LISTING-term": mark("决定载明的期限"),
        },
        "removal": {
            "expired": mark("期限已到"),
            "repaired": mark("信用修复"),
            "revoked": mark("决定已撤销或者确认无效"),
            "grounds-gone": mark("所依据的记录均已不存在"),
            "grounds-lowered": mark("所依据的记录已更正为较轻的程度"),
            "list-gone": mark("名单已经停止施行或者不再适用"),
            "withdrawn": mark("提供单位已撤回"),
            "invalid": mark("文书已失效"),
            "erased": mark("资料已依法删除"),
            "ended:conditions_met": mark("符合移出条件"),
            "ended:wrong_listing": mark("列入有误，已纠正"),
            "ended:court_order": mark("依人民法院裁判移出"),
            "ended:superior_order": mark("依上级机关决定移出"),
            "suspended": mark("公示暂停"),
            "not-public": mark("不再公开"),
            "natural-person": mark("不再公开"),
            "minor-tier": mark("不再公开"),
        },
        "ground": {
            "conditions_met": mark("符合移出条件"),
            "wrong_listing": mark("列入有误，已纠正"),
            "court_order": mark("依人民法院裁判"),
            "superior_order": mark("依上级机关决定"),
            "performed": mark("义务已履行"),
            "lifted": mark("机关解除"),
            "wrong_measure": mark("措施有误，已纠正"),
            "revoked_on_review": mark("行政复议撤销"),
            "revoked_by_court": mark("人民法院撤销"),
            "revoked_by_source": mark("原机关撤销"),
            "held_void": mark("确认无效"),
            "recorded_in_error": mark("录入有误"),
        },
        "hearing": {"demanded": mark("要求听证"), "withdrawn": mark("撤回听证要求")},
        "service": {
            "in_person": mark("直接送达"),
            "post": mark("邮寄送达"),
            "electronic": mark("电子送达"),
            "public_notice": mark("公告送达"),
        },
        "claim": {
            "reply_until": mark("答复截止（含当日）"),
            "hearing": mark("听证要求"),
            "service": mark("送达方式"),
            "list_version": mark("名单定义的版本"),
            "edition": mark("规则版次"),
            "announced_on": mark("通知听证之日"),
            "ends_on": mark("决定载明的截止日"),
            "has_repair_notice": mark("修复告知书"),
            "measure": mark("措施"),
            "override_basis": mark("在异议期间采取的依据"),
            "ground": mark("原因"),
            "rule": mark("所依规则"),
        },
        "ended": {
            "expired": mark("期限已到"),
            "repaired": mark("信用修复"),
            "conditions_met": mark("符合移出条件"),
            "wrong_listing": mark("列入有误，已纠正"),
            "court_order": mark("依人民法院裁判移出"),
            "superior_order": mark("依上级机关决定移出"),
            "revoked_on_review": mark("行政复议撤销"),
            "revoked_by_court": mark("人民法院撤销"),
            "revoked_by_source": mark("原机关撤销"),
            "held_void": mark("确认无效"),
            "grounds-gone": mark("所依据的记录均已不存在"),
        },
        "outcome": {
            "open": mark("办理中"),
            "upheld": mark("异议成立"),
            "corrected": mark("异议成立，已经更正"),
            "rejected": mark("异议不成立"),
            "unverifiable": mark("无法核实"),
            "inadmissible": mark("不予受理"),
            "withdrawn": mark("申请人撤回"),
            "granted": mark("准予"),
            "refused": mark("不予修复"),
            "partly": mark("部分准予"),
        },
        "attribute": {"binding": mark("约束性"), "guiding": mark("指导性")},
        "procedure": {"objection": mark("异议"), "complaint": mark("投诉"), "repair": mark("修复申请")},
    }
)
"""Kind of code, to code, to Chinese text."""
