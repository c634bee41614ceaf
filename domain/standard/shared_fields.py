"""Fields that every standard shares, built for the prefix of its codes."""

from domain.standard.choices import IDENTIFIER_TYPE_CHOICES, PERSON_DOCUMENT_CHOICES, SUBJECT_KIND_CHOICES
from domain.standard.field import Field

DEPRECATED_OR_TECHNICAL: tuple[str, ...] = (
    "序号",
    "SJC",
    "ADD_TIME",
    "CREATE_DATE",
    "CREATE_DEPT_NAME",
    "RESOURCE_ID",
    "CHECK_FLAG",
    "PERSON_ID",
    "SCBMBM",
    "XZQHBM",
    "更新时间",
    "数据更新时间",
    "时间戳",
)


def coded(prefix: str, *tails: str) -> tuple[str, ...]:
    """Give the standard's codes for a prefix (``XK``, ``CF``); none for a standard without codes."""
    return tuple(f"{prefix}_{tail}" for tail in tails) if prefix else ()


def _code(prefix: str, tail: str) -> str:
    return f"{prefix}_{tail}" if prefix else ""


def party_fields(prefix: str) -> tuple[Field, ...]:
    """Build fields 1 to 13 of the 双公示 standard: who the record is about, and who stands for it.

    Args:
        prefix: ``XK`` or ``CF``; empty for a standard without codes.
    """
    name = Field(
        name="subject.name",
        zh="行政相对人名称",
        en="name of the subject",
        code=_code(prefix, "XDR_MC"),
        aliases=("相对人名称", "当事人名称", "信用主体名称", "主体名称", "姓名", "B000001", *coded(prefix, "XDR")),
        requirement="M",
    )
    kind = Field(
        name="subject.kind",
        zh="行政相对人类别",
        en="kind of subject",
        code=_code(prefix, "XDR_LB"),
        aliases=("相对人类别", "主体类别", "主体类型"),
        kind="subject_kind",
        max_length=16,
        choices=SUBJECT_KIND_CHOICES,
        requirement="M",
    )
    return (name, kind, *_code_fields(prefix), *_representative_fields(prefix), *_document_fields(prefix))


def _code_fields(prefix: str) -> tuple[Field, ...]:
    """代码_1 to 代码_6. The first becomes ``subject.identifier`` of type ``uscc``; the others are kept as given."""
    table = (
        ("file.uscc", "代码_1（统一社会信用代码）", "unified social credit code", "XDR_SHXYM", 18, ("XDR_ZDM",)),
        ("subject.code_reg", "代码_2（工商注册号）", "registration number", "XDR_GSZC", 50, ("XDR_GSDJ",)),
        ("subject.code_orgcode", "代码_3（组织机构代码）", "organisation code", "XDR_ZZJG", 9, ()),
        ("subject.code_tax", "代码_4（税务登记号）", "tax registration number", "XDR_SWDJ", 20, ()),
        ("subject.code_inst", "代码_5（事业单位证书号）", "certificate no. of an institution", "XDR_SYDW", 12, ()),
        (
            "subject.code_social",
            "代码_6（社会组织登记证号）",
            "registration no. of an organisation",
            "XDR_SHZZ",
            50,
            (),
        ),
    )
    return tuple(
        Field(
            name=name,
            zh=zh,
            en=en,
            code=_code(prefix, tail),
            aliases=(*_headings_of_code(zh), *coded(prefix, *old)),
            kind="identifier",
            max_length=length,
            requirement="C" if name == "file.uscc" else "O",
        )
        for name, zh, en, tail, length, old in table
    )


def _headings_of_code(zh: str) -> tuple[str, str]:
    number, _, title = zh.rstrip("）").partition("（")
    return number, title


