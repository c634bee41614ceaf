"""The ten indicators of the city's plan (《滕州市社会信用体系建设规划（2018—2020年）》第一部分指标表), as data.

What the ledger cannot or may not tell is refused with its reason, in the open: a figure that nobody can check is not
put beside those that everybody can. Source: domain.md, section 1.1.
"""

from dataclasses import dataclass
from typing import Literal

Attribute = Literal["binding", "guiding"]
"""约束性 or 指导性."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an indicator has no value here.

    Attributes:
        zh: The reason in Chinese.
        en: The reason in English.
        article: Where that stands.
    """

    zh: str
    en: str
    article: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the plan's table.

    Attributes:
        number: Its number there.
        zh: Its name there.
        en: Its name in English.
        target_2018: What the plan wanted by 2018.
        target_2020: What the plan wanted by 2020.
        attribute: Whether it was binding.
        note_zh: What is counted here, where that is not what the name says; else empty.
        note_en: The same in English.
        is_targeted: Whether the target is held up here.
        refused: Why it has no value; None if it has one.
    """

    number: int
    zh: str
    en: str
    target_2018: str
    target_2020: str
    attribute: Attribute = "binding"
    note_zh: str = ""
    note_en: str = ""
    is_targeted: bool = True
    refused: Refused | None = None


_NO_ITEM = "国办发〔2020〕49号；《山东省社会信用条例》第十条"

PLAN: tuple[Planned, ...] = (
    Planned(
        1,
        "行政机关和事业单位政务诚信承诺率",
        "Public bodies that committed themselves to integrity",
        ">80%",
        "100%",
        note_zh="在账本上作出政务诚信承诺的单位，占参加单位的比例。",
        note_en="Bodies with a commitment on record, of all that take part.",
    ),
    Planned(
        2,
        "公务员和事业单位工作人员信用信息数据库覆盖率",
        "Public servants covered by the credit database",
        ">80%",
        "100%",
        is_targeted=False,
        refused=Refused(
            "不归集：公务员和事业单位工作人员的人事档案属于内部管理信息，不进入本账本。",
            "Not collected: personnel files are internal matters and do not enter this ledger.",
            "《政府信息公开条例》第十六条",
        ),
    ),
    Planned(
        3,
        "公务员和事业单位工作人员信用培训覆盖率",
        "Public servants trained in credit matters",
        ">80%",
        "100%",
        is_targeted=False,
        refused=Refused(
            "外部数据：培训情况没有国家或者省级目录事项，账本不记录，无从核验。",
            "An external figure: no catalogue item of national or provincial level is about trainings, so that the "
            "ledger records none and could prove nothing.",
            _NO_ITEM,
        ),
    ),
    Planned(
        4,
        "企业信用信息数据库覆盖率",
        "Enterprises on record",
        ">70%",
        ">85%",
        note_zh="在账本上有档案的企业数；登记企业总数不在账本上，不计算比例。",
        note_en="Enterprises with a file; how many are registered in all is not on record: no share is given.",
    ),
    Planned(
        5,
        "个人信用信息数据库覆盖率",
        "Individuals on record",
        ">70%",
        ">85%",
        note_zh="在账本上有档案的自然人数，只公布，不作目标：归集个人信息应当限于最小范围。",
        note_en="Natural persons with a file; stated, not aimed at: personal data are collected no "
        "further than needed (Personal Information Protection Law, art 6).",
        is_targeted=False,
    ),
    Planned(
        6,
        "与市级平台联通的市级部门信用信息系统占比",
        "Departments connected to the platform",
        ">80%",
        "100%",
        note_zh="持有有效签名密钥的单位，占参加单位的比例。",
        note_en="Bodies with a signing key in force, of all that take part.",
    ),
    Planned(
        7,
        "应用信用信息和信用报告的市级部门覆盖率",
        "Departments that use credit information",
        ">80%",
        "100%",
        note_zh="依公布的用途查询过非公开信息的单位，占参加单位的比例。",
        note_en="Bodies that looked at what is not public, for a purpose in force, of all that take part.",
    ),
    Planned(
        8,
        "市级部门应用信用信息实施联合奖惩的比率",
        "Departments that apply joint incentives and penalties",
        ">80%",
        ">95%",
        note_zh="以惩戒的数量为目标会鼓励惩戒，不采用；改为：援引措施清单及其依据的措施所占比例，应为 100%。",
        note_en="To aim at a number of penalties rewards penalising; replaced by: measures applied that cite a listed "
        "basis, which must be 100 %.",
        is_targeted=False,
    ),
    Planned(
        9,
        "信用服务业增加值（亿元）",
        "Value added of credit services (100 million yuan)",
        ">0.2",
        ">0.5",
        "guiding",
        is_targeted=False,
        refused=Refused(
            "外部数据：来自统计部门，没有目录事项，账本不记录，无从核验。",
            "An external figure of the statistical office; no catalogue item is about it, so that the ledger records "
            "and proves none.",
            _NO_ITEM,
        ),
    ),
    Planned(
        10,
        "社会公众对全市信用环境的好评率",
        "Public approval of the city's credit environment",
        ">80%",
        ">85%",
        "guiding",
        is_targeted=False,
        refused=Refused(
            "外部数据：来自民意调查，没有目录事项，账本不记录个人的评价。",
            "An external figure from a survey; no catalogue item is about it, and the ledger records nobody's opinion.",
            f"{_NO_ITEM}；《个人信息保护法》第六条",
        ),
    ),
)
