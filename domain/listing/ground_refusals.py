"""Refusals about what a listing rests on: its facts, the kind of its subject, its tier."""

from domain.refusal import Refusal

_49 = "国办发〔2020〕49号"
_HEARD = f"行政处罚法 art 44, 45, 62; {_49}"
_TIERS = "信用修复管理办法 (国家发展改革委令第36号)"


class GroundNotStandingError(Refusal):
    """A fact does not stand, or may no longer be used."""

    code = "listing-ground-not-standing"
    article = f"{_49}; 行政处罚法 art 48"
    ZH = "事实 {fact} 不存在，或者已经撤回、撤销、修复、期满、暂停使用，不能作为列入依据。"
    EN = "Fact {fact} is unknown, withdrawn, revoked, repaired, over or suspended and grounds no listing."
    MEND_ZH = "请只引用仍然有效、可以使用的事实。"
    MEND_EN = "Name only facts that stand and may be used."


class GroundSubjectError(Refusal):
    """A fact is about another subject."""

    code = "listing-ground-subject"
    article = "行政处罚法 art 40; 个人信息保护法 art 8"
    ZH = "事实 {fact} 的主体不是本案当事人。"
    EN = "Fact {fact} is about another subject."
    MEND_ZH = "不得因他人的行为列入；请核对事实编号。"
    MEND_EN = "Nobody is listed for what another did; check the ids of the facts."


class GroundItemError(Refusal):
    """The list cannot rest on facts of this item."""

    code = "listing-ground-item"
    article = _49
    ZH = "名单 {name} 不能以目录事项 {item} 的事实 {fact} 为依据。"
    EN = "List {name} cannot rest on fact {fact} of item {item}."
    MEND_ZH = "请只引用名单规定的事项。"
    MEND_EN = "Name only facts of the items that the list names."


class GroundUsedError(Refusal):
    """The fact grounds, or grounded, another listing on the same list (INV-12)."""

    code = "listing-ground-used"
    article = f"{_49}; 行政处罚法 art 29"
    ZH = "所依据的事实已经用于同一名单的列入事项 {record}，没有新的决定文书不得再次列入。"
    EN = "A fact named grounds listing {record} on the same list; without a new decision there is no second one."
    MEND_ZH = "须有新的决定文书，作为新的事实记录后另行告知。"
    MEND_EN = "It takes a new document, recorded as a new fact, and a new notice."


class NoticeParallelError(Refusal):
    """Another notice on the fact and the same list is still undecided (INV-5)."""

    code = "listing-notice-parallel"
    article = _HEARD
    ZH = "所依据的事实已经在同一名单的列入事项 {record} 中告知，尚未办结，不得另行告知。"
    EN = "A fact named is under notice in listing {record} on the same list, which is still undecided."
    MEND_ZH = "请在原告知的程序中作出决定，或者先终止原程序。"
    MEND_EN = "Decide in that proceeding, or end it first."


class GroundNotNoticedError(Refusal):
    """The decision rests on a fact that the notice did not name."""

    code = "listing-ground-not-noticed"
    article = _HEARD
    ZH = "告知书没有载明事实 {fact}，不能据以决定。"
    EN = "The notice did not name fact {fact}; no decision can rest on it."
    MEND_ZH = "请就该事实另行告知。"
    MEND_EN = "Serve a notice that names it."


class GroundContestedError(Refusal):
    """An objection against a fact is open; to wait for its end is a product policy."""

    code = "listing-ground-contested"
    article = f"山东省社会信用条例 art 39; {_HEARD}"
    ZH = "事实 {fact} 有未办结的异议，办结前不作出列入决定（产品政策）。"
    EN = "An objection against fact {fact} is open; no decision before it is answered (product policy)."
    MEND_ZH = "请先办结异议。"
    MEND_EN = "Decide the objection first."


class ListingKindError(Refusal):
    """The kind of subject does not go with the list, the facts or the identifier."""

    code = "listing-kind"
    article = _49
    ZH = "主体类别“{kind}”与名单、事实或者主体标识不符。"
    EN = "Kind of subject “{kind}” does not go with the list, the facts or the identifier."
    MEND_ZH = "请核对主体类别。"
    MEND_EN = "Check the kind of subject."


