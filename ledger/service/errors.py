"""Why a statement is turned away although its form is right and no rule of the domain speaks against it.

OperationError
 └── SubmissionError
      ├── StatementIdReusedError     statement-id-reused: the id belongs to another statement of this issuer
      ├── IssuedOutsideWindowError   issued-outside-window: signed too long ago, or in the future
      ├── NotSubmittableError        not-submittable: only the platform itself makes such events
      ├── FactRecordedBeforeError    fact-recorded-before: the same document about the same subject is on record
      ├── SubjectKeysMissingError    subject-keys-missing: the key store is older than the log
      └── DecisionContestedError     decision-contested: what the decision rests on kept changing
"""

from typing import ClassVar

from ledger.operation_error import OperationError


class SubmissionError(OperationError):
    """A statement was not recorded.

    Attributes:
        pointer: JSON pointer to what is at fault, where it can be named.
    """

    code: ClassVar[str] = "submission"
    pointer: str | None = None


class StatementIdReusedError(SubmissionError):
    """One ``jti`` names one statement of its issuer, and one fact of all, for ever."""

    code: ClassVar[str] = "statement-id-reused"
    pointer = "/jti"

    def __init__(self) -> None:
        super().__init__(
            "该 jti 已属于另一份已记录的陈述。",
            "This jti already belongs to another recorded statement.",
            "请为新的陈述使用新的 jti；重发时请原样发送。",
            "Use a new jti for a new statement; to repeat one, send the very same bytes.",
        )


class IssuedOutsideWindowError(SubmissionError):
    """``iat`` is more than 5 minutes ahead or more than 30 days old (log format, section 4)."""

    code: ClassVar[str] = "issued-outside-window"
    pointer = "/iat"

    def __init__(self) -> None:
        super().__init__(
            "签名时间超出范围：不得晚于现在 5 分钟以上，也不得早于 30 天。",
            "The time of signing is out of range: at most 5 minutes ahead and 30 days old.",
            "请校准签名电脑的时钟，并重新签名。",
            "Set the signing computer's clock right and sign again.",
        )


class NotSubmittableError(SubmissionError):
    """The event is one that the platform makes by itself."""

    code: ClassVar[str] = "not-submittable"
    pointer = "/vct"

    def __init__(self) -> None:
        super().__init__(
            "此类事件由平台自行产生，不接受提交。",
            "Events of this kind are made by the platform itself and are not accepted.",
            "请提交事实、目录、机关或密钥类陈述。",
            "Submit statements about facts, the catalogue, agencies or keys.",
        )


class FactRecordedBeforeError(SubmissionError):
    """A fact has a natural identity: item, deciding body, document number, subject and row."""

    code: ClassVar[str] = "fact-recorded-before"
    pointer = "/subject.document_no"

    def __init__(self, position: int) -> None:
        super().__init__(
            f"同一文书对同一主体的记录已存在，位于第 {position} 位。",
            f"The same document about the same subject is on record at position {position}.",
            "内容有变请提交更正；同一文书确有多行的，请填写行区分号。",
            "Submit a correction if it changed; give a row discriminator if one document has several rows.",
        )
        self.position = position


class DecisionContestedError(SubmissionError):
    """Other records changed what the decision rests on, each time anew."""

    code: ClassVar[str] = "decision-contested"

    def __init__(self) -> None:
        super().__init__(
            "决定所依据的记录持续变化，本次未记录。",
            "What the decision rests on kept changing; nothing was recorded.",
            "请稍后原样重新提交。",
            "Submit the same again later.",
        )


class SubjectKeysMissingError(SubmissionError):
    """The log knows somebody whose keys the key store does not have: the store is older than the log.

    New keys would fork the file: its one-time keys follow from a secret that is made once.
    """

    code: ClassVar[str] = "subject-keys-missing"

    def __init__(self) -> None:
        super().__init__(
            "密钥库缺少账本中某主体的密钥：密钥库比账本旧。有关该主体的内容未记录。",
            "The key store lacks the keys of somebody whom the log knows: it is older than the log. "
            "Nothing about him was recorded.",
            "请运维人员运行 chengjian fsck，再用较新的密钥备份恢复到新的状态目录（chengjian restore --keys）；"
            "此后请原样重新提交。",
            "The operator runs chengjian fsck and restores with a newer backup of the keys into a new state folder "
            "(chengjian restore --keys); submit the same again then.",
        )
