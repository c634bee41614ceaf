"""Codes of organisations from before the unified social credit code."""

import re

from domain.identifier.refusals import IdentifierFormError, RegistrationNumberCheckError
from domain.identifier.uscc import check_organisation_code

_LONG = 15
_REG = re.compile(r"[0-9]{13}|[0-9]{15}|[0-9A-Z]{6,12}")
_TAX = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}")
_INST = re.compile(r"[0-9]{12}")
_SOCIAL = re.compile(r"[0-9A-Z][0-9A-Z-]{3,49}")


def registration_check_digit(body: str) -> str:
    """Compute the 15th digit of a registration number from the first 14 (GS 15-2006, ISO 7064 MOD 11,10)."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def check_reg(value: str) -> None:
    """Check a canonical registration number (工商注册号).

    Raises:
        IdentifierFormError: Not 13 or 15 digits, nor 6 to 12 letters and digits of older kinds.
        RegistrationNumberCheckError: The 15th digit is wrong.
    """
    if _REG.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="工商注册号",
            type_en="registration number",
            form_zh=" 13 位或 15 位数字，更早的为 6 至 12 位字母或数字",
            form_en="13 or 15 digits, or 6 to 12 letters and digits of older kinds",
        )
    if len(value) == _LONG and registration_check_digit(value[:14]) != value[14]:
        raise RegistrationNumberCheckError


def check_tax(value: str) -> None:
    """Check a canonical tax registration number (税务登记号).

    Raises:
        IdentifierFormError: Not 15, 17, 18 or 20 letters and digits.
        OrganisationCodeCheckError: The organisation code in a 15-character number is wrong.
    """
    if _TAX.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="税务登记号",
            type_en="tax registration number",
            form_zh=" 15、17、18 或 20 位字母或数字",
            form_en="15, 17, 18 or 20 letters or digits",
        )
    if len(value) == _LONG:
        check_organisation_code(value[6:])


def check_inst(value: str) -> None:
    """Check a canonical certificate number of a public institution (事业单位证书号).

    Raises:
        IdentifierFormError: Not twelve digits.
    """
    if _INST.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="事业单位证书号",
            type_en="certificate number of a public institution",
            form_zh=" 12 位数字",
            form_en="twelve digits",
        )


def check_social(value: str) -> None:
    """Check a canonical registration number of a social organisation (社会组织登记证号).

    Raises:
        IdentifierFormError: Not 4 to 50 letters, digits and hyphens.
    """
    if _SOCIAL.fullmatch(value) is None:
        raise IdentifierFormError(
            type_zh="社会组织登记证号",
            type_en="registration number of a social organisation",
            form_zh=" 4 至 50 位字母、数字或连字符",
            form_en="4 to 50 letters, digits or hyphens",
        )
