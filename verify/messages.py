"""What an error means, in Chinese and English, by its permanent code."""

from collections.abc import Mapping
from types import MappingProxyType

from verify.errors import VerifyError

_TEXTS: dict[str, tuple[str, str]] = {
    "json-malformed": (
        "不是严格 JSON：同一内容只允许一种写法",
        "not strict JSON, in which each value has one spelling",
    ),
    "base64-malformed": ("base64 写法不规范", "not the one spelling of base64"),
    "members-wrong": ("对象缺少成员，或有多余成员", "a member is missing, or one is too many"),
    "value-malformed": ("成员的类型或格式不符", "a member has another type or form than its table says"),
    "hash-length": ("哈希值不是 32 字节", "a hash is not 32 bytes long"),
    "proof-length": ("默克尔证明的长度与位置不符", "the Merkle proof has another length than its place needs"),
    "range-malformed": ("树的大小或区间不成立", "no tree has these sizes or ranges"),
    "note-malformed": ("不是 C2SP 签名文本（signed note）", "not a C2SP signed note"),
    "vkey-malformed": ("验证公钥（vkey）不规范或类型不符", "not a sound C2SP verifier key of the type wanted here"),
    "checkpoint-malformed": ("不是三行的 C2SP 检查点", "not a C2SP checkpoint of three lines"),
    "public-key-invalid": ("Ed25519 公钥无效", "not a sound Ed25519 public key"),
    "statement-malformed": ("声明（SD-JWT）格式不符", "not a statement (SD-JWT) of this log's format"),
    "disclosure-malformed": ("披露项格式不符", "not a disclosure of this log's format"),
    "too-large": ("超过长度上限", "longer than its limit"),
    "entry-kind": ("信用日志中不允许的条目种类", "an entry of a kind that cannot stand in a credit log"),
    "tile-malformed": ("哈希瓦片长度不符", "a tile of the wrong length"),
    "bundle-malformed": ("条目包的长度前缀不能闭合", "the length prefixes of an entry bundle do not add up"),
    "policy-missing": (
        "没有信任策略，无从判断：请用 --policy 或环境变量 CHENGJIAN_POLICY 指定从可靠渠道取得的策略文件",
        "no policy, so nothing can be trusted: name one from a source you trust, with --policy or CHENGJIAN_POLICY",
    ),
    "policy-malformed": ("信任策略自相矛盾", "the policy contradicts itself"),
    "file-unreadable": ("无法读取", "cannot be read"),
    "package-missing": (
        "conduct 需要的软件包没有安装：请在源码目录运行 pip install -r requirements/base.txt；见 docs/verify.md",
        "conduct lacks a package: run pip install -r requirements/base.txt in the source's folder; see docs/verify.md",
    ),
    "presentation-wrong": (
        "审计披露文件有误：某行格式不符、次序不对，或所披露的内容不在日志的声明之中",
        "the audit presentation is wrong: a line is malformed or out of order, or opens what no statement committed to",
    ),
    "file-unrecognised": (
        "认不出的文件：只能验证回执、检查点、声明和信任策略",
        "not recognised: receipts, checkpoints, statements and policies can be verified",
    ),
    "resource-missing": ("日志没有提供检查点所承诺的内容", "the log does not serve what its checkpoint promises"),
    "origin-mismatch": ("检查点属于另一个日志", "the checkpoint is another log's"),
    "log-signature-missing": ("检查点没有所信任日志密钥的签名", "the pinned log key did not sign the checkpoint"),
    "log-signature-wrong": ("检查点上的日志签名是错的", "the log's signature on the checkpoint is wrong"),
    "cosignature-wrong": ("见证人的签名是错的", "a witness's signature is wrong"),
    "quorum-not-met": ("在期限内联署的见证人不足", "too few witnesses cosigned recently enough"),
    "index-beyond-tree": ("位置超出检查点所述的树", "the position lies outside the checkpoint's tree"),
    "inclusion-mismatch": ("包含证明得不到检查点的根", "the inclusion proof does not lead to the checkpoint's root"),
    "consistency-mismatch": ("不能证明两棵树出自同一日志", "the two trees are not shown to be one log at two times"),
    "genesis-missing": ("首条不是开账事件", "the first entry is not the opening of a ledger"),
    "genesis-mismatch": ("开账事件与信任策略不符", "the opening names something else than the policy"),
    "environment-mismatch": ("测试与生产环境混用", "test and production are mixed"),
    "signature-wrong": ("声明的签名是错的", "the statement's signature is wrong"),
    "signer-not-allowed": ("该签发者无权签发此事件", "this issuer may not sign this event"),
    "key-unknown": ("签名密钥此前没有登记", "the signing key was not enrolled before"),
    "key-not-in-force": ("签名密钥在此位置尚未生效或已失效", "the signing key was not in force at this position"),
    "key-compromised": (
        "签名密钥已被宣布失密，且失密时间不晚于本条目",
        "the signing key is marked compromised since a time at or before this entry",
    ),
    "key-holder-mismatch": ("密钥属于别的机关", "the key belongs to somebody else"),
    "key-id-mismatch": ("密钥编号与公钥不符", "the key id is not that of the key"),
    "key-enrolled-twice": ("密钥重复登记", "a key is enrolled that was enrolled before"),
    "key-stream-gap": (
        "回执中的密钥事件不连续，有的被略去了",
        "the key events in the receipt are not an unbroken beginning: one was left out",
    ),
    "iat-outside-window": (
        "签发时间与入账时间相差过大（最多晚 5 分钟、早 30 天）",
        "signed too long before (30 days) or after (5 minutes) it was recorded",
    ),
    "vct-unknown": ("不认识的事件类型", "an event that this verifier does not know"),
    "claim-wrong": ("明文字段不符合该事件的格式", "a plain claim does not fit the event's schema"),
    "digest-count": ("摘要个数与该事件规定的不符", "the number of digests is not the one fixed for the event"),
    "disclosure-unknown": ("披露项不在声明所承诺的摘要之中", "a disclosure that the statement did not commit to"),
    "disclosure-order": ("披露项重复，或顺序不对", "a disclosure stands twice or out of order"),
    "key-state-missing": (
        "单凭声明不能证明密钥归谁所有：请验证它的回执",
        "a statement alone does not show who held its key: verify its receipt",
    ),
    "time-went-back": ("条目时间早于前一条", "the entry is older than the one before"),
    "root-mismatch": ("各哈希瓦片合起来得不到检查点的根", "the tiles do not add up to the checkpoint's root"),
    "tile-mismatch": ("哈希瓦片与上层哈希不符", "a tile does not fit the hash that stands for it above"),
    "entry-mismatch": ("条目与哈希瓦片中的哈希不符", "the entry does not fit its hash in the leaf tile"),
    "one-time-key-count": ("一次性键的个数与事件不符", "another number of one-time keys than the event needs"),
    "one-time-key-mismatch": (
        "公开标签的一次性键与其次序不符",
        "an open one-time key is not the one that its tag and count give",
    ),
    "item-unknown": ("所引目录事项此前没有发布", "the catalogue item was not published before"),
}

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(_TEXTS)


