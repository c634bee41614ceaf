"""What can go wrong with read models.

ProjectionError
├── ProjectionNotBuiltError   no build of this version answers yet
├── ProjectionBusyError       another process is building it
└── ProjectionFailedError     an event could not be applied; the projection stands before it
"""

from ledger.operation_error import OperationError


class ProjectionError(OperationError):
    """Base of the errors of read models."""

    code = "projection-error"


class ProjectionNotBuiltError(ProjectionError):
    """No finished build of this version of the projection exists.

    Attributes:
        name: The projection.
    """

    code = "projection-not-built"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"投影 {name} 尚未建成。",
            f"The projection {name} has not been built yet.",
            "请运行 chengjian rebuild，或稍候片刻再试。",
            "Run chengjian rebuild, or try again in a moment.",
        )
        self.name = name


class ProjectionBusyError(ProjectionError):
    """Another process is making or rebuilding this projection."""

    code = "projection-busy"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"另一个进程正在重建投影 {name}。",
            f"Another process is rebuilding the projection {name}.",
            "请等待其完成。",
            "Wait until it has finished.",
        )


class ProjectionFailedError(ProjectionError):
    """An event could not be applied.

    Attributes:
        name: The projection.
        position: Position of the event that could not be applied, where known.
        reason: Code or class of the cause; never data of a record.
    """

    code = "projection-failed"

    def __init__(self, name: str, position: int | None, reason: str) -> None:
        at_zh = "" if position is None else f"（位置 {position}）"
        at_en = "" if position is None else f" at position {position}"
        super().__init__(
            f"投影 {name} 无法应用事件{at_zh}：{reason}。",
            f"The projection {name} could not apply an event{at_en}: {reason}.",
            "投影停在该事件之前；请运行 chengjian fsck 查明原因。",
            "It stands before that event; run chengjian fsck to find out why.",
        )
        self.name = name
        self.position = position
        self.reason = reason

    @property
    def reason_at(self) -> str:
        """The reason with its place, as the book-keeping stores it."""
        return self.reason if self.position is None else f"{self.reason} at {self.position}"


def reason_of(error: BaseException) -> str:
    """Name the cause of a failure without any data of a record."""
    code = getattr(error, "code", None) or getattr(error, "sqlstate", None)
    return str(code) if code else type(error).__name__
