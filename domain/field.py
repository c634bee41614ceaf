"""A named field of a record, and the names that no field about a person may have (INV-13)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

SUBJECT_KINDS: frozenset[str] = frozenset({"ENT", "NP", "ORG", "SOLE"})
PERSON_KINDS: frozenset[str] = frozenset({"NP", "SOLE"})

# Aggregates over a person: a number, grade or place. The tier of one act (轻微/一般/严重) is not one of them.
_RANKING = re.compile(
    r"(?:^|[._\s-])(?:credit_?)?(?:scores?|scoring|rating|rated|ranks?|ranking|grades?|points?|percentile|stars?"
    r"|credit_?(?:level|class))(?:$|[._\s-])"
    r"|评分|得分|打分|计分|积分|分值|分数|评级|信用(?:等级|级别|评价|分|星级)|诚信(?:等级|分)|排名|排行|名次|星级",
    re.IGNORECASE,
)


class PersonScoreFieldError(ValueError):
    """Somebody tried to define a score, rating or rank of natural persons (INV-13)."""

    code: ClassVar[str] = "person-score-field"


def is_ranking_name(text: str) -> bool:
    """Tell whether a field, heading or item name stands for a score, rating or rank."""
    return _RANKING.search(text) is not None


def refuse_person_scores(names: Iterable[str], subject_kinds: frozenset[str]) -> None:
    """Let no name for a score pass where natural persons (自然人, 个体工商户) are among the subjects.

    Raises:
        PersonScoreFieldError: A name stands for a score, rating or rank.
    """
    if subject_kinds.isdisjoint(PERSON_KINDS):
        return
    for name in names:
        if is_ranking_name(name):
            raise PersonScoreFieldError(f"{name!r}: no score, rating or rank of a natural person has a field")


ValueType = Literal["text", "integer", "flag"]
_PYTHON_TYPES: dict[ValueType, type] = {"text": str, "integer": int, "flag": bool}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One disclosure that an event may carry.

    Attributes:
        name: ``<role>.<field>``, permanent.
        value_type: What the value is in the statement.
        may_be_empty: Whether an empty text says that there is nothing to say.
        subject_kinds: Kinds of subject that the field exists for.
    """

    name: str
    value_type: ValueType = "text"
    may_be_empty: bool = False
    subject_kinds: frozenset[str] = SUBJECT_KINDS

    def __post_init__(self) -> None:
        """Refuse fields that could hold a person's score (INV-13)."""
        refuse_person_scores((self.name,), self.subject_kinds)

    def accepts(self, value: object) -> bool:
        """Tell whether a value has exactly the type of this field; ``True`` is not an integer here."""
        return type(value) is _PYTHON_TYPES[self.value_type]


def field_table(*specs: FieldSpec) -> dict[str, FieldSpec]:
    """Index fields by name."""
    return {spec.name: spec for spec in specs}
