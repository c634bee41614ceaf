"""Refusals of due process, a group for each boundary.

403: the signer may not. 409: something on record speaks against it. 422: a rule refuses what the statement says.
"""

from collections.abc import Mapping

from api.problems.kind import Kind

_CALENDAR: Mapping[str, Kind] = {
    "calendar-unannounced": Kind(422, "当年工作日安排尚未公布", "Working days of the year not announced"),
    "calendar-version-order": Kind(409, "工作日历版本号不连续", "Calendar version out of order"),
    "calendar-past-days": Kind(422, "工作日历不得改动已到来的日子", "Calendar would change days that have come"),
    "calendar-day": Kind(422, "日期不能列入工作日历", "Day does not belong into the calendar"),
    "calendar-basis-missing": Kind(422, "工作日历缺少公布文件", "Calendar without announcement"),
}

_RULES: Mapping[str, Kind] = {
    "edition-outdated": Kind(409, "依据的规则版次已过时", "Edition of the rules outdated"),
    "rule-version-order": Kind(409, "规则版本号不连续", "Rule version out of order"),
    "rule-scope-changed": Kind(409, "规则的对象不得改变", "Rule would change what it is about"),
    "rule-interval": Kind(422, "规则的有效期间不成立", "Period of the rule impossible"),
    "rule-retroactive": Kind(422, "规则不得溯及既往", "Rule would begin before its recording"),
    "rule-policy-over-law": Kind(422, "自定政策不得放宽法律规定", "Policy would loosen what law set"),
    "rule-source-missing": Kind(422, "规则缺少出处", "Rule without source"),
    "rule-amount": Kind(422, "规则的期限不成立", "Amount of the rule will not do"),
}

_DEFINITIONS: Mapping[str, Kind] = {
    "definition-level": Kind(422, "设定层级不足", "Set up below the province"),
    "definition-basis": Kind(422, "缺少法定依据", "No legal basis cited"),
    "definition-version-order": Kind(409, "版本号不连续", "Version out of order"),
    "definition-interval": Kind(422, "施行期间不成立", "Impossible period"),
    "definition-retroactive": Kind(422, "新版本不得溯及既往", "Version would begin before its recording"),
    "definition-later": Kind(422, "名单或措施当日尚未入账", "List or measure not on record that day"),
    "definition-person-score": Kind(422, "不得对自然人评分评级", "No scores of natural persons"),
    "definition-prohibited": Kind(422, "涉及禁止归集的内容", "About prohibited content"),
    "list-tier": Kind(422, "失信程度与名单性质不符", "Tier does not fit the list"),
    "list-item-unknown": Kind(422, "名单所据目录事项不存在", "List rests on an unknown item"),
    "list-item-sign": Kind(422, "目录事项与名单性质不符", "Item and list of different sign"),
    "list-subject-kinds": Kind(422, "目录事项不涉及名单的主体类别", "Items do not cover the list's subjects"),
    "list-names-persons": Kind(422, "名单不得公开自然人", "List may not name persons in public"),
    "measure-list-unknown": Kind(422, "措施所据名单不存在", "Measure follows from an unknown list"),
    "measure-list-sign": Kind(422, "措施与名单性质不符", "Measure and list of different sign"),
    "purpose-national-basis": Kind(422, "该用途须有国家层面的依据", "Purpose needs a national basis"),
}

_REQUESTS: Mapping[str, Kind] = {
    "requester-unknown": Kind(422, "没有该主体的信用档案", "No file of this subject"),
    "subject-key-unknown": Kind(403, "不是该主体登记的密钥", "Not a key of this subject"),
    "subject-key-ended": Kind(403, "主体的密钥已经停用", "Key of the subject has ended"),
    "subject-key-already-enrolled": Kind(409, "主体的密钥已经登记", "Key of the subject already enrolled"),
    "subject-key-mismatch": Kind(422, "密钥编号与公钥不符", "Key id does not match the key"),
    "identity-evidence-missing": Kind(422, "缺少身份核验事项", "Identity evidence missing"),
    "window-field": Kind(422, "不应填写窗口事项", "Window fields filled in"),
}

