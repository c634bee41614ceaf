"""Refusals about the course of a listing (列入名单): who may take which step, and when.

What a listing rests on, and what it says, have modules of their own; the table here holds all of them.
"""

from domain.listing import content_refusals, ground_refusals
from domain.refusal import Refusal

_49 = "国办发〔2020〕49号"
_HEARD = f"行政处罚法 art 44, 45, 62; {_49}"


class ListingKnownError(Refusal):
    """The id of the listing is used."""

    code = "listing-known"
    article = "docs/events.md"
    ZH = "列入事项编号 {record} 已经使用。"
    EN = "The listing id {record} is used already."
    MEND_ZH = "请为新的告知生成新的编号。"
    MEND_EN = "Give a new notice a new id."


class ListingUnknownError(Refusal):
    """There is no such listing."""

    code = "listing-unknown"
    article = "docs/events.md"
    ZH = "没有编号为 {record} 的列入事项。"
    EN = "There is no listing {record}."
    MEND_ZH = "请核对编号。"
    MEND_EN = "Check the id."


class NoticeNotServedError(Refusal):
    """No notice (告知) was ever served (INV-4)."""

    code = "notice-not-served"
    article = _HEARD
    ZH = "列入事项 {record} 没有送达告知书，任何后续步骤不能成立。"
    EN = "No notice was served for listing {record}; no later step can be."
    MEND_ZH = "请先告知当事人事实、理由、依据、权利和答复方式。"
    MEND_EN = "First tell the subject facts, reasons, basis, rights and how to reply."


class ListingDecidedBeforeError(Refusal):
    """The decision was taken before."""

    code = "listing-decided-before"
    article = _HEARD
    ZH = "列入事项 {record} 已经作出决定。"
    EN = "Listing {record} was decided before."
    MEND_ZH = "对决定不服的，可以提出异议、申请复议或者提起诉讼。"
    MEND_EN = "Against a decision there are objection, review and suit."


class ListingUndecidedError(Refusal):
    """There is no decision yet."""

    code = "listing-undecided"
    article = _49
    ZH = "列入事项 {record} 还没有决定。"
    EN = "Listing {record} is not decided."
    MEND_ZH = "请先作出并签署认定决定。"
    MEND_EN = "Take and sign the decision first."


class ListingPublishedBeforeError(Refusal):
    """The listing has effect already."""

    code = "listing-published-before"
    article = _49
    ZH = "列入事项 {record} 已经公布。"
    EN = "Listing {record} was published before."
    MEND_ZH = "无须处理。"
    MEND_EN = "Nothing to do."


class ListingOverError(Refusal):
    """The listing, or the proceeding, was ended."""

    code = "listing-over"
    article = _49
    ZH = "列入事项 {record} 已经终止（{reason}）。"
    EN = "Listing {record} was ended ({reason})."
    MEND_ZH = "终止后不能恢复；有新的决定文书的，请另行告知。"
    MEND_EN = "It cannot be revived; on a new document serve a new notice."


class NotOwnListingError(Refusal):
    """Another body served the notice, or listed."""

    code = "listing-not-own"
    article = "山东省社会信用条例 art 16"
    ZH = "列入事项 {record} 由 {entitled} 办理，{iss} 不能处理。"
    EN = "Listing {record} is in the hands of {entitled}, not of {iss}."
    MEND_ZH = "请由作出告知或者列入的机关签署；法院名单只能由该法院签署。"
    MEND_EN = "Have the body sign that served the notice or listed; a court's listing only that court."


class ListingSubjectError(Refusal):
    """The listing is not about this subject, or his data were erased."""

    code = "listing-subject"
    article = "个人信息保护法 art 8"
    ZH = "主体与列入事项 {record} 的当事人不一致，或者其数据已经删除。"
    EN = "The subject is not that of listing {record}, or his data were erased."
    MEND_ZH = "请核对主体标识。"
    MEND_EN = "Check the identifier."


