"""Refusals about repair (信用修复)."""

from domain.refusal import Refusal, Span

_GBF_22 = "国办发〔2025〕22号"
_NDRC_36 = "国家发展改革委令第36号"


class RepairTargetsError(Refusal):
    """The records are not named as they must be."""

    code = "repair-targets"
    article = _GBF_22
    ZH = "申请修复的记录填写有误：{reason_zh}。"
    EN = "The records are not named as they must be: {reason_en}."
    MEND_ZH = "请列出 1 至 {limit} 条记录，按升序排列、不重复、以逗号分隔。"
    MEND_EN = "Name 1 to {limit} records, ascending, each once, with commas between."


class RepairTargetUnknownError(Refusal):
    """The applicant has no such record; whether anybody else has, the answer does not tell."""

    code = "repair-target-unknown"
    article = f"{_GBF_22}; 山东省社会信用条例 art 41"
    ZH = "申请人没有编号为 {record} 的记录。"
    EN = "The applicant has no record {record}."
    MEND_ZH = "请在本人信用档案中核对记录编号；以其他证件号码记录的，请以该号码另行申请。"
    MEND_EN = "Check the number in your own file; for a record under another identifier of yours, apply with that one."


class RepairNotOpenError(Refusal):
    """A record is not open to repair now; the refusal says why, until when and by which rule."""

    code = "repair-not-open"
    article = _NDRC_36
    ZH = "记录 {record} 目前不能申请信用修复：{reason_zh}。"
    EN = "No repair of record {record} can be applied for now: {reason_en}."
    MEND_ZH = "条件具备后再申请；认为记录或期限有误的，可以提出异议。"
    MEND_EN = "Apply once the way is open; if the record or the period is wrong, object to it."

    def __init__(self, *, article: str, pointer: str | None = None, span: Span | None = None, **params: object) -> None:
        """Cite the rule that gives the day, where one does, instead of the regulation as a whole."""
        super().__init__(pointer=pointer, span=span, article=article, **params)
        self.article = article or self.article


class RepairAlreadyFiledError(Refusal):
    """Another application for the same record is open."""

    code = "repair-already-filed"
    article = _GBF_22
    ZH = "记录 {record} 已有修复申请正在办理。"
    EN = "An application for record {record} is already under way."
    MEND_ZH = "请等待该申请的决定；逾期未决定的，可以投诉。"
    MEND_EN = "Wait for its decision; if that is overdue, complain."


class RepairCommitmentMissingError(Refusal):
    """The application holds no commitment."""

    code = "repair-commitment-missing"
    article = f"{_GBF_22}; {_NDRC_36}"
    ZH = "申请没有附信用承诺。"
    EN = "The application holds no commitment."
    MEND_ZH = "请写明信用承诺书的内容后重新签署。"
    MEND_EN = "Write the commitment out and sign again."


class RepairUnknownError(Refusal):
    """There is no such application of this subject."""

    code = "repair-unknown"
    article = _GBF_22
    ZH = "没有该主体的这一修复申请。"
    EN = "There is no such application of this subject."
    MEND_ZH = "请核对申请编号和主体。"
    MEND_EN = "Check the number of the application, and the subject."


class RepairDecidedError(Refusal):
    """Nothing of the application is undecided, and for a grant, nothing of it is refused."""

    code = "repair-decided"
    article = _GBF_22
    ZH = "该修复申请已经全部办结。"
    EN = "The application is decided in full."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class RepairTargetNotPendingError(Refusal):
    """A record is no part of the application, or was decided on; what its body refused, it may still grant."""

    code = "repair-target-not-pending"
    article = _GBF_22
    ZH = "记录 {record} 不在该申请待决定的记录之中。"
    EN = "Record {record} is not among those that the application leaves to decide."
    MEND_ZH = "请只就该申请中尚未决定的记录作出决定；本机关不予修复的，仍可准予修复一次。"
    MEND_EN = "Decide only on records of this application that are undecided; what you refused, you may still grant."


class NotOwnRepairError(Refusal):
    """Another body decided the record, and only it repairs it."""

    code = "not-own-repair"
    article = f"{_GBF_22}; {_NDRC_36}"
    ZH = "{iss} 不是相应记录的认定单位。"
    EN = "{iss} is not the body whose record it is."
    MEND_ZH = "请由作出该记录的单位办理。"
    MEND_EN = "Leave it to the body that made the record."


class RepairAlreadyAcceptedError(Refusal):
    """The body took the application up before."""

    code = "repair-already-accepted"
    article = _GBF_22
    ZH = "{iss} 已经受理该申请。"
    EN = "{iss} took the application up before."
    MEND_ZH = "无须处理；请在期限内作出决定。"
    MEND_EN = "Nothing to do; decide within the time set."


class RepairNotAcceptedError(Refusal):
    """The body has not taken the application up."""

    code = "repair-not-accepted"
    article = _GBF_22
    ZH = "{iss} 尚未受理该申请，不能准予修复。"
    EN = "{iss} has not taken the application up and cannot grant it yet."
    MEND_ZH = "请先受理，再作出决定；同一日可以先后办理。"
    MEND_EN = "Accept it first, then decide; both can be done on one day."


class RepairDateError(Refusal):
    """The step bears another date than the day on which it is recorded."""

    code = "repair-date"
    article = f"{_GBF_22}; 山东省社会信用条例 art 24"
    ZH = "日期 {given} 不是今日（{expected}）；期限按记录之日计算，不得倒签或预签。"
    EN = "{given} is not today ({expected}); deadlines run by the day of recording, nothing is dated back or ahead."
    MEND_ZH = "请以今日日期重新签署。"
    MEND_EN = "Sign again with today's date."


class RepairReasonError(Refusal):
    """A refusal gives no reasons of substance."""

    code = "repair-reason-insufficient"
    article = _GBF_22
    ZH = "不予修复的理由不充分：{reason_zh}。"
    EN = "The reasons for refusing are not enough: {reason_en}."
    MEND_ZH = "请写明哪项条件未满足、依据是什么、申请人应当如何补正。"
    MEND_EN = "Say which condition is not met, on what ground, and what the applicant can do about it."


ALL: tuple[type[Refusal], ...] = (
    RepairTargetsError,
    RepairTargetUnknownError,
    RepairNotOpenError,
    RepairAlreadyFiledError,
    RepairCommitmentMissingError,
    RepairUnknownError,
    RepairDecidedError,
    RepairTargetNotPendingError,
    NotOwnRepairError,
    RepairAlreadyAcceptedError,
    RepairNotAcceptedError,
    RepairDateError,
    RepairReasonError,
)
