"""An application with several bodies, in any order: what is admitted is what the fold counts, and nothing else.

Three records of one company, of two bodies, and a third body that owns none. A plain model says who owes what.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.admission import Admission
from domain.authority import Authority
from domain.case.matters import Matters
from domain.case.matters import evolve as evolve_matters
from domain.event import Event
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.listing.state import evolve as evolve_listing
from domain.refusal import Refusal
from domain.repair.decide import accept_repair, apply_for_repair, grant_repair, refuse_repair
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.repair.state import RepairState, evolve
from domain.signer import PLATFORM
from domain.tagging import tags_of
from domain.tags import fact_tag, matter_tag
from domain.time import start_of_day_ms
from tests.domain.builders import SIGNER, recorded
from tests.domain.due_process import CASE, LAW, LISTING, WHO, bureau, centre, fact_state, noon
from tests.domain.repairs import EDITION, OTHER_BODY, listing_state, other_body, request

FACTS = ("0190a5b0-0000-7000-8000-000000000001", "0190a5b0-0000-7000-8000-000000000002")
TARGETS = (*(f"fact:{jti}" for jti in FACTS), f"listing:{LISTING}")
OWNERS = dict(zip(TARGETS, (SIGNER.iss, OTHER_BODY.iss, SIGNER.iss), strict=True))
START, OPEN = date(2026, 5, 6), date(2027, 5, 6)
END = START + timedelta(days=900)
BODIES: dict[str, Callable[[str], Authority]] = {
    SIGNER.iss: lambda day: bureau(noon(day)),
    OTHER_BODY.iss: other_body,
    "centre": lambda day: centre(noon(day)),
}
bodies = st.sampled_from(sorted(BODIES))
some_records = st.sets(st.sampled_from(TARGETS))
REASONS = st.sampled_from(["duties_open", "false_material", "false_commitment", "excluded_by_law"])
CITED = "依照《中华人民共和国政府采购法》第七十七条，罚款未缴清，不予修复。"


class Repairs(RuleBasedStateMachine):
    """One application after another, on a calendar that goes on."""

    @initialize(day=st.sampled_from([OPEN, OPEN, OPEN, OPEN - timedelta(days=1), START]), taken_up=st.sets(bodies))
    def begin(self, day: date, taken_up: set[str]) -> None:
        self.position = 100
        self.today = day
        self.repair = RepairState(CASE)
        self.facts = {jti: fact_state(jti=jti, iss=OWNERS[f"fact:{jti}"], decided_on=START) for jti in FACTS}
        self.listing = listing_state(decided_on=START, ends_on=END)
        self.matters = Matters()
        self.accepted: set[str] = set()
        self.granted: set[str] = set()
        self.ever_granted: set[str] = set()
        self.refused: set[str] = set()
        self.barred: set[str] = set()
        self.apply(records=set(TARGETS))
        if self.repair.is_open:
            for body in taken_up:
                self.accept(body=body)

    def record(self, event: Event, iss: str) -> None:
        """Fold an event into what its tags name, and into nothing else."""
        self.position += 1
        at = recorded(self.position, iss)
        tags = tags_of(event, iss=iss, jti=at.jti)
        self.repair = evolve(self.repair, event, at)
        for jti, fact in self.facts.items():
            self.facts[jti] = evolve_fact(fact, event, at) if fact_tag(jti) in tags.private else fact
        if matter_tag(LISTING) in tags.private:
            self.matters = evolve_matters(self.matters, event, at)
        if f"listing:{LISTING}" in tags.open:
            self.listing = evolve_listing(self.listing, event, at)

    def admit(self, decide: Callable[[Authority], Admission], event: Event, body: str) -> bool:
        by = BODIES[body](self.today.isoformat())
        try:
            admission = decide(by)
        except Refusal:
            return False
        assert admission.not_after_ms == start_of_day_ms(self.today + timedelta(days=1)) - 1
        self.record(event, by.signer.iss)
        return True

    @rule(n=st.sampled_from([1, 3, 30, 200, 365]))
    def days_pass(self, n: int) -> None:
        # Not so far that a door closed by false material opens again.
        self.today = min(self.today + timedelta(days=n), START + timedelta(days=1000))

    @rule(records=st.one_of(some_records, st.just(set(TARGETS))))
    def apply(self, records: set[str]) -> None:
        current = self.repair if self.repair.is_open else RepairState(CASE)
        blocked = self.ever_granted | self.barred | set(current.pending)
        try:
            event = self.filing(records, current)
        except Refusal:
            is_over = f"listing:{LISTING}" in records and self.today >= END
            assert self.today < OPEN or is_over or not records or records & blocked
            return
        assert records
        assert not records & blocked
        if not current.is_open:
            self.repair = current
            self.record(event, PLATFORM)
            self.accepted, self.granted, self.refused = set(), set(), set()

    def filing(self, records: set[str], current: RepairState) -> RepairApplied:
        return apply_for_repair(
            request(",".join(sorted(records))),
            list(self.facts.values()),
            [(self.listing, self.matters)],
            dict.fromkeys(FACTS, True),
            [current],
            case=CASE,
            statement="x~",
            law=LAW,
            now=noon(self.today.isoformat()),
        )

    @precondition(lambda self: self.repair.is_open)
    @rule(body=bodies)
    def accept(self, body: str) -> None:
        event = RepairAccepted.from_claims({"case": CASE, "accepted_on": self.today}, WHO)
        owes = any(OWNERS[one] == body for one in self.repair.pending)
        is_admitted = self.admit(lambda by: accept_repair(self.repair, event, OWNERS, by=by), event, body)
        assert is_admitted is (owes and body not in self.accepted)
        self.accepted |= {body} if is_admitted else set()

    @precondition(lambda self: self.repair.filed_at is not None)
    @rule(body=bodies, data=st.data())
    def grant(self, body: str, data: st.DataObject) -> None:
        records = data.draw(self.records_for(body, self.repair.ungranted))
        facts = ",".join(jti for jti in FACTS if f"fact:{jti}" in records)
        claims = {"case": CASE, "edition": EDITION, "decided_on": self.today}
        if f"listing:{LISTING}" in records:
            claims["listings"] = [LISTING]
        event = RepairGranted.from_claims(
            claims, {**WHO, "subject.facts": facts, "subject.reason": "已缴清罚款并完成整改。"}
        )
        is_taken_up = body in self.accepted or records <= self.refused
        is_right = self.is_in_charge(body, records, self.repair.ungranted) and is_taken_up
        is_admitted = self.admit(
            lambda by: grant_repair(self.repair, event, OWNERS, repaired=(), law=LAW, by=by), event, body
        )
        assert is_admitted is is_right
        self.granted |= records if is_admitted else set()
        self.refused -= self.granted
        self.ever_granted |= self.granted

    @precondition(lambda self: self.repair.is_open)
    @rule(body=bodies, data=st.data(), reason=REASONS)
    def refuse(self, body: str, data: st.DataObject, reason: str) -> None:
        records = data.draw(self.records_for(body, self.repair.pending))
        claims = {"case": CASE, "edition": EDITION, "decided_on": self.today, "reason": reason}
        disclosed = {**WHO, "subject.targets": ",".join(sorted(records)), "subject.reason": CITED}
        event = RepairRefused.from_claims(claims, disclosed)
        is_right = self.is_in_charge(body, records, self.repair.pending)
        is_admitted = self.admit(lambda by: refuse_repair(self.repair, event, OWNERS, law=LAW, by=by), event, body)
        assert is_admitted is is_right
        if is_admitted:
            self.refused |= records
            self.barred |= records if reason != "duties_open" else set()

    @staticmethod
    def records_for(body: str, decidable: Sequence[str]) -> st.SearchStrategy[set[str]]:
        """Draw any records, or one that the body may decide on."""
        own = [one for one in decidable if OWNERS[one] == body]
        return st.one_of(some_records, st.sets(st.sampled_from(own), min_size=1)) if own else some_records

    @staticmethod
    def is_in_charge(body: str, records: set[str], decidable: Sequence[str]) -> bool:
        return bool(records) and records <= set(decidable) and all(OWNERS[one] == body for one in records)

    @invariant()
    def inv_10_what_was_granted_is_neither_live_nor_open_to_another_grant(self) -> None:
        is_granted = f"listing:{LISTING}" in self.ever_granted
        assert not (is_granted and any(self.listing.is_live(START + timedelta(days=n)) for n in range(0, 900, 90)))
        assert is_granted is (self.listing.end_ground == "repaired")
        assert {f"fact:{one.jti}" for one in self.facts.values() if self.is_repaired(one)} == (
            self.ever_granted - {f"listing:{LISTING}"}
        )

    @staticmethod
    def is_repaired(fact: FactState) -> bool:
        return fact.matters.repaired_at is not None

    @invariant()
    def the_fold_counts_what_was_admitted(self) -> None:
        assert set(self.repair.granted) == self.granted
        assert set(self.repair.refused) == self.refused
        assert {iss for iss, _ in self.repair.accepted_by} == self.accepted
        assert not self.granted & self.refused
        assert set(self.repair.pending) == set(self.repair.targets) - self.granted - self.refused


TestRepairs = Repairs.TestCase
TestRepairs.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
