"""Administrative licences (行政许可), 双公示 standard of 2018.

Source: 发改办财金〔2018〕424号; field table of ``domain.md`` 3.3.
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

LONG_TERM = "2099-12-31"
"""The standard's way of saying: without end."""

LICENCE_CATEGORIES: tuple[Choice, ...] = (
    Choice("ordinary", "普通", "ordinary licence", ("普通许可", "01", "1")),
    Choice("concession", "特许", "concession", ("特许许可", "02", "2")),
    Choice("recognition", "认可", "recognition of qualification", ("认可许可", "03", "3")),
    Choice("approval", "核准", "approval", ("核准许可", "04", "4")),
    Choice("registration", "登记", "registration", ("登记许可", "05", "5")),
    Choice("other", "其他", "other", ("其它", "99", "6")),
)

STATUSES: tuple[Choice, ...] = (
    Choice("valid", "有效", "valid", ("1", "正常")),
    Choice("invalid", "无效", "not valid", ("2", "撤销", "注销", "作废")),
)

_DECISION: tuple[Field, ...] = (
    Field(
        name="subject.document_name",
        zh="行政许可决定文书名称",
        en="title of the decision",
        code="XK_XKWS",
        aliases=("许可决定文书名称", "项目名称", "XK_XMMC"),
        max_length=64,
        requirement="M",
    ),
    Field(
        name="subject.document_no",
        zh="行政许可决定文书号",
        en="number of the decision",
        code="XK_WSH",
        aliases=("行政许可决定书文号", "许可决定文书号", "许可文书号", "文书号", "XK_XKWSH"),
        max_length=64,
        requirement="M",
    ),
    Field(
        name="subject.licence_category",
        zh="许可类别",
        en="category of licence",
        code="XK_XKLB",
        aliases=("审批类别", "XK_SPLB"),
        kind="choice",
        max_length=256,
        choices=LICENCE_CATEGORIES,
        requirement="M",
    ),
    Field(
        name="subject.category_note",
        zh="许可类别补充说明",
        en="note on another category",
        aliases=("类别补充说明",),
        max_length=256,
        requirement="C",
    ),
    Field(
        name="subject.certificate_name",
        zh="许可证书名称",
        en="name of the certificate",
        code="XK_XKZS",
        max_length=64,
    ),
    Field(
        name="subject.certificate_no",
        zh="许可编号",
        en="number of the certificate",
        code="XK_XKBH",
        aliases=("许可证书编号",),
        max_length=64,
    ),
    Field(
        name="subject.content",
        zh="许可内容",
        en="what is permitted",
        code="XK_NR",
        aliases=("XK_XKNR",),
        max_length=4000,
        requirement="M",
    ),
    decision_date("许可决定日期", "XK_JDRQ", "行政许可决定日期", "XK_XKRQ"),
    Field(
        name="subject.valid_from",
        zh="有效期自",
        en="valid from",
        code="XK_YXQZ",
        aliases=("许可有效期自", "XK_YXQS"),
        kind="date",
        requirement="M",
    ),
    Field(
        name="subject.valid_to",
        zh="有效期至",
        en="valid to; 2099-12-31 is without end",
        code="XK_YXQZI",
        aliases=("许可有效期至", "许可截止期", "XK_JZQ"),
        kind="date",
        requirement="M",
    ),
)

_BODIES: tuple[Field, ...] = (
    body("subject.deciding_body", "许可机关", "deciding body", "XK_XKJG", "行政许可机关"),
    body_code(
        "subject.deciding_body_code",
        "许可机关统一社会信用代码",
        "code of the deciding body",
        "XK_XKJGDM",
        "许可机关代码",
    ),
    Field(
        name="subject.status",
        zh="当前状态",
        en="present state",
        code="XK_ZT",
        aliases=("许可状态", "状态"),
        kind="choice",
        max_length=16,
        choices=STATUSES,
        requirement="M",
    ),
    body("subject.source_body", "数据来源单位", "data source body", "XK_LYDW", "数据来源"),
    body_code(
        "subject.source_body_code",
        "数据来源单位统一社会信用代码",
        "code of the data source body",
        "XK_LYDWDM",
        "数据来源单位代码",
    ),
)

XK_2018 = Standard(
    "xk-2018",
    "行政许可信用信息（2018 年双公示标准）",
    "administrative licences, 双公示 standard of 2018",
    (*party_fields("XK"), *_DECISION, *_BODIES, *closing_fields(), *act_fields()),
    (*DEPRECATED_OR_TECHNICAL, "XK_SYFW", "使用范围", "B000003", "地方编码", "DFBM"),
)
