"""Building blocks of the patterns."""


def words(text: str) -> str:
    """Match any one of the words of a text, which may themselves be expressions without spaces."""
    return f"(?:{'|'.join(text.split())})"


def within(most: int) -> str:
    """Match up to so many characters without leaving the clause, as few as possible."""
    return rf"[^，。；;！？\n]{{0,{most}}}?"


def clause(most: int) -> str:
    """Match up to so many characters without leaving the clause, as many as possible."""
    return rf"[^，。；;！？\n]{{0,{most}}}"


AMOUNT = (
    r"[约共达计为至超近是有：:\s余达到不足仅]{0,4}(?:每年|每月|年均|月均)?(?:人民币|￥|¥)?\s?"
    r"(?:\d|[一二三四五六七八九十两百千万数几]+(?:余)?(?:元|万|千|百|亿))"
)
"""The beginning of an amount of money."""

NAMED = (
    r"(?:[\u4e00-\u9fff]某(?:某|[甲乙丙丁])?|[\u4e00-\u9fff](?:××?|\*{1,2})"
    r"|患者|病人|受害人|死者|伤者|法定代表人|经营者|负责人|股东)"
)
"""A person pointed at, by an abridged name or by his part."""

# Characters that hardly stand inside a name of an organisation but often between clauses.
_NO_NAME = "，。；;：:、！？的了在是系为于因被向其把将对从到患就但并由已经及或有处"
_SUFFIXES = words(
    """
    有限(?:责任)?公司 股份公司 分公司 支公司 公司 医院 卫生院 卫生所 卫生室 诊所 门诊部 研究所 研究院 实验室
    协会 基金会 事务所 合作社 经营部 商行 超市 药店 药房 服饰店 美容院 养生馆 餐厅 饭店 酒店 学校 幼儿园 中学
    小学 委员会 管理局 保障局 税务局 清真寺 寺院 教堂 道观 用品店 专卖店 工作室 俱乐部 商店 门市部 批发部
    食品店 理发店 控制中心 服务中心 登记中心 检验中心 检测中心
    """
)

ORGANISATION = rf"[^{_NO_NAME}\s]{{2,24}}?{_SUFFIXES}"
"""Names of organisations: what lies within one says nothing about a person."""
