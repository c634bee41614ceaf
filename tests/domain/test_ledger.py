import base64
import hashlib

import pytest

from domain.event_refusals import SignerNotEntitledError
from domain.ledger.decide import admit_genesis, require_open, require_root
from domain.ledger.events import LedgerOpened
from domain.ledger.refusals import (
    EnvironmentMismatchError,
    KeyReuseError,
    LedgerAlreadyOpenError,
    LedgerNotOpenError,
    LogKeyMismatchError,
    RootKeyMismatchError,
)
from domain.ledger.state import LedgerState, evolve
from domain.refusal import Refusal
from domain.signer import Signer
from tests.domain.builders import GENESIS, KID, NOW, ROOT_KEY, ROOT_SIGNER, SIGNER, VRF_KEY, make_key, recorded

ORIGIN = "test.example/tengzhou"


def vkey(origin: str, key: bytes, kind: bytes = b"\x01") -> str:
    raw = kind + key
    key_id = hashlib.sha256(origin.encode() + b"\n" + raw).digest()[:4].hex()
    return f"{origin}+{key_id}+{base64.b64encode(raw).decode()}"


def genesis(**changes: str) -> LedgerOpened:
    claims = {
        "origin": ORIGIN,
        "environment": "test",
        "log_key": vkey(ORIGIN, bytes(31) + b"\x07"),
        "root_key": ROOT_KEY,
        "vrf_key": VRF_KEY,
        "jurisdiction": "370481",
        "jurisdiction_name": "滕州市",
    }
    return LedgerOpened.from_claims({**claims, **changes}, {})


def test_a_genesis_opens_the_ledger() -> None:
    event = genesis()
    admit_genesis(LedgerState(), event, signer=ROOT_SIGNER, now=NOW)
    state = evolve(LedgerState(), event, recorded(0, "root"))
    assert state.is_open
    assert state.origin == ORIGIN
    assert state.root_kid == ROOT_SIGNER.kid
    require_root(state, ROOT_SIGNER)


def test_a_ledger_has_one_genesis() -> None:
    with pytest.raises(LedgerAlreadyOpenError):
        admit_genesis(GENESIS, genesis(), signer=ROOT_SIGNER, now=NOW)
    assert evolve(GENESIS, genesis(), recorded(0, "root")) is GENESIS


def test_only_position_0_holds_a_genesis() -> None:
    assert not evolve(LedgerState(), genesis(), recorded(1, "root")).is_open


GOOD = bytes(31) + b"\x07"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"environment": "production"}, EnvironmentMismatchError),
        ({"origin": "example/tengzhou", "log_key": vkey("example/tengzhou", GOOD)}, EnvironmentMismatchError),
        ({"root_key": make_key(8)}, RootKeyMismatchError),
        ({"vrf_key": ROOT_KEY}, KeyReuseError),
        ({"log_key": vkey(ORIGIN, (1).to_bytes(32, "big"))}, KeyReuseError),
        ({"log_key": vkey("test.example/other", GOOD)}, LogKeyMismatchError),
        ({"log_key": vkey(ORIGIN, GOOD, b"\x04")}, LogKeyMismatchError),
        ({"log_key": vkey(ORIGIN, GOOD[:-1])}, LogKeyMismatchError),
        ({"log_key": vkey(ORIGIN, GOOD).replace("+", "+0", 1)}, LogKeyMismatchError),
        ({"log_key": vkey(ORIGIN, GOOD)[:-1] + "!"}, LogKeyMismatchError),
        ({"log_key": vkey(ORIGIN, GOOD)[:-1]}, LogKeyMismatchError),
    ],
)
def test_a_contradictory_genesis_is_refused(changes: dict[str, str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        admit_genesis(LedgerState(), genesis(**changes), signer=ROOT_SIGNER, now=NOW)


def test_a_log_key_with_a_second_spelling_is_refused() -> None:
    # The last character before padding carries unused bits; setting one of them decodes to the same bytes.
    raw = b"\x01" + GOOD
    text = base64.b64encode(raw).decode()
    assert len(text) == 44
    event = genesis(log_key=vkey(ORIGIN, GOOD).replace(text, text + "===="))
    with pytest.raises(LogKeyMismatchError):
        admit_genesis(LedgerState(), event, signer=ROOT_SIGNER, now=NOW)


def test_nothing_but_the_root_key_signs_for_the_root() -> None:
    with pytest.raises(SignerNotEntitledError):
        admit_genesis(LedgerState(), genesis(), signer=SIGNER, now=NOW)
    with pytest.raises(SignerNotEntitledError):
        require_root(GENESIS, SIGNER)
    with pytest.raises(RootKeyMismatchError):
        require_root(GENESIS, Signer("root", KID))


def test_nothing_is_recorded_before_the_genesis() -> None:
    with pytest.raises(LedgerNotOpenError):
        require_root(LedgerState(), ROOT_SIGNER)
    require_open(GENESIS)
