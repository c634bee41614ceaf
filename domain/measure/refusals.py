"""Refusals about measures."""

from domain.refusal import Refusal

_LISTED = "山东省社会信用条例 art 27, 28; 国办发〔2020〕49号"


class MeasureListingUnknownError(Refusal):
    """There is no such listing."""

    code = "measure-listing-unknown"
    article = _LISTED
    ZH = "没有编号为 {listing} 的列名记录。"
    EN = "There is no listing {listing}."
    MEND_ZH = "措施只能依据已公布的列名实施，请核对编号。"
    MEND_EN = "Measures rest on published listings only; check the id."


class MeasureSubjectError(Refusal):
    """Somebody else stands on the list."""

    code = "measure-subject-mismatch"
    article = "山东省社会信用条例 art 28, 30"
    ZH = "列名记录 {listing} 的主体不是该主体，或者其数据已经删除。"
    EN = "Listing {listing} is not this subject's, or its data were erased."
    MEND_ZH = "请核对主体标识；不得对列名主体以外的人实施措施。"
    MEND_EN = "Check the identifier; measures reach nobody but the subject listed."


class MeasureListingNotEffectiveError(Refusal):
    """The listing has no effect: not published, ended, suspended, or without ground."""

    code = "measure-listing-not-effective"
    article = "山东省社会信用条例 art 27, 38, 40; 国办发〔2020〕49号"
    ZH = "列名记录 {listing} 目前没有效力：尚未公布、已经移出或届满、暂停展示，或者所依据的事实已不成立。"
    EN = "Listing {listing} has no effect now: not published, ended, suspended, or no fact that it rests on stands."
    MEND_ZH = "请勿实施措施；已经实施的，请立即停止。"
    MEND_EN = "Do not apply the measure; if you already did, stop at once."


class MeasureUnknownError(Refusal):
    """Nobody ever published a measure of this id."""

    code = "measure-unknown"
    article = _LISTED
    ZH = "账本中没有措施 {measure}。"
    EN = "The ledger has no measure {measure}."
    MEND_ZH = "请核对措施标识；尚未发布的，由信用中心发布：chengjian measures define（见 docs/operations.md）。"
    MEND_EN = "Check the id; if it is not published yet, the credit centre publishes it: chengjian measures define."


class MeasureNotInForceError(Refusal):
    """The version of the measure is not the one in force on the day of its application."""

    code = "measure-not-in-force"
    article = _LISTED
    ZH = "措施 {measure} 第 {version} 版在 {day} 不适用。"
    EN = "Version {version} of measure {measure} is not the one in force on {day}."
    MEND_ZH = "请查看奖惩措施清单，引用实施之日适用的版本；清单之外不得实施措施。"
    MEND_EN = "Cite the version of the measures list in force that day; outside of the list there are no measures."


class MeasureNotForListError(Refusal):
    """The measures list does not attach the measure to this list."""

    code = "measure-not-for-list"
    article = "山东省社会信用条例 art 27, 28, 30"
    ZH = "措施 {measure} 不适用于名单 {list}。"
    EN = "Measure {measure} does not go with list {list}."
    MEND_ZH = "请勿实施；措施须与失信行为相关联、过惩相当。"
    MEND_EN = "Do not apply it: a measure is related to the act and proportionate to it."


class MeasureNotDecidedError(Refusal):
    """The decision to list did not name the measure (INV-6)."""

    code = "measure-not-decided"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 27, 30"
    ZH = "列名记录 {listing} 的列入决定没有载明措施 {measure}。"
    EN = "The decision behind listing {listing} did not name measure {measure}."
    MEND_ZH = "请只实施列入决定已经载明的措施；需要增加的，须另行告知并作出决定。"
    MEND_EN = "Apply only measures that the decision named; a further one takes a notice and a decision of its own."


class MeasureIssuerError(Refusal):
    """The measures list does not name the body."""

    code = "measure-issuer"
    article = _LISTED
    ZH = "奖惩措施清单没有规定由 {agency} 实施措施 {measure}。"
    EN = "The measures list does not let {agency} apply measure {measure}."
    MEND_ZH = "请由清单规定的实施主体签署。"
    MEND_EN = "Have a body sign that the measures list names."


class MeasureDateError(Refusal):
    """The day stated is in the future, before the publication, or too long ago."""

    code = "measure-date"
    article = "山东省社会信用条例 art 16, 24"
    ZH = "日期 {day} 不成立：不得晚于今日，不得早于列名公布之日；实施措施须在 {days} 日内记录。"
    EN = "The day {day} cannot be: not after today nor before publication; applications are recorded in {days} days."
    MEND_ZH = "请核对日期；期限 {days} 日是本平台的政策。"
    MEND_EN = "Check the day; the {days} days are a policy of this platform."


class MeasureContestedError(Refusal):
    """The listing, or what it rests on, is contested, and no law is cited that allows it all the same."""

    code = "measure-contested"
    article = "山东省社会信用条例 art 39; 征信业管理条例 art 25"
    ZH = "列名记录 {listing} 正处于异议、复议或诉讼之中，不得据以实施新的措施。"
    EN = "Listing {listing} is contested: no new measure may rest on it."
    MEND_ZH = "请等待处理结果；法律规定不停止执行的，请在 override_basis 写明法律依据。"
    MEND_EN = "Wait for the outcome; where a law says otherwise, cite it in override_basis."


class MeasureOverrideBasisError(Refusal):
    """The basis named for a measure on a contested listing cites no law."""

    code = "measure-override-basis"
    article = "山东省社会信用条例 art 27, 39"
    ZH = "所填依据没有指明法律、条款或文号。"
    EN = "The basis given names no law, article or document number."
    MEND_ZH = "请写明法律名称和条款；没有争议的，请不填该项。"
    MEND_EN = "Name law and article; where nothing is contested, leave it out."


class MeasureAlreadyAppliedError(Refusal):
    """The body applied this measure on this listing before."""

    code = "measure-already-applied"
    article = "山东省社会信用条例 art 28, 30"
    ZH = "本机关已依据该列名实施过措施 {measure}（{application}）。"
    EN = "This body applied measure {measure} on this listing before ({application})."
    MEND_ZH = "同一机关对同一列名不得重复实施同一措施。"
    MEND_EN = "A body applies a measure once on a listing."


class MeasureApplicationUnknownError(Refusal):
    """The body did not apply such a measure on this listing."""

    code = "measure-application-unknown"
    article = "山东省社会信用条例 art 28, 40"
    ZH = "本机关没有在列名记录 {listing} 上实施过编号为 {application} 的措施。"
    EN = "This body applied no measure {application} on listing {listing}."
    MEND_ZH = "请核对编号；其他机关实施的措施由其自行结束。"
    MEND_EN = "Check the id; a measure of another body is ended by that body."


class MeasureAlreadyEndedError(Refusal):
    """The measure was ended before."""

    code = "measure-already-ended"
    article = "山东省社会信用条例 art 28, 40"
    ZH = "措施 {application} 已经结束。"
    EN = "Measure {application} was ended before."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


ALL: tuple[type[Refusal], ...] = (
    MeasureListingUnknownError,
    MeasureSubjectError,
    MeasureListingNotEffectiveError,
    MeasureUnknownError,
    MeasureNotInForceError,
    MeasureNotForListError,
    MeasureNotDecidedError,
    MeasureIssuerError,
    MeasureDateError,
    MeasureContestedError,
    MeasureOverrideBasisError,
    MeasureAlreadyAppliedError,
    MeasureApplicationUnknownError,
    MeasureAlreadyEndedError,
)
