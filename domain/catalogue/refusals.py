"""Refusals about catalogue items (INV-1, first half: what may become an item)."""

from domain.refusal import Refusal


class ItemLevelRefusedError(Refusal):
    """The item was made below the province."""

    code = "catalogue-level"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
    ZH = "目录事项只能由国家或者省级制定，市、县两级不得自行增设。"
    EN = "Only the State or the province may make a catalogue item; a city or county may not add its own."
    MEND_ZH = "请改用国家或省级目录中已有的事项；没有的，不得归集。"
    MEND_EN = "Use an item of the national or provincial catalogue; where none exists, the data may not be collected."


class ItemBasisMissingError(Refusal):
    """The item cites no law."""

    code = "catalogue-basis"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
    ZH = "目录事项没有写明法定依据（法律、法规、中央文件的名称、文号或条款）。"
    EN = "The item cites no legal basis (law, regulation or central document with its title, number or article)."
    MEND_ZH = "请写明依据的名称和条款，例如《中华人民共和国行政处罚法》第四十八条。"
    MEND_EN = "Cite title and article, such as 《中华人民共和国行政处罚法》第四十八条."


class ItemVersionOrderError(Refusal):
    """A version number was left out or used twice."""

    code = "catalogue-version-order"
    article = "docs/events.md"
    ZH = "目录事项 {item} 的下一个版本应为 {expected}，而不是 {given}。"
    EN = "The next version of item {item} is {expected}, not {given}."
    MEND_ZH = "请按顺序使用版本号。"
    MEND_EN = "Number the versions in order."


class ItemIntervalError(Refusal):
    """The item would end before it begins, or a withdrawal would prolong it."""

    code = "catalogue-interval"
    article = "山东省社会信用条例 art 10"
    ZH = "目录事项 {item} 的有效期间不成立：起 {start}，止 {end}。"
    EN = "The period of item {item} is impossible: from {start} to {end}."
    MEND_ZH = "截止日不得早于起始日，撤下只能提前、不能延后原截止日。"
    MEND_EN = "The last day may not precede the first, and a withdrawal may only shorten the period."


class ItemRetroactiveError(Refusal):
    """A new version would begin before the day on which it is recorded."""

    code = "catalogue-retroactive"
    article = "立法法 art 104; 山东省社会信用条例 art 10"
    ZH = "目录事项 {item} 的新版本不得溯及既往：起始日 {start} 早于入账日 {day}。"
    EN = "The new version of item {item} may not reach back: from {start}, before the day of its recording, {day}."
    MEND_ZH = "请将起始日改为入账当日或者以后。"
    MEND_EN = "Let it begin on the day of its recording or later."


class ItemUnknownError(Refusal):
    """No such version of no such item."""

    code = "catalogue-unknown"
    article = "国办发〔2020〕49号; 山东省社会信用条例 art 10"
    ZH = "目录中没有事项 {item} 的第 {version} 版。"
    EN = "The catalogue has no version {version} of item {item}."
    MEND_ZH = "请核对目录编号和版本；目录以外的信息不得归集。"
    MEND_EN = "Check item and version; what is outside the catalogue may not be collected."


class ItemAlreadyWithdrawnError(Refusal):
    """The version was withdrawn before."""

    code = "catalogue-already-withdrawn"
    article = "docs/events.md"
    ZH = "事项 {item} 第 {version} 版已经撤下。"
    EN = "Version {version} of item {item} was withdrawn before."
    MEND_ZH = "无需再次撤下；如需恢复，请发布新版本。"
    MEND_EN = "Nothing to do; to bring it back, publish a new version."


class ItemShapeError(Refusal):
    """Elements of the item contradict each other."""

    code = "catalogue-shape"
    article = "山东省社会信用条例 art 10"
    ZH = "目录事项的要素相互矛盾：{reason_zh}。"
    EN = "Elements of the item contradict each other: {reason_en}."
    MEND_ZH = "请改正后重新发布。"
    MEND_EN = "Correct it and publish again."


class PersonPublicDisplayError(Refusal):
    """The item would display natural persons in public without a national basis."""

    code = "catalogue-person-public"
    article = "山东省社会信用条例 art 20; 个人信息保护法 art 25"
    ZH = "自然人的公共信用信息不得公开公示，国家另有规定的除外；省级事项不得设为公开。"
    EN = "Natural persons' records are not displayed in public unless the State provides it; no province may."
    MEND_ZH = "请将披露方式改为依申请、内部共享或仅本人可查。"
    MEND_EN = "Choose on_request, shared_internal or self_only."


class PersonScoreItemError(Refusal):
    """The item is a score, rating or rank of natural persons (INV-13)."""

    code = "catalogue-person-score"
    article = "个人信息保护法 art 6, 24; 国办发〔2020〕49号"
    ZH = "不得对自然人评分、评级或排名：{name}。"
    EN = "No scores, ratings or rankings of natural persons: {name}."
    MEND_ZH = "请只归集有法律依据的具体事实。"
    MEND_EN = "Collect only particular facts that rest on law."


class ItemProhibitedError(Refusal):
    """The item as such is about something that must not be collected (INV-2)."""

    code = "catalogue-prohibited"
    article = "山东省社会信用条例 art 42"
    ZH = "该事项属于禁止归集的内容（{category_zh}）：{name}。"
    EN = "The item is about content that must not be collected ({category_en}): {name}."
    MEND_ZH = "请删除该事项。"
    MEND_EN = "Drop the item."


ALL: tuple[type[Refusal], ...] = (
    ItemLevelRefusedError,
    ItemBasisMissingError,
    ItemVersionOrderError,
    ItemIntervalError,
    ItemRetroactiveError,
    ItemUnknownError,
    ItemAlreadyWithdrawnError,
    ItemShapeError,
    PersonPublicDisplayError,
    PersonScoreItemError,
    ItemProhibitedError,
)
