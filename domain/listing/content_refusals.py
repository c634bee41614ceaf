"""Refusals about what a decision to list says (INV-5, 6, 7) and what of it the public sees."""

from domain.refusal import Refusal

_49 = "国办发〔2020〕49号"
_HEARD = f"行政处罚法 art 44, 45, 62; {_49}"
_MASK = f"个人信息保护法 art 6, 25; {_49}"


class ReplyUnansweredError(Refusal):
    """The subject replied, and the decision does not answer (INV-5)."""

    code = "reply-unanswered"
    article = _HEARD
    ZH = "当事人已陈述申辩，决定须写明是否采纳及理由，至少 {limit} 个字。"
    EN = "The subject replied; the decision answers with reasons, in {limit} characters at the least."
    MEND_ZH = "请逐项回应当事人的意见后重新签署。"
    MEND_EN = "Answer point by point and sign again."


class ListingBasisError(Refusal):
    """No law is cited (INV-6)."""

    code = "listing-basis"
    article = _49
    ZH = "依据没有写明法律文件的名称、文号或者条款。"
    EN = "The basis names no law by title, number or article."
    MEND_ZH = "请写明，例如《市场监督管理严重违法失信名单管理办法》第二条。"
    MEND_EN = "Cite it, such as 《市场监督管理严重违法失信名单管理办法》第二条."


class RemediesError(Refusal):
    """The remedies lack review, suit or their deadlines (INV-6)."""

    code = "listing-remedies"
    article = "行政复议法 art 20; 行政诉讼法 art 46; 国办发〔2020〕49号"
    ZH = "救济途径须同时写明行政复议和行政诉讼及各自的期限。"
    EN = "The remedies name review (复议) and suit (诉讼), each with its deadline."
    MEND_ZH = "请写明，例如“六十日内申请行政复议，或者六个月内提起行政诉讼”。"
    MEND_EN = "State them, such as “六十日内申请行政复议，或者六个月内提起行政诉讼”."


class MeasureNotNoticedError(Refusal):
    """The decision names a measure that the notice did not."""

    code = "listing-measure-not-noticed"
    article = _HEARD
    ZH = "告知书没有载明措施 {name}。"
    EN = "The notice did not name measure {name}."
    MEND_ZH = "请只写告知过的措施。"
    MEND_EN = "Name only measures that were noticed."


class MeasureUnlistedError(Refusal):
    """A measure is not on the measures list that day, or does not go with the list (INV-6)."""

    code = "listing-measure-unlisted"
    article = "山东省社会信用条例 art 27, 28, 30; 国办发〔2020〕49号"
    ZH = "措施 {name} 在 {day} 不在奖惩措施清单之内，或者清单没有规定其适用于名单 {list}。"
    EN = "On {day} measure {name} is not on the measures list, or does not go with list {list}."
    MEND_ZH = "请按奖惩措施清单填写当日有效、适用于该名单的措施标识；清单之外没有措施。"
    MEND_EN = "Name ids of the measures list that are in force that day and go with the list; there are no others."


class ListingTermError(Refusal):
    """The listing would end too late, or before it begins (INV-7)."""

    code = "listing-term"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 38; 信用修复管理办法 (国家发展改革委令第36号)"
    ZH = "终止日 {given} 须晚于 {start}，且不得晚于 {end}（{reason_zh}）。"
    EN = "The end {given} comes after {start} and not after {end} ({reason_en})."
    MEND_ZH = "请按名单期限、规则和事实的期限中最短的填写；已经期满的不得列入。"
    MEND_EN = "Take the shortest of list, rules and facts; what is over cannot be listed."


class RepairNoticeMissingError(Refusal):
    """The repair notice was not served with the decision (两书同达)."""

    code = "listing-repair-notice"
    article = "国办发〔2025〕22号"
    ZH = "信用修复告知书须与列入决定书一并送达。"
    EN = "The repair notice is served together with the decision."
    MEND_ZH = "请一并送达后再公布。"
    MEND_EN = "Serve both, then publish."


class MaskError(Refusal):
    """A person's number is not hidden as it must be, or an organisation's is."""

    code = "listing-mask"
    article = _MASK
    ZH = "公开的证件号码须逐位对应原号码，至少遮盖八位，出生日期全部遮盖；单位不填。"
    EN = (
        "A public number keeps the places of the full one, with eight hidden and the whole birth date; "
        "organisations have none."
    )
    MEND_ZH = "请用星号遮盖，例如 370481********123X。"
    MEND_EN = "Hide with asterisks, such as 370481********123X."


class PublicNameError(Refusal):
    """The public name holds more than a name."""

    code = "listing-name"
    article = _MASK
    ZH = "公开的名称只能是名称本身：自然人只含文字和间隔号，单位不超过 {limit} 字。"
    EN = "A public name is a name only: letters and dots for persons, at most {limit} characters for organisations."
    MEND_ZH = "请删去其他内容。"
    MEND_EN = "Remove what is not the name."


class NumberExposedError(Refusal):
    """A public text holds a number that must not be public."""

    code = "listing-number-exposed"
    article = f"{_MASK}; 市场监督管理行政处罚信息公示规定"
    ZH = "公开文字中含有证件、账户或者电话号码。"
    EN = "A public text holds an identity, account or phone number."
    MEND_ZH = "请删去号码。"
    MEND_EN = "Remove it."


ALL: tuple[type[Refusal], ...] = (
    ReplyUnansweredError,
    ListingBasisError,
    RemediesError,
    MeasureNotNoticedError,
    MeasureUnlistedError,
    ListingTermError,
    RepairNoticeMissingError,
    MaskError,
    PublicNameError,
    NumberExposedError,
)
