"""Generic record of twelve fields: honours, registrations, judgments and whatever has no standard of its own."""

from domain.standard.field import Field
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

_DECISION: tuple[Field, ...] = (
    Field(
        name="subject.title",
        zh="事项名称",
        en="title of the record",
        aliases=("荣誉名称", "信息名称"),
        max_length=200,
        requirement="M",
    ),
    Field(
        name="subject.document_no",
        zh="文书号",
        en="number of the document",
        aliases=("决定文号", "文号", "证书编号"),
        max_length=128,
        requirement="M",
    ),
    Field(
        name="subject.content",
        zh="事项内容",
        en="content",
        aliases=("内容", "事由"),
        max_length=4000,
        requirement="M",
    ),
    decision_date("决定日期", "", "认定日期", "授予日期"),
    Field(
        name="subject.valid_to",
        zh="有效期至",
        en="valid to; 2099-12-31 is without end",
        aliases=("截止日期",),
        kind="date",
    ),
)

_BODIES: tuple[Field, ...] = (
    body("subject.deciding_body", "认定单位", "deciding body", "", "决定机关", "授予单位"),
    body_code(
        "subject.deciding_body_code", "认定单位统一社会信用代码", "code of the deciding body", "", "决定机关代码"
    ),
    body("subject.source_body", "数据来源单位", "data source body", "", "数据来源"),
    body_code(
        "subject.source_body_code",
        "数据来源单位统一社会信用代码",
        "code of the data source body",
        "",
        "数据来源单位代码",
    ),
)

BASIC = Standard(
    "basic",
    "通用信用信息",
    "generic record",
    (*party_fields(""), *_DECISION, *_BODIES, *closing_fields(), *act_fields()),
    DEPRECATED_OR_TECHNICAL,
)
