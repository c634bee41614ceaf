from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.agency.refusals import AgencyClosedError, AgencyUnknownError
from domain.agency.state import AgencyState
from domain.event_refusals import SignerNotEntitledError
from domain.key.decide import (
    NEXT_POSITION,
    admit_key_enrolment,
    admit_key_revocation,
    admit_key_rotation,
    require_key,
)
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.key.lineage import lineage
from domain.key.refusals import (
    CompromisedSinceError,
    KeyAlreadyEnrolledError,
    KeyCompromisedError,
    KeyIdMismatchError,
    KeyNotInForceError,
    KeyOfAnotherHolderError,
    KeyServesElsewhereError,
    KeyUnknownError,
)
from domain.key.state import HolderState, KeyState, evolve, evolve_holder
from domain.ledger.refusals import LedgerNotOpenError, RootKeyMismatchError
from domain.ledger.state import LedgerState
from domain.refusal import Refusal
from domain.signer import Recorded, Signer
from domain.thumbprint import thumbprint
from tests.domain.builders import (
    AGENCY_STATE,
    GENESIS,
    KEY,
    KID,
    LOG_KEY,
    NOW,
    PUBLIC_KEY,
    ROOT_KEY,
    ROOT_SIGNER,
    SIGNER,
    VRF_KEY,
    make_key,
    recorded,
)

HOLDER = SIGNER.iss
NEW_KEY = make_key(20)
NEW_KID = thumbprint(NEW_KEY)
NEW = KeyState(NEW_KID)
NOW_MS = 1_793_505_600_000
ROOT = recorded(6, "root", ROOT_SIGNER.kid)
OWN = recorded(6)


def enrolled(kid: str = KID, public_key: str = PUBLIC_KEY, holder: str = HOLDER) -> KeyEnrolled:
    return KeyEnrolled(holder=holder, kid=kid, public_key=public_key)


ROTATED = KeyRotated(holder=HOLDER, old_kid=KID, kid=NEW_KID, public_key=NEW_KEY)


def revoked(reason: Any = "lost", since: int | None = None, holder: str = HOLDER) -> KeyRevoked:
    return KeyRevoked(holder=holder, kid=KID, reason=reason, compromised_since=since)


def test_the_thumbprint_follows_rfc_8037() -> None:
    # RFC 8037, appendix A.3.
    key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_key_counts_after_its_enrolment_and_not_before() -> None:
    state = evolve(KeyState(KID), enrolled(), recorded(5, "root"))
    assert state == KEY
    assert state.public_key == bytes(31) + b"\x03"
    assert KeyState(KID).public_key == b""
    assert state.refuse_reason(5, NOW_MS) is not None
    assert state.refuse_reason(6, NOW_MS) is None
    assert isinstance(KeyState(KID).refuse_reason(NEXT_POSITION, NOW_MS), KeyUnknownError)


def test_a_rotated_key_counts_up_to_its_rotation() -> None:
    old = evolve(KEY, ROTATED, recorded(7))
    new = evolve(NEW, ROTATED, recorded(7))
    assert old.refuse_reason(7, NOW_MS) is None
    assert isinstance(old.refuse_reason(8, NOW_MS), KeyNotInForceError)
    assert new.refuse_reason(8, NOW_MS) is None
    assert new.holder == HOLDER


def test_a_compromised_key_does_not_count_since_the_time_named_even_before_the_report() -> None:
    state = evolve(KEY, revoked("compromised", 2_000), recorded(9))
    assert state.refuse_reason(6, 1_999) is None
    assert isinstance(state.refuse_reason(6, 2_000), KeyCompromisedError)
    assert isinstance(state.refuse_reason(10, 1_999), KeyNotInForceError)


def test_a_later_report_can_only_move_the_compromise_back() -> None:
    state = evolve(KEY, revoked("compromised", 2_000), recorded(9))
    assert evolve(state, revoked("compromised", 3_000), recorded(10)).compromised_since_ms == 2_000
    assert evolve(state, revoked("compromised", 1_000), recorded(10)).compromised_since_ms == 1_000
    assert evolve(state, revoked("lost"), recorded(10)) == state


