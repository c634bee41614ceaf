"""Refusals of the rule book.

403: the signer may not. 409: something on record speaks against it. 422: a rule refuses what the statement says.
"""

from collections.abc import Mapping

from api.problems.kind import Kind

_WHO: Mapping[str, Kind] = {
    "agency-unknown": Kind(403, "机构没有登记", "Agency not enrolled"),
    "agency-closed": Kind(403, "机构已经注销", "Agency closed"),
    "agency-role": Kind(403, "机构没有所需的职责", "Agency lacks the role"),
    "catalogue-provider": Kind(403, "签署方不是该事项的提供单位", "Issuer is no provider of the item"),
    "key-unknown": Kind(403, "密钥没有登记", "Key not enrolled"),
    "key-not-in-force": Kind(403, "密钥已经停用", "Key no longer in force"),
    "key-compromised": Kind(403, "密钥已报告泄露", "Key reported compromised"),
    "key-of-another-holder": Kind(403, "密钥不属于签署方", "Key of another holder"),
    "signer-not-entitled": Kind(403, "无权签署该类事项", "Issuer may not sign this"),
    "not-own-fact": Kind(403, "不是本机构签署的事实", "Fact of another agency"),
}

_CONFLICTS: Mapping[str, Kind] = {
    "agency-already-enrolled": Kind(409, "机构已经登记", "Agency already enrolled"),
    "catalogue-already-withdrawn": Kind(409, "目录事项版本已经撤下", "Item version already withdrawn"),
    "catalogue-version-order": Kind(409, "目录事项版本号不连续", "Item version out of order"),
    "correction-raises-tier": Kind(409, "更正不得加重失信程度", "A correction never raises the tier"),
    "correction-unchanged": Kind(409, "更正没有改变任何内容", "Correction changes nothing"),
    "fact-document-date": Kind(409, "与该文书已记录的日期不一致", "The document has another date on record"),
    "fact-document-ended": Kind(409, "该文书的记录已经终止", "A record of the document was ended"),
    "fact-already-withdrawn": Kind(409, "事实已经撤回", "Fact already withdrawn"),
    "fact-erased": Kind(409, "事实的数据已经删除", "Data of the fact erased"),
    "identifier-taken": Kind(409, "标识已有主体", "Identifier already linked"),
    "key-already-enrolled": Kind(409, "密钥已经登记过", "Key already enrolled"),
    "last-identifier": Kind(409, "主体唯一的标识", "Only identifier of the subject"),
    "ledger-already-open": Kind(409, "账本已经开立", "Ledger already open"),
    "ledger-not-open": Kind(409, "账本尚未开立", "Ledger not open"),
    "record-already-erased": Kind(409, "记录的数据已经删除", "Record already erased"),
    "subject-already-open": Kind(409, "主体编号已被使用", "Subject id in use"),
    "subject-erased": Kind(409, "主体档案已经删除", "File of the subject erased"),
}

_CATALOGUE: Mapping[str, Kind] = {
    "catalogue-basis": Kind(422, "目录事项缺少法定依据", "Item without legal basis"),
    "catalogue-interval": Kind(422, "目录事项有效期间不成立", "Impossible period of the item"),
    "catalogue-level": Kind(422, "目录事项制定层级过低", "Item made below the province"),
    "catalogue-not-effective": Kind(422, "目录事项在决定日期不适用", "Item not in force on the decision date"),
    "catalogue-person-public": Kind(422, "自然人信息不得公开公示", "No public display of natural persons"),
    "catalogue-person-score": Kind(422, "不得对自然人评分评级", "No scores of natural persons"),
    "catalogue-prohibited": Kind(422, "事项属于禁止归集的内容", "Item of prohibited content"),
    "catalogue-retroactive": Kind(422, "目录事项新版本不得溯及既往", "Item's version would begin before its recording"),
    "catalogue-shape": Kind(422, "目录事项要素相互矛盾", "Elements of the item contradict each other"),
    "catalogue-unknown": Kind(422, "目录中没有该事项或版本", "No such catalogue item or version"),
    "event-schema": Kind(422, "声明内容不符合格式", "Claims do not fit the schema"),
    "unknown-topic": Kind(422, "未知的事项类型", "Unknown topic"),
    "digest-count": Kind(422, "摘要个数不符", "Wrong number of digests"),
    "person-listings-linked": Kind(422, "一次只能涉及自然人的一条名单记录", "Several listings of a person"),
    "text-unseen-character": Kind(422, "文字含有看不见的字符", "Text holds an unseen character"),
    "disclosure-missing": Kind(422, "缺少必填的披露项", "Mandatory disclosure missing"),
    "rule-book-unknown": Kind(422, "没有该规则集版本", "No such version of the rule book"),
}

