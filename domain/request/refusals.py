"""Refusals of requests: who may sign for a subject, and how his identity was checked."""

from domain.refusal import Refusal

_ID = "个人信息保护法 art 45, 50; 山东省社会信用条例 art 37"


class RequesterUnknownError(Refusal):
    """There is no file of the subject for whom somebody signed."""

    code = "requester-unknown"
    article = _ID
    ZH = "没有该主体的信用档案，不能办理。"
    EN = "There is no file of this subject."
    MEND_ZH = "请核对证件或代码的类型和号码。"
    MEND_EN = "Check type and number of the document or code."


class SubjectKeyUnknownError(Refusal):
    """The key is not one of this subject."""

    code = "subject-key-unknown"
    article = _ID
    ZH = "签名密钥不是该主体登记的密钥。"
    EN = "The key is not one that this subject enrolled."
    MEND_ZH = "请使用在信用中心窗口登记的密钥，或者到窗口办理。"
    MEND_EN = "Sign with the key enrolled at the credit centre's window, or have the window sign."


class SubjectKeyEndedError(Refusal):
    """The key signs no more."""

    code = "subject-key-ended"
    article = _ID
    ZH = "该主体的这把密钥已经停用。"
    EN = "This key of the subject has ended."
    MEND_ZH = "请到信用中心窗口登记新的密钥。"
    MEND_EN = "Enrol a new key at the credit centre's window."


class SubjectKeyAlreadyEnrolledError(Refusal):
    """The key is enrolled already."""

    code = "subject-key-already-enrolled"
    article = _ID
    ZH = "该主体已经登记过这把密钥。"
    EN = "This subject has enrolled this key before."
    MEND_ZH = "请生成新的密钥。"
    MEND_EN = "Make a new key."


class SubjectKeyMismatchError(Refusal):
    """The key id does not follow from the public key."""

    code = "subject-key-mismatch"
    article = "RFC 7638; docs/log-format.md"
    ZH = "密钥编号与公钥不符。"
    EN = "The key id does not follow from the public key."
    MEND_ZH = "请按公钥重新计算编号。"
    MEND_EN = "Compute the id from the public key."


class IdentityEvidenceMissingError(Refusal):
    """The window does not say how it knew who stood before it."""

    code = "identity-evidence-missing"
    article = _ID
    ZH = "窗口代为签署的，必须写明{what_zh}。"
    EN = "Where the window signs, it says {what_en}."
    MEND_ZH = "请补填后重新签署。"
    MEND_EN = "Fill it in and sign again."


class WindowFieldError(Refusal):
    """The subject's own signature needs no clerk."""

    code = "window-field"
    article = "docs/events.md"
    ZH = "主体用自己的密钥签署的，不填写窗口事项。"
    EN = "Where the subject signs with his own key, nothing is said of the window."
    MEND_ZH = "请把窗口事项留空后重新签署。"
    MEND_EN = "Leave the window's fields empty and sign again."


ALL: tuple[type[Refusal], ...] = (
    RequesterUnknownError,
    SubjectKeyUnknownError,
    SubjectKeyEndedError,
    SubjectKeyAlreadyEnrolledError,
    SubjectKeyMismatchError,
    IdentityEvidenceMissingError,
    WindowFieldError,
)
