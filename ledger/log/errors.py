"""What the log can answer instead of "recorded".

OperationError
└── LogError
├── AppendRefusedError            this request was not recorded; the log goes on
│   ├── ConditionFailedError      something new matches a condition: decide again
│   ├── DecisionExpiredError      the outcome could have changed with time: decide again
│   ├── EntryTooLargeError        an entry would exceed 65,535 bytes
│   ├── InvalidAppendError        the request itself is malformed
│   ├── QueueFullError            too much is waiting: come back later
│   ├── ClockWentBackError        the clock is more than a second behind the last entry
│   └── LogUnavailableError       the database cannot be reached; nothing was recorded
├── OutcomeUnknownError           recorded or not, nobody knows yet: ask again with the same statement
├── WrongLogError                 the database holds a log of another origin, kind or tag key
└── LogStoppedError               the log refuses to go on until somebody has looked
"""

from typing import ClassVar, TypeAlias

from ledger.operation_error import OperationError

Mend: TypeAlias = tuple[str, str]
"""What to do about it, in Chinese and in English."""


class LogError(OperationError):
    """Base of everything the log can answer instead of "recorded"."""

    code: ClassVar[str] = "log-error"


class AppendRefusedError(LogError):
    """Nothing of this request was recorded; other requests are not concerned."""

    code: ClassVar[str] = "append-refused"


class ConditionFailedError(AppendRefusedError):
    """An entry later than the decision's knowledge matches one of its conditions.

    Attributes:
        index: Which condition of the request, counted from 0.
    """

    code: ClassVar[str] = "condition-failed"

    def __init__(self, index: int) -> None:
        super().__init__(
            f"决定所依据的记录已有新变化（条件 {index}），本次提交未记录。",
            f"A record that the decision rests on has changed (condition {index}); nothing was recorded.",
            "请重新读取后再作决定。",
            "Read again and decide again.",
        )
        self.index = index


class DecisionExpiredError(AppendRefusedError):
    """The entry time lies after the instant up to which the decision holds."""

    code: ClassVar[str] = "decision-expired"

    def __init__(self, not_after_ms: int, time_ms: int) -> None:
        super().__init__(
            f"决定的有效时点（{not_after_ms} 毫秒）已过，记账时间为 {time_ms} 毫秒。",
            f"The decision held until {not_after_ms} ms, the entry time would be {time_ms} ms.",
            "请按现在的时间重新决定。",
            "Decide again as of now.",
        )
        self.not_after_ms = not_after_ms
        self.time_ms = time_ms


class EntryTooLargeError(AppendRefusedError):
    """An entry would be longer than the 65,535 bytes that an entry bundle can hold."""

    code: ClassVar[str] = "entry-too-large"

    def __init__(self, size_bytes: int) -> None:
        super().__init__(
            f"单条记录为 {size_bytes} 字节，超过 65535 字节的上限。",
            f"An entry of {size_bytes} bytes exceeds the limit of 65,535 bytes.",
            "请拆分内容，或把附件以摘要形式提交。",
            "Split the content, or submit attachments as digests.",
        )
        self.size_bytes = size_bytes


class InvalidAppendError(AppendRefusedError):
    """The request is malformed: no events, a tag twice, characters that no entry can hold."""

    code: ClassVar[str] = "invalid-append"

    def __init__(self, detail_zh: str, detail_en: str) -> None:
        super().__init__(f"记账请求有误：{detail_zh}。", f"The append request is malformed: {detail_en}.")


class QueueFullError(AppendRefusedError):
    """Too many events are waiting already.

    Attributes:
        retry_after_s: When it is worth trying again.
    """

    code: ClassVar[str] = "queue-full"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            "等待记账的提交过多，本次提交未记录。",
            "Too many submissions are waiting; nothing was recorded.",
            f"请在 {retry_after_s} 秒后重试。",
            f"Try again in {retry_after_s} s.",
        )
        self.retry_after_s = retry_after_s


