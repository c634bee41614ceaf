"""Administrative penalties (行政处罚), 双公示 standard of 2018, and what it lacks for a person's protection.

Source: 发改办财金〔2018〕424号; field table of ``domain.md`` 3.3; categories of 行政处罚法 (2021) art 9.
"""

from domain.standard.field import Choice, Field
from domain.standard.shared_fields import (
    DEPRECATED_OR_TECHNICAL,
    act_fields,
    body,
    body_code,
    closing_fields,
    decision_date,
    party_fields,
)
from domain.standard.standard import Standard

PENALTY_CATEGORIES: tuple[Choice, ...] = (
    Choice("warning", "警告", "warning", ("01", "1")),
    Choice("criticism", "通报批评", "notice of criticism"),
    Choice("fine", "罚款", "fine", ("02", "2")),
    Choice(
        "confiscation",
        "没收违法所得、没收非法财物",
        "confiscation of gains or goods",
        ("没收违法所得", "没收非法财物", "没收非法所得", "没收违法所得和非法财物", "03", "3"),
    ),
    Choice(
        "closure",
        "责令停产停业",
        "order to suspend or close business",
        ("责令停产", "责令停业", "责令停产停业整顿", "责令关闭", "限制开展生产经营活动", "04", "4"),
    ),
    Choice(
        "licence_withdrawal",
        "暂扣或者吊销许可证、暂扣或者吊销执照",
        "licence withheld, downgraded or revoked",
        (
            "暂扣或者吊销许可证/执照",
            "暂扣或吊销许可证",
            "暂扣或吊销执照",
            "暂扣许可证",
            "吊销许可证",
            "吊销营业执照",
            "暂扣许可证件",
            "吊销许可证件",
            "降低资质等级",
            "05",
            "5",
        ),
    ),
    Choice("occupation_ban", "限制从业", "ban on an occupation", ("禁止从业",)),
    Choice("detention", "行政拘留", "administrative detention", ("拘留", "06", "6")),
    Choice("other", "其他", "other", ("其它", "99", "7")),
)

TIERS: tuple[Choice, ...] = (
    Choice("minor", "轻微", "minor", ("轻微失信", "轻微违法")),
    Choice("general", "一般", "general", ("一般失信", "一般违法")),
    Choice("serious", "严重", "serious", ("严重失信", "严重违法")),
)

