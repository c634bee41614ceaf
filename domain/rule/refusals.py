"""Refusals about rules in force."""

from domain.refusal import Refusal

_DOCS = "docs/events.md"


class EditionOutdatedError(Refusal):
    """The decision was taken on other rules than those now published."""

    code = "edition-outdated"
    article = _DOCS
    ZH = "作出决定时依据的规则是第 {given} 版次，现行为第 {expected} 版次。"
    EN = "The decision names edition {given} of the rules; the current one is {expected}."
    MEND_ZH = "请查看新发布的规则，确认决定是否改变，再以现行版次重新签署。"
    MEND_EN = "Read the rules published since, see whether the decision still stands, and sign with this edition."


class RuleVersionOrderError(Refusal):
    """The version does not follow the last one."""

    code = "rule-version-order"
    article = _DOCS
    ZH = "规则 {rule} 的下一个版本应为 {expected}，而不是 {given}。"
    EN = "The next version of rule {rule} is {expected}, not {given}."
    MEND_ZH = "请按顺序使用版本号。"
    MEND_EN = "Number the versions in order."


class RuleScopeChangedError(Refusal):
    """A new version would limit something else than the rule did."""

    code = "rule-scope-changed"
    article = _DOCS
    ZH = "规则 {rule} 的新版本改变了规则的对象（所限事项、等级或名单），应另用编号。"
    EN = "The new version of rule {rule} changes what it is about (what it limits, the tier or the list)."
    MEND_ZH = "新版本只可改变数额、来源和有效期间；对象不同的，请以新编号发布，并为原规则写明截止日。"
    MEND_EN = "A version may change amount, source and interval. Publish another rule, and give this one its last day."


class RuleIntervalError(Refusal):
    """The rule would end before it begins."""

    code = "rule-interval"
    article = _DOCS
    ZH = "规则 {rule} 的有效期间不成立：起 {start}，止 {end}。"
    EN = "The period of rule {rule} is impossible: from {start} to {end}."
    MEND_ZH = "截止日不得早于起始日。"
    MEND_EN = "The last day may not precede the first."


class RuleRetroactiveError(Refusal):
    """The rule would begin before the day on which it is recorded."""

    code = "rule-retroactive"
    article = "立法法 art 104"
    ZH = "规则 {rule} 不得溯及既往：起始日 {start} 早于入账日 {day}。"
    EN = "Rule {rule} may not reach back: it would begin on {start}, before the day of its recording, {day}."
    MEND_ZH = "请将起始日改为入账当日或者以后；只有账本首次发布规则当日的首个版本可以早于入账日。"
    MEND_EN = "Let it begin on the day of its recording or later; only what a ledger is founded with may reach back."


class RulePolicyOverLawError(Refusal):
    """A product policy would take the place of law and be looser for who publishes."""

    code = "rule-policy-over-law"
    article = "国办发〔2020〕49号; 立法法 art 104"
    ZH = "规则 {rule} 第 {version} 版出自法律规定，自定政策（policy）只能更有利于信用主体，不得放宽或者提前终止。"
    EN = "Version {version} of rule {rule} rests on law; a policy may only favour the subject, never loosen or end it."
    MEND_ZH = "请写明新的法律依据和相应证据等级，或者改为不宽于原规定的期限，且不早于原规定终止。"
    MEND_EN = "Cite the law that changed it, or give a period that is as strict and does not end before it."


class RuleSourceMissingError(Refusal):
    """The rule cites no law and is not marked as a product policy."""

    code = "rule-source-missing"
    article = "国办发〔2020〕49号"
    ZH = "规则 {rule} 没有写明出处（法律、法规、规章的名称、文号或条款）。"
    EN = "Rule {rule} cites no source (law, regulation or order with its title, number or article)."
    MEND_ZH = "请写明名称和条款；没有法律依据的，证据等级应为 policy，以示其为本系统自定政策。"
    MEND_EN = "Cite title and article; a rule that no law gives has the evidence `policy`, so that readers see it."


class RuleAmountError(Refusal):
    """The amount does not fit what the rule limits."""

    code = "rule-amount"
    article = "山东省社会信用条例 art 38, 39, 40; 行政处罚法 art 44, 48, 64; 征信业管理条例 art 25, 26"
    ZH = "规则 {rule} 的期限 {amount} {unit} 不成立：{reason_zh}。"
    EN = "{amount} {unit} will not do for rule {rule}: {reason_en}."
    MEND_ZH = "请改正期限后重新签署。"
    MEND_EN = "Correct the amount and sign again."


ALL: tuple[type[Refusal], ...] = (
    EditionOutdatedError,
    RuleVersionOrderError,
    RuleScopeChangedError,
    RuleIntervalError,
    RuleRetroactiveError,
    RulePolicyOverLawError,
    RuleSourceMissingError,
    RuleAmountError,
)
