"""What the law says of the lists, measures and purposes that ship with the product, row by row.

``evidence`` is that of the weakest statement in the row; ``note`` says what is uncertain, or policy of the product.
"""

from typing import NamedTuple

from domain.claims import Level, SubjectKind, Tier
from domain.rule.events import Evidence


class ListRow(NamedTuple):
    """A list, without what differs from city to city."""

    list: str
    name: str
    tier: Tier | None
    kinds: tuple[SubjectKind, ...]
    months: int
    law: str
    since: str
    evidence: Evidence
    note: str
    is_public: bool = True
    names_persons: bool = False


class MeasureRow(NamedTuple):
    """A measure, without who applies it."""

    measure: str
    name: str
    lists: tuple[str, ...]
    law: str
    evidence: Evidence = "memory"
    note: str = "named in the basic list (2021), whose wording is from memory"
    since: str = "2021-12-16"
    is_incentive: bool = False


class PurposeRow(NamedTuple):
    """A purpose, without who looks."""

    purpose: str
    name: str
    level: Level
    law: str
    since: str
    evidence: Evidence
    note: str


_FIRMS: tuple[SubjectKind, ...] = ("ENT", "ORG", "SOLE")
_GPL_77 = "《中华人民共和国政府采购法》第七十七条"
_MSL_57 = "《中华人民共和国兵役法》第五十七条第二款、第六十三条"
_WAGES_48 = "《保障农民工工资支付条例》第四十八条"
_EIP_17 = "《企业信息公示暂行条例》第十七条"
_HONOURS = "《国务院关于建立完善守信联合激励和失信联合惩戒制度加快推进社会诚信建设的指导意见》（国发〔2016〕33号）"
_BASIC = "《全国失信惩戒措施基础清单（2021年版）》"

_MARKET, _WAGES, _PROCUREMENT, _ABNORMAL = (
    "market-serious",
    "wage-arrears",
    "procurement-misconduct",
    "abnormal-operation",
)
_DEFENCE, _COURT, _MODEL = "defence-duty", "court-dishonest", "integrity-model"

LISTS = (
    ListRow(
        _MARKET,
        "市场监督管理严重违法失信名单",
        "serious",
        _FIRMS,
        36,
        "《市场监督管理严重违法失信名单管理办法》（市场监管总局令第44号）",
        "2021-09-01",
        "memory",
        "that it exists is from secondary sources, its term from memory; persons are left out by policy",
    ),
    ListRow(
        _WAGES,
        "拖欠农民工工资失信联合惩戒对象名单",
        "serious",
        _FIRMS,
        36,
        f"{_WAGES_48}；《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源社会保障部令第45号）",
        "2022-01-01",
        "secondary",
        "the article was read, the term is from secondary sources; representatives are not listed with the firm",
    ),
    ListRow(
        _PROCUREMENT,
        "政府采购不良行为记录名单",
        "serious",
        _FIRMS,
        36,
        _GPL_77,
        "2003-01-01",
        "primary",
        "a ban of one to three years; the list's term is the longest; the law's first day is from memory",
    ),
    ListRow(
        _ABNORMAL,
        "经营异常名录",
        "general",
        ("ENT", "SOLE"),
        36,
        _EIP_17,
        "2014-10-01",
        "primary",
        "ends when the duty is performed; after three years a decision on the serious list may follow; "
        "the amendment of 2024 is from memory",
    ),
    ListRow(
        _DEFENCE,
        "拒绝、逃避履行兵役义务人员名单",
        "serious",
        ("NP",),
        24,
        _MSL_57,
        "2021-10-01",
        "primary",
        "only refusal after an order to comply, decided under article 63; restricted: never public",
        is_public=False,
    ),
    ListRow(
        _COURT,
        "失信被执行人名单",
        "serious",
        ("ENT", "NP", "ORG", "SOLE"),
        60,
        "《最高人民法院关于公布失信被执行人名单信息的若干规定》（法释〔2017〕7号）",
        "2017-05-01",
        "memory",
        "mirrored as the court signed it; two years and up to three more, from memory; no reply days bind a court",
        names_persons=True,
    ),
    ListRow(
        _MODEL,
        "诚信示范单位名单",
        None,
        ("ENT", "ORG"),
        24,
        _HONOURS,
        "2016-05-30",
        "memory",
        "the city's plan is no basis; the State Council's opinion is cited from memory; the term is policy",
    ),
)