class ClockWentBackError(AppendRefusedError):
    """The clock is further behind the last entry than a second."""

    code: ClassVar[str] = "clock-went-back"

    def __init__(self, now_ms: int, last_ms: int) -> None:
        super().__init__(
            f"系统时钟比最后一条记录早 {last_ms - now_ms} 毫秒，拒绝记账。",
            f"The clock is {last_ms - now_ms} ms behind the last entry; nothing was recorded.",
            "请校准本机时钟（NTP）。",
            "Set this machine's clock right (NTP).",
        )
        self.now_ms = now_ms
        self.last_ms = last_ms


class LogUnavailableError(AppendRefusedError):
    """The database cannot be reached, and it is certain that nothing was recorded."""

    code: ClassVar[str] = "log-unavailable"

    def __init__(self) -> None:
        super().__init__(
            "暂时无法连接数据库，本次提交未记录。",
            "The database cannot be reached at the moment; nothing was recorded.",
            "请稍后重试。",
            "Try again later.",
        )


class OutcomeUnknownError(LogError):
    """The connection broke while committing, and the database has not come back to say how it ended."""

    code: ClassVar[str] = "outcome-unknown"

    def __init__(self) -> None:
        super().__init__(
            "提交时与数据库的连接中断，尚不能确定是否已记录。",
            "The connection to the database broke while committing; whether it was recorded is not known yet.",
            "请稍后原样重新提交：已记录的不会重复记录。",
            "Submit the same again later: what was recorded is not recorded twice.",
        )


class WrongLogError(LogError):
    """The database holds a log of another origin, another kind, or with other tag digests."""

    code: ClassVar[str] = "wrong-log"

    def __init__(self, what_zh: str, what_en: str, mend: Mend | None = None) -> None:
        mend = mend or (
            "请检查数据库地址与密钥目录是否属于同一账本。",
            "Check that the database and the key folder belong to the same ledger.",
        )
        super().__init__(
            f"数据库中的账本与设置不符：{what_zh}。", f"The database does not hold this log: {what_en}.", *mend
        )


WAYS_OUT: Mend = (
    "出路有二：用已发布的瓦片和备份补回（chengjian recover replay），或开设后继账本（chengjian recover successor）。",
    "Two ways out: fill the gap from published tiles (chengjian recover replay), or chengjian recover successor.",
)
RESTORE: Mend = (
    "请先恢复备份（chengjian restore）。",
    "Restore a backup first (chengjian restore).",
)
SETTLE_MARK: Mend = (
    "请用任何人手中最新的检查点重新确定（chengjian recover mark --checkpoint）。",
    "Settle it with the newest checkpoint that anybody holds (chengjian recover mark --checkpoint).",
)
CHECK: Mend = (
    "请运行 chengjian fsck 查明何处不符，再把备份恢复到空的数据库（chengjian restore）。",
    "Run chengjian fsck to see what differs, then restore a backup into an empty database (chengjian restore).",
)
_START_AGAIN: Mend = (
    "排除原因后重新启动；启动时会核对数据库与高水位标记。",
    "Mend the cause and start again; the start compares the database with the high-water mark.",
)


class LogStoppedError(LogError):
    """The log refuses to go on until somebody has looked.

    Attributes:
        reason: What was found, in English, one line.
    """

    code: ClassVar[str] = "log-stopped"

    def __init__(
        self, reason_zh: str, reason: str, *, contradicts_promise: bool = True, mend: Mend | None = None
    ) -> None:
        """Say why.

        Args:
            reason_zh: What was found, in Chinese.
            reason: What was found, in English, one line.
            contradicts_promise: Whether the stored log is at odds with what was promised, and not just a step failed.
            mend: What to do, if it is known better than that.
        """
        mend = mend or (CHECK if contradicts_promise else _START_AGAIN)
        super().__init__(f"账本已停止记账：{reason_zh}。", f"The log has stopped: {reason}.", *mend)
        self.reason_zh = reason_zh
        self.reason = reason
