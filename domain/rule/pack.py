"""The rules that ship with the product, each with its number, its interval and where it stands.

The credit centre publishes them as signed events; nothing in the code decides by a number written here. ``memory``
and ``secondary`` say that the number is still to be compared with the official text. `docs/rules.md` shows them all;
it is written from this file.
"""

from typing import NamedTuple

from domain.claims import Tier
from domain.rule.events import Evidence, Governs, RulePublished, Unit


class _Source(NamedTuple):
    """A law, and since when and until when it applies."""

    name: str
    since: str
    until: str | None = None


_SD = _Source("《山东省社会信用条例》", "2020-10-01")
_APL = _Source("《中华人民共和国行政处罚法》（2021年修订）", "2021-07-15")
_AR = _Source("《中华人民共和国行政复议法》（2023年修订）", "2024-01-01")
_AL = _Source("《中华人民共和国行政诉讼法》", "2015-05-01")
_N58 = _Source("《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）", "2023-05-01", "2026-03-31")
_N36 = _Source("《信用修复管理办法》（国家发展改革委令第36号）", "2026-04-01")
_GBF22 = _Source("国办发〔2025〕22号", "2025-06-22")
_SPC = _Source("《最高人民法院关于公布失信被执行人名单信息的若干规定》（法释〔2017〕7号）", "2017-05-01")
_ZX = _Source("《征信业管理条例》（国务院令第631号）", "2013-03-15")
_GI = _Source("《中华人民共和国政府信息公开条例》（国务院令第711号）", "2019-05-15")
_EIP = _Source("《企业信息公示暂行条例》（国务院令第654号）", "2014-10-01")
_SAMR44 = _Source("《市场监督管理严重违法失信名单管理办法》（市场监管总局令第44号）", "2021-09-01")
_SAMR2025 = _Source(f"{_SAMR44.name}，处理时限依市场监管总局2025年12月2日公布的修复措施", "2025-12-02")
_SAMR45 = _Source("《市场监督管理行政处罚信息公示规定》（市场监管总局令第45号）", "2021-09-01")
_MOHRSS45 = _Source("《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源社会保障部令第45号）", "2022-01-01")
_GPL = _Source("《中华人民共和国政府采购法》", "2003-01-01")
_MSL = _Source("《中华人民共和国兵役法》", "2021-10-01")
_PIPL = _Source("《中华人民共和国个人信息保护法》", "2021-11-01")
_POLICY = _Source("诚鉴产品政策，非法律规定 · product policy, not law", "2026-01-01")

_WAGES = "wage-arrears"
_MARKET = "market-serious"


def _rule(
    rule: str,
    governs: Governs,
    amount: int,
    unit: Unit,
    source: _Source,
    article: str | None,
    evidence: Evidence,
    *,
    tier: Tier | None = None,
    list_id: str | None = None,
) -> RulePublished:
    claims = {
        "rule": rule,
        "version": 1,
        "governs": governs,
        "amount": amount,
        "unit": unit,
        "tier": tier,
        "list": list_id,
        "source": source.name,
        "article": article,
        "evidence": evidence,
        "effective_from": source.since,
        "effective_to": source.until,
    }
    return RulePublished.from_claims({name: value for name, value in claims.items() if value is not None}, {})