_LISTINGS: Mapping[str, Kind] = {
    "listing-known": Kind(409, "列入事项编号已使用", "Listing id used"),
    "listing-unknown": Kind(422, "没有该列入事项", "No such listing"),
    "notice-not-served": Kind(409, "没有送达告知书", "No notice served"),
    "hearing-not-open": Kind(409, "不适用听证", "No hearing before this"),
    "hearing-late": Kind(409, "要求听证已逾期", "Too late to demand a hearing"),
    "hearing-demanded-before": Kind(409, "已经要求听证", "Hearing demanded before"),
    "hearing-not-demanded": Kind(409, "没有听证要求", "No hearing demanded"),
    "hearing-owed": Kind(409, "听证尚未举行", "Hearing owed"),
    "listing-decided-before": Kind(409, "已经作出决定", "Decided before"),
    "listing-undecided": Kind(409, "还没有决定", "Not decided"),
    "listing-published-before": Kind(409, "已经公布", "Published before"),
    "listing-over": Kind(409, "列入事项已经终止", "Listing was ended"),
    "listing-not-own": Kind(403, "由其他机关办理", "In the hands of another body"),
    "listing-subject": Kind(422, "不是该列入事项的当事人", "Not the subject of the listing"),
    "listing-list": Kind(422, "不是该列入事项的名单", "Not the list of the listing"),
    "list-unknown": Kind(422, "没有该名单", "No such list"),
    "list-not-in-force": Kind(422, "名单版本当日不适用", "Version of the list not in force"),
    "listing-issuer": Kind(403, "不是名单的认定单位", "Not a body of the list"),
    "listing-enumeration": Kind(422, "列举未按升序或有重复", "Enumeration not ascending"),
    "reply-time-short": Kind(422, "答复期限过短", "Time for a reply too short"),
    "notice-recorded-late": Kind(422, "告知记录过迟", "Notice recorded too late"),
    "notice-period-running": Kind(409, "答复期限未满", "Time for a reply not over"),
    "reply-waived-before": Kind(409, "已经放弃剩余期限", "Waived before"),
    "waiver-own-key": Kind(403, "认定单位登记的密钥不得签署放弃", "Waiver by a key that the body that lists enrolled"),
    "waiver-own-window": Kind(403, "认定单位窗口不得代签放弃", "Waiver signed at the window of the body that lists"),
    "hearing-notice-short": Kind(422, "听证通知过迟", "Hearing announced too late"),
    "hearing-before-demand": Kind(422, "听证通知在要求之前", "Hearing announced before the demand"),
    "listing-decision-stale": Kind(422, "决定日期过久", "Decision signed too long after its date"),
    "listing-step-compromised": Kind(
        409, "前一步骤由已泄露的密钥签署", "An earlier step was signed by a compromised key"
    ),
    "listing-second-person": Kind(403, "须由第二人公布", "A second person publishes"),
    "listing-ground-not-standing": Kind(409, "所依据的事实不能使用", "Fact may not be used"),
    "listing-ground-subject": Kind(422, "所依据的事实属于他人", "Fact about another subject"),
    "listing-ground-item": Kind(422, "名单不以该事项为依据", "List does not rest on the item"),
    "listing-ground-used": Kind(409, "事实已经用于列入", "Fact grounds another listing"),
    "listing-notice-parallel": Kind(409, "同一事实的告知尚未办结", "Notice on the fact still undecided"),
    "listing-ground-not-noticed": Kind(422, "事实未经告知", "Fact was not noticed"),
    "listing-ground-contested": Kind(409, "事实有未办结的异议", "Objection against the fact is open"),
    "listing-kind": Kind(422, "主体类别不符", "Kind of subject does not fit"),
    "listing-tier-presence": Kind(422, "失信程度与名单不符", "Tier missing or out of place"),
    "listing-tier-above": Kind(422, "失信程度过高", "Tier too high"),
    "listing-tier-below": Kind(422, "失信程度低于名单", "Tier below that of the list"),
    "listing-ground-tier": Kind(422, "事实的失信程度不够", "Fact of too low a tier"),
    "listing-tier-raised": Kind(422, "失信程度高于告知", "Tier above the one noticed"),
    "court-list-document-used": Kind(409, "该文书已经镜像", "Court document mirrored before"),
    "court-list-minor": Kind(422, "未成年人不得纳入", "Minors are never listed"),
    "reply-unanswered": Kind(422, "陈述申辩未获答复", "Reply without answer"),
    "listing-basis": Kind(422, "列入依据未写明", "No legal basis cited"),
    "listing-remedies": Kind(422, "救济途径不全", "Remedies incomplete"),
    "listing-measure-not-noticed": Kind(422, "措施未经告知", "Measure was not noticed"),
    "listing-measure-unlisted": Kind(422, "措施不在清单之内", "Measure not on the measures list"),
    "listing-term": Kind(422, "列入期限不成立", "Term of the listing will not do"),
    "listing-repair-notice": Kind(422, "未一并送达修复告知书", "Repair notice not served"),
    "listing-mask": Kind(422, "证件号码遮盖不当", "Number not hidden as it must be"),
    "listing-name": Kind(422, "公开名称含有其他内容", "Public name holds more than a name"),
    "listing-number-exposed": Kind(422, "公开文字含有号码", "Number in a public text"),
}

