"""Decisions on a ledger's genesis."""

import base64
import binascii
import hashlib
from datetime import datetime

from domain.claims import KEY_BYTES, decode_key
from domain.entitlement import require_issuer
from domain.ledger.events import LedgerOpened
from domain.ledger.refusals import (
    EnvironmentMismatchError,
    KeyReuseError,
    LedgerAlreadyOpenError,
    LedgerNotOpenError,
    LogKeyMismatchError,
    RootKeyMismatchError,
)
from domain.ledger.state import LedgerState
from domain.signer import ROOT, Signer
from domain.thumbprint import thumbprint

_ED25519_NOTE = b"\x01"
_KEYS = 3


def admit_genesis(state: LedgerState, event: LedgerOpened, *, signer: Signer, now: datetime) -> None:
    """Admit the first entry of a log.

    Raises:
        LedgerAlreadyOpenError: The log has its genesis.
        EnvironmentMismatchError: ``test.`` origins and the test environment go together.
        LogKeyMismatchError: The log key is no vkey of this origin.
        RootKeyMismatchError: Another key signed.
        KeyReuseError: Two of the three keys are the same.
        SignerNotEntitledError: The issuer is not ``root``.
    """
    if state.is_open:
        raise LedgerAlreadyOpenError(origin=state.origin)
    require_issuer(signer, ROOT)
    if event.origin.startswith("test.") != (event.environment == "test"):
        raise EnvironmentMismatchError(pointer="/environment")
    if signer.kid != thumbprint(event.root_key):
        raise RootKeyMismatchError(pointer="/root_key")
    log_key = _note_key(event.origin, event.log_key)
    if len({log_key, decode_key(event.root_key), decode_key(event.vrf_key)}) != _KEYS:
        raise KeyReuseError(pointer="/log_key")


def _note_key(origin: str, vkey: str) -> bytes:
    """Read the 32 key bytes of a vkey (C2SP signed-note, Public keys)."""
    name, _, rest = vkey.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise LogKeyMismatchError(pointer="/log_key") from error
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex()
    is_canonical = base64.b64encode(raw).decode() == encoded
    if (
        name != origin
        or len(raw) != 1 + KEY_BYTES
        or raw[:1] != _ED25519_NOTE
        or key_id != expected
        or not is_canonical
    ):
        raise LogKeyMismatchError(pointer="/log_key")
    return raw[1:]


def require_open(genesis: LedgerState) -> None:
    """Let nothing but the genesis into a log that has none.

    Raises:
        LedgerNotOpenError: There is no genesis yet.
    """
    if not genesis.is_open:
        raise LedgerNotOpenError


def require_root(genesis: LedgerState, signer: Signer) -> None:
    """Let only the root key of the genesis sign.

    Raises:
        LedgerNotOpenError: There is no genesis yet.
        SignerNotEntitledError: The issuer is not ``root``.
        RootKeyMismatchError: Another key signed in the name of ``root``.
    """
    require_open(genesis)
    require_issuer(signer, ROOT)
    if signer.kid != genesis.root_kid:
        raise RootKeyMismatchError(pointer="/kid")
