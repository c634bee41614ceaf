"""Choices that every standard shares: kinds of subject and types of document."""

from domain.standard.field import Choice

SUBJECT_KIND_CHOICES: tuple[Choice, ...] = (
    Choice(
        "ENT",
        "法人及非法人组织",
        "legal person or unincorporated organisation: enterprise",
        ("企业", "法人", "非法人组织", "法人和非法人组织", "法人或其他组织", "法人及其他组织", "企业法人", "1"),
    ),
    Choice("NP", "自然人", "natural person", ("个人", "公民", "2")),
    Choice(
        "ORG",
        "非企业法人",
        "organisation that is no enterprise",
        ("事业单位", "社会组织", "机关", "其他组织", "社会团体", "民办非企业单位"),
    ),
    Choice("SOLE", "个体工商户", "individual business", ("个体", "个体户", "3")),
)

PERSON_DOCUMENT_CHOICES: tuple[Choice, ...] = (
    Choice("rid", "身份证", "identity card", ("居民身份证", "公民身份号码", "身份证号", "身份证号码", "1", "01")),
    Choice("passport", "护照号", "passport", ("护照", "护照号码", "2", "02")),
    Choice(
        "hmt",
        "港澳居民来往内地通行证",
        "mainland travel permit for Hong Kong and Macao residents",
        ("港澳通行证", "回乡证", "3", "03"),
    ),
    Choice(
        "twt",
        "台湾居民来往大陆通行证",
        "mainland travel permit for Taiwan residents",
        ("台胞证", "台湾通行证", "4", "04"),
    ),
    Choice(
        "frp",
        "外国人永久居留身份证",
        "foreigner's permanent residence card",
        ("外国人永久居留证", "永居证", "5", "05"),
    ),
)

IDENTIFIER_TYPE_CHOICES: tuple[Choice, ...] = (
    *PERSON_DOCUMENT_CHOICES,
    Choice("uscc", "统一社会信用代码", "unified social credit code", ("信用代码",)),
    Choice("reg", "工商注册号", "registration number", ("注册号",)),
    Choice("orgcode", "组织机构代码", "organisation code"),
    Choice("tax", "税务登记号", "tax registration number"),
    Choice("inst", "事业单位证书号", "certificate number of a public institution"),
    Choice("social", "社会组织登记证号", "registration number of a social organisation"),
)