_CASES: Mapping[str, Kind] = {
    "case-unknown": Kind(422, "没有该案件", "No such case"),
    "case-target-unknown": Kind(422, "没有该主体的该条记录", "No such record of the subject"),
    "case-target-kind": Kind(422, "案件对象不符", "Case of this kind about another target"),
    "case-already-open": Kind(409, "同类案件尚未办结", "Case of this kind already open"),
    "case-kind": Kind(409, "复议、诉讼不在此办理", "Reviews and suits are handled elsewhere"),
    "case-closed": Kind(409, "案件已经办结", "Case decided"),
    "case-already-accepted": Kind(409, "案件已经受理", "Case already taken up"),
    "case-help-refused": Kind(409, "不能适用较长期限", "Longer deadline not open"),
    "case-not-accepted": Kind(409, "案件尚未受理", "Case not taken up"),
    "case-date": Kind(422, "日期不是今日", "Date is not today"),
    "case-outcome": Kind(409, "处理结果与核查情况不符", "Outcome does not follow from the findings"),
    "case-not-corrected": Kind(409, "记录没有更正", "Record not corrected"),
    "case-reason": Kind(422, "理由过短", "Reasons too short"),
    "case-evidence-missing": Kind(422, "缺少证据", "Evidence missing"),
    "case-already-escalated": Kind(409, "案件已经升级过", "Case already taken further"),
    "case-not-escalatable": Kind(409, "案件不能升级", "Nothing to take further"),
    "correction-target-ended": Kind(409, "记录已不再展示", "Record stands no more"),
    "correction-too-many": Kind(409, "改正说明份数已满", "No more statements of correction"),
    "correction-too-long": Kind(422, "改正说明过长", "Statement of correction too long"),
}

_REPAIRS: Mapping[str, Kind] = {
    "not-own-repair": Kind(403, "不是本单位认定的记录", "Record of another body"),
    "repair-already-accepted": Kind(409, "修复申请已经受理", "Application already taken up"),
    "repair-already-filed": Kind(409, "已有修复申请正在办理", "Application already under way"),
    "repair-decided": Kind(409, "修复申请已经办结", "Application already decided"),
    "repair-not-accepted": Kind(409, "修复申请尚未受理", "Application not taken up yet"),
    "repair-not-open": Kind(409, "目前不能申请信用修复", "Record not open to repair"),
    "repair-target-not-pending": Kind(409, "不是待决定的记录", "Record not left to decide"),
    "repair-commitment-missing": Kind(422, "缺少信用承诺", "No commitment"),
    "repair-date": Kind(422, "日期不是今日", "Date is not today"),
    "repair-reason-insufficient": Kind(422, "不予修复的理由不充分", "Reasons for refusing not enough"),
    "repair-target-unknown": Kind(422, "申请人没有该记录", "No such record of the applicant"),
    "repair-targets": Kind(422, "申请修复的记录填写有误", "Records wrongly named"),
    "repair-unknown": Kind(422, "没有该修复申请", "No such application for repair"),
}