_OBJECTIONS = (
    _rule("R-SD-39a", "objection", 3, "working_day", _SD, "第三十九条", "primary"),
    _rule("R-SD-39b", "objection-with-help", 7, "working_day", _SD, "第三十九条", "primary"),
    _rule("R-ZX-26", "complaint", 30, "day", _ZX, "第二十六条", "primary"),
    _rule("R-POL-suspension", "suspension", 0, "day", _POLICY, "INV-9", "policy"),
)
_LISTINGS = (
    _rule("R-POL-reply", "reply", 5, "working_day", _POLICY, "INV-4", "policy"),
    _rule("R-APL-64a", "hearing-request", 5, "working_day", _APL, "第六十四条、第八十五条", "primary"),
    _rule("R-APL-64b", "hearing-notice", 7, "working_day", _APL, "第六十四条、第八十五条", "primary"),
    _rule("R-AR-20", "review", 60, "day", _AR, "第二十条", "primary"),
    _rule("R-AL-46", "suit", 6, "month", _AL, "第四十六条", "primary"),
)
_REVOCATIONS = (
    _rule("R-SD-40", "revocation-report", 3, "working_day", _SD, "第四十条", "primary"),
    _rule("R-APL-48", "revocation-publicity", 3, "working_day", _APL, "第四十八条、第八十五条", "primary"),
)
_PUBLICITY = (
    _rule("R-SD-38", "retention", 5, "year", _SD, "第三十八条", "primary"),
    _rule("R-NDRC58-minor", "publicity", 0, "day", _N58, None, "memory", tier="minor"),
    _rule("R-NDRC58-general", "publicity", 3, "year", _N58, None, "memory", tier="general"),
    _rule("R-NDRC58-serious", "publicity", 3, "year", _N58, None, "memory", tier="serious"),
    _rule("R-NDRC36-minor", "publicity", 3, "month", _N36, None, "secondary", tier="minor"),
    _rule("R-NDRC36-general", "publicity", 1, "year", _N36, None, "secondary", tier="general"),
    _rule("R-NDRC36-serious", "publicity", 3, "year", _N36, None, "secondary", tier="serious"),
    _rule("R-SAMR44", "publicity", 3, "year", _SAMR44, None, "memory", list_id=_MARKET),
    _rule("R-MOHRSS45", "publicity", 3, "year", _MOHRSS45, None, "secondary", list_id=_WAGES),
)
_REPAIRS = (
    _rule("R-NDRC58-minor-from", "repair-from", 0, "day", _N58, None, "memory", tier="minor"),
    _rule("R-NDRC58-general-from", "repair-from", 3, "month", _N58, None, "memory", tier="general"),
    _rule("R-NDRC58-serious-from", "repair-from", 1, "year", _N58, None, "memory", tier="serious"),
    _rule("R-NDRC58-false", "false-material", 3, "year", _N58, None, "memory"),
    _rule("R-NDRC36-minor-from", "repair-from", 0, "day", _N36, None, "secondary", tier="minor"),
    _rule("R-NDRC36-general-from", "repair-from", 3, "month", _N36, None, "secondary", tier="general"),
    _rule("R-NDRC36-serious-from", "repair-from", 1, "year", _N36, None, "secondary", tier="serious"),
    _rule("R-NDRC36-false", "false-material", 3, "year", _N36, None, "memory"),
    _rule("R-SAMR44-from", "repair-from", 1, "year", _SAMR44, None, "memory", list_id=_MARKET),
    _rule("R-MOHRSS45-from", "repair-from", 6, "month", _MOHRSS45, None, "secondary", list_id=_WAGES),
    _rule("R-GBF22-accept", "repair-acceptance", 3, "working_day", _GBF22, None, "secondary"),
    _rule("R-GBF22-total", "repair-decision", 10, "working_day", _GBF22, None, "secondary"),
)
_COURT = (
    _rule("R-SPC-2", "court-list-term", 2, "year", _SPC, "第二条", "memory"),
    _rule("R-SPC-10", "court-list-removal", 3, "working_day", _SPC, "第十条", "memory"),
)
_REFERENCE = (
    _rule("R-ZX-16", "reference", 5, "year", _ZX, "第十六条", "primary"),
    _rule("R-ZX-25", "reference", 20, "day", _ZX, "第二十五条", "primary"),
    _rule("R-GI-26", "reference", 20, "working_day", _GI, "第二十六条", "primary"),
    _rule("R-GI-32", "reference", 15, "working_day", _GI, "第三十二条", "primary"),
    _rule("R-GI-33", "reference", 20, "working_day", _GI, "第三十三条", "primary"),
    _rule("R-GI-33-extension", "reference", 20, "working_day", _GI, "第三十三条", "primary"),
    _rule("R-EIP-6", "reference", 20, "working_day", _EIP, "第六条、第十条", "primary"),
    _rule("R-EIP-13", "reference", 20, "working_day", _EIP, "第十三条", "primary"),
    _rule("R-EIP-17", "reference", 3, "year", _EIP, "第十七条", "primary"),
    _rule("R-APL-60", "reference", 90, "day", _APL, "第六十条", "primary"),
    _rule("R-APL-61", "reference", 7, "working_day", _APL, "第六十一条、第八十五条", "primary"),
    _rule("R-AR-62", "reference", 60, "day", _AR, "第六十二条", "primary"),
    _rule("R-AR-62-extension", "reference", 30, "day", _AR, "第六十二条", "primary"),
    _rule("R-AL-45", "reference", 15, "day", _AL, "第四十五条", "primary"),
    _rule("R-GPL-77", "reference", 3, "year", _GPL, "第七十七条", "primary"),
    _rule("R-MSL-57", "reference", 2, "year", _MSL, "第五十七条", "primary"),
    _rule("R-PIPL-56", "reference", 3, "year", _PIPL, "第五十六条", "primary"),
    _rule("R-NDRC58-removal", "reference", 3, "working_day", _N58, None, "memory"),
    _rule("R-SAMR44-decision", "reference", 7, "working_day", _SAMR2025, None, "secondary", list_id=_MARKET),
    _rule("R-SAMR45-light", "reference", 3, "month", _SAMR45, None, "memory"),
    _rule("R-SAMR45-other", "reference", 3, "year", _SAMR45, None, "memory"),
    _rule("R-SPC-2-extension", "reference", 3, "year", _SPC, "第二条", "memory"),
    _rule("R-SPC-5", "reference", 15, "day", _SPC, "第五条", "memory"),
    _rule("R-SPC-9", "reference", 3, "working_day", _SPC, "第九条", "memory"),
    _rule("R-SPC-10-relisting", "reference", 6, "month", _SPC, "第十条", "memory"),
    _rule("R-SPC-11", "reference", 15, "day", _SPC, "第十一条", "memory"),
    _rule("R-SPC-12", "reference", 10, "day", _SPC, "第十二条", "memory"),
)

RULE_PACK: tuple[RulePublished, ...] = (
    *_OBJECTIONS,
    *_LISTINGS,
    *_REVOCATIONS,
    *_PUBLICITY,
    *_REPAIRS,
    *_COURT,
    *_REFERENCE,
)