@pytest.mark.parametrize(
    ("state", "event", "at"),
    [
        (KeyState(KID), enrolled(), OWN),
        (KeyState(KID), enrolled(NEW_KID, NEW_KEY), ROOT),
        (KEY, enrolled(holder="platform"), ROOT),
        (KEY, ROTATED, recorded(6, HOLDER, NEW_KID)),
        (KEY, ROTATED, recorded(6, "platform")),
        (replace(KEY, holder="platform"), ROTATED, ROOT),
        (replace(KEY, ended_at=5), ROTATED, ROOT),
        (KeyState(make_key(5)), ROTATED, ROOT),
        (KEY, revoked(), recorded(6, "platform")),
        (KEY, revoked(holder="platform"), ROOT),
        (KeyState(KID), revoked(), ROOT),
        (NEW, revoked(), ROOT),
    ],
)
def test_what_does_not_count_for_a_verifier_does_not_count_in_the_fold(
    state: KeyState, event: Any, at: Recorded
) -> None:
    assert evolve(state, event, at) is state


def test_a_holder_s_keys_are_folded_by_the_same_rule() -> None:
    state = HolderState(HOLDER)
    assert evolve_holder(state, enrolled(), OWN) is state
    state = evolve_holder(state, enrolled(), ROOT)
    assert evolve_holder(state, enrolled(), ROOT) is state
    assert evolve_holder(state, ROTATED, recorded(6, "platform")) is state
    state = evolve_holder(state, ROTATED, OWN)
    assert (state.current, state.ended) == ((NEW_KID,), (KID,))
    assert evolve_holder(state, revoked(), OWN) is state
    assert evolve_holder(state, revoked(), recorded(6, "platform")) is state
    last = KeyRevoked(holder=HOLDER, kid=NEW_KID, reason="retired")
    assert evolve_holder(state, last, ROOT) == HolderState(HOLDER, (), (KID, NEW_KID))
    assert evolve_holder(HolderState(HOLDER, ended=(KID,)), enrolled(), ROOT).current == ()


