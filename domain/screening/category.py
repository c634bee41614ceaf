"""What must not be collected, and where the law says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SD_42 = "山东省社会信用条例 art 42"
_SENSITIVE = f"{_SD_42}; 征信业管理条例 art 14; 个人信息保护法 art 28"
_MONEY = f"{_SD_42}; 征信业管理条例 art 14"
_NECESSITY = "个人信息保护法 art 6; 山东省社会信用条例 art 10"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of prohibited content.

    Attributes:
        id: Permanent name.
        zh: Chinese name.
        en: English name.
        article: Citation.
    """

    id: str
    zh: str
    en: str
    article: str


_ALL: tuple[Category, ...] = (
    Category("religion", "宗教信仰", "religion", _SENSITIVE),
    Category("gene", "基因", "genes", _SENSITIVE),
    Category("fingerprint", "指纹等生物识别信息", "fingerprints and biometrics", _SENSITIVE),
    Category("blood_type", "血型", "blood type", _SENSITIVE),
    Category("disease", "疾病和病史", "disease and medical history", _SENSITIVE),
    Category("income", "个人收入", "a person's income", _MONEY),
    Category("deposit", "个人存款", "a person's deposits", _MONEY),
    Category("securities", "个人有价证券", "a person's securities", _MONEY),
    Category("insurance", "个人商业保险", "a person's commercial insurance", _MONEY),
    Category("real_estate", "个人不动产", "a person's real estate", _MONEY),
    Category("tax_amount", "个人纳税数额", "a person's amount of tax", _MONEY),
    Category(
        "family_planning",
        "生育和社会抚养费",
        "family planning and maternity",
        "人口与计划生育法 (2021) art 18; 个人信息保护法 art 28",
    ),
    Category(
        "minor",
        "未成年人信息",
        "data of minors",
        "未成年人保护法 art 103; 预防未成年人犯罪法 art 59; 个人信息保护法 art 28",
    ),
    Category("public_security", "治安管理处罚记录", "public-security records", "治安管理处罚法 (2025) art 136"),
    Category("speech", "言论和信访", "speech and petitions", "宪法 art 35, 41; 国办发〔2020〕49号"),
    Category(
        "criminal_record",
        "犯罪记录和社区矫正",
        "criminal records and community correction",
        "国办发〔2020〕49号; 预防未成年人犯罪法 art 59; 社区矫正法 art 4",
    ),
    Category("score", "自然人评分评级", "scores of natural persons", "个人信息保护法 art 6, 24; 国办发〔2020〕49号"),
    Category("capacity", "民事行为能力", "civil capacity", "山东省社会信用条例 art 2; 个人信息保护法 art 28"),
    Category("welfare", "社会救助情况", "welfare support", _NECESSITY),
    Category(
        "personal_number", "文字中的证件、电话或账户号码", "document, phone or account numbers in text", _NECESSITY
    ),
)

CATEGORIES: Mapping[str, Category] = MappingProxyType({category.id: category for category in _ALL})
