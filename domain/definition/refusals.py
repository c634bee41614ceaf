"""Refusals about definitions of lists, measures and purposes."""

from domain.refusal import Refusal

_49 = "国办发〔2020〕49号"


class DefinitionLevelError(Refusal):
    """The list, measure or purpose was made below the province."""

    code = "definition-level"
    article = _49
    ZH = "名单、奖惩措施和查询用途只能由国家或者省级设定，市、县两级不得自行增设。"
    EN = "Only the State or the province may set up lists, measures and purposes; a city or county may not add its own."
    MEND_ZH = "请改用国家或省级已设定的名单、措施或用途；没有的，不得使用。"
    MEND_EN = "Use one that the State or the province has set up; where there is none, do without."


class DefinitionBasisMissingError(Refusal):
    """No law is cited."""

    code = "definition-basis"
    article = _49
    ZH = "没有写明法定依据（法律、法规、中央文件的名称、文号或条款）。"
    EN = "No legal basis is cited (law, regulation or central document with its title, number or article)."
    MEND_ZH = "请写明依据的名称和条款，例如《中华人民共和国政府采购法》第七十七条。"
    MEND_EN = "Cite title and article, such as 《中华人民共和国政府采购法》第七十七条."


class DefinitionVersionOrderError(Refusal):
    """A version number was left out or used twice."""

    code = "definition-version-order"
    article = "docs/events.md"
    ZH = "{name} 的下一个版本应为 {expected}，而不是 {given}。"
    EN = "The next version of {name} is {expected}, not {given}."
    MEND_ZH = "请以下一版本号重新签署。"
    MEND_EN = "Sign again with the next version."


class DefinitionIntervalError(Refusal):
    """It would end before it begins."""

    code = "definition-interval"
    article = _49
    ZH = "{name} 的施行期间不成立：起 {start}，止 {end}。"
    EN = "The period of {name} is impossible: from {start} to {end}."
    MEND_ZH = "截止日不得早于起始日。"
    MEND_EN = "The last day may not precede the first."


class DefinitionRetroactiveError(Refusal):
    """A new version would begin before the day on which it is recorded."""

    code = "definition-retroactive"
    article = "立法法 art 104"
    ZH = "{name} 的新版本不得溯及既往：起始日 {start} 早于入账日 {day}。"
    EN = "The new version of {name} may not reach back: from {start}, before the day of its recording, {day}."
    MEND_ZH = "请将起始日改为入账当日或者以后。"
    MEND_EN = "Let it begin on the day of its recording or later."


class DefinitionLaterError(Refusal):
    """Something was done under a list or measure that nobody could read yet."""

    code = "definition-later"
    article = "国办发〔2020〕49号; 立法法 art 104"
    ZH = "{name} 在 {day} 尚未公布入账，当日的告知、决定或者措施不能以它为据。"
    EN = "{name} was not on record on {day}; what was served, decided or applied that day cannot rest on it."
    MEND_ZH = "请在其入账之后重新告知、决定或者采取措施。"
    MEND_EN = "Serve, decide or apply it anew, after its recording."


class DefinitionPersonScoreError(Refusal):
    """Its name stands for a score, rating or rank of natural persons (INV-13)."""

    code = "definition-person-score"
    article = "个人信息保护法 art 6, 24; 国办发〔2020〕49号"
    ZH = "不得对自然人评分、评级或排名：{name}。"
    EN = "No scores, ratings or rankings of natural persons: {name}."
    MEND_ZH = "请只就有法律依据的具体事实设定，或者将自然人、个体工商户排除在外。"
    MEND_EN = "Rest it on particular facts that law provides for, or leave persons and sole traders out."


class DefinitionProhibitedError(Refusal):
    """Its name is about something that must not be collected (INV-2)."""

    code = "definition-prohibited"
    article = "山东省社会信用条例 art 42"
    ZH = "名称涉及禁止归集的内容（{category_zh}）：{name}。"
    EN = "The name is about content that must not be collected ({category_en}): {name}."
    MEND_ZH = "不得设定。"
    MEND_EN = "Drop it."


