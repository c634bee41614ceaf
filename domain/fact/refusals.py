"""Refusals about facts: INV-1, INV-2, INV-3 and the rules on penalties."""

from domain.refusal import Refusal, Span

_SD_10 = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
_SD_13 = "山东省社会信用条例 art 13"
_SD_16 = "山东省社会信用条例 art 16"
_SD_38 = "山东省社会信用条例 art 38; 征信业管理条例 art 16"
_MINORS = "山东省社会信用条例 art 2; 民法典 art 17, 18; 未成年人保护法 art 103; 预防未成年人犯罪法 art 59"


class ItemNotEffectiveError(Refusal):
    """The item's version was not in force on the decision date (INV-1)."""

    code = "catalogue-not-effective"
    article = _SD_10
    ZH = "目录事项 {item} 第 {version} 版在决定日期 {day} 不适用。"
    EN = "Version {version} of item {item} was not in force on the decision date {day}."
    MEND_ZH = "请使用决定日期当日有效的版本；当日没有有效版本的，不得归集。"
    MEND_EN = "Use the version in force on that day; where there was none, the fact may not be collected."


class WrongProviderError(Refusal):
    """The signer is no provider (提供单位) of the item (INV-1)."""

    code = "catalogue-provider"
    article = "山东省社会信用条例 art 10, 16"
    ZH = "{iss} 不是目录事项 {item} 的提供单位。"
    EN = "{iss} is no provider of item {item}."
    MEND_ZH = "请由目录载明的提供单位签署。"
    MEND_EN = "Have a provider named in the catalogue sign."


class DigestCountError(Refusal):
    """The statement has another number of digests than its item fixes."""

    code = "digest-count"
    article = "docs/events.md"
    ZH = "声明有 {given} 个摘要，目录事项规定为 {expected} 个。"
    EN = "The statement has {given} digests; the item fixes {expected}."
    MEND_ZH = "请用填充披露补足到规定个数；字段过多的，请精简可选字段。"
    MEND_EN = "Fill up with pads to that number; if there are too many fields, leave out optional ones."


class RuleBookUnknownError(Refusal):
    """The statement names a version of the rule book that does not exist."""

    code = "rule-book-unknown"
    article = "docs/events.md"
    ZH = "没有规则集版本 {rules}。"
    EN = "There is no version {rules} of the rule book."
    MEND_ZH = "请使用版本 {known}。"
    MEND_EN = "Use version {known}."


class DuplicateFactError(Refusal):
    """The same fact was recorded before."""

    code = "duplicate-fact"
    article = "山东省社会信用条例 art 16, 24; 行政处罚法 art 29"
    ZH = "同一文书、同一主体的事实已经记录，编号 {first}。"
    EN = "A fact of the same document and subject is recorded already: {first}."
    MEND_ZH = "内容有误的请更正原记录；同一文书确有多项结果的，请填写行区分号；已撤回的须有新的决定文书。"
    MEND_EN = (
        "If it is wrong, correct it; if one document really has several results, give a row discriminator; "
        "if it was withdrawn, a new decision is needed."
    )


class FactUnknownError(Refusal):
    """No such fact."""

    code = "fact-unknown"
    article = _SD_16
    ZH = "没有编号为 {fact} 的事实。"
    EN = "There is no fact {fact}."
    MEND_ZH = "请核对原声明的 jti。"
    MEND_EN = "Check the jti of the statement that recorded it."


class FactWithdrawnError(Refusal):
    """The fact was withdrawn before."""

    code = "fact-already-withdrawn"
    article = "行政处罚法 art 48"
    ZH = "事实 {fact} 已经撤回。"
    EN = "Fact {fact} was withdrawn before."
    MEND_ZH = "撤回后不得再更正；如有新的决定，请另行记录。"
    MEND_EN = "What was withdrawn cannot change; record a new decision as a new fact."


class FactErasedError(Refusal):
    """The data of the fact were erased."""

    code = "fact-erased"
    article = "个人信息保护法 art 47; 山东省社会信用条例 art 38"
    ZH = "事实 {fact} 的数据已经删除，不得恢复。"
    EN = "The data of fact {fact} were erased and cannot come back."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class NotOwnFactError(Refusal):
    """Another agency swore to the fact."""

    code = "not-own-fact"
    article = _SD_16
    ZH = "事实 {fact} 由其他机关签署，只能由原签署机关更正或撤回。"
    EN = "Another agency swore to fact {fact}; only it can correct or withdraw it."
    MEND_ZH = "请通知原签署机关。"
    MEND_EN = "Notify that agency."


class FactIdentityChangedError(Refusal):
    """A correction would make it another fact."""

    code = "fact-identity-changed"
    article = "企业信息公示暂行条例 art 12; 个人信息保护法 art 46"
    ZH = "更正不得改变事项、主体、决定机关、文号或行区分号，否则就是另一个事实。"
    EN = "A correction keeps item, subject, deciding body, document number and row; else it is another fact."
    MEND_ZH = "请撤回原记录（recorded_in_error），再记录正确的事实。"
    MEND_EN = "Withdraw the fact (recorded_in_error) and record the right one."


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
    ZH = "“{text}”属于禁止归集的内容（{category_zh}），依据：{article}。"
    EN = "“{text}” is content that must not be collected ({category_en}); ground: {article}."
    MEND_ZH = "请删去该内容后重新报送；决定书原文不必整段抄录。"
    MEND_EN = "Remove it and submit again; the decision need not be copied in full."

    def __init__(self, *, article: str, pointer: str | None = None, span: Span | None = None, **params: object) -> None:
        """Cite the article of the category found instead of the general ones."""
        super().__init__(pointer=pointer, span=span, article=article, **params)
        self.article = article


class KindNotInItemError(Refusal):
    """Kind of subject and catalogue item do not go together."""

    code = "subject-kind-not-in-item"
    article = "山东省社会信用条例 art 10"
    ZH = "目录事项不适用于主体类别 {kind}。"
    EN = "The item does not exist for subjects of kind {kind}."
    MEND_ZH = "请核对主体类别和目录事项。"
    MEND_EN = "Check kind of subject and item."


class UsccRequiredError(Refusal):
    """The item wants the unified social credit code."""

    code = "uscc-required"
    article = "山东省社会信用条例 art 10"
    ZH = "该目录事项须使用统一社会信用代码。"
    EN = "The item needs the unified social credit code."
    MEND_ZH = "请填写统一社会信用代码。"
    MEND_EN = "Give the unified social credit code."


class SourceBodyMismatchError(Refusal):
    """The data source body is not the signer."""

    code = "source-body-mismatch"
    article = "山东省社会信用条例 art 16"
    ZH = "数据来源单位代码与签署机关 {signer} 不一致。"
    EN = "The data source body is not the signing agency {signer}."
    MEND_ZH = "谁报送谁签署谁负责：请由数据来源单位签署，决定机关另填。"
    MEND_EN = "Who submits signs and is liable: have the data source body sign; the deciding body is a field apart."


ALL: tuple[type[Refusal], ...] = (
    ItemNotEffectiveError,
    WrongProviderError,
    DigestCountError,
    RuleBookUnknownError,
    DuplicateFactError,
    FactUnknownError,
    FactWithdrawnError,
    FactErasedError,
    NotOwnFactError,
    FactIdentityChangedError,
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
    KindNotInItemError,
    UsccRequiredError,
    SourceBodyMismatchError,
)