_FACTS: Mapping[str, Kind] = {
    "act-date-missing": Kind(422, "缺少违法行为发生日期", "Date of the act missing"),
    "birth-date-mismatch": Kind(422, "出生日期与证件不一致", "Birth date and document disagree"),
    "birth-date-missing": Kind(422, "缺少出生日期", "Birth date missing"),
    "date-order": Kind(422, "日期先后不合理", "Impossible order of dates"),
    "detention-refused": Kind(422, "行政拘留不得归集", "Administrative detention refused"),
    "fact-identity-changed": Kind(422, "更正改变了事实的同一性", "Correction changes the identity of the fact"),
    "fact-unknown": Kind(422, "没有该事实", "No such fact"),
    "minor-at-act": Kind(422, "行为时未成年", "Under 18 at the act"),
    "minor-remedied-excluded": Kind(422, "轻微且已改正，不列入", "Minor and remedied: excluded"),
    "prohibited-content": Kind(422, "含禁止归集的内容", "Prohibited content"),
    "public-security-refused": Kind(422, "治安记录应当封存", "Public-security records are sealed"),
    "representative-is-minor": Kind(422, "法定代表人未成年", "Representative under 18"),
    "retention-ended": Kind(422, "保存期限已经届满", "Retention ended"),
    "source-body-mismatch": Kind(422, "数据来源单位与签署机构不一致", "Source body is not the signer"),
    "subject-kind-not-in-item": Kind(422, "事项不适用于该类主体", "Item not for this kind of subject"),
    "subject-not-of-full-capacity": Kind(422, "主体未成年", "Subject under 18"),
    "summary-procedure-excluded": Kind(422, "简易程序处罚不列入", "Summary procedure: excluded"),
    "tier-too-high": Kind(422, "失信程度过高", "Tier too high"),
    "uscc-required": Kind(422, "须用统一社会信用代码", "Unified social credit code required"),
    "identifier-not-linked": Kind(422, "标识没有关联到该主体", "Identifier not linked to the subject"),
    "subject-unknown": Kind(422, "没有该主体", "No such subject"),
    "subject-kind": Kind(422, "主体类别与标识不符", "Kind of subject and identifier disagree"),
    "record-unknown": Kind(422, "没有该记录", "No such record"),
}

_FIELDS: Mapping[str, Kind] = {
    "field-amount": Kind(422, "金额不成立", "Impossible amount"),
    "field-choice": Kind(422, "取值不在标准之内", "Value outside the standard"),
    "field-condition": Kind(422, "字段之间的条件不满足", "Condition between fields not met"),
    "field-date": Kind(422, "日期不成立", "Invalid date"),
    "field-identifier": Kind(422, "标识有误", "Invalid identifier"),
    "field-missing": Kind(422, "缺少必填项", "Mandatory field missing"),
    "field-not-for-kind": Kind(422, "该类主体不填写此项", "Field not for this kind of subject"),
    "field-row": Kind(422, "行区分号格式不正确", "Malformed row discriminator"),
    "field-text": Kind(422, "文字为空或含无效字符", "Empty text or invalid characters"),
    "field-too-long": Kind(422, "文字过长", "Text too long"),
    "field-type": Kind(422, "数据类型不对", "Wrong type of value"),
    "field-unknown": Kind(422, "标准没有该字段", "Field outside the standard"),
}

_IDENTIFIERS: Mapping[str, Kind] = {
    "identifier-form": Kind(422, "号码格式不对", "Malformed identifier"),
    "identifier-not-canonical": Kind(422, "号码不是规范写法", "Identifier not in canonical form"),
    "identifier-type": Kind(422, "未知的证件或代码类型", "Unknown type of identifier"),
    "organisation-code-check": Kind(422, "组织机构代码校验码不对", "Check character of organisation code wrong"),
    "real-person-in-test": Kind(422, "测试账本不收可能真实的号码", "Possibly real person in a test ledger"),
    "registration-number-check": Kind(422, "工商注册号校验码不对", "Check digit of registration number wrong"),
    "rid-birth-date": Kind(422, "公民身份号码日期无效", "Identity number with invalid date"),
    "rid-check": Kind(422, "公民身份号码校验码不对", "Check character of identity number wrong"),
    "rid-fifteen-digits": Kind(422, "十五位旧身份证号码", "Fifteen-digit identity number"),
    "synthetic-person-in-production": Kind(422, "正式账本不收虚构号码", "Invented person in a production ledger"),
    "uscc-check": Kind(422, "统一社会信用代码校验码不对", "Check character of credit code wrong"),
    "uscc-department": Kind(422, "统一社会信用代码前两位无效", "Invalid department of credit code"),
    "uscc-organisation-check": Kind(422, "统一社会信用代码第 17 位不对", "Nested check character of credit code wrong"),
}

_KEYS: Mapping[str, Kind] = {
    "key-compromised-since": Kind(422, "泄露时刻不成立", "Time of compromise refused"),
    "key-id-mismatch": Kind(422, "密钥编号与公钥不符", "Key id does not match the key"),
    "key-serves-elsewhere": Kind(422, "密钥另有用途", "Key serves elsewhere"),
    "ledger-environment": Kind(422, "账本名称与环境不符", "Origin and environment disagree"),
    "ledger-key-reuse": Kind(422, "三把密钥须互不相同", "Keys must differ"),
    "ledger-log-key": Kind(422, "日志公钥不符", "Log key refused"),
    "ledger-root-key": Kind(422, "创世声明未由根密钥签署", "Genesis not signed by its root key"),
}

KINDS: Mapping[str, Kind] = {**_WHO, **_CONFLICTS, **_CATALOGUE, **_FACTS, **_FIELDS, **_IDENTIFIERS, **_KEYS}

INTERNAL = frozenset({"refusal", "person-score-field", "ambiguous-heading", "naive-time"})
"""Codes that mean a fault of the program; a client sees ``internal-error``."""