class ListTierError(Refusal):
    """A positive list has a tier, or an adverse one has none."""

    code = "list-tier"
    article = "信用修复管理办法 (国家发展改革委令第36号)"
    ZH = "失信名单须写明失信程度，守信名单不得有失信程度。"
    EN = "A list of dishonest acts states their tier; a positive list has none."
    MEND_ZH = "请补填或删去 tier。"
    MEND_EN = "Add the tier, or leave it out."


class ListItemUnknownError(Refusal):
    """A list would rest on facts that no catalogue item provides for."""

    code = "list-item-unknown"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
    ZH = "目录中没有事项 {item}，名单不能以它为据。"
    EN = "The catalogue has no item {item}; a list cannot rest on it."
    MEND_ZH = "请先发布该目录事项，或改用已有的事项。"
    MEND_EN = "Publish the item first, or name one that exists."


class ListItemSignError(Refusal):
    """A positive list would rest on adverse facts, or the reverse."""

    code = "list-item-sign"
    article = _49
    ZH = "目录事项 {item} 与名单的性质不符：失信名单只以不良信息为据，守信名单不得以不良信息为据。"
    EN = "Item {item} does not fit: an adverse list rests on adverse facts alone, a positive list on none."
    MEND_ZH = "请改用性质相符的目录事项。"
    MEND_EN = "Name items of the same sign."


class ListSubjectKindsError(Refusal):
    """A list would hold kinds of subject that none of its items is about."""

    code = "list-subject-kinds"
    article = _49
    ZH = "名单所列目录事项不涉及这些主体类别：{kind}。"
    EN = "None of the list's catalogue items is about subjects of kind {kind}."
    MEND_ZH = "请从名单中删去这些类别，或补列涉及它们的目录事项。"
    MEND_EN = "Leave these kinds out, or add items about them."


class ListNamesPersonsError(Refusal):
    """Natural persons would stand on a public list without a national basis."""

    code = "list-names-persons"
    article = "山东省社会信用条例 art 20; 个人信息保护法 art 25"
    ZH = "自然人的公共信用信息不得公开公示，国家另有规定的除外：{reason_zh}。"
    EN = "Natural persons' records are not displayed in public unless the State provides it: {reason_en}."
    MEND_ZH = "请将 names_persons 改为 false。"
    MEND_EN = "Set names_persons to false."


class MeasureListUnknownError(Refusal):
    """A measure would follow from a list that does not exist."""

    code = "measure-list-unknown"
    article = _49
    ZH = "名单 {name} 不存在，措施不能以它为据。"
    EN = "There is no list {name} from which the measure could follow."
    MEND_ZH = "请先定义该名单，或改用已有的名单。"
    MEND_EN = "Define the list first, or name one that exists."


class MeasureListSignError(Refusal):
    """An incentive would follow from an adverse list, or a penalty from a positive one."""

    code = "measure-list-sign"
    article = _49
    ZH = "名单 {name} 与措施的性质不符：激励措施只适用于守信名单，惩戒措施只适用于失信名单。"
    EN = "List {name} does not fit: incentives follow from positive lists alone, penalties from adverse ones."
    MEND_ZH = "请改用性质相符的名单。"
    MEND_EN = "Name lists of the same sign."


class PurposeNationalBasisError(Refusal):
    """Employment, social security, schooling or cadre matters would use credit records without a national basis."""

    code = "purpose-national-basis"
    article = "个人信息保护法 art 6, 34; 国办发〔2020〕49号"
    ZH = "就业、社会保障、就学、干部选拔等事项使用信用信息须有国家层面的依据：{name}。"
    EN = "Employment, social security, schooling and cadre matters use credit records on a national basis only: {name}."
    MEND_ZH = "请写明国家层面的法律依据；没有的，不得设定该用途。"
    MEND_EN = "Cite the national law; where there is none, drop the purpose."


ALL: tuple[type[Refusal], ...] = (
    DefinitionLevelError,
    DefinitionBasisMissingError,
    DefinitionVersionOrderError,
    DefinitionIntervalError,
    DefinitionRetroactiveError,
    DefinitionLaterError,
    DefinitionPersonScoreError,
    DefinitionProhibitedError,
    ListTierError,
    ListItemUnknownError,
    ListItemSignError,
    ListSubjectKindsError,
    ListNamesPersonsError,
    MeasureListUnknownError,
    MeasureListSignError,
    PurposeNationalBasisError,
)