class ListingListError(Refusal):
    """The listing is on another list."""

    code = "listing-list"
    article = "docs/events.md"
    ZH = "列入事项 {record} 属于名单 {expected}，不是 {given}。"
    EN = "Listing {record} belongs to list {expected}, not to {given}."
    MEND_ZH = "请核对名单标识。"
    MEND_EN = "Check the id of the list."


class ListUnknownError(Refusal):
    """Nobody ever published a list of this id."""

    code = "list-unknown"
    article = _49
    ZH = "账本中没有名单 {name}。"
    EN = "The ledger has no list {name}."
    MEND_ZH = "请核对名单标识；尚未发布的，由信用中心发布：chengjian lists define（见 docs/operations.md）。"
    MEND_EN = "Check the id; if it is not published yet, the credit centre publishes it: chengjian lists define."


class ListNotInForceError(Refusal):
    """The version of the list was not in force on the day."""

    code = "list-not-in-force"
    article = _49
    ZH = "名单 {name} 第 {version} 版在 {day} 不适用。"
    EN = "Version {version} of list {name} was not in force on {day}."
    MEND_ZH = "请使用当日有效的版本；当日没有有效版本的，不得列入。"
    MEND_EN = "Use the version in force on that day; where there was none, nobody may be listed."


class ListIssuerError(Refusal):
    """The signer may not list on this list."""

    code = "listing-issuer"
    article = _49
    ZH = "{iss} 不是名单 {name} 的认定单位。"
    EN = "{iss} may not decide on list {name}."
    MEND_ZH = "请由名单载明的认定单位签署。"
    MEND_EN = "Have a body named in the list sign."


class EnumerationError(Refusal):
    """An enumeration is not ascending, or says something twice."""

    code = "listing-enumeration"
    article = "docs/events.md"
    ZH = "{field} 须按升序列出、以逗号分隔、不得重复。"
    EN = "{field} is an ascending enumeration with commas, without repetition."
    MEND_ZH = "请排序并去重后重新签署。"
    MEND_EN = "Sort it, drop what is there twice, and sign again."


class ReplyTimeShortError(Refusal):
    """The time for a reply is too short (INV-4)."""

    code = "reply-time-short"
    article = _HEARD
    ZH = "答复期限至少到 {day}，不能是 {given}。"
    EN = "The time for a reply lasts until {day} at least, not {given}."
    MEND_ZH = "请按名单和规则中较长的工作日数重新告知。"
    MEND_EN = "Serve a notice with the longer of the list's and the rules' working days."


class NoticeStaleError(Refusal):
    """The notice is put on record too long after its service, or too late for a reply; a product policy."""

    code = "notice-recorded-late"
    article = "docs/rules.md, INV-4"
    ZH = "告知须在送达之日起 {days} 日内记录，记录后至少还有 {least} 个工作日可以答复（产品政策）。"
    EN = "A notice is recorded within {days} days of service, {least} working days left to reply (product policy)."
    MEND_ZH = "请重新告知，并立即记录。"
    MEND_EN = "Serve it anew and put it on record at once."


class NoticePeriodRunningError(Refusal):
    """The time for a reply is not over (INV-4)."""

    code = "notice-period-running"
    article = _HEARD
    ZH = "答复期限到 {end} 届满，{day} 不能作出决定。"
    EN = "The time for a reply lasts until {end}; no decision can date from {day}."
    MEND_ZH = "请等到期满次日，或者由当事人本人放弃剩余期限。"
    MEND_EN = "Wait until the day after, or until the subject himself waives the rest."


class ReplyWaivedBeforeError(Refusal):
    """The rest of the time was waived before."""

    code = "reply-waived-before"
    article = "行政处罚法 art 45"
    ZH = "当事人已于 {day} 放弃剩余期限。"
    EN = "The rest of the time was waived on {day}."
    MEND_ZH = "无须处理；决定作出前仍可陈述申辩。"
    MEND_EN = "Nothing to do; a reply is still received until the decision."


