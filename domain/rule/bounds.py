"""What no version of a rule may undercut, whoever publishes it: floors and ceilings by what the rule limits."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from domain.claims import Tier
from domain.rule.events import Governs, RulePublished, Unit
from domain.rule.length import Period, is_never_longer

_ORDER_36: Final = date(2026, 4, 1)
"""First day of 信用修复管理办法 (国家发展改革委令第36号); until then 令第58号 gave general acts three years."""
_IMMEDIATE: Final[frozenset[Governs]] = frozenset({"publicity", "repair-from"})


class Bound(NamedTuple):
    """What the period of a rule has to keep to.

    Attributes:
        zh: The reason, in Chinese.
        en: The same in English.
        most: It is never longer than one of these; none: no ceiling.
        least: It is never shorter than this; ``None``: no floor.
        units: In which units it is given; none: in any.
    """

    zh: str
    en: str
    most: tuple[Period, ...] = ()
    least: Period | None = None
    units: tuple[Unit, ...] = ()

    def holds(self, period: Period) -> bool:
        """Tell whether a period keeps to it."""
        return (
            (not self.units or period.unit in self.units)
            and (not self.most or any(is_never_longer(period, one) for one in self.most))
            and (self.least is None or is_never_longer(self.least, period))
        )


_ANSWER = Bound(
    "异议最长二十日内答复，以工作日计的最长七个工作日（征信业管理条例第二十五条、山东省社会信用条例第三十九条）",
    "an objection is answered within 20 days, or 7 working days, at the most (征信业管理条例 art 25, "
    "山东省社会信用条例 art 39)",
    most=(Period(20, "day"), Period(7, "working_day")),
    units=("day", "working_day"),
)
_THREE_DAYS = Bound(
    "撤销、移出最长三个工作日内报送、公开（行政处罚法第四十八条、山东省社会信用条例第四十条）",
    "a revocation or removal is reported and published within 3 working days (行政处罚法 art 48)",
    most=(Period(3, "working_day"),),
)
_BOUNDS: Mapping[Governs, Bound] = MappingProxyType(
    {
        "objection": _ANSWER,
        "objection-with-help": _ANSWER,
        "complaint": Bound(
            "投诉最长三十日内答复（征信业管理条例第二十六条）",
            "a complaint is answered within 30 days at the most (征信业管理条例 art 26)",
            most=(Period(30, "day"),),
        ),
        "reply": Bound(
            "列入名单前的陈述申辩期不得少于五个工作日（INV-4）",
            "a reply before a listing has 5 working days at the least (INV-4)",
            least=Period(5, "working_day"),
            units=("working_day",),
        ),
        "retention": Bound(
            "不良信息保存期最长五年（山东省社会信用条例第三十八条）",
            "adverse records are kept for 5 years at the most (山东省社会信用条例 art 38)",
            most=(Period(5, "year"),),
        ),
        "court-list-term": Bound(
            "失信被执行人名单期限为二年，最多延长三年（法释〔2017〕7号第二条）",
            "the courts' list lasts 2 years, prolonged by 3 at the most (法释〔2017〕7号 art 2)",
            most=(Period(5, "year"),),
        ),
        "false-material": Bound(
            "弄虚作假的，不予修复的期间最长三年",
            "false material bars repair for 3 years at the most",
            most=(Period(3, "year"),),
        ),
        "revocation-report": _THREE_DAYS,
        "revocation-publicity": _THREE_DAYS,
        "court-list-removal": _THREE_DAYS,
        "suspension": Bound(
            "暂停公示没有期限，数额应为零日",
            "a suspension has no period: 0 day",
            most=(Period(0, "day"),),
            units=("day",),
        ),
    }
)
_PUBLICITY: Mapping[Tier | None, Period] = MappingProxyType(
    {
        "minor": Period(3, "month"),
        "general": Period(1, "year"),
        "serious": Period(3, "year"),
        None: Period(3, "year"),
    }
)
_REPAIR_FROM: Mapping[Tier | None, Period] = MappingProxyType(
    {
        "minor": Period(0, "day"),
        "general": Period(3, "month"),
        "serious": Period(1, "year"),
        None: Period(1, "year"),
    }
)


def longest_days(governs: Governs) -> int:
    """Give the calendar days within which the law wants something done at the latest, whatever else a rule says.

    Raises:
        KeyError: No law gives days for what is asked.
    """
    return {period.unit: period.amount for period in _BOUNDS[governs].most}["day"]


def bounds_of(event: RulePublished) -> Iterator[Bound]:
    """Give every bound that the period of a rule has to keep to."""
    if event.governs in _BOUNDS:
        yield _BOUNDS[event.governs]
    if event.governs == "publicity":
        yield _publicity(event)
    if event.governs == "repair-from":
        most = _REPAIR_FROM[event.tier]
        yield Bound(
            "最短公示期：轻微为零，一般最长三个月，严重最长一年",
            "repair is open at once for minor acts, after 3 months for general and 1 year for serious ones at the most",
            most=(most,),
        )
    if event.governs != "suspension" and not (event.governs in _IMMEDIATE and event.tier == "minor"):
        yield Bound(
            "只有轻微失信信息的公示期和修复起点可以为零",
            "only publicity and repair of minor acts may have zero",
            least=Period(1, event.unit),
        )


def _publicity(event: RulePublished) -> Bound:
    is_of_58 = event.effective_to is not None and event.effective_to < _ORDER_36
    return Bound(
        "公示期最长：轻微三个月、一般一年（2026年4月1日前三年）、严重三年",
        "publicity lasts at most 3 months for minor, 1 year for general (3 until 31 March 2026), 3 for serious acts",
        most=(_PUBLICITY["serious" if is_of_58 and event.tier == "general" else event.tier],),
        units=("day", "month", "year"),
    )
