"""Refusals about cases: objection (异议), complaint (投诉), review (复议), litigation (诉讼), correction (改正说明)."""

from domain.refusal import Refusal

_SD_39 = "山东省社会信用条例 art 39"
_OBJECTION = f"{_SD_39}; 个人信息保护法 art 46; 民法典 art 1029"
_ZX_25 = "征信业管理条例 art 25"
_ZX_16 = "征信业管理条例 art 16"


class CaseUnknownError(Refusal):
    """There is no such case of this subject."""

    code = "case-unknown"
    article = _SD_39
    ZH = "没有编号为 {case} 的案件，或者它不属于该主体。"
    EN = "There is no case {case} of this subject."
    MEND_ZH = "请核对案件编号和主体标识，标识应与提出时一致。"
    MEND_EN = "Check the id of the case and the identifier; it is the one that the case was filed under."


class CaseTargetUnknownError(Refusal):
    """There is no such record of this subject."""

    code = "case-target-unknown"
    article = _OBJECTION
    ZH = "没有编号为 {target} 的记录，或者它不属于该主体，或者其数据已经删除。"
    EN = "There is no record {target} of this subject, or its data were erased."
    MEND_ZH = "请核对记录编号，并使用该记录所载的主体标识。"
    MEND_EN = "Check the id of the record, and use the identifier that the record bears."


class CaseTargetKindError(Refusal):
    """A case of this kind cannot be about such a target."""

    code = "case-target-kind"
    article = f"{_SD_39}; 征信业管理条例 art 26"
    ZH = "{kind} 不能以 {target_kind} 为对象。"
    EN = "A case of kind {kind} cannot be about a target of kind {target_kind}."
    MEND_ZH = "异议、复议、诉讼针对事实（fact）或列名（listing）；投诉还可以针对单位（body）。"
    MEND_EN = "Objection, review and litigation are about a fact or a listing; a complaint may be about a body too."


class CaseAlreadyOpenError(Refusal):
    """A case of this kind of the subject's about this record is open already."""

    code = "case-already-open"
    article = _SD_39
    ZH = "对该记录的同类案件 {case} 尚未办结，不必重复提出。"
    EN = "Case {case} of this kind about this record is open; there is no need for another."
    MEND_ZH = "请等待处理结果；异议、投诉逾期未处理的，可以申请升级办理。"
    MEND_EN = "Wait for the result; an objection or complaint that is overdue can be taken further."


class CaseKindError(Refusal):
    """Nothing of this sort is done here with a review or suit."""

    code = "case-kind"
    article = "行政复议法 art 20; 行政诉讼法 art 46"
    ZH = "复议、诉讼由复议机关、人民法院办理，此处只登记其提出和结果。"
    EN = "Reviews and suits are handled elsewhere; only their filing and their result are recorded here."
    MEND_ZH = "请在收到决定书或者裁判文书后报告结果。"
    MEND_EN = "Report the result once the decision or judgment is there."


class CaseClosedError(Refusal):
    """The case is decided."""

    code = "case-closed"
    article = _SD_39
    ZH = "案件 {case} 已经办结。"
    EN = "Case {case} is decided."
    MEND_ZH = "当事人不服的，可以申请升级办理；有新的理由的，可以另行提出。"
    MEND_EN = "A subject who disagrees takes it further, or files a new case on new grounds."


class CaseAlreadyAcceptedError(Refusal):
    """The case was taken up before."""

    code = "case-already-accepted"
    article = _SD_39
    ZH = "案件 {case} 已经受理，期限不重新计算。"
    EN = "Case {case} was taken up before; its time does not begin anew."
    MEND_ZH = "请继续办理。"
    MEND_EN = "Go on with it."


