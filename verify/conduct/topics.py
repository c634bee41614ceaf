"""What events are called in reports, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ledger-opened": "开账",
        "agency-enrolled": "机关登记",
        "agency-closed": "机关退出",
        "key-enrolled": "密钥登记",
        "key-rotated": "密钥更换",
        "key-revoked": "密钥撤销",
        "catalogue-item-published": "目录事项发布",
        "catalogue-item-withdrawn": "目录事项撤回",
        "subject-opened": "建立主体档案",
        "identifier-linked": "关联代码",
        "identifier-unlinked": "解除代码关联",
        "subject-erased": "删除主体数据",
        "record-erased": "删除记录数据",
        "fact-recorded": "记录事实",
        "fact-corrected": "更正事实",
        "fact-withdrawn": "撤回事实",
        "calendar-published": "工作日历发布",
        "rule-published": "规则发布",
        "list-defined": "名单设定",
        "measure-defined": "措施设定",
        "purpose-defined": "查询用途设定",
        "subject-key-enrolled": "主体密钥登记",
        "subject-key-ended": "主体密钥终止",
        "notice-served": "列入前告知",
        "reply-received": "陈述申辩",
        "reply-waived": "放弃陈述申辩",
        "hearing-held": "听证",
        "listing-decided": "列入决定",
        "listing-published": "列入公布",
        "listing-ended": "移出",
        "court-list-mirrored": "失信被执行人名单",
        "case-filed": "异议、投诉、复议、诉讼",
        "case-accepted": "受理",
        "case-answered": "核查反馈",
        "case-decided": "处理决定",
        "case-escalated": "升级办理",
        "correction-stated": "改正说明",
        "repair-applied": "信用修复申请",
        "repair-accepted": "信用修复受理",
        "repair-granted": "准予信用修复",
        "repair-refused": "不予信用修复",
        "measure-applied": "实施措施",
        "measure-ended": "终止措施",
        "commitment-made": "信用承诺",
        "commitment-fulfilled": "承诺履行",
        "commitment-breached": "承诺违背",
        "decision-revoked": "撤销决定",
        "disclosure-made": "查询记录",
        "recall-ordered": "召回通知",
        "recall-delivered": "召回送达",
        "recall-confirmed": "召回确认",
        "publicity-ended": "公示期满",
        "clock-breached": "逾期记录",
    }
)


def topic_name(topic: str, *, is_chinese: bool) -> str:
    """Name an event of the closed table."""
    name = topic.removeprefix("urn:chengjian:").removesuffix(":v1")
    return _NAMES[name] if is_chinese else name