_DECISION: tuple[Field, ...] = (
    Field(
        name="subject.document_no",
        zh="行政处罚决定书文号",
        en="number of the decision",
        code="CF_WSH",
        aliases=("行政处罚决定文书号", "处罚决定书文号", "处罚文书号", "文书号", "CF_CFWSH"),
        max_length=128,
        requirement="M",
    ),
    Field(
        name="subject.document_name",
        zh="处罚名称",
        en="title of the decision",
        aliases=("行政处罚决定文书名称", "CF_CFMC"),
        max_length=200,
    ),
    Field(
        name="subject.violation",
        zh="违法行为类型",
        en="kind of violation",
        code="CF_WFXW",
        max_length=2000,
        requirement="M",
    ),
    Field(
        name="subject.facts",
        zh="违法事实",
        en="facts of the violation",
        code="CF_SY",
        aliases=("处罚事由", "主要违法事实"),
        max_length=4000,
        requirement="M",
    ),
    Field(
        name="subject.basis",
        zh="处罚依据",
        en="legal basis of the penalty",
        code="CF_YJ",
        max_length=4000,
        requirement="M",
    ),
    Field(
        name="subject.penalty_categories",
        zh="处罚类别",
        en="categories of penalty, in the order of the table, joined by a comma",
        code="CF_CFLB",
        aliases=("处罚种类", "CF_CFLB1"),
        kind="choices",
        max_length=256,
        choices=PENALTY_CATEGORIES,
        requirement="M",
    ),
    Field(
        name="file.penalty_category_2",
        zh="处罚类别2",
        en="second category in files of 2015 and 2016",
        code="CF_CFLB2",
        kind="choices",
        max_length=256,
        choices=PENALTY_CATEGORIES,
    ),
    Field(
        name="subject.category_note",
        zh="处罚类别补充说明",
        en="note on another category",
        aliases=("类别补充说明",),
        max_length=256,
        requirement="C",
    ),
    Field(
        name="subject.content",
        zh="处罚内容",
        en="content of the penalty",
        code="CF_NR",
        aliases=("处罚结果", "CF_JG"),
        max_length=4000,
        requirement="M",
    ),
    Field(
        name="subject.fine_fen",
        zh="罚款金额（万元）",
        en="fine",
        code="CF_NR_FK",
        aliases=("罚款金额",),
        kind="fen",
        requirement="C",
    ),
    Field(
        name="subject.confiscated_fen",
        zh="没收违法所得、没收非法财物的金额（万元）",
        en="amount confiscated",
        code="CF_NR_WFFF",
        aliases=("没收违法所得、没收非法财物的金额", "没收金额（万元）"),
        kind="fen",
        requirement="C",
    ),
    Field(
        name="subject.certificate_withdrawn",
        zh="暂扣或吊销证照名称及编号",
        en="name and number of the licence withheld or revoked",
        code="CF_NR_ZKDX",
        max_length=200,
        requirement="C",
    ),
    decision_date("处罚决定日期", "CF_JDRQ", "行政处罚决定日期"),
    Field(
        name="subject.penalty_until",
        zh="处罚有效期",
        en="penalty in force until; 2099-12-31 is without end",
        code="CF_YXQ",
        aliases=("处罚截止期", "CF_QX"),
        kind="date",
        requirement="M",
    ),
    Field(
        name="subject.publicity_until",
        zh="公示截止期",
        en="the provider's end of publicity, which may only shorten ours",
        code="CF_GSJZQ",
        aliases=("公示截止日期", "公示期限"),
        kind="date",
    ),
)

_BODIES: tuple[Field, ...] = (
    body("subject.deciding_body", "处罚机关", "deciding body", "CF_CFJG", "行政处罚机关", "CF_XZJG", "CF_XKJG"),
    body_code(
        "subject.deciding_body_code",
        "处罚机关统一社会信用代码",
        "code of the deciding body",
        "CF_CFJGDM",
        "处罚机关代码",
    ),
    body("subject.source_body", "数据来源单位", "data source body", "CF_SJLY", "数据来源"),
    body_code(
        "subject.source_body_code",
        "数据来源单位统一社会信用代码",
        "code of the data source body",
        "CF_SJLYDM",
        "数据来源单位代码",
    ),
)

_PROTECTION: tuple[Field, ...] = (
    Field(
        name="subject.tier",
        zh="失信程度",
        en="tier of this one act",
        aliases=("严重程度", "违法程度", "失信行为分类"),
        kind="choice",
        max_length=16,
        choices=TIERS,
        requirement="M",
    ),
    Field(
        name="subject.tier_basis",
        zh="失信程度认定依据",
        en="legal basis of the tier",
        aliases=("严重程度认定依据", "违法程度认定依据", "分类依据"),
        max_length=500,
        requirement="M",
    ),
    Field(
        name="subject.is_summary",
        zh="是否适用简易程序",
        en="whether decided by summary procedure",
        aliases=("是否简易程序", "简易程序"),
        kind="flag",
        requirement="M",
    ),
    Field(
        name="subject.is_remedied",
        zh="是否已改正",
        en="whether the act was put right; asked for minor acts",
        aliases=("是否改正", "是否及时改正"),
        kind="flag",
        requirement="C",
    ),
)

CF_2018 = Standard(
    "cf-2018",
    "行政处罚信用信息（2018 年双公示标准）",
    "administrative penalties, 双公示 standard of 2018",
    (*party_fields("CF"), *_DECISION, *_BODIES, *closing_fields(), *act_fields(), *_PROTECTION),
    (*DEPRECATED_OR_TECHNICAL, "CF_ZT", "当前状态", "CF_SYFW", "使用范围", "B000003", "地方编码", "DFBM"),
)