_PUNISHED = (_COURT, _MARKET, _PROCUREMENT, _WAGES)
_SERIOUS_FIRMS = (_MARKET, _WAGES)
MEASURES = (
    MeasureRow(
        "access-bar", "限制市场或者行业准入", (_MARKET, _PROCUREMENT, _WAGES), f"{_BASIC}；{_GPL_77}；{_WAGES_48}"
    ),
    MeasureRow("office-bar", "限制任职", (_COURT,), f"{_BASIC}；《中华人民共和国公司法》第一百七十八条"),
    MeasureRow(
        "consumption-bar",
        "限制消费",
        (_COURT,),
        f"{_BASIC}；《最高人民法院关于限制被执行人高消费及有关消费的若干规定》（法释〔2015〕17号）",
        note="the court orders it; the wording is from memory",
    ),
    MeasureRow("exit-bar", "限制出境", (_DEFENCE,), _MSL_57, "primary", "two years", "2021-10-01"),
    MeasureRow(
        "study-bar", "限制升学复学", (_DEFENCE,), _MSL_57, "primary", "two years; never for minors", "2021-10-01"
    ),
    MeasureRow("funding-bar", "限制申请财政资金项目", _PUNISHED, _BASIC),
    MeasureRow("honours-bar", "限制参加评先评优", _PUNISHED, _BASIC),
    MeasureRow("preference-bar", "限制享受优惠政策和便利措施", _PUNISHED, _BASIC),
    MeasureRow("key-supervision", "纳入重点监管", (_ABNORMAL, *_SERIOUS_FIRMS), _BASIC),
    MeasureRow("procurement-reference", "推送政府采购参考", _PUNISHED, f"{_BASIC}；{_GPL_77}"),
    MeasureRow("tender-reference", "推送招标投标参考", _PUNISHED, _BASIC),
    MeasureRow(
        "serious-list",
        "列入严重失信名单",
        (_ABNORMAL,),
        f"{_BASIC}；{_EIP_17}",
        note="only after three years, by a decision of its own with its own notice",
    ),
    MeasureRow(
        "shared-display",
        "共享公示",
        (_ABNORMAL, *_PUNISHED),
        _BASIC,
        note="ends with the publicity of the listing; persons by national provision only",
    ),
    MeasureRow(
        "lender-reference",
        "推送金融机构参考",
        (_COURT, *_SERIOUS_FIRMS),
        _BASIC,
        note="recipients confirm removal; from memory",
    ),
    MeasureRow(
        "green-lane",
        "绿色通道、优先办理",
        (_MODEL,),
        _HONOURS,
        note="the city's plan is no basis; the State Council's opinion is cited from memory",
        since="2016-05-30",
        is_incentive=True,
    ),
)

_SD = "《山东省社会信用条例》"
PURPOSES = (
    PurposeRow(
        "licensing",
        "行政许可",
        "provincial",
        f"{_SD}第二十条",
        "2020-10-01",
        "primary",
        "sharing among public bodies; what a law on the licence asks for limits what is looked at",
    ),
    PurposeRow("procurement", "政府采购", "national", _GPL_77, "2003-01-01", "primary", "suppliers under a ban"),
    PurposeRow(
        "tendering", "招标投标", "provincial", f"{_SD}第二十条", "2020-10-01", "primary", "sharing among public bodies"
    ),
    PurposeRow(
        "authorised",
        "经本人书面授权的查询",
        "provincial",
        f"{_SD}第二十条",
        "2020-10-01",
        "primary",
        "the query is kept",
    ),
    PurposeRow(
        "self-access",
        "本人查询",
        "national",
        f"《中华人民共和国个人信息保护法》第四十五条；{_SD}第三十七条",
        "2021-11-01",
        "primary",
        "free of charge; at a desk of the body named",
    ),
    PurposeRow(
        "objection", "异议核查", "provincial", f"{_SD}第三十九条", "2020-10-01", "primary", "what is disputed, no more"
    ),
    PurposeRow(
        "court-order",
        "人民法院依法调取",
        "national",
        "《中华人民共和国民事诉讼法》第七十条",
        "2024-01-01",
        "memory",
        "article and date from memory",
    ),
)
