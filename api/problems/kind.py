"""What is fixed about one kind of problem."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """The HTTP face of one permanent error code.

    Attributes:
        status: HTTP status of the answer, or of the line in a batch.
        zh: Chinese title; says what happened, for everybody.
        en: English title.
        mend_zh: What to do about it, for errors that do not say it themselves.
        mend_en: The same in English.
    """

    status: int
    zh: str
    en: str
    mend_zh: str = ""
    mend_en: str = ""
