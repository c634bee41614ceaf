"""Identity documents of natural persons other than the identity card."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from domain.identifier import rid
from domain.identifier.refusals import IdentifierFormError, RidCheckError

_EIGHTEEN = 18
_PASSPORT = re.compile(r"[0-9A-Z]{5,20}")
_HMT = re.compile(r"[HM][0-9]{8}")
_TWT = re.compile(r"[0-9]{8}")
_FRP_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
_FRP_2023 = re.compile(r"9[0-9]{16}[0-9X]")


def check_passport(value: str) -> None:
    """Check a canonical passport number (护照号), of any country.

    Raises:
        IdentifierFormError: Not 5 to 20 letters and digits.
    """
    if _PASSPORT.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="护照号",
            type_en="passport number",
            form_zh=" 5 至 20 位字母或数字",
            form_en="5 to 20 letters or digits",
        )


def check_hmt(value: str) -> None:
    """Check a canonical number of a 港澳居民来往内地通行证: the letter and the eight digits for life.

    Raises:
        IdentifierFormError: Another form; the two digits that count renewals do not belong to the number.
    """
    if _HMT.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="港澳居民来往内地通行证号码",
            type_en="mainland travel permit number of a Hong Kong or Macao resident",
            form_zh="字母 H 或 M 加 8 位数字（不含末两位换证次数）",
            form_en="H or M and eight digits, without the two digits that count renewals",
        )


def check_twt(value: str) -> None:
    """Check a canonical number of a 台湾居民来往大陆通行证: eight digits.

    Raises:
        IdentifierFormError: Another form.
    """
    if _TWT.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="台湾居民来往大陆通行证号码",
            type_en="mainland travel permit number of a Taiwan resident",
            form_zh=" 8 位数字（不含换证次数）",
            form_en="eight digits, without the digits that count renewals",
        )


def check_frp(value: str) -> None:
    """Check a canonical number of a 外国人永久居留身份证: 15 characters, or 18 since December 2023.

    Raises:
        IdentifierFormError: Another form.
        RidBirthDateError: An 18-digit number without a valid date.
        RidCheckError: An 18-digit number with a wrong last character.
    """
    if _FRP_2023.fullmatch(value) is not None:
        rid.birth_date(value)
        if rid.check_character(value[:17]) != value[17]:
            raise RidCheckError
    elif _FRP_2017.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="外国人永久居留身份证号码",
            type_en="number of a foreigner's permanent residence card",
            form_zh="3 位字母加 12 位数字，或以 9 开头的 18 位号码",
            form_en="three letters and twelve digits, or 18 characters beginning with 9",
        )


def birth_date_of(identifier_type: str, value: str) -> date | None:
    """Give the birth date where the document number itself holds it in full, else ``None``.

    The old residence card holds a two-digit year, which leaves the century open.
    """
    if identifier_type == "rid" or (identifier_type == "frp" and len(value) == _EIGHTEEN):
        return rid.birth_date(value)
    return None


# Numbers that no authority issues: they keep test ledgers free of real people.
_SYNTHETIC: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "rid": rid.is_synthetic,
        "passport": lambda value: value.startswith("TEST"),
        "hmt": lambda value: value[1:4] == "000",
        "twt": lambda value: value.startswith("000"),
        "frp": lambda value: value[1:3] not in rid.PROVINCES if len(value) == _EIGHTEEN else value.startswith("XXX"),
    }
)


def is_synthetic(identifier_type: str, value: str) -> bool:
    """Tell whether a document number of a person is plainly invented.

    ``rid``: province prefix never assigned, such as 99; ``frp``: the same, or country XXX; ``passport``: TEST…;
    ``hmt`` and ``twt``: a serial number that begins with 000.
    """
    return _SYNTHETIC[identifier_type](value)
