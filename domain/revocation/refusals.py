"""Refusals about revocations."""

from domain.refusal import Refusal

_REVOKED = "行政处罚法 art 48; 山东省社会信用条例 art 40"


class RevocationEmptyError(Refusal):
    """It names neither facts nor listings."""

    code = "revocation-empty"
    article = _REVOKED
    ZH = "撤销须至少指明一项事实或者一项列名。"
    EN = "A revocation names at least one fact or one listing."
    MEND_ZH = "请填写所撤销决定对应的事实或列名编号。"
    MEND_EN = "Name the facts or listings whose decision is revoked."


class RevocationOrderError(Refusal):
    """The facts are not named in ascending order, or one is named twice."""

    code = "revocation-order"
    article = "docs/events.md"
    ZH = "事实编号须升序排列、以逗号分隔、不得重复。"
    EN = "Facts are named ascending, with commas between, each once."
    MEND_ZH = "请重新排列后签署。"
    MEND_EN = "Put them in order and sign again."


class RevocationTargetUnknownError(Refusal):
    """There is no such fact, or no such decision to list."""

    code = "revocation-target-unknown"
    article = _REVOKED
    ZH = "没有编号为 {target} 的事实或列名决定。"
    EN = "There is no fact and no decision to list {target}."
    MEND_ZH = "请核对编号。"
    MEND_EN = "Check the id."


class RevocationSubjectError(Refusal):
    """What is named is another subject's."""

    code = "revocation-subject-mismatch"
    article = _REVOKED
    ZH = "{target} 不属于该主体，或者其数据已经删除。"
    EN = "{target} is not this subject's, or its data were erased."
    MEND_ZH = "一次撤销只涉及一个主体，请核对主体标识。"
    MEND_EN = "A revocation is about one subject; check the identifier."


class RevocationBodyError(Refusal):
    """Another body swore to what is named, and no court revokes it."""

    code = "revocation-body"
    article = _REVOKED
    ZH = "{target} 由其他机关签署：只能由该机关撤销，或者由法院以 revoked_by_court 撤销。"
    EN = "Another body swore to {target}: it revokes it, or a court does with the ground revoked_by_court."
    MEND_ZH = "请将决定送原机关，由其在三个工作日内报告。"
    MEND_EN = "Send the decision to that body, which reports it within three working days."


class RevocationTargetEndedError(Refusal):
    """What is named stands no more."""

    code = "revocation-target-ended"
    article = _REVOKED
    ZH = "{target} 已经撤回、撤销或者移出。"
    EN = "{target} was withdrawn, revoked or ended before."
    MEND_ZH = "请删去该项；其余照常撤销。"
    MEND_EN = "Leave it out and revoke the rest."


class RevocationDateError(Refusal):
    """The revocation was decided in the future, or before what it revokes."""

    code = "revocation-date"
    article = _REVOKED
    ZH = "撤销日期 {day} 不成立：不得晚于今日，不得早于所撤销决定的日期。"
    EN = "The day {day} cannot be: not after today, not before the decision that is revoked."
    MEND_ZH = "请按撤销文书核对日期。"
    MEND_EN = "Compare the day with the document."


ALL: tuple[type[Refusal], ...] = (
    RevocationEmptyError,
    RevocationOrderError,
    RevocationTargetUnknownError,
    RevocationSubjectError,
    RevocationBodyError,
    RevocationTargetEndedError,
    RevocationDateError,
)
