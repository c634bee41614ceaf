"""One example of each event of due process: its plain claims and its disclosures."""

from typing import Any

from tests.domain.builders import AGENCY, COMPANY, KID, PUBLIC_KEY, UUID, Scalars
from tests.domain.due_process import CASE, FACT, LISTING, list_claims

OTHER_FACT = "0190a5b0-0000-7000-8000-000000000010"
OTHER_LISTING = "0190a5b0-0000-4000-8000-00000000000b"
WHO: Scalars = {"subject.identifier_type": "uscc", "subject.identifier": COMPANY}
WINDOW: Scalars = {
    "subject.identity_evidence": "营业执照",
    "subject.clerk": "窗口甲",
    "subject.delegate": "",
    "subject.delegation": "",
}
ASKED: Scalars = {**WHO, **WINDOW, "subject.statement": "eyJ~"}
LISTED = {"listing": LISTING, "list": "market-serious"}
ON_LIST = {**LISTED, "list_version": 1, "edition": 16}
DEFINED = {
    "version": 1,
    "name": "虚构的定义",
    "issuer_level": "provincial",
    "legal_basis": "山东省社会信用条例第二十二条",
    "effective_from": "2021-01-01",
    "effective_to": "2030-12-31",
}
ATTACHMENTS = ("A" * 43, "B" * 42 + "A")
"""Digests as `subject.evidence` spells them."""
TARGETS = f"fact:{FACT},listing:{LISTING}"

