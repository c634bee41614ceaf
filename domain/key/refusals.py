"""Refusals about keys."""

from domain.refusal import Refusal

_SIGNATURE = "电子签名法 art 13"


class KeyUnknownError(Refusal):
    """Nobody enrolled this key."""

    code = "key-unknown"
    article = _SIGNATURE
    ZH = "密钥 {kid} 没有登记。"
    EN = "Key {kid} is not enrolled."
    MEND_ZH = "请先由根密钥登记该密钥。"
    MEND_EN = "Have the root key enrol it first."


class KeyNotInForceError(Refusal):
    """The key was rotated away, revoked or lost."""

    code = "key-not-in-force"
    article = _SIGNATURE
    ZH = "密钥 {kid} 已经停用。"
    EN = "Key {kid} is no longer in force."
    MEND_ZH = "请用现行密钥重新签署。"
    MEND_EN = "Sign again with a key in force."


class KeyCompromisedError(Refusal):
    """Somebody else may hold the key."""

    code = "key-compromised"
    article = "电子签名法 art 13, 15"
    ZH = "密钥 {kid} 已报告泄露，自报告的时刻起签名无效。"
    EN = "Key {kid} is reported compromised; its signatures since then count for nothing."
    MEND_ZH = "请用新密钥重新签署。"
    MEND_EN = "Sign again with a new key."


class KeyOfAnotherHolderError(Refusal):
    """The key belongs to somebody else than the issuer."""

    code = "key-of-another-holder"
    article = _SIGNATURE
    ZH = "密钥 {kid} 不属于 {iss}，任何机关不得代另一机关签署。"
    EN = "Key {kid} does not belong to {iss}; no agency may sign for another."
    MEND_ZH = "请用签署方本身的密钥签署。"
    MEND_EN = "Sign with a key of the issuer itself."


class KeyAlreadyEnrolledError(Refusal):
    """A key is enrolled once for ever."""

    code = "key-already-enrolled"
    article = "docs/events.md"
    ZH = "密钥 {kid} 曾经登记过，不得再次登记。"
    EN = "Key {kid} was enrolled before and cannot be enrolled again."
    MEND_ZH = "请生成新密钥。"
    MEND_EN = "Generate a new key."


class KeyIdMismatchError(Refusal):
    """Key id and public key do not go together."""

    code = "key-id-mismatch"
    article = "RFC 7638"
    ZH = "密钥编号与公钥不符。"
    EN = "The key id is not the thumbprint of the public key."
    MEND_ZH = "请按 RFC 7638 由公钥计算编号。"
    MEND_EN = "Compute the key id from the public key by RFC 7638."


class KeyServesElsewhereError(Refusal):
    """The root, log or VRF key would become somebody's signing key."""

    code = "key-serves-elsewhere"
    article = "docs/log-format.md section 3"
    ZH = "根密钥、日志密钥、VRF 密钥不得另作签名密钥。"
    EN = "The root, log and VRF keys cannot become signing keys."
    MEND_ZH = "请生成新密钥。"
    MEND_EN = "Generate a new key."


class CompromisedSinceError(Refusal):
    """The time of compromise is missing, misplaced or in the future."""

    code = "key-compromised-since"
    article = "电子签名法 art 15"
    ZH = "仅泄露的密钥须写明泄露时刻，且不得晚于现在。"
    EN = "A compromised key, and no other, states since when; that time cannot lie ahead."
    MEND_ZH = "请改正 compromised_since。"
    MEND_EN = "Correct compromised_since."


ALL: tuple[type[Refusal], ...] = (
    KeyUnknownError,
    KeyNotInForceError,
    KeyCompromisedError,
    KeyOfAnotherHolderError,
    KeyAlreadyEnrolledError,
    KeyIdMismatchError,
    KeyServesElsewhereError,
    CompromisedSinceError,
)
