"""What ``decide`` admits is what ``evolve`` counts, for agencies, keys, the catalogue and facts, in any order.

A small world of names is driven by random events. Everything admitted is folded; a plain model, written down
beside it, says what must hold afterwards; everything refused leaves no trace.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.agency.decide import admit_agency_closure, admit_agency_enrolment
from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.agency.state import AgencyState
from domain.agency.state import evolve as evolve_agency
from domain.catalogue.decide import admit_item, admit_item_withdrawal
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.catalogue.state import ItemState
from domain.catalogue.state import evolve as evolve_item
from domain.event import Event
from domain.fact.decide import admit_correction, admit_fact, admit_withdrawal
from domain.fact.events import FactCorrected, FactWithdrawn
from domain.fact.identity import natural_identity
from domain.fact.state import FactState
from domain.fact.state import evolve as evolve_fact
from domain.key.decide import NEXT_POSITION, admit_key_enrolment, admit_key_revocation, admit_key_rotation
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.key.state import HolderState, KeyState, evolve_holder
from domain.key.state import evolve as evolve_key
from domain.refusal import Refusal
from domain.signer import Recorded, Signer
from domain.thumbprint import thumbprint
from tests.domain.builders import (
    AGENCY,
    BODY,
    CENTRE,
    COMPANY,
    GENESIS,
    NOW,
    ROOT_SIGNER,
    fact,
    item_claims,
    make_key,
    penalty,
)

AGENCIES = (AGENCY, BODY, CENTRE)
ROLES = {AGENCY: ("provider",), BODY: ("provider",), CENTRE: ("credit_centre",)}
KEYS = {thumbprint(make_key(number)): make_key(number) for number in range(30, 36)}
KIDS = tuple(KEYS)
DOCUMENTS = ("文〔2026〕1号", "文〔2026〕2号")
documents = st.sampled_from(DOCUMENTS)

agencies = st.sampled_from(AGENCIES)
kids = st.sampled_from(KIDS)
own_signers = st.sampled_from([Signer(f"agency:{code}", kid) for code, kid in zip(AGENCIES, KIDS, strict=False)])
any_signers = st.builds(Signer, st.sampled_from([f"agency:{code}" for code in AGENCIES]), kids)
signers = st.one_of(st.just(ROOT_SIGNER), own_signers, any_signers)
providers = st.one_of(own_signers, own_signers, own_signers, any_signers)


@dataclass
class Model:
    """What must hold, in the plainest words."""

    open_agencies: set[str] = field(default_factory=set)
    holder_of: dict[str, str] = field(default_factory=dict)
    ended_keys: set[str] = field(default_factory=set)
    versions: int = 0
    withdrawn_versions: set[int] = field(default_factory=set)
    standing: dict[str, str] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)


class World(RuleBasedStateMachine):
    """Agencies, keys, one catalogue item and the facts of one company; the subclasses choose what happens."""

    def begin(self) -> None:
        self.position = 0
        self.model = Model()
        self.agencies = {code: AgencyState(code) for code in AGENCIES}
        self.keys = {kid: KeyState(kid) for kid in KIDS}
        self.holders = {code: HolderState(f"agency:{code}") for code in AGENCIES}
        self.item = ItemState("cf-market")
        self.facts: dict[str, FactState] = {}
        self.documents: set[str] = set()

    def furnish(self, *, is_furnished: bool, has_fact: bool = False) -> None:
        """Begin most histories with a world in which facts can be recorded."""
        self.begin()
        if is_furnished:
            for code, kid in zip(AGENCIES, KIDS, strict=False):
                self.enrol_agency(code=code, signer=ROOT_SIGNER)
                self.enrol_key(code=code, kid=kid, signer=ROOT_SIGNER)
            self.publish_item(version=1, signer=Signer(f"agency:{CENTRE}", KIDS[2]))
        if has_fact:
            self.record_fact(document=DOCUMENTS[0], version=1, signer=Signer(f"agency:{AGENCY}", KIDS[0]))

    def try_to(self, decide: Callable[[], object], event: Event, signer: Signer) -> bool:
        """Admit and record an event; tell whether it was."""
        try:
            decide()
        except Refusal:
            return False
        self.position += 1
        at = Recorded(self.position, self.position, signer.iss, signer.kid, f"j{self.position}")
        self.agencies = {code: evolve_agency(state, event, at) for code, state in self.agencies.items()}
        self.keys = {kid: evolve_key(state, event, at) for kid, state in self.keys.items()}
        self.holders = {code: evolve_holder(state, event, at) for code, state in self.holders.items()}
        self.item = evolve_item(self.item, event, at)
        for jti in self.facts:
            # Corrections and withdrawals reach only the fact that they name, as their tag does.
            if event.text("subject.fact") == jti:
                self.facts[jti] = evolve_fact(self.facts[jti], event, at)
        return True

    def of(self, signer: Signer) -> dict[str, Any]:
        code = signer.agency_code
        return {"key": self.keys.get(signer.kid), "agency": self.agencies.get(code) if code else None}

    def common(self, signer: Signer) -> dict[str, Any]:
        return {"genesis": GENESIS, "signer": signer, "now": NOW}

    def may_sign(self, signer: Signer) -> bool:
        """Say in the model's words who may sign for an agency."""
        is_own = self.model.holder_of.get(signer.kid) == signer.iss and signer.kid not in self.model.ended_keys
        return is_own and signer.agency_code in self.model.open_agencies

    def enrol_agency(self, code: str, signer: Signer) -> None:
        event = AgencyEnrolled.from_claims({"agency": code, "name": "机关", "roles": list(ROLES[code])}, {})
        state = self.agencies[code]
        was_open = code in self.model.open_agencies
        done = self.try_to(lambda: admit_agency_enrolment(state, event, **self.common(signer)), event, signer)
        assert done == (signer == ROOT_SIGNER and not was_open)
        if done:
            self.model.open_agencies.add(code)

    def close_agency(self, code: str, signer: Signer) -> None:
        event = AgencyClosed(agency=code)
        state = self.agencies[code]
        was_open = code in self.model.open_agencies
        done = self.try_to(lambda: admit_agency_closure(state, event, **self.common(signer)), event, signer)
        assert done == (signer == ROOT_SIGNER and was_open)
        if done:
            self.model.open_agencies.remove(code)

    def enrol_key(self, code: str, kid: str, signer: Signer) -> None:
        event = KeyEnrolled(holder=f"agency:{code}", kid=kid, public_key=KEYS[kid])
        key, agency = self.keys[kid], self.agencies[code]
        done = self.try_to(lambda: admit_key_enrolment(key, agency, event, **self.common(signer)), event, signer)
        is_fresh = kid not in self.model.holder_of
        assert done == (signer == ROOT_SIGNER and is_fresh and code in self.model.open_agencies)
        if done:
            self.model.holder_of[kid] = f"agency:{code}"

    def rotate_key(self, code: str, old: str, new: str, signer: Signer) -> None:
        holder = f"agency:{code}"
        event = KeyRotated(holder=holder, old_kid=old, kid=new, public_key=KEYS[new])
        old_key, new_key = self.keys[old], self.keys[new]
        done = self.try_to(lambda: admit_key_rotation(old_key, new_key, event, **self.common(signer)), event, signer)
        is_own = self.model.holder_of.get(old) == holder and old not in self.model.ended_keys
        is_fresh = new not in self.model.holder_of
        assert done == (is_own and is_fresh and signer in {ROOT_SIGNER, Signer(holder, old)})
        if done:
            self.model.ended_keys.add(old)
            self.model.holder_of[new] = holder

    def revoke_key(self, code: str, kid: str, signer: Signer) -> None:
        holder = f"agency:{code}"
        event = KeyRevoked(holder=holder, kid=kid, reason="lost")
        key = self.keys[kid]
        signing = None if signer == ROOT_SIGNER else self.keys[signer.kid]
        done = self.try_to(lambda: admit_key_revocation(key, signing, event, **self.common(signer)), event, signer)
        is_own = self.model.holder_of.get(kid) == holder and kid not in self.model.ended_keys
        by_holder = signer.iss == holder == self.model.holder_of.get(signer.kid)
        may = signer == ROOT_SIGNER or (by_holder and signer.kid not in self.model.ended_keys)
        assert done == (is_own and may)
        if done:
            self.model.ended_keys.add(kid)

    def publish_item(self, version: int, signer: Signer) -> None:
        claims = item_claims(version=version, providers=sorted({AGENCY, BODY}))
        event = CatalogueItemPublished.from_claims(claims, {})
        first_day = datetime(2020, 1, 1, tzinfo=UTC)
        arguments = {**self.of(signer), **self.common(signer), "now": first_day}
        if arguments["agency"] is None:
            return
        done = self.try_to(lambda: admit_item(self.item, event=event, **arguments), event, signer)
        is_centre = signer.agency_code == CENTRE
        assert done == (self.may_sign(signer) and is_centre and version == self.model.versions + 1)
        if done:
            self.model.versions = version

    def withdraw_item(self, version: int, signer: Signer) -> None:
        event = CatalogueItemWithdrawn(item="cf-market", version=version, effective_to=date(2019, 1, 1))
        arguments = {**self.of(signer), **self.common(signer)}
        if arguments["agency"] is None:
            return
        done = self.try_to(lambda: admit_item_withdrawal(self.item, event=event, **arguments), event, signer)
        is_there = version <= self.model.versions and version not in self.model.withdrawn_versions
        assert done == (self.may_sign(signer) and signer.agency_code == CENTRE and is_there)
        if done:
            self.model.withdrawn_versions.add(version)

    def record_fact(self, document: str, version: int, signer: Signer) -> None:
        code = signer.agency_code
        if code is None:
            return
        event = fact(penalty(document_no=document, source_body_code=code), item_version=version)
        identity = natural_identity(event.item, event.disclosed)
        arguments = {**self.of(signer), **self.common(signer), "n_digests": 32}
        is_unused = identity not in self.documents  # the recorder's append condition
        done = is_unused and self.try_to(
            lambda: admit_fact(item=self.item, event=event, rows=(), **arguments), event, signer
        )
        in_force = set(range(1, self.model.versions + 1)) - self.model.withdrawn_versions
        is_current = bool(in_force) and version == max(in_force)
        may = self.may_sign(signer) and code in {AGENCY, BODY}
        assert done == (may and is_current and document not in self.model.ever)
        if done:
            jti = f"j{self.position}"
            at = Recorded(self.position, self.position, signer.iss, signer.kid, jti)
            self.facts[jti] = evolve_fact(FactState(jti), event, at)
            self.documents.add(identity)
            self.model.standing[jti] = signer.iss
            self.model.ever.add(document)

    def withdraw_fact(self, data: st.DataObject, signer: Signer) -> None:
        if not self.facts or signer.agency_code is None:
            return
        jti = data.draw(st.sampled_from(sorted(self.facts)))
        fields: dict[str, str | int | bool] = {
            "subject.fact": jti,
            "subject.reason": "录入错误",
            "subject.identifier_type": "uscc",
            "subject.identifier": COMPANY,
        }
        event = FactWithdrawn(item="cf-market", ground="recorded_in_error", disclosed=fields)
        arguments = {**self.of(signer), **self.common(signer)}
        state = self.facts[jti]
        done = self.try_to(lambda: admit_withdrawal(state, event=event, **arguments), event, signer)
        assert done == (self.may_sign(signer) and self.model.standing.get(jti) == signer.iss)
        if done:
            del self.model.standing[jti]

    def correct_fact(self, data: st.DataObject, signer: Signer, *, later: bool) -> None:
        code = signer.agency_code
        latest = self.item.effective_on(date(2026, 3, 1))
        if not self.facts or code is None or latest is None:
            return
        jti = data.draw(st.sampled_from(sorted(self.facts)))
        number = data.draw(st.sampled_from(DOCUMENTS))
        disclosed = {**penalty(document_no=number, source_body_code=code), "subject.fact": jti}
        decided_on = date(2026, 3, 1) + timedelta(days=later)
        claims = {"item": "cf-market", "item_version": latest.version, "rules": "2026.1", "reason": "entry_error"}
        event = FactCorrected.from_claims({**claims, "decided_on": decided_on.isoformat()}, disclosed)
        arguments = {**self.of(signer), **self.common(signer), "n_digests": 32}
        state = self.facts[jti]
        done = self.try_to(lambda: admit_correction(state, item=self.item, event=event, **arguments), event, signer)
        is_same = natural_identity("cf-market", disclosed) == state.identity
        is_change = (latest.version, decided_on) != (state.item_version, state.decided_on)
        assert done == (self.may_sign(signer) and self.model.standing.get(jti) == signer.iss and is_same and is_change)
        if done:
            assert self.facts[jti].corrected_at[-1] == self.position
            assert self.facts[jti].decided_on == decided_on

    @invariant()
    def the_folds_say_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        assert {code for code, state in self.agencies.items() if state.is_open} == self.model.open_agencies
        for kid, key in self.keys.items():
            assert key.holder == self.model.holder_of.get(kid, "")
            is_current = kid in self.model.holder_of and kid not in self.model.ended_keys
            assert key.is_current == (key.refuse_reason(NEXT_POSITION, 0) is None) == is_current
        for code, holder in self.holders.items():
            own = {kid for kid, name in self.model.holder_of.items() if name == f"agency:{code}"}
            assert set(holder.current) == own - self.model.ended_keys
            assert set(holder.ended) == own & self.model.ended_keys
        assert len(self.item.versions) == self.model.versions
        assert {jti for jti, state in self.facts.items() if state.is_standing} == set(self.model.standing)


