"""Refusals about facts as such: the catalogue gate (INV-1), who swears, and what becomes of a fact."""

from domain.refusal import Refusal

_SD_10 = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
_SD_16 = "山东省社会信用条例 art 16"


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


class CorrectionUnchangedError(Refusal):
    """A correction states what stands already."""

    code = "correction-unchanged"
    article = "企业信息公示暂行条例 art 12; 个人信息保护法 art 46"
    ZH = "更正与事实 {fact} 最近一次的内容完全相同，没有更正任何内容。"
    EN = "The correction states nothing but what was last stated of fact {fact}: it corrects nothing."
    MEND_ZH = "请填写更正后的内容；记录有误且无从更正的，请撤回（recorded_in_error）。"
    MEND_EN = "State what is right; where the record is wrong and cannot be mended, withdraw it (recorded_in_error)."


class CorrectionRaisesTierError(Refusal):
    """A correction gives an act a graver tier than was stated of it."""

    code = "correction-raises-tier"
    article = "国办发〔2020〕49号; 信用修复管理办法 (国家发展改革委令第36号); 行政处罚法 art 44, 45"
    ZH = "更正把事实 {fact} 的失信程度由 {expected} 提高为 {given}；更正不得加重。"
    EN = "The correction raises the tier of fact {fact} from {expected} to {given}; a correction never aggravates."
    MEND_ZH = "确需加重的，须由作出机关重新作出决定：请撤销原决定（decision-revoked），按新的决定文书另行记录。"
    MEND_EN = "To aggravate takes a new decision: revoke the old one (decision-revoked) and record the new document."


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


class DocumentEndedError(Refusal):
    """What the document said of this subject no longer stands, or is used up (INV-12)."""

    code = "fact-document-ended"
    article = "国办发〔2020〕49号; 行政处罚法 art 48; 信用修复管理办法 (国家发展改革委令第36号)"
    ZH = "同一文书关于该主体的记录 {fact} 已经撤回、撤销、删除或者修复，该文书不得再行记录。"
    EN = "Record {fact} of the same document about this subject was withdrawn, revoked, erased or repaired."
    MEND_ZH = "须有新的决定文书；记录有误而仍应保留的，请更正而不是撤回后重录。"
    MEND_EN = "It takes a new document; what is wrong and still stands is corrected, not withdrawn and recorded again."


class DocumentDateError(Refusal):
    """A further row gives its document another date than the rows on record (INV-12)."""

    code = "fact-document-date"
    article = "行政处罚法 art 59; 信用修复管理办法 (国家发展改革委令第36号)"
    ZH = "同一文书的记录 {fact} 载明的最早决定日期是 {expected}，不是 {given}；期限从文书的日期起算，不得另行起算。"
    EN = "Record {fact} of the same document gives {expected}, not {given}; time runs from a document's one date."
    MEND_ZH = "同一文书的各项请一律填写 {expected}；另行作出的决定，请以其自己的文号记录。"
    MEND_EN = "Give {expected} in every row of the document; a new decision is recorded under its own number."


ALL: tuple[type[Refusal], ...] = (
    ItemNotEffectiveError,
    WrongProviderError,
    DigestCountError,
    RuleBookUnknownError,
    FactUnknownError,
    FactWithdrawnError,
    FactErasedError,
    NotOwnFactError,
    FactIdentityChangedError,
    CorrectionUnchangedError,
    CorrectionRaisesTierError,
    KindNotInItemError,
    UsccRequiredError,
    SourceBodyMismatchError,
    DocumentEndedError,
    DocumentDateError,
)
