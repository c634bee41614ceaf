"""Refusals about commitments."""

from domain.refusal import Refusal

_COMMITMENT = "国办发〔2020〕49号; 山东省社会信用条例 art 16"


class CommitmentToItselfError(Refusal):
    """Somebody commits itself to itself, and would judge in its own cause."""

    code = "commitment-to-itself"
    article = _COMMITMENT
    ZH = "不得向自己作出承诺：是否履行须由他方认定。"
    EN = "Nobody commits itself to itself: another body has to find whether it was kept."
    MEND_ZH = "请填写接受承诺的机关；政务承诺可向上级机关或信用中心作出。"
    MEND_EN = "Name the body that receives it; a public body's can go to its superior or the credit centre."


class CommitmentTermError(Refusal):
    """The day until which it is to be kept is no date, or is past."""

    code = "commitment-term"
    article = _COMMITMENT
    ZH = "履行期限“{given}”不成立：须为 YYYY-MM-DD，不得早于今日；没有期限的，留空。"
    EN = "“{given}” will not do: YYYY-MM-DD, not before today; empty where there is no such day."
    MEND_ZH = "请改正履行期限。"
    MEND_EN = "Correct the day."


class CommitmentUnknownError(Refusal):
    """There is no such commitment."""

    code = "commitment-unknown"
    article = _COMMITMENT
    ZH = "没有编号为 {commitment} 的承诺。"
    EN = "There is no commitment {commitment}."
    MEND_ZH = "请核对承诺声明的 jti。"
    MEND_EN = "Check the jti of the statement that made it."


class CommitmentBodyError(Refusal):
    """It was made to another body."""

    code = "commitment-body"
    article = _COMMITMENT
    ZH = "承诺 {commitment} 不是向本机关作出的，只能由接受承诺的机关认定。"
    EN = "Commitment {commitment} was made to another body; only that body finds whether it was kept."
    MEND_ZH = "请由接受承诺的机关签署。"
    MEND_EN = "Have that body sign."


class CommitmentSubjectError(Refusal):
    """Somebody else made it."""

    code = "commitment-subject-mismatch"
    article = _COMMITMENT
    ZH = "承诺 {commitment} 不是该主体作出的，或者其数据已经删除。"
    EN = "Commitment {commitment} is not this subject's, or its data were erased."
    MEND_ZH = "请核对主体标识。"
    MEND_EN = "Check the identifier."


class CommitmentJudgedError(Refusal):
    """Whether it was kept was found before."""

    code = "commitment-judged"
    article = _COMMITMENT
    ZH = "承诺 {commitment} 的履行情况已经认定。"
    EN = "Whether commitment {commitment} was kept was found before."
    MEND_ZH = "认定只作一次；认定有误的，通过异议处理。"
    MEND_EN = "It is found once; what is wrong is put right through an objection."


class CommitmentDateError(Refusal):
    """The day of the finding is in the future or before the commitment."""

    code = "commitment-date"
    article = _COMMITMENT
    ZH = "认定日期 {day} 不成立：不得晚于今日，不得早于承诺之日。"
    EN = "The day {day} cannot be: not after today, not before the commitment."
    MEND_ZH = "请核对日期。"
    MEND_EN = "Check the day."


ALL: tuple[type[Refusal], ...] = (
    CommitmentToItselfError,
    CommitmentTermError,
    CommitmentUnknownError,
    CommitmentBodyError,
    CommitmentSubjectError,
    CommitmentJudgedError,
    CommitmentDateError,
)
