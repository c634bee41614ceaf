"""Refusals that protect the subject: minors (INV-3), prohibited content (INV-2), what is sealed or too slight."""

from domain.refusal import Refusal, Span

_SD_13 = "山东省社会信用条例 art 13"
_SD_16 = "山东省社会信用条例 art 16"
_SD_38 = "山东省社会信用条例 art 38; 征信业管理条例 art 16"
_MINORS = "山东省社会信用条例 art 2; 民法典 art 17, 18; 未成年人保护法 art 103; 预防未成年人犯罪法 art 59"


class MinorAtActError(Refusal):
    """The subject was under 18 at the act (INV-3)."""

    code = "minor-at-act"
    article = _MINORS
    ZH = "行为发生时当事人未满十八周岁，不得记入不良信息，成年后也不得补记。"
    EN = "The person was under 18 at the act: no adverse record, not even later when adult."
    MEND_ZH = (
        "请勿报送。十六周岁以上以自己劳动收入为主要生活来源的（民法典第十八条），账本无从核实，一律按未成年人保护。"
    )
    MEND_EN = (
        "Do not submit it. Living on one's own labour at 16 or 17 (Civil Code art 18) cannot be verified here, "
        "so the ledger protects every person under 18."
    )


class NotFullCapacityError(Refusal):
    """The subject was under 18 on the decision date; minors are no credit subjects."""

    code = "subject-not-of-full-capacity"
    article = "山东省社会信用条例 art 2; 个人信息保护法 art 28, 31"
    ZH = "社会信用主体须具有完全民事行为能力，决定日期当事人未满十八周岁。"
    EN = "Credit subjects have full civil capacity; on the decision date the person was under 18."
    MEND_ZH = "请勿报送未成年人的信息，包括表彰。"
    MEND_EN = "Do not submit records of minors, honours included."


class RepresentativeMinorError(Refusal):
    """The representative named is under 18."""

    code = "representative-is-minor"
    article = "未成年人保护法 art 103; 个人信息保护法 art 28, 31"
    ZH = "法定代表人（负责人）未满十八周岁，其个人信息不得记入。"
    EN = "The representative is under 18; his data may not be recorded."
    MEND_ZH = "请删去法定代表人的全部字段；单位的记录可以照常报送。"
    MEND_EN = "Leave out every field of the representative; the organisation's own record may be submitted."


class ActDateMissingError(Refusal):
    """An adverse fact about a person does not say when the act was."""

    code = "act-date-missing"
    article = _MINORS
    ZH = "自然人和个体工商户的不良信息须填写违法行为发生日期，否则无法判断当时是否成年。"
    EN = "An adverse fact about a person states the date of the act; without it nobody can tell whether he was adult."
    MEND_ZH = "请按决定书补填违法行为发生日期。"
    MEND_EN = "Take the date of the act from the decision."


class BirthDateMissingError(Refusal):
    """The document number does not hold the birth date and none was given."""

    code = "birth-date-missing"
    article = _MINORS
    ZH = "证件号码不含完整出生日期，须另填{field_zh}。"
    EN = "The document number does not hold the birth date; the field {field_en} is needed."
    MEND_ZH = "请补填；个体工商户请填经营者的身份证件号码或出生日期。"
    MEND_EN = "Add it; for an individual business give the operator's document number or birth date."


class BirthDateMismatchError(Refusal):
    """Birth date and document number contradict each other."""

    code = "birth-date-mismatch"
    article = "个人信息保护法 art 8"
    ZH = "出生日期与证件号码不一致。"
    EN = "Birth date and document number disagree."
    MEND_ZH = "请核对证件；证件号码已含出生日期的，可不填该字段。"
    MEND_EN = "Compare the document; where the number holds the date, leave the field out."


class DateOrderError(Refusal):
    """Two dates stand in an impossible order."""

    code = "date-order"
    article = _SD_16
    ZH = "日期先后不合理：{first_zh}不得晚于{second_zh}。"
    EN = "Impossible order of dates: {first_en} cannot be after {second_en}."
    MEND_ZH = "请按文书核对日期。"
    MEND_EN = "Compare the dates with the document."