class WaiverOwnWindowError(Refusal):
    """The waiver was signed at the window of the very body that lists; a product policy."""

    code = "waiver-own-window"
    article = "行政处罚法 art 7, 45"
    ZH = "{iss} 是列入事项 {record} 的认定单位，其窗口不得代签放弃陈述申辩、撤回听证要求（产品政策）。"
    EN = "{iss} itself lists in {record}; its window gives up no right for the subject (product policy)."
    MEND_ZH = "请由当事人用自己的密钥签署，或者等到答复期限届满。"
    MEND_EN = "Have the subject sign with his own key, or wait for the end of the time for a reply."


class WaiverOwnKeyError(Refusal):
    """The waiver was signed with a key that the very body that lists enrolled as the subject's; a product policy."""

    code = "waiver-own-key"
    article = "行政处罚法 art 7, 45"
    ZH = "签署所用的主体密钥由 {iss} 的窗口登记，而 {iss} 正是列入事项 {record} 的认定单位（产品政策）。"
    EN = "The window of {iss}, which lists in {record}, enrolled the key that signed the waiver (product policy)."
    MEND_ZH = "请等到答复期限届满；主体仍可陈述申辩。"
    MEND_EN = "Wait for the end of the time for a reply; the subject may still reply."


class HearingNoticeShortError(Refusal):
    """The hearing was announced too late."""

    code = "hearing-notice-short"
    article = "行政处罚法 art 64"
    ZH = "听证最早可以在 {start} 举行，不能在 {day}。"
    EN = "The hearing could be held on {start} at the earliest, not on {day}."
    MEND_ZH = "请重新通知并举行听证。"
    MEND_EN = "Announce and hold it again."


class HearingBeforeDemandError(Refusal):
    """The hearing was announced before the subject demanded one: it is not the one that he demanded."""

    code = "hearing-before-demand"
    article = "行政处罚法 art 63, 64"
    ZH = "当事人在 {start} 要求听证；{day} 通知的听证在此之前，不能抵作列入事项 {record} 应当举行的听证。"
    EN = "The hearing was demanded on {start}; one announced before, on {day}, is not the hearing owed in {record}."
    MEND_ZH = "请在当事人要求之后另行通知，七个工作日后举行听证；或者由当事人撤回要求。"
    MEND_EN = "Announce one after the demand, hold it seven working days later, or have the demand taken back."


class HearingNotOpenError(Refusal):
    """There is no hearing before such a decision."""

    code = "hearing-not-open"
    article = "行政处罚法 art 63"
    ZH = "列入事项 {record} 拟认定的程度不是严重，也没有告知惩戒措施，不适用听证。"
    EN = "What is noticed in {record} is neither of tier serious nor bears measures: there is no hearing before it."
    MEND_ZH = "请提出陈述申辩（不填 hearing）；决定必须回应陈述申辩的意见。"
    MEND_EN = "Send a statement and defence without hearing; the decision has to answer it."


class HearingLateError(Refusal):
    """The time to demand a hearing is over."""

    code = "hearing-late"
    article = "行政处罚法 art 64, 85"
    ZH = "要求听证的期限已于 {end} 届满。"
    EN = "A hearing could be demanded until {end}."
    MEND_ZH = "决定作出前仍可陈述申辩（不填 hearing）。"
    MEND_EN = "A statement and defence, without hearing, is received until the decision."


class HearingDemandedBeforeError(Refusal):
    """A hearing is demanded already, or was held on demand."""

    code = "hearing-demanded-before"
    article = "行政处罚法 art 64"
    ZH = "列入事项 {record} 已经要求听证，或者所要求的听证已经举行。"
    EN = "A hearing in {record} is demanded already, or was held on demand."
    MEND_ZH = "无须再次要求；补充意见的，请另行陈述申辩（不填 hearing）。"
    MEND_EN = "There is no need to demand it again; further words go into a statement without hearing."


