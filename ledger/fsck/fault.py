"""What ``fsck`` can find, where it found it, and what each kind means."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "log-row": ("账本登记与本机密钥不符", "the log's own row does not fit this machine's keys"),
        "topic": ("事件类型表有误", "the table of topics is wrong"),
        "position-gap": ("缺少条目", "an entry is missing"),
        "entry-form": ("条目的写法不合规范", "an entry is not spelled as the log format says"),
        "entry-changed": ("条目与树中的哈希不符", "an entry does not match its hash in the tree"),
        "entry-type": ("条目的类型列与其内容不符", "the type column of an entry differs from its statement"),
        "entry-time": ("条目时间有误", "the time of an entry is wrong"),
        "entry-keys": ("条目中的一次性键有误", "the one-time keys of an entry are wrong"),
        "statement-form": ("声明的写法不合规范", "a statement is not spelled as the log format says"),
        "statement-signature": ("声明的签名不成立", "the signature of a statement does not hold"),
        "statement-key": ("签名密钥在该位置无效", "the signing key was not in force at this position"),
        "statement-time": ("声明时间超出允许范围", "the time of a statement is out of bounds"),
        "statement-claims": ("声明的内容不合其类型", "the claims of a statement do not fit its topic"),
        "genesis": ("第一条不是本账本的创世声明", "the first entry is not this ledger's genesis"),
        "tile-changed": ("哈希瓦片与条目不符", "a tile differs from what follows from the entries"),
        "tile-missing": ("缺少哈希瓦片", "a tile is missing"),
        "tile-extra": ("多出哈希瓦片", "a tile stands where none may be"),
        "checkpoint-changed": ("检查点与树不符", "a checkpoint differs from the tree"),
        "checkpoint-chain": ("检查点之间不衔接", "checkpoints do not follow one another"),
        "tag-missing": ("缺少标签行", "a tag row is missing"),
        "tag-extra": ("多出标签行", "a tag row stands where none may be"),
        "tag-changed": ("标签行的计数或类型有误", "counter or type of a tag row is wrong"),
        "vault-missing": ("缺少保险库行，且无抹除事件", "a vault row is missing without an erasure event"),
        "vault-extra": ("多出保险库行", "a vault row stands where none may be"),
        "vault-closed": ("保险库行无法打开", "a vault row does not open"),
        "vault-content": ("保险库内容与声明的摘要不符", "what the vault holds does not open the statement's digests"),
        "vault-kept": ("记录已抹除，但保险库行仍在", "a record was erased but its vault row is still there"),
        "vault-owner": ("保险库行属于另一主体", "a vault row belongs to another subject"),
        "keystore-form": ("密钥库损坏", "the key store is damaged"),
        "keystore-missing": ("密钥库缺少主体的密钥", "the key store lacks a subject's keys"),
        "keystore-destroyed": ("密钥已销毁，但没有抹除事件", "keys were destroyed without an erasure event"),
        "keystore-kept": ("主体已抹除，但密钥仍在", "a subject was erased but its keys are still there"),
        "mark-form": ("高水位标记损坏", "the high-water mark is damaged"),
        "mark-ahead": ("数据库落后于高水位标记", "the database is behind the high-water mark"),
        "mark-differs": ("数据库与高水位标记的根哈希不同", "the database and the high-water mark have different roots"),
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be.

    Attributes:
        kind: Permanent name, a key of `KINDS`.
        location: Which row or file: ids, places and codes only, never data of a record.
        position: Leaf position, where there is one.
        cause: Code of the error that showed it, if one did.
    """

    kind: str
    location: str
    position: int | None = None
    cause: str = ""

    @property
    def zh(self) -> str:
        """What it means, in Chinese."""
        return KINDS[self.kind][0]

    @property
    def en(self) -> str:
        """What it means, in English."""
        return KINDS[self.kind][1]

    def members(self) -> dict[str, object]:
        """Give the fault as JSON members."""
        return {
            "cause": self.cause,
            "kind": self.kind,
            "location": self.location,
            "message_en": self.en,
            "message_zh": self.zh,
            "position": self.position,
        }