def test_the_root_key_enrols_keys_of_agencies_and_of_the_platform() -> None:
    fresh = KeyState(KID)
    admit_key_enrolment(fresh, AGENCY_STATE, enrolled(), genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    platform = enrolled(holder="platform")
    admit_key_enrolment(fresh, None, platform, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


@pytest.mark.parametrize(
    ("key", "agency", "event", "refusal"),
    [
        (KeyState(KID), None, enrolled(), AgencyUnknownError),
        (KeyState(KID), AgencyState(AGENCY_STATE.agency), enrolled(), AgencyUnknownError),
        (KeyState(KID), replace(AGENCY_STATE, closed_at=6), enrolled(), AgencyClosedError),
        (KEY, AGENCY_STATE, enrolled(), KeyAlreadyEnrolledError),
        (replace(KEY, ended_at=6), AGENCY_STATE, enrolled(), KeyAlreadyEnrolledError),
        (KeyState(KID), AGENCY_STATE, enrolled(public_key=NEW_KEY), KeyIdMismatchError),
        (KeyState(KID), AGENCY_STATE, enrolled(thumbprint(ROOT_KEY), ROOT_KEY), KeyServesElsewhereError),
        (KeyState(KID), AGENCY_STATE, enrolled(thumbprint(VRF_KEY), VRF_KEY), KeyServesElsewhereError),
        (KeyState(KID), AGENCY_STATE, enrolled(thumbprint(make_key(0)), make_key(0)), KeyServesElsewhereError),
    ],
)
def test_a_key_that_may_not_be_enrolled_is_refused(
    key: KeyState, agency: AgencyState | None, event: KeyEnrolled, refusal: type[Refusal]
) -> None:
    assert LOG_KEY.endswith("AQ" + "A" * 42)
    with pytest.raises(refusal):
        admit_key_enrolment(key, agency, event, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


def test_nobody_else_enrols_keys() -> None:
    with pytest.raises(SignerNotEntitledError):
        admit_key_enrolment(KeyState(KID), AGENCY_STATE, enrolled(), genesis=GENESIS, signer=SIGNER, now=NOW)


def test_a_holder_rotates_with_the_old_key_and_the_root_key_rotates_any() -> None:
    admit_key_rotation(KEY, NEW, ROTATED, genesis=GENESIS, signer=SIGNER, now=NOW)
    admit_key_rotation(KEY, NEW, ROTATED, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


@pytest.mark.parametrize(
    ("old", "new", "signer", "refusal"),
    [
        (KEY, NEW, Signer("platform", KID), SignerNotEntitledError),
        (KEY, NEW, Signer(HOLDER, NEW_KID), KeyOfAnotherHolderError),
        (KEY, NEW, Signer("root", KID), RootKeyMismatchError),
        (replace(KEY, ended_at=6), NEW, SIGNER, KeyNotInForceError),
        (replace(KEY, ended_at=6), NEW, ROOT_SIGNER, KeyNotInForceError),
        (KeyState(KID), NEW, ROOT_SIGNER, KeyUnknownError),
        (replace(KEY, holder="platform"), NEW, ROOT_SIGNER, KeyOfAnotherHolderError),
        (KEY, replace(NEW, enrolled_at=3), SIGNER, KeyAlreadyEnrolledError),
    ],
)
def test_a_rotation_that_may_not_be_is_refused(
    old: KeyState, new: KeyState, signer: Signer, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        admit_key_rotation(old, new, ROTATED, genesis=GENESIS, signer=signer, now=NOW)


def test_root_and_holder_revoke_keys() -> None:
    other = replace(KEY, kid=NEW_KID)
    admit_key_revocation(KEY, None, revoked(), genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    admit_key_revocation(KEY, KEY, revoked("retired"), genesis=GENESIS, signer=SIGNER, now=NOW)
    event = revoked("compromised", 1_000)
    admit_key_revocation(KEY, other, event, genesis=GENESIS, signer=Signer(HOLDER, NEW_KID), now=NOW)
    admit_key_revocation(replace(KEY, ended_at=8), None, event, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)
    known = replace(KEY, ended_at=8, compromised_since_ms=2_000)
    admit_key_revocation(known, None, event, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


@pytest.mark.parametrize(
    ("key", "event", "refusal"),
    [
        (KeyState(KID), revoked(), KeyUnknownError),
        (replace(KEY, holder="platform"), revoked(), KeyOfAnotherHolderError),
        (KEY, revoked("compromised"), CompromisedSinceError),
        (KEY, revoked("lost", 1_000), CompromisedSinceError),
        (KEY, revoked("compromised", NOW_MS + 10**10), CompromisedSinceError),
        (replace(KEY, ended_at=8), revoked(), KeyNotInForceError),
        (replace(KEY, ended_at=8, compromised_since_ms=500), revoked("compromised", 1_000), KeyNotInForceError),
    ],
)
def test_a_revocation_that_may_not_be_is_refused(key: KeyState, event: KeyRevoked, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        admit_key_revocation(key, None, event, genesis=GENESIS, signer=ROOT_SIGNER, now=NOW)


def test_a_stranger_revokes_nothing() -> None:
    stranger = replace(KEY, holder="platform")
    with pytest.raises(SignerNotEntitledError):
        admit_key_revocation(KEY, stranger, revoked(), genesis=GENESIS, signer=Signer("platform", KID), now=NOW)


def test_a_signature_needs_a_key_in_force_of_the_issuer_itself() -> None:
    require_key(KEY, SIGNER, now=NOW)
    with pytest.raises(KeyOfAnotherHolderError):
        require_key(KEY, Signer("platform", KID), now=NOW)
    with pytest.raises(KeyCompromisedError):
        require_key(replace(KEY, compromised_since_ms=5), SIGNER, now=NOW)
    require_key(replace(KEY, compromised_since_ms=5), SIGNER, now=datetime(1970, 1, 1, tzinfo=UTC))


def test_no_key_acts_before_the_genesis() -> None:
    with pytest.raises(LedgerNotOpenError):
        admit_key_revocation(KEY, KEY, revoked(), genesis=LedgerState(), signer=SIGNER, now=NOW)
    with pytest.raises(LedgerNotOpenError):
        admit_key_rotation(KEY, NEW, ROTATED, genesis=LedgerState(), signer=SIGNER, now=NOW)


@pytest.mark.parametrize("at", [OWN, ROOT])
def test_a_key_remembers_whose_place_it_took_whoever_signed_the_rotation(at: Recorded) -> None:
    made = evolve(KeyState(NEW_KID), ROTATED, at)
    assert (made.is_current, made.predecessor) == (True, KID)
    assert evolve(KeyState(KID), enrolled(), ROOT).predecessor == ""


def test_a_key_and_all_whose_place_it_took_are_one_persons() -> None:
    before = {"c": "b", "b": "a"}
    known = {kid: KeyState(kid, predecessor=before.get(kid, "")) for kid in "abc"}
    assert lineage("c", known.__getitem__) == ("c", "b", "a")
    assert lineage("a", known.__getitem__) == ("a",)


def test_a_key_that_claims_its_own_place_is_counted_once() -> None:
    assert lineage("a", lambda kid: KeyState(kid, predecessor="a")) == ("a",)
