"""Refusals of identifiers."""

from domain.refusal import Refusal

_GB_32100 = "GB 32100-2015"
_GB_11643 = "GB 11643-1999"
_ACCURACY = "个人信息保护法 art 8; 山东省社会信用条例 art 16"


class IdentifierTypeUnknownError(Refusal):
    """No such type of identifier."""

    code = "identifier-type"
    article = "docs/log-format.md section 8"
    ZH = "未知的证件或代码类型：{type}。"
    EN = "Unknown type of identifier: {type}."
    MEND_ZH = "可用类型：{known}。"
    MEND_EN = "Types: {known}."


class IdentifierFormError(Refusal):
    """The identifier does not have the form of its type."""

    code = "identifier-form"
    article = _ACCURACY
    ZH = "{type_zh}的格式不对：应为{form_zh}。"
    EN = "This is no {type_en}: it has {form_en}."
    MEND_ZH = "请对照证件原件核对。"
    MEND_EN = "Compare it with the document itself."


class IdentifierNotCanonicalError(Refusal):
    """The identifier is spelled otherwise than in its one canonical form."""

    code = "identifier-not-canonical"
    article = "docs/log-format.md section 8"
    ZH = "号码须用规范写法：半角、大写、无空格。"
    EN = "The identifier must stand in canonical form: half-width, upper case, without spaces."
    MEND_ZH = "请在签署前规范号码。"
    MEND_EN = "Bring it into canonical form before signing."


class UsccCheckError(Refusal):
    """The last check character of a unified social credit code is wrong."""

    code = "uscc-check"
    article = _GB_32100
    ZH = "统一社会信用代码的校验码（第 18 位）不对。"
    EN = "The check character (18th) of the unified social credit code is wrong."
    MEND_ZH = "代码很可能抄错了一位，请对照营业执照或登记证书。"
    MEND_EN = "Most likely one character was copied wrongly: compare the certificate."


class UsccOrganisationCheckError(Refusal):
    """The organisation code nested in a unified social credit code has a wrong check character."""

    code = "uscc-organisation-check"
    article = "GB 11714-1997; GB 32100-2015"
    ZH = "统一社会信用代码中组织机构代码的校验码（第 17 位）不对。"
    EN = "The check character (17th) of the nested organisation code is wrong."
    MEND_ZH = "请对照营业执照或登记证书核对第 9 至 17 位。"
    MEND_EN = "Compare characters 9 to 17 with the certificate."


class UsccDepartmentError(Refusal):
    """Registering department and body type do not go together."""

    code = "uscc-department"
    article = _GB_32100
    ZH = "统一社会信用代码前两位 {prefix} 不是有效的登记管理部门和机构类别。"
    EN = "The first two characters {prefix} are no registering department with a body type."
    MEND_ZH = "请对照营业执照或登记证书核对前两位。"
    MEND_EN = "Compare the first two characters with the certificate."


class OrganisationCodeCheckError(Refusal):
    """The check character of an organisation code is wrong."""

    code = "organisation-code-check"
    article = "GB 11714-1997"
    ZH = "组织机构代码的校验码（第 9 位）不对。"
    EN = "The check character (9th) of the organisation code is wrong."
    MEND_ZH = "请对照组织机构代码证核对。"
    MEND_EN = "Compare it with the certificate."


class RegistrationNumberCheckError(Refusal):
    """The check digit of a 15-digit registration number is wrong."""

    code = "registration-number-check"
    article = "GS 15-2006"
    ZH = "工商注册号的校验码（第 15 位）不对。"
    EN = "The check digit (15th) of the registration number is wrong."
    MEND_ZH = "请对照营业执照核对。"
    MEND_EN = "Compare it with the business licence."


class RidFifteenDigitsError(Refusal):
    """A first-generation identity number."""

    code = "rid-fifteen-digits"
    article = "居民身份证法 art 3; GB 11643-1999"
    ZH = "15 位旧身份证号码已于 2013 年停用，不能作为标识。"
    EN = "Fifteen-digit identity numbers are out of use since 2013 and identify nobody."
    MEND_ZH = "请填写现行 18 位公民身份号码；不要自行补位换算。"
    MEND_EN = "Give the present 18-digit number; do not compute it from the old one."


class RidCheckError(Refusal):
    """The check character of an identity number is wrong."""

    code = "rid-check"
    article = _GB_11643
    ZH = "公民身份号码的校验码（第 18 位）不对。"
    EN = "The check character (18th) of the identity number is wrong."
    MEND_ZH = "号码很可能抄错了一位，或者被表格软件改成了科学计数，请对照身份证。"
    MEND_EN = "Most likely a digit was copied wrongly, or a spreadsheet rounded the number: compare the card."


class RidBirthDateError(Refusal):
    """Digits 7 to 14 of an identity number are no day of the calendar."""

    code = "rid-birth-date"
    article = _GB_11643
    ZH = "公民身份号码第 7 至 14 位不是有效日期。"
    EN = "Digits 7 to 14 of the identity number are no valid date."
    MEND_ZH = "请对照身份证核对。"
    MEND_EN = "Compare the card."


class RealPersonInTestError(Refusal):
    """A document number that a real person may hold came to a test ledger."""

    code = "real-person-in-test"
    article = "个人信息保护法 art 5, 6"
    ZH = "测试账本只接受明显虚构的证件号码，该号码可能属于真实的人。"
    EN = "A test ledger takes plainly invented document numbers only; a real person may hold this one."
    MEND_ZH = "请改用虚构号码，例如以 99 开头的公民身份号码。"
    MEND_EN = "Use an invented number, such as an identity number that begins with 99."


class SyntheticPersonInProductionError(Refusal):
    """An invented document number came to a production ledger."""

    code = "synthetic-person-in-production"
    article = "山东省社会信用条例 art 16, 24"
    ZH = "该证件号码是虚构的（行政区划码不存在），不得记入正式账本。"
    EN = "The document number is invented (no such area code) and has no place in a production ledger."
    MEND_ZH = "请核对证件号码；测试数据请发往测试账本。"
    MEND_EN = "Check the number; send test data to a test ledger."


ALL: tuple[type[Refusal], ...] = (
    IdentifierTypeUnknownError,
    IdentifierFormError,
    IdentifierNotCanonicalError,
    UsccCheckError,
    UsccOrganisationCheckError,
    UsccDepartmentError,
    OrganisationCodeCheckError,
    RegistrationNumberCheckError,
    RidFifteenDigitsError,
    RidCheckError,
    RidBirthDateError,
    RealPersonInTestError,
    SyntheticPersonInProductionError,
)
