"""Unified social credit codes (统一社会信用代码), GB 32100-2015, and organisation codes, GB 11714-1997."""

import re
from collections.abc import Mapping
from operator import mul
from types import MappingProxyType

from domain.identifier.refusals import (
    IdentifierFormError,
    OrganisationCodeCheckError,
    UsccCheckError,
    UsccDepartmentError,
    UsccOrganisationCheckError,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_WEIGHTS = tuple(3**i % 31 for i in range(17))
# Tables for bytes.translate: a character's byte becomes its value.
_VALUES = bytes(max(ALPHABET.find(chr(byte)), 0) for byte in range(256))
_BASE_36 = bytes(max("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(chr(byte)), 0) for byte in range(256))
_FORM = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")

# Registering department → body types (GB 32100-2015, table 1, with amendment 1 of 2016).
BODY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "1": "1239",  # 机构编制: 机关, 事业单位, 群众团体, 其他
        "2": "19",  # 外交: 外国常驻新闻机构, 其他
        "3": "123459",  # 司法行政: 律师, 公证, 基层法律服务, 司法鉴定, 仲裁, 其他
        "4": "19",  # 文化: 外国在华文化中心, 其他
        "5": "1239",  # 民政: 社会团体, 民办非企业单位, 基金会, 其他
        "6": "129",  # 旅游: 外国, 港澳台旅游部门代表机构, 其他
        "7": "129",  # 宗教: 宗教活动场所, 宗教院校, 其他
        "8": "19",  # 工会: 基层工会, 其他
        "9": "1239",  # 市场监管: 企业, 个体工商户, 农民专业合作社, 其他
        "A": "19",  # 军委改革和编制办: 军队事业单位, 其他
        "N": "1239",  # 农业: 组级, 村级, 乡镇级集体经济组织, 其他
        "Y": "1",  # 其他
    }
)


def check_character(body: str) -> str:
    """Compute the 18th character from the first 17 (modulus 31).

    Args:
        body: 17 characters of ``ALPHABET``.
    """
    return ALPHABET[-sum(map(mul, body.encode("ascii").translate(_VALUES), _WEIGHTS)) % 31]


def organisation_check_character(body: str) -> str:
    """Compute the ninth character of an organisation code from the first eight (GB 11714, modulus 11).

    Args:
        body: Eight digits or capital letters.
    """
    return "0X987654321"[sum(map(mul, body.encode("ascii").translate(_BASE_36), _ORGANISATION_WEIGHTS)) % 11]


def check_uscc(value: str) -> None:
    """Check a canonical unified social credit code; return only if it is one.

    Raises:
        IdentifierFormError: Not 18 characters of the code's alphabet.
        UsccDepartmentError: No such department, or no such body type under it.
        UsccOrganisationCheckError: The 17th character is wrong.
        UsccCheckError: The 18th character is wrong.
    """
    if _FORM.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="统一社会信用代码",
            type_en="unified social credit code",
            form_zh=" 18 位数字或大写字母（不含 I、O、S、V、Z），第 3 至 8 位为数字",
            form_en="18 digits or capitals without I, O, S, V, Z, digits from the 3rd to the 8th",
        )
    if value[1] not in BODY_TYPES.get(value[0], ""):
        raise UsccDepartmentError(prefix=value[:2])
    if organisation_check_character(value[8:16]) != value[16]:
        raise UsccOrganisationCheckError
    if check_character(value[:17]) != value[17]:
        raise UsccCheckError


def check_organisation_code(value: str) -> None:
    """Check a canonical organisation code (组织机构代码), nine characters without the hyphen.

    Raises:
        IdentifierFormError: Not nine characters of the code's alphabet.
        OrganisationCodeCheckError: The ninth character is wrong.
    """
    if _ORGANISATION_FORM.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="组织机构代码",
            type_en="organisation code",
            form_zh=" 9 位数字或大写字母",
            form_en="nine characters",
        )
    if organisation_check_character(value[:8]) != value[8]:
        raise OrganisationCodeCheckError


def kind_of(value: str) -> str:
    """Tell the kind of body from a unified social credit code: ``ENT``, ``ORG`` or ``SOLE``.

    Enterprises and farmers' cooperatives are ``ENT``; ``92…`` is an individual business (个体工商户), ``SOLE``,
    whose personal fields are protected like those of a natural person; every other body is ``ORG``.
    """
    if value[0] != "9":
        return "ORG"
    return "SOLE" if value[1] == "2" else "ENT"
