"""What the command line says besides errors: steps, verdicts and labels, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

Phrase = tuple[str, str]

STEPS: Mapping[str, tuple[Phrase, ...]] = MappingProxyType(
    {
        "receipt": (
            ("回执是严格 JSON，成员齐全", "the receipt is strict JSON with the members of its table"),
            ("检查点属于所信任的日志，签名正确", "the checkpoint is the pinned log's and signed by its key"),
            ("条目和密钥事件都在该检查点的树中", "entry and key events are included in the checkpoint's tree"),
            ("条目、声明和披露项格式正确", "entry, statement and disclosures are spelled as they must be"),
            ("首条开账事件与信任策略一致", "the opening of the ledger is the one that the policy pins"),
            (
                "签名密钥在该位置有效，属于签发者，未失密",
                "the signing key was in force, the issuer's own, not compromised",
            ),
            ("声明签名正确，时间和字段符合规定", "the statement's signature, time and claims are right"),
            ("每个披露项都在声明所承诺的摘要中", "each disclosure is one that the statement committed to"),
        ),
        "checkpoint": (
            ("是 C2SP 检查点", "it is a C2SP checkpoint"),
            ("属于所信任的日志，签名正确", "it is the pinned log's and signed by its key"),
        ),
        "statement": (
            ("声明和披露项格式正确", "statement and disclosures are spelled as they must be"),
            ("每个披露项都在声明所承诺的摘要中", "each disclosure is one that the statement committed to"),
            ("字段符合该事件的格式", "the claims fit the event's schema"),
            ("签名由信任策略中的根密钥作出", "the signature is that of the policy's root key"),
        ),
        "policy": (("信任策略格式正确，不自相矛盾", "the policy is well-formed and agrees with itself"),),
        "log": (
            ("检查点属于所信任的日志，签名正确", "the checkpoint is the pinned log's and signed by its key"),
            ("所有哈希瓦片层层相符，直到检查点的根", "every tile fits the one above, up to the checkpoint's root"),
            ("每个条目与其哈希相符", "every entry fits its hash"),
            (
                "每个条目和声明格式正确，时间不倒退",
                "every entry and statement is well-formed, and time never goes back",
            ),
            ("首条开账事件与信任策略一致", "the opening of the ledger is the one that the policy pins"),
            ("每个签名正确，密钥在其位置有效", "every signature is right, by a key in force at its position"),
            ("签发时间和字段符合规定", "times of signing and claims are as they must be"),
            (
                "公开标签的一次性键与次序相符，目录事项均已发布",
                "open one-time keys fit their counts; every item was published",
            ),
            ("各段合并后仍得检查点的根", "the ranges, merged, give the checkpoint's root once more"),
        ),
    }
)

KINDS: Mapping[str, Phrase] = MappingProxyType(
    {
        "receipt": ("回执", "receipt"),
        "receipts": ("回执集", "receipts"),
        "checkpoint": ("检查点", "checkpoint"),
        "statement": ("声明", "statement"),
        "policy": ("信任策略", "policy"),
        "log": ("日志", "log"),
    }
)

VERDICTS: Mapping[str, Phrase] = MappingProxyType(
    {
        "recorded": ("已记录", "recorded"),
        "signed": ("由日志签署", "signed by the log"),
        "stated": ("确由根密钥声明", "stated by the root key"),
        "usable": ("可用", "usable"),
        "consistent": ("整个日志核验无误", "the whole log is as it must be"),
        "not-proven": ("不成立", "not proven"),
        "unusable": ("无法使用", "unusable"),
    }
)

STRENGTHS: Mapping[str, Phrase] = MappingProxyType(
    {
        "promised": ("promised（日志签名承诺）", "promised (the log's signature)"),
        "witnessed": ("witnessed（见证人联署）", "witnessed (cosigned by the policy's quorum)"),
    }
)

LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "verdict": ("结论", "Verdict"),
        "strength": ("证明强度", "strength"),
        "passed": ("通过", "passed"),
        "failed": ("未通过", "FAILED"),
        "skipped": ("未执行", "not run"),
        "so-far": ("到此无误", "right so far"),
        "unfinished": ("未完成", "unfinished"),
        "step": ("第 {} 步", "step {}"),
        "position": ("位置 {}", "position {}"),
        "line": ("第 {} 行", "line {}"),
        "index": ("位置", "position"),
        "size": ("条目数", "size"),
        "time": ("入账时间", "recorded at"),
        "first": ("最早条目", "first entry"),
        "last": ("最晚条目", "last entry"),
        "iss": ("签发者", "issuer"),
        "vct": ("事件", "event"),
        "jti": ("声明编号", "statement id"),
        "origin": ("日志", "log"),
        "root": ("根", "root"),
        "root_key": ("根密钥", "root key"),
        "environment": ("环境", "environment"),
        "keys": ("登记的密钥", "keys enrolled"),
        "open_tags": ("公开标签", "open tags"),
        "disclosed": ("披露", "disclosed"),
        "topics": ("各类事件", "events"),
        "compromised": ("已宣布失密的密钥", "keys declared compromised"),
        "valid": ("有效", "valid"),
        "invalid": ("无效", "not valid"),
        "note": ("说明", "note"),
    }
)

NOTES: Mapping[str, Phrase] = MappingProxyType(
    {
        "recorded": (
            "回执只证明当时已记录，不说明其后没有更正或撤回",
            "a receipt proves that it was recorded, not that nothing was recorded after it",
        ),
        "stated": (
            "只证明曾这样声明，不说明已入账",
            "this proves that it was stated, not that it was recorded",
        ),
    }
)


def say(phrase: Phrase, *, is_chinese: bool) -> str:
    """Return a phrase in one of its languages."""
    return phrase[0 if is_chinese else 1]
