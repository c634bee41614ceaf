"""Refusals about the form of a record's fields."""

from domain.refusal import Refusal

_STANDARD = "发改办财金〔2018〕424号"


class FieldMissingError(Refusal):
    """A mandatory field is absent."""

    code = "field-missing"
    article = _STANDARD
    ZH = "缺少必填项：{field_zh}。"
    EN = "Mandatory field missing: {field_en}."
    MEND_ZH = "请补填{field_zh}。"
    MEND_EN = "Fill in {field_en}."


class FieldConditionError(Refusal):
    """A field is needed because of another, or out of place beside it."""

    code = "field-condition"
    article = _STANDARD
    ZH = "{field_zh}：{reason_zh}。"
    EN = "{field_en}: {reason_en}."
    MEND_ZH = "请对照决定书改正。"
    MEND_EN = "Correct it by the decision."


class FieldUnknownError(Refusal):
    """The standard has no such field."""

    code = "field-unknown"
    article = "山东省社会信用条例 art 10"
    ZH = "数据标准没有字段 {field}，不得归集标准以外的内容。"
    EN = "The standard has no field {field}; what is outside it may not be collected."
    MEND_ZH = "请删去该字段。"
    MEND_EN = "Remove the field."


class FieldTypeError(Refusal):
    """The value has another type."""

    code = "field-type"
    article = _STANDARD
    ZH = "{field_zh}的数据类型不对。"
    EN = "The value of {field_en} has another type."
    MEND_ZH = "文字用字符串，金额用以分为单位的整数，是否类用真假值。"
    MEND_EN = "Texts are strings, amounts integers in fen, yes or no a boolean."


class FieldTextError(Refusal):
    """A text is empty, has space at its ends, or holds control characters or characters that are not seen."""

    code = "field-text"
    article = _STANDARD
    ZH = "{field_zh}不得为空，首尾不得有空格，不得含控制字符和不可见字符。"
    EN = "{field_en} is empty, begins or ends with space, or holds control characters or invisible ones."
    MEND_ZH = "请清理文字；没有内容的可选项请不填。"
    MEND_EN = "Clean the text; leave an optional field out where there is nothing to say."


class FieldTooLongError(Refusal):
    """A text is too long."""

    code = "field-too-long"
    article = _STANDARD
    ZH = "{field_zh}超过 {limit} 个字符。"
    EN = "{field_en} is longer than {limit} characters."
    MEND_ZH = "请缩短。"
    MEND_EN = "Shorten it."


class FieldDateError(Refusal):
    """A date is none, or lies outside what the standard knows."""

    code = "field-date"
    article = _STANDARD
    ZH = "{field_zh}不是有效日期，声明中应写作 YYYY-MM-DD（长期有效写 2099-12-31）。"
    EN = "{field_en} is no valid date; a statement has YYYY-MM-DD (without end: 2099-12-31)."
    MEND_ZH = "请改正日期。"
    MEND_EN = "Correct the date."


class FieldChoiceError(Refusal):
    """A value is not one of the choices."""

    code = "field-choice"
    article = _STANDARD
    ZH = "{field_zh}的取值不在标准之内，可选：{choices_zh}。"
    EN = "{field_en} is none of: {choices_en}."
    MEND_ZH = "请选用标准取值；多项时按标准顺序以逗号连接。"
    MEND_EN = "Use a value of the standard; several stand in its order, joined by commas."


class FieldAmountError(Refusal):
    """An amount is negative or impossible."""

    code = "field-amount"
    article = _STANDARD
    ZH = "{field_zh}须为 0 至 10 万亿元之间、以分为单位的整数。"
    EN = "{field_en} is a whole number of fen from 0 to 10 trillion yuan."
    MEND_ZH = "文件中的单位是万元，请核对换算。"
    MEND_EN = "Files state amounts in 万元: check the conversion."


class FieldRowError(Refusal):
    """A row discriminator has another form."""

    code = "field-row"
    article = "docs/events.md"
    ZH = "行区分号只能是 1 至 32 位大写字母、数字或连字符。"
    EN = "A row discriminator has 1 to 32 capitals, digits or hyphens."
    MEND_ZH = "请改正。"
    MEND_EN = "Correct it."


class FieldIdentifierError(Refusal):
    """A code beside the identifier is wrong."""

    code = "field-identifier"
    article = "个人信息保护法 art 8; 山东省社会信用条例 art 16"
    ZH = "{field_zh}有误：{reason_zh}"
    EN = "{field_en} is wrong: {reason_en}"
    MEND_ZH = "{mend_zh}"
    MEND_EN = "{mend_en}"


class NotForPersonsError(Refusal):
    """The field makes no sense for a natural person."""

    code = "field-not-for-kind"
    article = "个人信息保护法 art 6"
    ZH = "自然人不填写{field_zh}。"
    EN = "The field {field_en} is not for natural persons."
    MEND_ZH = "请删去该字段，或核对主体类别。"
    MEND_EN = "Remove the field, or check the kind of subject."


ALL: tuple[type[Refusal], ...] = (
    FieldMissingError,
    FieldConditionError,
    FieldUnknownError,
    FieldTypeError,
    FieldTextError,
    FieldTooLongError,
    FieldDateError,
    FieldChoiceError,
    FieldAmountError,
    FieldRowError,
    FieldIdentifierError,
    NotForPersonsError,
)