class HearingNotDemandedError(Refusal):
    """There is no demand for a hearing to take back."""

    code = "hearing-not-demanded"
    article = "行政处罚法 art 64"
    ZH = "列入事项 {record} 没有待举行的听证要求可以撤回。"
    EN = "No hearing is demanded in {record} that could be taken back."
    MEND_ZH = "请核对编号；陈述申辩不填 hearing。"
    MEND_EN = "Check the id; a statement and defence goes without hearing."


class HearingOwedError(Refusal):
    """A hearing was demanded and not held: nothing may be decided."""

    code = "hearing-owed"
    article = "行政处罚法 art 62, 63, 64"
    ZH = "当事人已于 {day} 要求听证，听证没有举行，要求也没有撤回，不得对列入事项 {record} 作出决定。"
    EN = "A hearing was demanded on {day} and neither held nor taken back; {record} may not be decided."
    MEND_ZH = "请在当事人要求之后、七个工作日前通知，举行听证并记录（hearing-held），或者由当事人撤回要求。"
    MEND_EN = "Announce one after the demand, seven working days before, hold and record it, or have it taken back."


class DecisionStaleError(Refusal):
    """The decision was signed too long after its date."""

    code = "listing-decision-stale"
    article = "docs/events.md"
    ZH = "决定日期 {day} 距今超过 {limit} 日。"
    EN = "The decision dates from {day}, more than {limit} days ago."
    MEND_ZH = "请在作出决定之日签署。"
    MEND_EN = "Sign on the day of the decision."


class SecondPersonError(Refusal):
    """The person who signed the decision would publish too."""

    code = "listing-second-person"
    article = "行政处罚法 art 57, 58"
    ZH = "公布须由签署决定以外的另一人以自己的密钥签署。"
    EN = "Another person than the one who signed the decision publishes, with a key of his own."
    MEND_ZH = "请由第二人复核后签署；接替决定人密钥的新密钥，无论由谁签署更换，仍视为决定人的；另一人的密钥须另行登记。"
    MEND_EN = (
        "Have a second person check and sign; a key that took the place of the decider's is still the decider's, "
        "whoever signed the rotation: another person's key is enrolled as a key of its own."
    )


class StepCompromisedError(Refusal):
    """The step would rest on one that counts for nothing: a key reported compromised by then signed it."""

    code = "listing-step-compromised"
    article = "电子签名法 art 13, 15"
    ZH = "列入事项 {record} 的{step_zh}由密钥 {kid} 签署，该密钥已报告在此之前泄露，签名无效，不得据以进行后续步骤。"
    EN = (
        "The {step_en} of {record} was signed by key {kid}, reported compromised since before; nothing follows from it."
    )
    MEND_ZH = "听证的，请以现行密钥重新记录；告知、决定的，请移出该事项（listing-ended），再以现行密钥重新告知、决定。"
    MEND_EN = (
        "Record a hearing again with a key in force; of a notice or decision, end the listing (listing-ended), and "
        "serve notice and decide anew with a key in force."
    )


ALL: tuple[type[Refusal], ...] = (
    ListingKnownError,
    ListingUnknownError,
    NoticeNotServedError,
    ListingDecidedBeforeError,
    ListingUndecidedError,
    ListingPublishedBeforeError,
    ListingOverError,
    NotOwnListingError,
    ListingSubjectError,
    ListingListError,
    ListUnknownError,
    ListNotInForceError,
    ListIssuerError,
    EnumerationError,
    ReplyTimeShortError,
    NoticeStaleError,
    NoticePeriodRunningError,
    ReplyWaivedBeforeError,
    WaiverOwnWindowError,
    WaiverOwnKeyError,
    HearingNoticeShortError,
    HearingBeforeDemandError,
    HearingNotOpenError,
    HearingLateError,
    HearingDemandedBeforeError,
    HearingNotDemandedError,
    HearingOwedError,
    DecisionStaleError,
    SecondPersonError,
    StepCompromisedError,
    *ground_refusals.ALL,
    *content_refusals.ALL,
)
