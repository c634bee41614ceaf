"""INV-4, INV-5, INV-6, INV-12 over the whole life of listings, in any order, beside a plain model.

Two proceedings compete for two facts while days pass, facts fall away and objections come and go. The model says of
every step, in the plainest words, whether it may be; the decisions must agree, both ways, and the folds with both.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from domain.case.matters import Matters
from domain.case.state import CaseState
from domain.listing.decide import receive_reply, waive_reply
from tests.domain.due_process import CASE, FACT, LISTING, bureau, list_definition, noon
from tests.domain.listing_model import (
    BEGIN,
    DAY,
    SHOWN_FOR,
    TIER_OF,
    TIERS,
    Model,
    Proceedings,
    last_day_in_law,
    working_day_after,
)
from tests.domain.listing_trials import try_decision, try_end, try_hearing, try_notice, try_publication
from tests.domain.listings import (
    ANSWER,
    ASKED,
    OTHER_FACT,
    OTHER_LISTING,
    decision,
    ending,
    hearing,
    notice,
    publication,
    reply,
    second,
    waiver,
)

listings = st.sampled_from([LISTING, LISTING, OTHER_LISTING])
facts = st.sampled_from([(FACT,), (FACT,), (FACT, OTHER_FACT), (OTHER_FACT,)])
tiers = st.sampled_from(["general", "general", "minor", "serious"])
GAPS = ("reason", "remedies", "removal_conditions", "document_no", "legal_basis")
faults = st.sampled_from(
    [
        *("", "too early", "stale", "more facts", "a higher tier", "no answer of substance", "no answer of substance"),
        *("an objection is open", "objections as they come"),
        *GAPS,
    ]
)


class Listings(Proceedings):
    """What anybody may do to the two listings, and days that pass."""

    @initialize(steps=st.sampled_from([1, 1, 1, 0, 2, 2, 3]), replies=st.sampled_from([1, 1, 0]))
    def begin(self, steps: int, replies: int) -> None:
        self.found()
        for _ in range(steps):
            self.go_on_as_the_law_says(listing=LISTING)
            for _ in range(replies):
                self.say_something(listing=LISTING)

    @rule(listing=listings, names=facts, tier=tiers, back=st.sampled_from([0, 0, 3, 12]), spare=st.integers(-1, 3))
    def serve(self, listing: str, names: tuple[str, ...], tier: str, back: int, spare: int) -> None:
        served_on = self.today - back * DAY
        least = working_day_after(served_on, 5)
        until = least + spare * DAY
        event = notice(
            listing=listing,
            facts=",".join(names),
            tier=tier,
            served_on=served_on.isoformat(),
            reply_until=until.isoformat(),
        )
        is_expected = (
            self.models[listing].until is None
            and self.is_free(listing, names)
            and not any(model.is_before_decision and set(names) & set(model.facts) for model in self.models.values())
            and self.is_no_harsher(names, tier)
            and TIERS.index(tier) <= min(TIERS.index(TIER_OF[name]) for name in names)
            and back <= 7
            and until >= max(least, working_day_after(self.today, 2))
        )
        done = self.attempt(
            listing,
            lambda: try_notice(
                event,
                *self.known_facts(names),
                listing=self.states[listing],
                definition=list_definition(tier=tier),
                earlier=self.earlier(names),
                by=self.by(),
            ),
            event,
        )
        assert done == is_expected
        if done:
            self.models[listing] = Model(facts=names, tier=tier, until=until)

    @rule(listing=listings)
    def say_something(self, listing: str) -> None:
        now = noon(self.today.isoformat())
        request = reply(listing=listing)
        done = self.attempt(
            listing, lambda: receive_reply(self.states[listing], request, **ASKED, statement="s~", now=now), None
        )
        assert done == self.models[listing].is_before_decision
        self.models[listing].replies += done

    @rule(listing=listings)
    def waive(self, listing: str) -> None:
        model = self.models[listing]
        now = noon(self.today.isoformat())
        request = waiver(listing=listing)
        done = self.attempt(
            listing,
            lambda: waive_reply(
                self.states[listing], request, signer_iss="subject", enrolled_by="", statement="s~", now=now
            ),
            None,
        )
        assert done == (model.is_before_decision and model.waived_on is None)
        if done:
            model.waived_on = self.today

    @rule(listing=listings, length=st.integers(5, 20))
    def hear(self, listing: str, length: int) -> None:
        announced_on = self.today - length * DAY
        event = hearing(listing=listing, announced_on=announced_on.isoformat(), held_on=self.today.isoformat())
        state = self.states[listing]
        is_expected = (
            self.models[listing].is_before_decision
            and state.served_on is not None
            and state.served_on <= announced_on
            and working_day_after(announced_on, 7) <= self.today
        )
        done = self.attempt(listing, lambda: try_hearing(event, listing=state, by=self.by()), event)
        assert done == is_expected

    @rule(listing=listings, fault=faults)
    def decide(self, listing: str, fault: str) -> None:
        """Decide as the law says but for one fault at the most, so that each rule is asked alone."""
        model = self.models[listing]
        names, tier, answer = model.facts or (FACT,), model.tier or "general", ANSWER
        if model.until is not None and fault != "too early":
            self.today = max(self.today, last_day_in_law(model.until) + DAY)
        if fault == "an objection is open":
            self.contested.add(names[0])
        elif fault != "objections as they come":
            self.contested.clear()
        if fault == "more facts":
            names = (FACT, OTHER_FACT)
        elif fault == "a higher tier":
            tier = "serious"
        elif fault == "no answer of substance":
            answer = "不采纳"
        gap = fault if fault in GAPS else None
        self.decide_on(listing, names, tier, 31 if fault == "stale" else 0, answer, gap)

    def decide_on(
        self, listing: str, names: tuple[str, ...], tier: str, back: int, answer: str, gap: str | None
    ) -> None:
        model = self.models[listing]
        decided_on = self.today - back * DAY
        changes: dict[str, Any] = {gap: "——"} if gap is not None else {}
        event = decision(
            listing=listing,
            facts=",".join(names),
            tier=tier,
            decided_on=decided_on.isoformat(),
            ends_on=(decided_on + SHOWN_FOR).isoformat(),
            reply_answer=answer,
            **changes,
        )
        cases = [
            CaseState(CASE, kind="objection", filed_at=9, target_kind="fact", target=name) for name in self.contested
        ]
        done = self.attempt(
            listing,
            lambda: try_decision(
                event,
                *self.known_facts(names),
                listing=self.states[listing],
                definition=list_definition(tier=tier),
                earlier=self.earlier(names),
                open_cases=cases,
                by=self.by(),
            ),
            event,
        )
        assert done == (
            gap is None
            and back <= 30
            and self.may_decide(listing, names, decided_on)
            and self.is_fair(model, names, tier, answer)
        )
        if done:
            model.decided_on, model.facts, model.tier = decided_on, names, tier

    @rule(listing=st.sampled_from([LISTING, LISTING, LISTING, OTHER_LISTING]))
    def go_on_as_the_law_says(self, listing: str) -> None:
        """Most histories get far only if somebody does the right thing now and then."""
        model = self.models[listing]
        if model.until is None:
            self.serve(listing=listing, names=(FACT,), tier="general", back=0, spare=0)
        elif model.decided_on is None:
            if model.waived_on is None:
                self.today = max(self.today, last_day_in_law(model.until) + DAY)
            self.contested.clear()
            self.decide_on(listing, model.facts, model.tier, 0, ANSWER, None)
        else:
            self.publish(listing=listing, is_second=True, is_told=True)

    @rule(
        listing=listings, is_second=st.sampled_from([True, True, False]), is_told=st.sampled_from([True, True, False])
    )
    def publish(self, listing: str, *, is_second: bool, is_told: bool) -> None:
        model = self.models[listing]
        by = (second if is_second else bureau)(noon(self.today.isoformat()))
        event = publication(listing=listing, served_on=self.today.isoformat(), has_repair_notice=is_told)
        done = self.attempt(
            listing,
            lambda: try_publication(
                event, *self.known_facts(self.states[listing].facts), listing=self.states[listing], by=by
            ),
            event,
            kid=by.signer.kid,
        )
        assert done == (
            is_second
            and is_told
            and model.decided_on is not None
            and not model.is_published
            and not model.end
            and self.usable.issuperset(model.facts)
            and self.today < model.decided_on + SHOWN_FOR
        )
        model.is_published = model.is_published or done

    @precondition(lambda self: self.today > BEGIN + 21 * DAY)
    @rule(listing=listings, ground=st.sampled_from(["conditions_met", "wrong_listing", "court_order"]))
    def give_up(self, listing: str, ground: str) -> None:
        model = self.models[listing]
        event = ending(
            listing=listing, ground=ground, decided_on=self.today.isoformat(), document_no="滕市监移〔2026〕1号"
        )
        done = self.attempt(listing, lambda: try_end(event, listing=self.states[listing], by=self.by()), event)
        assert done == (model.until is not None and not model.end)
        if done:
            model.end = ground

    @precondition(lambda self: self.today > BEGIN + 28 * DAY)
    @rule(name=st.sampled_from([FACT, OTHER_FACT]), is_repaired=st.booleans())
    def lose_a_fact(self, name: str, *, is_repaired: bool) -> None:
        fallen: dict[str, Any] = {"matters": Matters(repaired_at=9)} if is_repaired else {"withdrawn_at": 9}
        self.facts[name] = replace(self.facts[name], **fallen)
        self.usable.discard(name)

    @rule(name=st.sampled_from([FACT, OTHER_FACT]))
    def object_or_answer(self, name: str) -> None:
        self.contested ^= {name}

    @rule(days=st.sampled_from([1, 1, 3, 7, 11, 11, 40]))
    def let_days_pass(self, days: int) -> None:
        self.today = min(self.today + days * DAY, date(2026, 11, 30))

    @invariant()
    def nobody_is_shown_without_notice_time_to_reply_decision_and_second_person(self) -> None:
        if not hasattr(self, "models"):
            return
        for name, state in self.states.items():
            assert state.is_live(self.today) == self.models[name].is_shown(self.today)
            if state.published_at is not None:
                assert state.noticed_at is not None
                assert state.decided_at is not None
                assert state.noticed_at < state.decided_at < state.published_at
                assert all(position > state.noticed_at for position in state.replies)

    @invariant()
    def no_fact_grounds_two_listings_that_ever_had_effect(self) -> None:
        if not hasattr(self, "states"):
            return
        shown = [set(state.facts) for state in self.states.values() if state.published_at is not None]
        assert sum(map(len, shown)) == len(set().union(*shown))


test_inv_4_5_6_the_life_of_a_listing = Listings.TestCase
test_inv_4_5_6_the_life_of_a_listing.settings = settings(max_examples=400, stateful_step_count=10, deadline=None)