def visible(text: str) -> str:
    """Return untrusted text without anything that could steer a terminal."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)


def explain(error: VerifyError, *, is_chinese: bool) -> str:
    """Return what an error means, where, and the values it names."""
    text = TEXTS[error.code][0 if is_chinese else 1]
    details = [_where(error.where, is_chinese=is_chinese)] if error.where else []
    details += [_fact(name, value, is_chinese=is_chinese) for name, value in error.facts.items()]
    if not details:
        return text
    joined = visible("; ".join(details))
    return f"{text}（{joined}）" if is_chinese else f"{text} ({joined})"


_NAMES: Mapping[str, tuple[str, str]] = {"reason": ("原因", "reason"), "size": ("日志条数", "size")}
_REASONS: Mapping[str, tuple[str, str]] = {
    "no-such-entry": ("日志没有这一条", "the log has no such entry"),
    "out-of-order": ("次序不对", "out of order"),
    "not a folder": ("不是目录", "not a folder"),
    "No such file or directory": ("不存在", "there is none"),
    "Is a directory": ("是目录", "it is a folder"),
    "Permission denied": ("没有权限", "permission denied"),
}
"""Reasons within reasons that are no codes of this table."""
_LINE = "line "


def _where(where: str, *, is_chinese: bool) -> str:
    number = where.removeprefix(_LINE)
    return f"第 {number} 行" if is_chinese and where.startswith(_LINE) else where


def _fact(name: str, value: str | int, *, is_chinese: bool) -> str:
    language = 0 if is_chinese else 1
    names = _NAMES.get(name, (name, name))
    text = str(value)
    known = _REASONS.get(text) or TEXTS.get(text) if name == "reason" else None
    said = text if known is None else known[language]
    return f"{names[language]}：{said}" if is_chinese else f"{names[language]}: {said}"