class CaseHelpRefusedError(Refusal):
    """The longer deadline is claimed where there is none, or too late."""

    code = "case-help-refused"
    article = _SD_39
    ZH = "只有异议、且在三个工作日的期限届满之前，才能以需要其他单位协助为由适用较长期限。"
    EN = "Only for an objection, and only before its first deadline has passed, may help of another unit be claimed."
    MEND_ZH = "请按原期限办理，needs_help 填 false；已经逾期的，请立即处理。"
    MEND_EN = "Keep to the first deadline, with needs_help false; if it has passed, decide at once."


class CaseNotAcceptedError(Refusal):
    """The case was not taken up yet."""

    code = "case-not-accepted"
    article = _SD_39
    ZH = "案件 {case} 尚未受理，除不予受理（inadmissible）或者当事人撤回（withdrawn）外不能作出处理决定。"
    EN = "Case {case} was not taken up; until then it can only be found inadmissible or withdrawn."
    MEND_ZH = "请先受理。"
    MEND_EN = "Take it up first."


class CaseDateError(Refusal):
    """The step bears another date than the day on which it is recorded."""

    code = "case-date"
    article = "山东省社会信用条例 art 24, 39"
    ZH = "日期 {given} 不是今日（{expected}）；期限按记录之日计算，不得倒签或预签。"
    EN = "{given} is not today ({expected}); deadlines run by the day of recording, nothing is dated back or ahead."
    MEND_ZH = "请以今日日期重新签署。"
    MEND_EN = "Sign again with today's date."


class CaseOutcomeError(Refusal):
    """The outcome does not follow from what was found."""

    code = "case-outcome"
    article = f"{_SD_39}; {_ZX_25}; 个人信息保护法 art 8, 46"
    ZH = "处理结果 {outcome} 与核查情况不符（原单位答复：{finding}）。"
    EN = "The outcome {outcome} does not follow from what was found (the body answered: {finding})."
    MEND_ZH = (
        "原单位认定有误（wrong）的，应当支持异议（upheld，已经更正的填 corrected）；无法核实的，不得驳回（rejected）；"
        "已经核实的，不得以无法核实（unverifiable）结案；复议、诉讼没有“无法核实”这一结果，投诉没有“已经更正”这一结果。"
    )
    MEND_EN = (
        "What its own body finds wrong is upheld, or corrected if it was; what it cannot verify is not rejected; what "
        "it confirmed is not unverifiable; no review or suit ends as unverifiable, and no complaint as corrected."
    )


class CaseNotCorrectedError(Refusal):
    """The case is said to end with a correction, and there is none that could be vouched for."""

    code = "case-not-corrected"
    article = f"{_SD_39}; 山东省社会信用条例 art 40; 个人信息保护法 art 46"
    ZH = "案件 {case} 不能以“已经更正”（corrected）办结：自提出以来没有更正记录，或者决定单位就是记录单位自己。"
    EN = (
        "Case {case} cannot end as corrected: the record was not corrected since the filing, "
        "or the body that decides is the one whose record it is."
    )
    MEND_ZH = "当事人有理的，填 upheld；记录单位随后更正、撤回记录或者报送撤销，记录方可恢复展示和使用。"
    MEND_EN = "Decide upheld if the subject is right; its body then corrects, withdraws or revokes the record."


class CaseReasonError(Refusal):
    """The reasons are none."""

    code = "case-reason"
    article = f"{_SD_39}; {_ZX_25}; 个人信息保护法 art 50"
    ZH = "理由（subject.reason）过短，没有说明查明了什么、依据什么。"
    EN = "The reasons (subject.reason) are too short to say what was found and on what ground."
    MEND_ZH = "请用至少 {limit} 个文字（不计标点）写明查明的情况和依据；不予受理、撤回结案的，同样要写明理由。"
    MEND_EN = (
        "Say what was found, and on what ground, in at least {limit} letters besides punctuation; "
        "that a case is inadmissible, or was withdrawn, needs its reasons too."
    )


