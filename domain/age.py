"""Age in law (周岁).

A person turns 18 when the 18th year of life is over. The day of birth is not counted and the corresponding day is
the last day of the period (民法典 art 201, 202), so the year is over at the *end* of the birthday; the Supreme
People's Court counts likewise "from the day after the birthday" (法释〔2006〕1号 art 2, for criminal law). Of the
two readings in use this is the one that favours the person: an act on the very birthday is still that of a minor.

Living on one's own labour at 16 or 17 gives full capacity in civil law (民法典 art 18), but no file states it and
nobody could verify it here; such a person is protected like every other under 18.
"""

from datetime import date

from domain.time import add_years

ADULT_YEARS = 18


def is_minor(born: date, on: date) -> bool:
    """Tell whether a person was under 18 on a day.

    Args:
        born: Birth date.
        on: The day in Asia/Shanghai; the 18th birthday itself still counts as under 18.
    """
    return on <= add_years(born, ADULT_YEARS)