_MEASURES: Mapping[str, Kind] = {
    "measure-issuer": Kind(403, "不是该措施的实施主体", "Issuer may not apply the measure"),
    "measure-already-applied": Kind(409, "措施已经实施过", "Measure already applied"),
    "measure-already-ended": Kind(409, "措施已经结束", "Measure already ended"),
    "measure-contested": Kind(409, "列名存在争议", "Listing contested"),
    "measure-listing-not-effective": Kind(409, "列名目前没有效力", "Listing not effective"),
    "measure-application-unknown": Kind(422, "没有实施过该措施", "No such application"),
    "measure-date": Kind(422, "措施日期不成立", "Impossible day of the measure"),
    "measure-listing-unknown": Kind(422, "没有该列名记录", "No such listing"),
    "measure-not-decided": Kind(422, "列入决定未载明该措施", "Measure not named by the decision"),
    "measure-not-for-list": Kind(422, "措施不适用于该名单", "Measure does not go with the list"),
    "measure-unknown": Kind(422, "没有该措施", "No such measure"),
    "measure-not-in-force": Kind(422, "措施版本不适用", "Measure not in force"),
    "measure-override-basis": Kind(422, "争议期间实施措施缺少法律依据", "No law cited for a measure while contested"),
    "measure-subject-mismatch": Kind(422, "主体与列名不符", "Not the subject listed"),
}

_COMMITMENTS: Mapping[str, Kind] = {
    "commitment-body": Kind(403, "不是接受承诺的机关", "Commitment made to another body"),
    "commitment-judged": Kind(409, "承诺履行情况已经认定", "Commitment already judged"),
    "commitment-date": Kind(422, "认定日期不成立", "Impossible day of the finding"),
    "commitment-subject-mismatch": Kind(422, "不是作出承诺的主体", "Not the subject that committed itself"),
    "commitment-term": Kind(422, "履行期限不成立", "Impossible day of fulfilment"),
    "commitment-to-itself": Kind(422, "不得向自己承诺", "Commitment to itself"),
    "commitment-unknown": Kind(422, "没有该承诺", "No such commitment"),
}

_REVOCATIONS: Mapping[str, Kind] = {
    "revocation-body": Kind(403, "不是作出决定的机关", "Decision of another body"),
    "revocation-target-ended": Kind(409, "记录已不成立", "Record stands no more"),
    "revocation-date": Kind(422, "撤销日期不成立", "Impossible day of the revocation"),
    "revocation-empty": Kind(422, "没有指明撤销对象", "Nothing named to revoke"),
    "revocation-order": Kind(422, "事实编号未按升序排列", "Facts not in ascending order"),
    "revocation-subject-mismatch": Kind(422, "记录不属于该主体", "Record of another subject"),
    "revocation-target-unknown": Kind(422, "没有该事实或列名决定", "No such fact or decision to list"),
}

_DISCLOSURES: Mapping[str, Kind] = {
    "purpose-unknown": Kind(403, "没有该查询用途", "No such purpose"),
    "purpose-not-in-force": Kind(403, "查询用途当日不适用", "Purpose not in force"),
    "purpose-reader": Kind(403, "查询用途未列明该单位", "Unit not named by the purpose"),
    "recall-not-recipient": Kind(403, "不是被召回的单位", "Recall ordered of another unit"),
    "recall-already-confirmed": Kind(409, "召回已经确认", "Recall already confirmed"),
    "recall-already-delivered": Kind(409, "召回已经送达", "Recall already delivered"),
    "recall-delivery-date": Kind(422, "送达日期不成立", "Impossible day of the delivery"),
    "recall-date": Kind(422, "确认日期不成立", "Impossible day of the confirmation"),
    "recall-subject-mismatch": Kind(422, "召回涉及其他主体", "Recall about another subject"),
    "recall-unknown": Kind(422, "没有该召回", "No such recall"),
}

_EVIDENCE: Mapping[str, Kind] = {
    "evidence-form": Kind(422, "证据一项不是附件摘要", "Evidence is no digest of an attachment"),
    "evidence-order": Kind(422, "附件摘要没有升序排列", "Digests of attachments out of order"),
    "evidence-too-many": Kind(422, "附件过多", "Too many attachments"),
}

_CLOCKS: Mapping[str, Kind] = {
    "clock-not-due": Kind(409, "期限尚未届满或者已经记录", "Clock not due"),
}

KINDS: Mapping[str, Kind] = {
    **_CALENDAR,
    **_RULES,
    **_DEFINITIONS,
    **_REQUESTS,
    **_LISTINGS,
    **_CASES,
    **_REPAIRS,
    **_MEASURES,
    **_COMMITMENTS,
    **_REVOCATIONS,
    **_DISCLOSURES,
    **_EVIDENCE,
    **_CLOCKS,
}
