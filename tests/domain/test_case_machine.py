"""What is decided about a case is what its fold counts, in any order: beside it a plain model, in a few words.

Days pass, everybody tries everything, and the model says beforehand whether it is let through.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.authority import Authority
from domain.case.decide import accept_case, answer_case, decide_case, escalate_case, file_case
from domain.case.due import is_overdue, suspends_display
from domain.case.mark import is_marking
from domain.case.state import CaseState, evolve
from domain.event import Event
from domain.refusal import Refusal
from domain.signer import PLATFORM, Recorded
from tests.domain.builders import KID, SIGNER
from tests.domain.cases import CASE_LAW, accepted, agency, answered, case_request, decided, escalation
from tests.domain.due_process import CASE, DAYS, bureau, centre, fact_state, noon
from tests.domain.due_process_examples import ATTACHMENTS

COURT = "court"
AUTHORITIES: dict[str, Callable[[datetime], Authority]] = {
    "owner": bureau,
    "centre": centre,
    COURT: lambda now: agency(now, COURT),
    "other": agency,
}
COURT_PAPERS = {"body": "滕州市虚构法院", "document_no": "（2026）虚0481行初1号"}

actors = st.sampled_from(sorted(AUTHORITIES))
likely_centre = st.one_of(st.just("centre"), st.just("centre"), actors)
likely_owner = st.one_of(st.just("owner"), st.just("owner"), actors)
findings = st.sampled_from(["confirmed", "wrong", "unverifiable"])
outcomes = st.sampled_from(["upheld", "corrected", "rejected", "unverifiable", "inadmissible", "withdrawn"])


def counted(first: date, number: int) -> date:
    """Count working days one by one."""
    day = first
    while number:
        day += timedelta(days=1)
        number -= DAYS.is_working(day)
    return day


@dataclass
class Model:
    """A case in the plainest words."""

    kind: str = ""
    is_open: bool = False
    counts_from: date | None = None
    is_accepted: bool = False
    needs_help: bool = False
    finding: str = ""
    outcome: str = ""
    is_escalated: bool = False
    is_suspended_till_decided: bool = False
    is_corrected: bool = False
    is_corrected_since: bool = False

    @property
    def is_ours(self) -> bool:
        return self.kind in {"objection", "complaint"}

    def last_day(self) -> date | None:
        if not (self.is_open and self.is_ours) or self.counts_from is None:
            return None
        if self.kind == "complaint":
            return self.counts_from + timedelta(days=30)
        return counted(self.counts_from, 7 if self.needs_help else 3)

    def is_late(self, today: date) -> bool:
        last = self.last_day()
        return last is not None and today > last

    def may_decide(self, who: str, outcome: str, *, has_evidence: bool) -> bool:
        if not self.is_open:
            return False
        if outcome == "corrected" and (self.kind == "complaint" or who == "owner" or not self.is_corrected):
            return False
        if not self.is_ours:
            return outcome != "unverifiable" and (who == COURT or (who == "owner" and has_evidence))
        if who != "centre" or (outcome == "withdrawn" and not has_evidence):
            return False
        if not self.is_accepted and outcome not in {"inadmissible", "withdrawn"}:
            return False
        if self.kind == "complaint":
            return True
        return {
            "wrong": outcome in {"upheld", "corrected"},
            "confirmed": outcome != "unverifiable",
            "unverifiable": outcome != "rejected",
            "": outcome != "rejected" or has_evidence,
        }[self.finding]


class Case(RuleBasedStateMachine):
    """One case of the company about the bureau's fact."""

    @initialize(
        kind=st.sampled_from(["objection", "objection", "objection", "complaint", "review", "litigation"]),
        is_taken_up=st.booleans(),
        finding=st.sampled_from(["", "", "confirmed", "wrong", "unverifiable"]),
    )
    def begin(self, kind: str, is_taken_up: bool, finding: str) -> None:
        """File a case, and let most histories begin where it can be decided."""
        self.today = date(2026, 4, 28)
        self.position = 100
        self.corrected_at: int | None = None
        self.state = CaseState(CASE)
        request = case_request(kind, **COURT_PAPERS)
        given: dict[str, Any] = {"case": CASE, "statement": "jwt~", "law": CASE_LAW, "now": self.now}
        self.record(file_case(request, fact_state(), (), **given), PLATFORM)
        self.model = Model(kind=kind, is_open=True, counts_from=self.today)
        if is_taken_up:
            self.accept(who="centre", needs_help=False)
        if finding:
            self.answer(who="owner", finding=finding)

    @property
    def now(self) -> datetime:
        return noon(str(self.today))

    def by(self, who: str) -> Authority:
        return AUTHORITIES[who](self.now)

    def record(self, event: Event, iss: str) -> None:
        self.position += 1
        self.state = evolve(self.state, event, Recorded(self.position, self.position, iss, KID, f"j{self.position}"))

    def is_let(self, decide: Callable[[], object]) -> bool:
        try:
            decide()
        except Refusal:
            return False
        return True

    @rule(days=st.sampled_from([1, 1, 2, 7]))
    def pass_days(self, days: int) -> None:
        # The calendar of the next year is not announced.
        self.today = min(self.today + timedelta(days=days), date(2026, 11, 30))

    @rule(away=st.sampled_from([0, 1]))
    def wait_for_the_last_day(self, away: int) -> None:
        """Go to the last day of the deadline, or the day after it, where the wrong answers are."""
        last = self.model.last_day()
        if last is not None:
            self.today = max(self.today, last + timedelta(days=away))

    @rule(who=likely_centre, needs_help=st.booleans())
    def accept(self, who: str, needs_help: bool) -> None:
        event = accepted(str(self.today), needs_help=needs_help)
        model = self.model
        may = who == "centre" and model.is_ours and model.is_open and not model.is_accepted
        if needs_help:
            may = may and model.kind == "objection" and not model.is_late(self.today)
        assert self.is_let(lambda: accept_case(self.state, event, law=CASE_LAW, by=self.by(who))) == may
        if may:
            self.record(event, self.by(who).signer.iss)
            model.is_accepted, model.needs_help = True, needs_help
            if model.kind == "complaint" and not model.is_escalated and not model.is_late(self.today):
                model.counts_from = self.today

    @rule(who=likely_owner, finding=findings)
    def answer(self, who: str, finding: str) -> None:
        event = answered(finding, str(self.today))
        may = who == "owner" and self.model.is_ours and self.model.is_open
        assert self.is_let(lambda: answer_case(self.state, event, SIGNER.iss, by=self.by(who))) == may
        if may:
            self.record(event, self.by(who).signer.iss)
            self.model.finding = finding

    @rule(who=likely_centre, outcome=outcomes, has_evidence=st.booleans())
    def decide(self, who: str, outcome: str, has_evidence: bool) -> None:
        event = decided(outcome, str(self.today), evidence=ATTACHMENTS[0] if has_evidence else "")
        may = self.model.may_decide(who, outcome, has_evidence=has_evidence)
        given: dict[str, Any] = {"corrected_at": self.corrected_at, "by": self.by(who)}
        assert self.is_let(lambda: decide_case(self.state, event, SIGNER.iss, **given)) == may
        if may:
            self.record(event, self.by(who).signer.iss)
            self.model.is_open, self.model.outcome = False, outcome
            self.model.is_suspended_till_decided = self.model.is_corrected_since = False

    @rule()
    def correct(self) -> None:
        """The bureau corrects its record, about whatever it may be."""
        self.position += 1
        self.corrected_at = self.position
        self.model.is_corrected = self.model.is_corrected_since = True

    @rule()
    def escalate(self) -> None:
        model = self.model
        is_against_him = not model.is_open and model.outcome in {"rejected", "inadmissible", "corrected"}
        is_late = model.is_late(self.today)
        may = model.is_ours and not model.is_escalated and (is_against_him or is_late)
        given: dict[str, Any] = {"statement": "jwt~", "law": CASE_LAW, "now": self.now}
        assert self.is_let(lambda: escalate_case(self.state, escalation(), **given)) == may
        if may:
            self.record(escalate_case(self.state, escalation(), **given), PLATFORM)
            model.is_open, model.outcome, model.is_escalated = True, "", True
            model.counts_from, model.is_suspended_till_decided = self.today, is_late

    @invariant()
    def the_fold_says_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        state, model = self.state, self.model
        assert (state.kind, state.is_open, state.finding, state.outcome) == (
            model.kind,
            model.is_open,
            model.finding,
            model.outcome,
        )
        assert (state.accepted_on is not None) == model.is_accepted
        assert (state.escalated_on is not None) == model.is_escalated
        assert (state.decided_at is None) == (state.outcome == "")

    @invariant()
    def clocks_and_marks_say_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        state, model = self.state, self.model
        is_late = model.is_late(self.today)
        assert is_overdue(state, CASE_LAW, self.today) == is_late
        assert is_marking(state) == (model.is_open and model.kind != "complaint")
        is_in_doubt = model.outcome in {"upheld", "unverifiable"} and not model.is_corrected_since
        is_waiting = is_late or model.is_suspended_till_decided
        is_hidden = (is_in_doubt and model.kind != "complaint") or (is_waiting and model.kind == "objection")
        assert suspends_display(state, CASE_LAW, self.today, corrected_at=self.corrected_at) == is_hidden


TestCase = Case.TestCase
TestCase.settings = settings(max_examples=100, stateful_step_count=12, deadline=None)
