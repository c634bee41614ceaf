"""Invented subjects: companies, institutions, sole traders and persons whose very names say that they are examples."""

from dataclasses import dataclass
from random import Random

from ledger.intake.sample.codes import organisation_code, person_number, unified_code

_DIVISION = "370481"
_FIRST = [
    "青禾",
    "远山",
    "晨曦",
    "明湖",
    "北辰",
    "长风",
    "云帆",
    "朝露",
    "松涛",
    "碧泉",
    "金穗",
    "银杏",
    "海棠",
    "竹影",
    "星河",
    "春晓",
    "秋实",
    "和风",
    "丰年",
    "百川",
]
_SECOND = [
    "永",
    "恒",
    "佳",
    "卓",
    "众",
    "汇",
    "启",
    "腾",
    "盈",
    "润",
    "拓",
    "瑞",
    "祥",
    "泽",
    "诚",
    "信",
    "达",
    "隆",
    "博",
    "雅",
]
_TRADES = [
    "食品",
    "餐饮",
    "建材",
    "机械",
    "商贸",
    "物流",
    "纺织",
    "化工",
    "装饰",
    "农业",
    "医药",
    "电子",
    "印刷",
    "汽修",
    "环保",
    "服饰",
]
_SHOPS = ["便利店", "小吃店", "五金店", "理发店", "服装店", "水果店", "文具店", "修理铺", "面馆", "花店"]
_CENTRES = ["养护中心", "实验幼儿园", "图书馆", "社会工作服务中心", "职业培训学校", "文化馆"]
_GIVEN = [
    "清和",
    "望舒",
    "若谷",
    "知秋",
    "怀瑾",
    "书白",
    "予安",
    "景行",
    "千帆",
    "半夏",
    "听澜",
    "长庚",
    "子墨",
    "南星",
    "云深",
    "采薇",
]

_SHARES = (("ENT", 70), ("SOLE", 17), ("ORG", 8), ("NP", 5))


@dataclass(frozen=True, slots=True)
class Party:
    """An invented subject.

    Attributes:
        kind: ``ENT``, ``ORG``, ``SOLE`` or ``NP``.
        word: How files call the kind.
        name: Its name.
        code: Unified social credit code; empty for persons.
        person: Name of the representative, or of the person.
        number: Identity number of the same.
    """

    kind: str
    word: str
    name: str
    code: str
    person: str
    number: str


def make_party(number: int, place: int, random: Random) -> Party:
    """Invent a subject.

    Args:
        number: Distinct for each subject of all samples; decides the codes.
        place: Counts the subjects of one sample from 1; stands in the name.
        random: Decides the rest.
    """
    kinds = [kind for kind, _ in _SHARES]
    drawn = random.choices(kinds, [share for _, share in _SHARES])[0]
    kind = kinds[place - 1] if place <= len(kinds) else drawn  # a small sample has every kind, too
    person, identity = _person(number, random)
    if kind == "NP":
        return Party("NP", "自然人", person, "", person, identity)
    if kind == "SOLE":
        name = f"滕州示例{random.choice(_FIRST)}{place}号{random.choice(_SHOPS)}"
        return Party("SOLE", "个体工商户", name, _code("92", number), person, identity)
    if kind == "ORG":
        department = random.choice(("12", "52"))
        name = f"滕州市示例{random.choice(_FIRST)}第{place}{random.choice(_CENTRES)}"
        return Party("ORG", "法人及非法人组织", name, _code(department, number), person, identity)
    trade, first, second = random.choice(_TRADES), random.choice(_FIRST), random.choice(_SECOND)
    name = f"滕州示例{first}{second}{place}{trade}有限公司"
    return Party("ENT", "法人及非法人组织", name, _code("91", number), person, identity)


def _code(department: str, number: int) -> str:
    return unified_code(department, _DIVISION, organisation_code("YANG", number))


def _person(number: int, random: Random) -> tuple[str, str]:
    birth = f"{random.randint(1955, 2000)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    return f"样本{random.choice(_GIVEN)}", person_number(number, birth)
