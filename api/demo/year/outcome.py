"""What a year came to, in a few lines."""

from collections.abc import Iterator

from api.demo.year.director import Director

_TOPICS = (
    ("fact-recorded", "事实入账", "facts"),
    ("notice-served", "告知", "notices"),
    ("reply-request", "陈述申辩", "replies"),
    ("hearing-held", "听证", "hearings"),
    ("listing-published", "列入名单", "listings"),
    ("court-list-mirrored", "法院名单镜像", "court listings"),
    ("case-request", "异议、投诉、复议", "objections, complaints, reviews"),
    ("case-decided", "办结", "cases decided"),
    ("repair-request", "修复申请", "applications for repair"),
    ("repair-granted", "准予修复", "repairs granted"),
    ("recall-confirmed", "召回确认", "recalls confirmed"),
    ("measure-applied", "惩戒措施", "measures"),
    ("decision-revoked", "撤销决定", "revocations"),
    ("commitment-fulfilled", "履约", "commitments kept"),
)


def told(director: Director) -> Iterator[str]:
    """Tell what was recorded and what was refused."""
    for topic, zh, en in _TOPICS:
        yield f"{zh} {director.accepted[topic]} · {en}"
    refused = "，".join(f"{code} × {count}" for code, count in sorted(director.refused.items()))
    yield f"依法拒绝 · refused as the law has it: {sum(director.refused.values())}"
    yield f"  {refused}"