class Registry(World):
    """Who may take part and sign, and what may be recorded."""

    start = initialize(is_furnished=st.booleans())(World.furnish)
    enrolment = rule(code=agencies, signer=signers)(World.enrol_agency)
    closure = rule(code=agencies, signer=signers)(World.close_agency)
    key_enrolment = rule(code=agencies, kid=kids, signer=signers)(World.enrol_key)
    key_rotation = rule(code=agencies, old=kids, new=kids, signer=signers)(World.rotate_key)
    key_revocation = rule(code=agencies, kid=kids, signer=signers)(World.revoke_key)
    publication = rule(version=st.integers(1, 3), signer=own_signers)(World.publish_item)
    withdrawal = rule(version=st.integers(1, 3), signer=own_signers)(World.withdraw_item)


class Records(World):
    """What happens to facts while keys, agencies and items come and go."""

    start = initialize(is_furnished=st.just(value=True), has_fact=st.just(value=True))(World.furnish)
    closure = rule(code=agencies, signer=st.just(ROOT_SIGNER))(World.close_agency)
    key_rotation = rule(code=agencies, old=kids, new=kids, signer=own_signers)(World.rotate_key)
    key_revocation = rule(code=agencies, kid=kids, signer=own_signers)(World.revoke_key)
    publication = rule(version=st.integers(1, 3), signer=own_signers)(World.publish_item)
    recording = rule(document=documents, version=st.sampled_from([1, 1, 2]), signer=providers)(World.record_fact)
    correction = rule(data=st.data(), signer=providers, later=st.booleans())(World.correct_fact)
    fact_withdrawal = rule(data=st.data(), signer=providers)(World.withdraw_fact)


TestRegistry = Registry.TestCase
TestRegistry.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestRecords = Records.TestCase
TestRecords.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
