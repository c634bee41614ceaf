"""Refusals of the recorder and its services.

400: the statement has not the form of docs/log-format.md. 403: its signature does not hold. 409: it meets something
on record. 503: nothing was recorded, come back later. 504: nobody knows yet, send the same again.
"""

from collections.abc import Mapping

from api.problems.kind import Kind

_FORM_ZH, _FORM_EN = (
    "按 docs/log-format.md 第 4 节生成声明。",
    "Make statements as docs/log-format.md, section 4, says.",
)


def _form(zh: str, en: str) -> Kind:
    return Kind(400, zh, en, _FORM_ZH, _FORM_EN)


_FORMS: Mapping[str, Kind] = {
    "base64url": _form("不是规范的 base64url", "Not canonical base64url"),
    "digest-unopened": _form("有摘要没有打开", "Digest not opened"),
    "disclosure-form": _form("披露项格式不正确", "Malformed disclosure"),
    "disclosure-name": _form("披露项名称不正确或重复", "Disclosure without a known name, or twice"),
    "disclosure-unknown": _form("披露项没有对应的摘要", "Disclosure opens no digest"),
    "salt-repeated": _form("盐值重复", "Salt used twice"),
    "sd-jwt": _form("不是 SD-JWT", "Not an SD-JWT"),
    "statement-claim": _form("声明的必备成员不正确", "Malformed member of the statement"),
    "statement-digests": _form("声明的摘要列表不正确", "Malformed list of digests"),
    "statement-form": _form("不是声明的形式", "Not the form of a statement"),
    "statement-header": _form("声明头不正确", "Malformed header of the statement"),
    "strict-json": _form("不是严格 JSON", "Not strict JSON"),
    "statement-too-long": Kind(
        413,
        "声明过长",
        "Statement too long",
        "缩短内容，附件只提交摘要。",
        "Shorten it; submit attachments as digests.",
    ),
    "entry-too-large": Kind(413, "条目过大", "Entry too large"),
}

_SIGNATURES: Mapping[str, Kind] = {
    "signature": Kind(
        403,
        "签名不成立",
        "Signature does not verify",
        "用所载编号的密钥重新签名。",
        "Sign again with the key that `kid` names.",
    ),
    "statement-key": Kind(403, "公钥与密钥编号不符", "Key is not the one that `kid` names"),
    "public-key": Kind(
        422,
        "公钥不可接受",
        "Public key refused",
        "公钥须规范编码并在素数阶子群中。",
        "A key is canonically encoded and in the prime-order subgroup.",
    ),
}

_RECORDING: Mapping[str, Kind] = {
    "issued-outside-window": Kind(422, "签名时间超出范围", "Signed outside the time window"),
    "not-submittable": Kind(422, "此类事件不接受提交", "Event is made by the platform itself"),
    "statement-id-reused": Kind(409, "声明编号已被使用", "Statement id already used"),
    "fact-recorded-before": Kind(409, "同一事实已经记录", "Fact already recorded"),
    "decision-contested": Kind(409, "所依据的记录持续变化", "Decision contested"),
    "condition-failed": Kind(409, "所依据的记录已变化", "Records changed meanwhile"),
    "decision-expired": Kind(409, "决定的有效时点已过", "Decision expired"),
    "not-in-log": Kind(404, "账本中没有该位置", "No such position in the log"),
    "subject-keys-missing": Kind(503, "密钥库缺少该主体的密钥", "Keys of a subject are missing"),
    "queue-full": Kind(503, "等待记账的提交过多", "Too many submissions waiting"),
    "clock-went-back": Kind(503, "系统时钟倒退，暂停记账", "Clock went back"),
    "log-unavailable": Kind(503, "暂时无法连接数据库", "Database not reachable"),
    "log-stopped": Kind(503, "账本已停止记账", "Log stopped"),
    "outcome-unknown": Kind(504, "尚不能确定是否已记录", "Outcome not known yet"),
}

_ATTACHMENTS: Mapping[str, Kind] = {
    "attachment-unnamed": Kind(
        404,
        "没有声明列出这个附件",
        "No statement names this attachment",
        "先提交列出该摘要的声明，再上传附件。",
        "Submit the statement that has its digest first.",
    ),
    "attachment-too-large": Kind(
        413, "附件过大", "Attachment too large", "缩小文件，或者分成几个。", "Make the file smaller, or split it."
    ),
    "attachment-type": Kind(
        415,
        "不接受这种附件",
        "Kind of attachment not taken",
        "使用 PDF、PNG、JPEG 或 UTF-8 纯文本。",
        "Use PDF, PNG, JPEG or plain UTF-8 text.",
    ),
    "attachment-mismatch": Kind(
        415,
        "附件类型与声明不符",
        "Attachment of another type",
        "按文件的实际类型填写 Content-Type。",
        "Declare the type that the file has.",
    ),
    "attachment-digest": Kind(
        422,
        "附件与摘要不符",
        "Attachment does not give its digest",
        "使用计算摘要时的同一文件和盐值。",
        "Use the very file and salt that the digest was made of.",
    ),
    "attachment-empty": Kind(422, "附件没有内容", "Attachment empty", "检查文件后重新上传。", "Check the file."),
    "erasure-running": Kind(503, "正在删除数据", "Data being erased", "稍后重试。", "Try again later."),
}

KINDS: Mapping[str, Kind] = {**_ATTACHMENTS, **_FORMS, **_SIGNATURES, **_RECORDING}

INTERNAL = frozenset(
    {
        "append-refused",
        "attachment",
        "cannot-listen",
        "claims-file",
        "crypto",
        "invalid-append",
        "key-file",
        "key-file-form",
        "key-file-missing",
        "key-file-mode",
        "key-file-passphrase",
        "key-seed",
        "ledger-exists",
        "log-error",
        "migration",
        "no-ledger",
        "operation-error",
        "publish-folder",
        "recall-address",
        "settings",
        "statement",
        "submission",
        "vault-row",
        "vrf-proof",
        "wrong-log",
    }
)
"""Codes that only the operator can do something about; a client sees ``internal-error``."""

INTERNAL_PACKAGES = (
    "ledger.backup",
    "ledger.fsck",
    "ledger.intake",
    "ledger.keystore",
    "ledger.postgres",
    "ledger.cli",
    "api.demo",
    "projections",
)
"""Packages whose errors never leave the operator's side."""