class TierPresenceError(Refusal):
    """A tier is stated where the list has none, or left out where it has one."""

    code = "listing-tier-presence"
    article = _TIERS
    ZH = "名单规定了失信程度的须写明，没有规定的不得写。"
    EN = "State the tier where the list has one, and only there."
    MEND_ZH = "请按名单补填或者删去失信程度。"
    MEND_EN = "Add the tier or leave it out, as the list says."


class TierAboveListError(Refusal):
    """The tier is above that of the list."""

    code = "listing-tier-above"
    article = f"{_TIERS}; 行政处罚法 art 5"
    ZH = "失信程度 {given} 高于名单的 {expected}。"
    EN = "Tier {given} is above {expected}, the tier of the list."
    MEND_ZH = "请按名单的失信程度填写（过惩相当）。"
    MEND_EN = "State the tier of the list: the consequence is proportionate to the act."


class TierBelowListError(Refusal):
    """The tier is below that of the list: the act does not belong on it."""

    code = "listing-tier-below"
    article = f"{_TIERS}; {_49}"
    ZH = "失信程度 {given} 低于名单的 {expected}，不得列入该名单。"
    EN = "Tier {given} is below {expected}, the tier of the list: such an act does not belong on it."
    MEND_ZH = "程度较轻的不列入该名单；确属该程度的，请按名单的失信程度填写。"
    MEND_EN = "Do not list a lesser act there; if it is of that tier, state the tier of the list."


class TierGroundError(Refusal):
    """A fact is of a lower tier than the listing."""

    code = "listing-ground-tier"
    article = f"{_TIERS}; {_49}; 行政处罚法 art 5"
    ZH = "事实 {fact} 的失信程度为 {given}，低于列入所需的 {expected}，不能作为列入依据。"
    EN = "Fact {fact} is of tier {given}, below {expected}, and grounds no such listing."
    MEND_ZH = "请只引用达到该程度的事实；没有这样的事实的，不予列入。"
    MEND_EN = "Name only facts of that tier; without one, do not list."


class TierRaisedError(Refusal):
    """The tier is above the one of the notice (INV-5)."""

    code = "listing-tier-raised"
    article = _HEARD
    ZH = "决定的失信程度 {given} 高于告知的 {expected}；不得因陈述申辩而加重。"
    EN = "The tier decided, {given}, is above the one noticed, {expected}; a defence never makes it worse."
    MEND_ZH = "请不高于告知的程度作出决定。"
    MEND_EN = "Decide on no more than was noticed."


class CourtMinorError(Refusal):
    """A minor would be put on the courts' list (INV-3)."""

    code = "court-list-minor"
    article = "法释〔2017〕7号 art 4; 未成年人保护法 art 103"
    ZH = "被执行人未满十八周岁，不得纳入失信被执行人名单。"
    EN = "The person was under 18: minors are never on the courts' list."
    MEND_ZH = "不得镜像；请通知作出决定的法院删除。"
    MEND_EN = "Do not mirror it; tell the court, so that it deletes the entry."


class CourtDocumentUsedError(Refusal):
    """The court's document is on the list, or was (INV-12)."""

    code = "court-list-document-used"
    article = "法释〔2017〕7号 art 9, 10"
    ZH = "该文书已经镜像为列入事项 {record}，无论是否已经移出，不得再次列入。"
    EN = "The document was mirrored as listing {record}; ended or not, it does not come again."
    MEND_ZH = "请勿重复镜像；法院重新作出决定的，请填写新的文书号。"
    MEND_EN = "Do not mirror it twice; where the court decided anew, state the number of the new document."


ALL: tuple[type[Refusal], ...] = (
    GroundNotStandingError,
    GroundSubjectError,
    GroundItemError,
    GroundUsedError,
    NoticeParallelError,
    GroundNotNoticedError,
    GroundContestedError,
    ListingKindError,
    TierPresenceError,
    TierAboveListError,
    TierBelowListError,
    TierGroundError,
    TierRaisedError,
    CourtMinorError,
    CourtDocumentUsedError,
)
