"""Judgments as they come, counted; what was broken is kept, the rest as well if it is asked for."""

from collections import Counter
from dataclasses import dataclass, replace

from domain.refusal import Refusal
from domain.repair.eligibility import cited_rule
from verify.conduct.faults import FAULTS, Fault
from verify.conduct.invariants import invariant_of, invariant_of_topic
from verify.conduct.look import Look
from verify.conduct.timing import Kept, Missed, Timing
from verify.conduct.verdict import BROKEN, KEPT, NOT_JUDGEABLE, Judgment, Outcome


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out of a whole log.

    Attributes:
        entries: Entries read.
        closed: Entries with disclosures that were not opened, or not all.
        counts: Judgments by verdict.
        unjudged: Those that could not be made, by the reason.
        judgments: In the order of the log: the broken ones, or all.
    """

    entries: int
    closed: int
    counts: dict[Outcome, int]
    unjudged: dict[str, int]
    judgments: tuple[Judgment, ...]

    @property
    def unjudged_percent(self) -> int:
        """How many of a hundred could not be judged, rounded up: one that could not is never none."""
        return -(-100 * self.counts[NOT_JUDGEABLE] // max(1, sum(self.counts.values())))


class Findings:
    """Takes judgments; what could not be judged is explained at the end, when all erasures are known."""

    def __init__(self, *, keep_all: bool) -> None:
        """Begin with none.

        Args:
            keep_all: Whether what was kept, and what could not be judged, is listed too.
        """
        self._keep_all = keep_all
        self._counts: Counter[Outcome] = Counter()
        self._listed: list[tuple[Judgment, int | None]] = []
        self._needed: Counter[int | None] = Counter()
        self._closed: dict[int, str] = {}
        self._erased: dict[str, int] = {}
        self._last_erasure = -1

    def note_closed(self, position: int, jti: str) -> None:
        """Remember that an entry was not opened."""
        self._closed[position] = jti

    def note_erasure(self, position: int, record: str = "") -> None:
        """Remember that data were erased: those of a record or, where none is named, of a subject with this very entry.

        Args:
            position: The erasure.
            record: Statement id of the record; empty for a subject.
        """
        self._last_erasure = position
        self._erased.setdefault(record or self._closed.get(position, ""), position)

    def kept(self, look: Look) -> None:
        """Take a decision that the domain, asked again, admits."""
        topic = look.event.TOPIC
        self._kept(look.at_entry.position, topic, invariant_of_topic(topic), "", "符合规则", "as the rules have it")

    def _kept(self, position: int, topic: str, rule: str, code: str, zh: str, en: str) -> None:
        self._add(Judgment(position, topic, KEPT, rule, "", code, zh, en))

    def refused(self, position: int, topic: str, refusal: Refusal) -> None:
        """Take a decision that the domain refuses."""
        rule = invariant_of(refusal.code, topic)
        zh, en = refusal.message_zh, refusal.message_en
        self._add(Judgment(position, topic, BROKEN, rule, refusal.article, refusal.code, zh, en))

    def broken(self, look: Look, fault: Fault) -> None:
        """Take what only the replay finds."""
        topic = look.event.TOPIC
        self._fault(look.at_entry.position, topic, fault, FAULTS[fault.code].rule or invariant_of_topic(topic), "")

    def _fault(self, position: int, topic: str, fault: Fault, rule: str, article: str) -> None:
        kind = FAULTS[fault.code]
        zh, en = kind.zh.format(**fault.params), kind.en.format(**fault.params)
        self._add(Judgment(position, topic, BROKEN, rule or kind.rule, article or kind.article, fault.code, zh, en))

    def closed(self, look: Look, needs: int) -> None:
        """Take a decision that rests on something that was not opened.

        Args:
            look: The decision.
            needs: Entry whose disclosures are missing.
        """
        topic = look.event.TOPIC
        self._unjudged(look.at_entry.position, topic, invariant_of_topic(topic), needs)

    def timing(self, timing: Timing) -> None:
        """Take what was found about a deadline."""
        position, topic = timing.position, timing.topic
        if isinstance(timing, Kept):
            day = timing.due.day
            self._kept(position, topic, timing.due.rule.rule, "in-time", f"在期限 {day} 内", f"in time (due {day})")
        elif isinstance(timing, Missed):
            rule = None if timing.due is None else timing.due.rule
            name, article = ("", "") if rule is None else (rule.rule, cited_rule(rule))
            self._fault(position, topic, Fault(timing.code, due=timing.day), name, article)
        else:
            self._unjudged(position, topic, invariant_of_topic(topic), timing.needs)

    def _unjudged(self, position: int, topic: str, rule: str, needs: int | None) -> None:
        zh, en = "所需年份的工作日尚未公布", "the working days of a year that it needs are not announced"
        self._add(Judgment(position, topic, NOT_JUDGEABLE, rule, "", "calendar-unannounced", zh, en), needs)

    def _add(self, judgment: Judgment, needs: int | None = None) -> None:
        self._counts[judgment.verdict] += 1
        if judgment.verdict == NOT_JUDGEABLE:
            self._needed[needs] += 1
        if self._keep_all or judgment.verdict == BROKEN:
            self._listed.append((judgment, needs))

    def summary(self, entries: int) -> Summary:
        """Give everything, in the order of the log.

        Args:
            entries: Entries read.
        """
        verdicts: tuple[Outcome, ...] = (KEPT, BROKEN, NOT_JUDGEABLE)
        judgments = [self._explained(judgment, needs) for judgment, needs in self._listed]
        return Summary(
            entries,
            len(self._closed),
            {verdict: self._counts[verdict] for verdict in verdicts},
            self._reasons(),
            tuple(sorted(judgments, key=lambda one: one.position)),
        )

    def _reasons(self) -> dict[str, int]:
        """Count what could not be judged by the reason, the most frequent first."""
        reasons: Counter[str] = Counter()
        for needs, count in self._needed.items():
            reasons["calendar-unannounced" if needs is None else self._reason(needs)[0]] += count
        return dict(reasons.most_common())

    def _reason(self, needs: int) -> tuple[str, int | None]:
        """Tell whether what was needed was erased, and where, may have been, or was withheld."""
        erased_at = self._erased.get(self._closed[needs])
        if erased_at is not None and erased_at >= needs:
            return "erased", erased_at
        return ("erased-or-withheld" if self._last_erasure > needs else "withheld"), None

    def _explained(self, judgment: Judgment, needs: int | None) -> Judgment:
        """Say why something could not be judged."""
        if needs is None:
            return judgment
        code, erased_at = self._reason(needs)
        if code == "erased":
            zh = f"第 {needs} 条的数据已在第 {erased_at} 条依法删除"
            en = f"the data of entry {needs} were erased by entry {erased_at}"
        elif code == "erased-or-withheld":
            zh = f"第 {needs} 条的披露缺失：其后有过删除，是否属于删除无法分辨"
            en = f"the disclosures of entry {needs} are missing; data were erased later, whether these cannot be told"
        else:
            zh = f"第 {needs} 条的披露没有提供"
            en = f"the disclosures of entry {needs} were not provided"
        return replace(judgment, code=code, zh=zh, en=en)
