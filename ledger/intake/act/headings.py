"""What the fields of acts are called in tables and answers: name → (Chinese heading, English)."""

from collections.abc import Mapping
from types import MappingProxyType

Heading = tuple[str, str]

HEADINGS: Mapping[str, Heading] = MappingProxyType(
    {
        # Plain claims.
        "accepted_on": ("受理日期", "day of acceptance"),
        "announced_on": ("听证公告日期", "day on which the hearing was announced"),
        "answered_on": ("答复日期", "day of the answer"),
        "application": ("措施实施编号", "id of the application of the measure"),
        "applied_on": ("实施日期", "day of application"),
        "case": ("案件编号", "id of the case"),
        "confirmed_on": ("确认日期", "day of confirmation"),
        "decided_on": ("决定日期", "day of the decision"),
        "edition": ("规则版次", "edition of the rules"),
        "ended_on": ("解除日期", "day of ending"),
        "ends_on": ("期限截止日期", "first day on which it is no longer shown"),
        "finding": ("核查结论", "finding"),
        "ground": ("事由", "ground"),
        "has_repair_notice": ("修复告知书是否同时送达", "whether the repair notice was served with it"),
        "hearing": ("听证要求", "hearing demanded, or no longer"),
        "held_on": ("听证日期", "day of the hearing"),
        "kind": ("类别", "kind"),
        "list": ("名单", "list"),
        "list_version": ("名单版本", "version of the list"),
        "listing": ("列入编号", "id of the listing"),
        "listings": ("列入编号（可多个）", "ids of listings"),
        "measure": ("措施", "measure"),
        "measure_version": ("措施版本", "version of the measure"),
        "needs_help": ("是否需要其他单位协助", "whether another unit must help"),
        "outcome": ("处理结果", "outcome"),
        "override_basis": ("争议期间实施的法律依据", "law by which it is applied although contested"),
        "reason": ("不予修复的情形", "kind of reason"),
        "reply_until": ("陈述申辩截止日期", "last day for a reply"),
        "served_on": ("送达日期", "day of service"),
        "service": ("送达方式", "how it was served"),
        "tier": ("失信程度", "tier"),
        # Disclosures.
        "subject.birth_date": ("出生日期", "birth date"),
        "subject.body": ("受理单位", "body or court"),
        "subject.clerk": ("窗口经办人", "clerk at the window"),
        "subject.commitment": ("信用承诺书", "text of the commitment"),
        "subject.content": ("措施内容", "content of the measure"),
        "subject.delegate": ("代理人", "delegate"),
        "subject.delegation": ("授权委托书", "authorisation of the delegate"),
        "subject.document_no": ("文书号", "number of the document"),
        "subject.duty": ("生效文书确定的义务", "duty that the judgment names"),
        "subject.evidence": ("证据附件", "attachments"),
        "subject.facts": ("事实编号（可多个）", "ids of facts"),
        "subject.fulfil_by": ("承诺履行期限", "last day for keeping it"),
        "subject.identifier": ("主体代码", "identifier"),
        "subject.identifier_type": ("主体代码类型", "type of identifier"),
        "subject.identity_evidence": ("核验的身份证件", "document of identity that was checked"),
        "subject.kid": ("密钥编号", "id of the key"),
        "subject.kind": ("主体类别", "kind of subject"),
        "subject.legal_basis": ("法律依据", "legal basis"),
        "subject.masked_identifier": ("公示用代码（隐去部分）", "identifier as the public sees it"),
        "subject.measures": ("拟采取的措施（可多个）", "measures"),
        "subject.name": ("主体名称", "name"),
        "subject.public_key": ("公钥", "public key"),
        "subject.reason": ("理由", "reasons"),
        "subject.recall": ("停用通知编号", "id of the recall"),
        "subject.record": ("听证笔录", "record of the hearing"),
        "subject.remedies": ("救济途径和期限", "remedies and their deadlines"),
        "subject.removal_conditions": ("移出条件", "conditions of removal"),
        "subject.reply_answer": ("对陈述申辩的答复", "answer to the reply"),
        "subject.reply_channel": ("陈述申辩渠道", "where to reply"),
        "subject.rights": ("当事人权利", "rights"),
        "subject.service_evidence": ("送达凭证", "proof of service"),
        "subject.summary": ("公示摘要", "summary that the public sees"),
        "subject.target": ("对象编号", "id of what it is about"),
        "subject.target_kind": ("对象类别", "kind of what it is about"),
        "subject.targets": ("对象编号（可多个）", "ids of what it is about"),
        "subject.text": ("内容", "text"),
        "subject.to_body": ("承诺对象单位代码", "code of the body it is made to"),
    }
)

SPECIAL: Mapping[tuple[str, str], Heading] = MappingProxyType(
    {
        ("commitment-fulfilled", "subject.commitment"): ("承诺编号", "id of the commitment"),
        ("commitment-breached", "subject.commitment"): ("承诺编号", "id of the commitment"),
        ("listing-ended", "decided_on"): ("移出决定日期", "day of the decision to end it"),
    }
)
"""Fields that mean something else in one act: (act, name) → heading."""


def heading_of(act: str, name: str) -> Heading:
    """Give the heading of a field.

    Raises:
        KeyError: There is no such field.
    """
    return SPECIAL.get((act, name)) or HEADINGS[name]
