"""What the page of one problem code says, from the class that raises it."""

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

from api import errors
from api.problems.render import kind_of
from domain.refusal import Refusal
from domain.refusals import ALL
from ledger.service.errors import SubmissionError

_REFUSALS: Final = ("ZH", "EN", "MEND_ZH", "MEND_EN")
_OURS: Final = ("message_zh", "message_en", "mend_zh", "mend_en")


def explanation(code: str, tongue: Literal["zh", "en"]) -> tuple[str, str, str]:
    """Give text, mend and citation of a code; empty where its class says nothing in general."""
    is_english = tongue == "en"
    found = _classes().get(code)
    kind = kind_of(code)
    fallback = kind.mend_en if is_english else kind.mend_zh
    if found is None:
        return "", fallback, ""
    names = _REFUSALS if issubclass(found, Refusal) else _OURS
    text, mend = (str(getattr(found, name, "")) for name in (names[1::2] if is_english else names[::2]))
    return _plain(text), _plain(mend) or fallback, str(getattr(found, "article", ""))


def _plain(text: str) -> str:
    """Show the places that a case fills in."""
    return text.replace("{", "⟨").replace("}", "⟩")


@cache
def _classes() -> Mapping[str, type[Exception]]:
    ours: Mapping[str, type[Exception]] = {error.code: error for error in errors.ApiError.__subclasses__()}
    recording = {error.code: error for error in SubmissionError.__subclasses__()}
    return {**ours, **recording, **{error.code: error for error in ALL}}
