"""Invented codes with right check characters that nobody can hold."""

from domain.identifier import rid, uscc

_BODY = 8


def organisation_code(prefix: str, number: int) -> str:
    """Nine characters: letters that no authority issues, a number in the code's own alphabet, the check character.

    Args:
        prefix: Letters of the alphabet of GB 32100.
        number: Counts from 0; as many as the remaining places hold.
    """
    base = len(uscc.ALPHABET)
    digits = ""
    for _ in range(_BODY - len(prefix)):
        number, rest = divmod(number, base)
        digits = uscc.ALPHABET[rest] + digits
    if number:
        raise ValueError("no more codes with this prefix")
    body = prefix + digits
    return body + uscc.organisation_check_character(body)


def unified_code(department: str, division: str, organisation: str) -> str:
    """A unified social credit code around an organisation code.

    Args:
        department: Registering department and body type, two characters.
        division: GB/T 2260, six digits.
        organisation: Nine characters.
    """
    body = department + division + organisation
    return body + uscc.check_character(body)


def person_number(number: int, birth: str) -> str:
    """A citizen identity number of the area 99, which does not exist.

    Args:
        number: Counts from 0 to 9,999,999.
        birth: ``YYYYMMDD``.
    """
    area, sequence = divmod(number, 1000)
    body = f"99{area:04d}{birth}{sequence:03d}"
    return body + rid.check_character(body)
