"""Refusals about disclosure and recall."""

from domain.refusal import Refusal

_LOOK = "山东省社会信用条例 art 20, 21; 个人信息保护法 art 6"
_RECALL = "行政处罚法 art 48; 山东省社会信用条例 art 38, 40"


class PurposeUnknownError(Refusal):
    """Nobody ever published a purpose of this id."""

    code = "purpose-unknown"
    article = _LOOK
    ZH = "账本中没有查询用途 {purpose}。"
    EN = "The ledger has no purpose {purpose}."
    MEND_ZH = (
        "请核对用途标识；有法律依据而尚未发布的，由信用中心发布：chengjian purposes define（见 docs/operations.md）。"
    )
    MEND_EN = (
        "Check the id; if the law provides for it and it is not published yet, "
        "the credit centre publishes it: chengjian purposes define."
    )


class PurposeNotInForceError(Refusal):
    """The purpose does not apply on the day of the look."""

    code = "purpose-not-in-force"
    article = _LOOK
    ZH = "查询用途 {purpose} 在 {day} 不适用。"
    EN = "Purpose {purpose} is not in force on {day}."
    MEND_ZH = "查询非公开信息须写明当日适用的用途；没有的，不得查询。"
    MEND_EN = "Name a purpose in force that day; without one nobody looks at what is not public."


class ReaderNotNamedError(Refusal):
    """The purpose does not name the unit."""

    code = "purpose-reader"
    article = _LOOK
    ZH = "查询用途 {purpose} 没有列明 {unit} 为查询单位。"
    EN = "Purpose {purpose} does not name {unit} among its readers."
    MEND_ZH = "请使用列明本单位的用途；需要增加查询单位的，由信用中心发布新版本。"
    MEND_EN = "Use a purpose that names the unit; the credit centre can publish a version that does."


class RecallUnknownError(Refusal):
    """There is no such recall."""

    code = "recall-unknown"
    article = _RECALL
    ZH = "没有编号为 {recall} 的召回。"
    EN = "There is no recall {recall}."
    MEND_ZH = "请核对召回通知的 jti。"
    MEND_EN = "Check the jti of the order."


class NotRecipientError(Refusal):
    """The recall was ordered of another unit."""

    code = "recall-not-recipient"
    article = _RECALL
    ZH = "召回 {recall} 不是向本单位发出的。"
    EN = "Recall {recall} was ordered of another unit."
    MEND_ZH = "请由收到召回通知的单位确认。"
    MEND_EN = "Have the unit confirm that received the order."


class RecallSubjectError(Refusal):
    """The recall is about another subject."""

    code = "recall-subject-mismatch"
    article = _RECALL
    ZH = "召回 {recall} 涉及的不是该主体，或者其数据已经删除。"
    EN = "Recall {recall} is not about this subject, or the data were erased."
    MEND_ZH = "请核对主体标识。"
    MEND_EN = "Check the identifier."


class RecallAlreadyConfirmedError(Refusal):
    """The recall was confirmed before."""

    code = "recall-already-confirmed"
    article = _RECALL
    ZH = "召回 {recall} 已经确认。"
    EN = "Recall {recall} was confirmed before."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class RecallAlreadyDeliveredError(Refusal):
    """The recall was delivered before."""

    code = "recall-already-delivered"
    article = _RECALL
    ZH = "召回 {recall} 已经送达。"
    EN = "Recall {recall} was delivered before."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class DeliveryDateError(Refusal):
    """The day of the delivery is in the future or before the order."""

    code = "recall-delivery-date"
    article = _RECALL
    ZH = "送达日期 {day} 不成立：不得晚于今日，不得早于召回之日。"
    EN = "The day {day} of the delivery cannot be: not after today, not before the order."
    MEND_ZH = "请写明对方收到之日。"
    MEND_EN = "State the day on which the recipient took it."


class RecallDateError(Refusal):
    """The day of the confirmation is in the future or before the order."""

    code = "recall-date"
    article = _RECALL
    ZH = "确认日期 {day} 不成立：不得晚于今日，不得早于召回之日。"
    EN = "The day {day} cannot be: not after today, not before the order."
    MEND_ZH = "请填写停止使用之日；召回之前已停止使用的，填召回之日。"
    MEND_EN = "State when the use stopped; if that was before the order, state the day of the order."


ALL: tuple[type[Refusal], ...] = (
    PurposeUnknownError,
    PurposeNotInForceError,
    ReaderNotNamedError,
    RecallUnknownError,
    NotRecipientError,
    RecallSubjectError,
    RecallAlreadyConfirmedError,
    RecallAlreadyDeliveredError,
    DeliveryDateError,
    RecallDateError,
)
