"""Building blocks of files of acts: a subject, ids, and a row that passes."""

from datetime import date

from tests.town import COMPANY_CODE

TODAY = date(2026, 5, 6)
A, B = "0198c2f0-1111-7222-8333-444455556666", "0198c2f0-1111-4222-8333-444455556667"
WHO = {"identifier": COMPANY_CODE}
NOTICE = {
    **WHO,
    "list": "market-serious",
    "list_version": 1,
    "tier": "严重",
    "served_on": "2026-05-06",
    "service": "直接送达",
    "reply_until": "2026-05-20",
    "facts": [B, A],
    "reason": "未按规定公示年度报告，情节严重",
    "legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
    "rights": "有权陈述、申辩，有权要求听证",
    "reply_channel": "示例局三楼",
    "service_evidence": "送达回证〔2026〕1号",
}