class CaseEvidenceMissingError(Refusal):
    """The decision needs evidence, and there is none."""

    code = "case-evidence-missing"
    article = f"{_SD_39}; {_ZX_25}; 个人信息保护法 art 50"
    ZH = "作出该决定须附证据（subject.evidence）。"
    EN = "This decision needs evidence (subject.evidence)."
    MEND_ZH = (
        "当事人撤回的，附撤回书；原单位未答复而驳回的，附自行核查的材料；"
        "针对决定单位自身的记录或者行为而驳回、不予受理的，附核查材料；"
        "原单位报告复议、诉讼结果的，附决定书或者裁判文书。"
    )
    MEND_EN = (
        "Attach the subject's withdrawal; your own check, if you reject although the body did not answer, "
        "or turn down what is about your own record or conduct; "
        "the decision or judgment, if you report how a review or suit ended."
    )


class CaseAlreadyEscalatedError(Refusal):
    """The case was taken further before."""

    code = "case-already-escalated"
    article = f"{_SD_39}; 行政复议法 art 20; 行政诉讼法 art 46"
    ZH = "案件 {case} 已经升级办理过一次。"
    EN = "Case {case} was taken further once."
    MEND_ZH = "仍不服的，可以投诉，也可以依法申请行政复议或者提起行政诉讼，并在此登记。"
    MEND_EN = "You may complain, or apply for review or sue, and have that recorded here."


class CaseNotEscalatableError(Refusal):
    """There is nothing yet, or no longer, to take further."""

    code = "case-not-escalatable"
    article = _SD_39
    ZH = "案件 {case} 尚在办理期限内，或者已经支持了当事人的请求、由当事人撤回，不能升级办理。"
    EN = (
        "Case {case} is still in time, was decided for the subject, or was withdrawn: there is nothing to take further."
    )
    MEND_ZH = "请等待处理结果；被驳回、不予受理或者逾期未处理时，可以申请升级办理。"
    MEND_EN = "Wait for the result; once it is rejected, found inadmissible or overdue, take it further."


class CorrectionTargetEndedError(Refusal):
    """The record does not stand any more."""

    code = "correction-target-ended"
    article = _ZX_16
    ZH = "记录 {target} 已经撤回、撤销、移出或者届满，不再展示，无须附改正说明。"
    EN = "Record {target} does not stand any more; nothing is shown that a statement could go with."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class CorrectionTooLongError(Refusal):
    """The statement of correction is too long."""

    code = "correction-too-long"
    article = f"{_ZX_16}; docs/events.md"
    ZH = "改正说明有 {length} 个字符，最多 {limit} 个。"
    EN = "The statement of correction has {length} characters; at most {limit} are shown with a record."
    MEND_ZH = "请压缩文字；详细材料可以作为附件（subject.evidence）。"
    MEND_EN = "Shorten it; details can go into attachments (subject.evidence)."


class CorrectionTooManyError(Refusal):
    """As many statements of correction as there may be go with the record already."""

    code = "correction-too-many"
    article = f"{_ZX_16}; docs/events.md"
    ZH = "该记录已附 {limit} 份改正说明，不能再附。"
    EN = "{limit} statements of correction go with this record already, and no more may."
    MEND_ZH = "已附的说明继续展示；记录有误的，请提出异议；已经改正的，请申请信用修复。"
    MEND_EN = "Those stay shown. Object if the record is wrong; apply for repair once what it tells of was put right."


ALL: tuple[type[Refusal], ...] = (
    CaseUnknownError,
    CaseTargetUnknownError,
    CaseTargetKindError,
    CaseAlreadyOpenError,
    CaseKindError,
    CaseClosedError,
    CaseAlreadyAcceptedError,
    CaseHelpRefusedError,
    CaseNotAcceptedError,
    CaseDateError,
    CaseOutcomeError,
    CaseNotCorrectedError,
    CaseReasonError,
    CaseEvidenceMissingError,
    CaseAlreadyEscalatedError,
    CaseNotEscalatableError,
    CorrectionTargetEndedError,
    CorrectionTooLongError,
    CorrectionTooManyError,
)