class RetentionEndedError(Refusal):
    """The longest period for which the fact may be kept is over."""

    code = "retention-ended"
    article = _SD_38
    ZH = "该不良信息的保存期限已于 {day} 届满，不得再归集。"
    EN = "The time for which this adverse fact may be kept ended on {day}."
    MEND_ZH = "请勿报送。"
    MEND_EN = "Do not submit it."


class DetentionRefusedError(Refusal):
    """Administrative detention is sealed."""

    code = "detention-refused"
    article = "治安管理处罚法 (2025) art 136"
    ZH = "行政拘留属于应当封存的记录，不得归集。"
    EN = "Administrative detention is a sealed record and may not be collected."
    MEND_ZH = "请勿报送；同一决定书中的其他处罚也不得借此报送。"
    MEND_EN = "Do not submit it, nor other parts of the same decision."


class PublicSecurityRefusedError(Refusal):
    """Penalties for public-security violations are sealed."""

    code = "public-security-refused"
    article = "治安管理处罚法 (2025) art 136"
    ZH = "治安管理处罚记录应当封存，不得归集、公示（“{text}”）。"
    EN = "Records of public-security violations are sealed; they may not be collected or shown (“{text}”)."
    MEND_ZH = "请勿报送。"
    MEND_EN = "Do not submit it."


class SummaryProcedureExcludedError(Refusal):
    """The penalty was imposed by summary procedure."""

    code = "summary-procedure-excluded"
    article = f"{_SD_13}; 行政处罚法 art 51"
    ZH = "适用简易程序作出的行政处罚不列为失信信息。"
    EN = "Penalties imposed by summary procedure are no adverse credit information."
    MEND_ZH = "请勿报送。"
    MEND_EN = "Do not submit it."


class MinorAndRemediedExcludedError(Refusal):
    """The act was minor and was put right."""

    code = "minor-remedied-excluded"
    article = f"{_SD_13}; 行政处罚法 art 33"
    ZH = "违法行为轻微且已主动改正的，不列为失信信息。"
    EN = "An act that was minor and was put right is no adverse credit information."
    MEND_ZH = "请勿报送。"
    MEND_EN = "Do not submit it."


class TierTooHighError(Refusal):
    """A mere warning or criticism was not called minor."""

    code = "tier-too-high"
    article = "信用修复管理办法 (国家发展改革委令第36号)"
    ZH = "仅处警告、通报批评的，失信程度只能是轻微。"
    EN = "A mere warning or notice of criticism is of the minor tier."
    MEND_ZH = "请将失信程度改为轻微。"
    MEND_EN = "Set the tier to minor."


class ProhibitedContentError(Refusal):
    """A text holds something that must not be collected (INV-2)."""

    code = "prohibited-content"
    article = "山东省社会信用条例 art 42; 征信业管理条例 art 14; 个人信息保护法 art 28"
    ZH = "“{text}”属于禁止归集的内容（{category_zh}）。"
    EN = "“{text}” is content that must not be collected ({category_en})."
    MEND_ZH = "请删去该内容后重新报送；决定书原文不必整段抄录。"
    MEND_EN = "Remove it and submit again; the decision need not be copied in full."

    def __init__(self, *, article: str, pointer: str | None = None, span: Span | None = None, **params: object) -> None:
        """Cite the article of the category found instead of the general ones."""
        super().__init__(pointer=pointer, span=span, article=article, **params)
        self.article = article


ALL: tuple[type[Refusal], ...] = (
    MinorAtActError,
    NotFullCapacityError,
    RepresentativeMinorError,
    ActDateMissingError,
    BirthDateMissingError,
    BirthDateMismatchError,
    DateOrderError,
    RetentionEndedError,
    DetentionRefusedError,
    PublicSecurityRefusedError,
    SummaryProcedureExcludedError,
    MinorAndRemediedExcludedError,
    TierTooHighError,
    ProhibitedContentError,
)