DUE_PROCESS: dict[str, tuple[dict[str, Any], Scalars]] = {
    "calendar-published": (
        {
            "year": 2026,
            "version": 1,
            "holidays": ["2026-01-01", "2026-01-02"],
            "workdays": ["2026-01-04"],
            "legal_basis": "国办发明电〔2025〕7号",
        },
        {},
    ),
    "rule-published": (
        {
            "rule": "R-NDRC36-general",
            "version": 1,
            "governs": "publicity",
            "amount": 1,
            "unit": "year",
            "tier": "general",
            "list": "market-serious",
            "source": "国家发展改革委令第36号",
            "article": "第十条",
            "evidence": "secondary",
            "effective_from": "2026-04-01",
            "effective_to": "2030-12-31",
        },
        {},
    ),
    "list-defined": (list_claims(effective_to="2030-12-31"), {}),
    "measure-defined": (
        {**DEFINED, "measure": "no-subsidy", "is_incentive": False, "lists": ["market-serious"], "issuers": [AGENCY]},
        {},
    ),
    "purpose-defined": ({**DEFINED, "purpose": "tender", "readers": [AGENCY]}, {}),
    "subject-key-enrolled": (
        {},
        {**ASKED, "subject.id": UUID, "subject.kid": KID, "subject.public_key": PUBLIC_KEY},
    ),
    "subject-key-ended": ({}, {**ASKED, "subject.id": UUID, "subject.kid": KID}),
    "notice-served": (
        {**ON_LIST, "tier": "serious", "served_on": "2026-05-06", "service": "post", "reply_until": "2026-05-13"},
        {
            **WHO,
            "subject.facts": f"{FACT},{OTHER_FACT}",
            "subject.reason": "两年内受到三次处罚",
            "subject.legal_basis": "总局令第44号第二条",
            "subject.rights": "可以陈述申辩",
            "subject.reply_channel": "虚构路1号",
            "subject.measures": "",
            "subject.service_evidence": "邮寄回执",
        },
    ),
    "reply-received": (
        {"listing": LISTING, "received_on": "2026-05-08"},
        {**ASKED, "subject.text": "情况有误", "subject.evidence": ""},
    ),
    "reply-waived": ({"listing": LISTING, "waived_on": "2026-05-08"}, ASKED),
    "hearing-held": (
        {"listing": LISTING, "announced_on": "2026-05-08", "held_on": "2026-05-20"},
        {**WHO, "subject.record": "听证笔录", "subject.evidence": ""},
    ),
    "listing-decided": (
        {**ON_LIST, "tier": "serious", "decided_on": "2026-05-25", "ends_on": "2029-05-25"},
        {
            **WHO,
            "subject.facts": f"{FACT},{OTHER_FACT}",
            "subject.document_no": "滕市监列〔2026〕1号",
            "subject.reason": "两年内受到三次处罚",
            "subject.legal_basis": "总局令第44号第二条",
            "subject.reply_answer": "",
            "subject.measures": "",
            "subject.removal_conditions": "满一年并纠正违法行为",
            "subject.remedies": "六十日内可以申请复议",
        },
    ),
    "listing-published": (
        {**LISTED, "served_on": "2026-05-26", "service": "in_person", "has_repair_notice": True},
        {
            **WHO,
            "subject.masked_identifier": "",
            "subject.kind": "ENT",
            "subject.name": "滕州市虚构机械有限公司",
            "subject.summary": "两年内受到三次处罚",
            "subject.service_evidence": "送达回证",
        },
    ),
    "listing-ended": (
        {**LISTED, "ground": "conditions_met", "decided_on": "2027-06-01"},
        {**WHO, "subject.reason": "已经纠正", "subject.document_no": ""},
    ),
    "court-list-mirrored": (
        {**ON_LIST, "decided_on": "2026-05-25", "ends_on": "2028-05-25"},
        {
            **WHO,
            "subject.masked_identifier": "",
            "subject.kind": "ENT",
            "subject.name": "滕州市虚构机械有限公司",
            "subject.birth_date": "",
            "subject.document_no": "（2026）鲁0481执1号",
            "subject.reason": "有履行能力而拒不履行",
            "subject.duty": "支付货款",
        },
    ),
    "case-filed": (
        {"case": CASE, "kind": "objection", "edition": 16, "filed_on": "2026-06-01"},
        {
            **ASKED,
            "subject.target_kind": "listing",
            "subject.target": LISTING,
            "subject.text": "主体不是我单位",
            "subject.evidence": "",
            "subject.body": "",
            "subject.document_no": "",
        },
    ),
    "case-accepted": ({"case": CASE, "accepted_on": "2026-06-02", "needs_help": True}, WHO),
    "case-answered": (
        {"case": CASE, "finding": "wrong", "answered_on": "2026-06-03"},
        {**WHO, "subject.reason": "同名单位", "subject.evidence": ""},
    ),
    "case-decided": (
        {"case": CASE, "outcome": "upheld", "decided_on": "2026-06-04"},
        {**WHO, "subject.reason": "核实有误", "subject.evidence": ",".join(ATTACHMENTS)},
    ),
    "case-escalated": (
        {"case": CASE, "edition": 16, "escalated_on": "2026-06-20"},
        {**ASKED, "subject.text": "逾期未答复", "subject.evidence": ""},
    ),
    "correction-stated": (
        {"stated_on": "2026-06-01"},
        {
            **ASKED,
            "subject.target_kind": "fact",
            "subject.target": FACT,
            "subject.text": "已经改正",
            "subject.evidence": "",
        },
    ),
    "repair-applied": (
        {"case": CASE, "edition": 16, "filed_on": "2027-06-01"},
        {
            **ASKED,
            "subject.targets": TARGETS,
            "subject.text": "申请修复",
            "subject.commitment": "今后守法经营",
            "subject.evidence": "",
        },
    ),
    "repair-accepted": ({"case": CASE, "accepted_on": "2027-06-02"}, WHO),
    "repair-granted": (
        {"case": CASE, "edition": 16, "decided_on": "2027-06-08", "listings": [LISTING, OTHER_LISTING]},
        {**WHO, "subject.facts": f"{FACT},{OTHER_FACT}", "subject.reason": "符合条件"},
    ),
    "repair-refused": (
        {"case": CASE, "edition": 16, "decided_on": "2027-06-08", "reason": "duties_open"},
        {**WHO, "subject.targets": TARGETS, "subject.reason": "罚款未缴"},
    ),
    "measure-applied": (
        {
            "listing": LISTING,
            "measure": "no-subsidy",
            "measure_version": 1,
            "applied_on": "2026-06-01",
            "override_basis": "虚构法第一条",
        },
        {**WHO, "subject.content": "暂停补贴"},
    ),
    "measure-ended": (
        {"listing": LISTING, "application": UUID, "ground": "lifted", "ended_on": "2026-07-01"},
        {**WHO, "subject.reason": "名单已经移出"},
    ),
    "commitment-made": (
        {"kind": "administrative", "made_on": "2026-06-01"},
        {**ASKED, "subject.text": "承诺按期办理", "subject.to_body": AGENCY, "subject.fulfil_by": "2026-12-31"},
    ),
    "commitment-fulfilled": (
        {"decided_on": "2026-12-30"},
        {**WHO, "subject.commitment": "j1", "subject.reason": "已经履行", "subject.evidence": ""},
    ),
    "commitment-breached": (
        {"decided_on": "2027-01-05"},
        {**WHO, "subject.commitment": "j1", "subject.reason": "没有履行", "subject.evidence": ""},
    ),
    "decision-revoked": (
        {"ground": "revoked_by_court", "decided_on": "2026-08-01", "listings": [LISTING]},
        {**WHO, "subject.facts": FACT, "subject.reason": "撤销处罚", "subject.document_no": "（2026）鲁04行终1号"},
    ),
    "disclosure-made": (
        {"shape": 1},
        {
            **WHO,
            "subject.unit": AGENCY,
            "subject.purpose": "tender",
            "subject.legal_basis": "政府采购法第二十二条",
            "subject.fields": "subject.name",
            "subject.targets": TARGETS,
            "subject.size": 2,
            "subject.request": "GET /x",
        },
    ),
    "recall-ordered": (
        {"due_on": "2026-08-04"},
        {**WHO, "subject.targets": TARGETS, "subject.unit": AGENCY, "subject.reason": "决定已经撤销"},
    ),
    "recall-delivered": ({"delivered_on": "2026-08-01"}, {**WHO, "subject.recall": "j1"}),
    "recall-confirmed": ({"confirmed_on": "2026-08-02"}, {**WHO, "subject.recall": "j1"}),
    "publicity-ended": (
        {"rule": "R-NDRC36-general", "ended_on": "2027-05-26", "listing": LISTING},
        {**WHO, "subject.facts": FACT},
    ),
    "clock-breached": ({"case": CASE, "rule": "R-SD-39a", "due_on": "2026-06-04"}, WHO),
}

TARGET_TAGS: dict[str, list[str]] = {
    "case-filed": [f"matter:{LISTING}"],
    "correction-stated": [f"fact:{FACT}"],
    "repair-applied": [f"fact:{FACT}", f"matter:{LISTING}"],
    "repair-refused": [f"fact:{FACT}", f"matter:{LISTING}"],
}
"""What docs/events.md calls the target tags, of each example that has some."""