def _representative_fields(prefix: str) -> tuple[Field, ...]:
    return (
        Field(
            name="representative.name",
            zh="法定代表人",
            en="legal representative, or operator of an individual business",
            code=_code(prefix, "FRDB"),
            aliases=(
                "法定代表人姓名",
                "负责人",
                "经营者",
                "经营者姓名",
                "法定代表人（负责人）",
                *coded(prefix, "FR", "FR_XM"),
            ),
            max_length=50,
            requirement="C",
        ),
        Field(
            name="representative.identifier_type",
            zh="法定代表人证件类型",
            en="document of the representative",
            code=_code(prefix, "FR_ZJLX"),
            aliases=("经营者证件类型",),
            kind="identifier_type",
            max_length=64,
            choices=PERSON_DOCUMENT_CHOICES,
        ),
        Field(
            name="representative.identifier",
            zh="法定代表人证件号码",
            en="document number of the representative",
            code=_code(prefix, "FR_ZJHM"),
            aliases=("法定代表人身份证号", "法定代表人身份证号码", "经营者证件号码", *coded(prefix, "FR_SFZH")),
            kind="identifier",
            max_length=64,
            requirement="C",
        ),
        Field(
            name="representative.birth_date",
            zh="法定代表人出生日期",
            en="birth date of the representative",
            aliases=("经营者出生日期",),
            kind="date",
            requirement="C",
        ),
    )


def _document_fields(prefix: str) -> tuple[Field, ...]:
    return (
        Field(
            name="subject.identifier_type",
            zh="证件类型",
            en="document or code of the subject",
            code=_code(prefix, "XDR_ZJLX"),
            aliases=("自然人证件类型", "行政相对人证件类型"),
            kind="identifier_type",
            max_length=64,
            choices=IDENTIFIER_TYPE_CHOICES,
            requirement="M",
        ),
        Field(
            name="subject.identifier",
            zh="证件号码",
            en="document number or code of the subject",
            code=_code(prefix, "XDR_ZJHM"),
            aliases=(
                "自然人证件号码",
                "行政相对人证件号码",
                "身份证号",
                "身份证号码",
                "B000002",
                *coded(prefix, "XDR_SFZ"),
            ),
            kind="identifier",
            max_length=64,
            requirement="M",
        ),
        Field(
            name="subject.birth_date",
            zh="出生日期",
            en="birth date, where the document does not hold it",
            aliases=("自然人出生日期", "行政相对人出生日期"),
            kind="date",
            requirement="C",
        ),
    )


def act_fields() -> tuple[Field, ...]:
    """Build the dates that rules on minors and on retention run from; the 2018 standard lacks them."""
    return (
        Field(
            name="subject.act_date",
            zh="违法行为发生日期",
            en="date of the act",
            aliases=("行为发生日期", "失信行为发生日期"),
            kind="date",
            requirement="C",
        ),
        Field(
            name="subject.act_end_date",
            zh="违法行为终止日期",
            en="end of an act that went on",
            aliases=("行为终止日期", "失信行为终止日期"),
            kind="date",
        ),
    )


def closing_fields() -> tuple[Field, ...]:
    """Build the remark and the row discriminator."""
    return (
        Field(name="subject.remark", zh="备注", en="remark", code="BZ", max_length=4000),
        Field(
            name="subject.row",
            zh="行区分号",
            en="row discriminator: tells apart several results of one document for one subject",
            aliases=("行标识", "区分号"),
            kind="row",
            max_length=32,
        ),
    )


def decision_date(zh: str, code: str, *aliases: str) -> Field:
    """Build the decision date: a plain claim, because public clocks run from it."""
    return Field(
        name="decided_on", zh=zh, en="date of the decision", code=code, aliases=aliases, kind="date", requirement="M"
    )


def body(name: str, zh: str, en: str, code: str, *aliases: str) -> Field:
    """Build the name of a public body."""
    return Field(name=name, zh=zh, en=en, code=code, aliases=aliases, max_length=200, requirement="M")


def body_code(name: str, zh: str, en: str, code: str, *aliases: str) -> Field:
    """Build the unified social credit code of a public body."""
    return Field(name=name, zh=zh, en=en, code=code, aliases=aliases, kind="code", max_length=18, requirement="M")
