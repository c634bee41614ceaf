"""Key states fold from key events, and each key is in force exactly where it should be."""

import json

import pytest

from tests.verify.sample_log import FINANCE, SampleLog, kid_of, public_key, small_log
from verify.entry import parse_entry
from verify.errors import ClaimWrongError, KeyHolderError, KeyNotInForceError, KeyUnknownError, VerifyError
from verify.key_states import KeyTable
from verify.policy import parse_policy
from verify.schema import KEY_TOPICS

AGENCY = f"agency:{FINANCE}"


def fold(log: SampleLog) -> KeyTable:
    policy = parse_policy(json.dumps(log.policy()).encode())
    table = KeyTable(policy.root, policy.root_kid)
    for position, data in enumerate(log.entries):
        entry = parse_entry(data)
        if entry.jwt.vct in KEY_TOPICS:
            table.apply(position, entry)
    return table


def can_sign(table: KeyTable, log: SampleLog, position: int, key: str) -> bool:
    jwt = parse_entry(log.entries[log.fact(key)]).jwt
    try:
        return table.signing_key(jwt, position) == public_key(key)
    except KeyNotInForceError:
        return False


def test_a_key_is_in_force_after_its_enrolment_up_to_its_revocation() -> None:
    log = small_log()
    end = log.revoke_key(AGENCY, "finance")
    table = fold(log)
    assert [can_sign(table, log, position, "finance") for position in (3, 4, 5, end, end + 1)] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_a_rotation_ends_one_key_and_begins_another() -> None:
    log = small_log()
    turn = log.rotate_key(AGENCY, "finance", "finance-2")
    table = fold(log)
    assert [can_sign(table, log, position, "finance") for position in (turn, turn + 1)] == [True, False]
    assert [can_sign(table, log, position, "finance-2") for position in (turn, turn + 1)] == [False, True]


def test_a_second_revocation_does_not_lengthen_the_force_of_a_key() -> None:
    log = small_log()
    first = log.revoke_key(AGENCY, "finance")
    log.revoke_key(AGENCY, "finance", "compromised", compromised_since=5)
    state = fold(log).states[kid_of("finance")]
    assert (state.ended_at, state.compromised_since_ms) == (first, 5)


def test_a_later_revocation_does_not_take_a_compromise_back() -> None:
    log = small_log()
    log.revoke_key(AGENCY, "finance", "compromised", compromised_since=5)
    log.revoke_key(AGENCY, "finance", "retired")
    log.revoke_key(AGENCY, "finance", "compromised", compromised_since=6)
    assert fold(log).states[kid_of("finance")].compromised_since_ms == 5


def test_a_compromise_names_its_time() -> None:
    log = small_log()
    log.revoke_key(AGENCY, "finance", "compromised")
    with pytest.raises(ClaimWrongError, match="/compromised_since"):
        fold(log)


@pytest.mark.parametrize(
    ("key", "holder", "error"), [("x", AGENCY, KeyUnknownError), ("finance", "platform", KeyHolderError)]
)
def test_in_a_whole_log_only_the_holders_own_known_key_ends(key: str, holder: str, error: type[VerifyError]) -> None:
    log = small_log()
    log.revoke_key(holder, key)
    with pytest.raises(error):
        fold(log)
