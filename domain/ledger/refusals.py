"""Refusals of a ledger's genesis."""

from domain.refusal import Refusal


class LedgerAlreadyOpenError(Refusal):
    """A log has one genesis."""

    code = "ledger-already-open"
    article = "docs/log-format.md section 5"
    ZH = "账本 {origin} 已经开立，创世记录只有一条。"
    EN = "The ledger {origin} is open already; it has one genesis."
    MEND_ZH = "请另选账本名称开立新账本。"
    MEND_EN = "Open another ledger under another origin."


class LedgerNotOpenError(Refusal):
    """Nothing can be recorded before the genesis."""

    code = "ledger-not-open"
    article = "docs/log-format.md section 5"
    ZH = "账本尚未开立。"
    EN = "The ledger is not open yet."
    MEND_ZH = "请先记录创世声明。"
    MEND_EN = "Record the genesis statement first."


class EnvironmentMismatchError(Refusal):
    """Origin and environment contradict each other."""

    code = "ledger-environment"
    article = "docs/log-format.md section 5"
    ZH = "账本名称与环境不符：仅测试账本的名称以 test. 开头。"
    EN = "Origin and environment disagree: origins of test ledgers, and only those, begin with 'test.'."
    MEND_ZH = "请改正 origin 或 environment。"
    MEND_EN = "Correct origin or environment."


class LogKeyMismatchError(Refusal):
    """The log key is no C2SP vkey of this origin."""

    code = "ledger-log-key"
    article = "c2sp.org/signed-note"
    ZH = "日志公钥不是该账本名称的 C2SP vkey（类型 0x01）。"
    EN = "The log key is no C2SP vkey (type 0x01) under this origin."
    MEND_ZH = "请使用 <origin>+<8 位十六进制>+<base64>。"
    MEND_EN = "Write <origin>+<8 hex digits>+<base64>."


class RootKeyMismatchError(Refusal):
    """The genesis is not signed by the root key that it names."""

    code = "ledger-root-key"
    article = "docs/log-format.md section 7"
    ZH = "创世声明须由其载明的根密钥签署。"
    EN = "The genesis must be signed by the root key that it names."
    MEND_ZH = "请用对应的根私钥重新签署。"
    MEND_EN = "Sign again with that root key."


class KeyReuseError(Refusal):
    """One key would serve two purposes."""

    code = "ledger-key-reuse"
    article = "docs/log-format.md section 3"
    ZH = "根密钥、日志密钥与 VRF 密钥必须互不相同。"
    EN = "Root key, log key and VRF key must be three different keys."
    MEND_ZH = "请分别生成三对密钥。"
    MEND_EN = "Generate three keys."


ALL: tuple[type[Refusal], ...] = (
    LedgerAlreadyOpenError,
    LedgerNotOpenError,
    EnvironmentMismatchError,
    LogKeyMismatchError,
    RootKeyMismatchError,
    KeyReuseError,
)
