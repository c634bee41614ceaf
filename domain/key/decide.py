"""Decisions on keys."""

import base64
from datetime import datetime

from domain.agency.decide import require_agency
from domain.agency.state import AgencyState
from domain.claims import decode_key
from domain.entitlement import require_issuer
from domain.key.events import KeyEnrolled, KeyRevoked, KeyRotated
from domain.key.refusals import (
    CompromisedSinceError,
    KeyAlreadyEnrolledError,
    KeyIdMismatchError,
    KeyNotInForceError,
    KeyOfAnotherHolderError,
    KeyServesElsewhereError,
    KeyUnknownError,
)
from domain.key.state import KeyState
from domain.ledger.decide import require_open, require_root
from domain.ledger.state import LedgerState
from domain.signer import PLATFORM, ROOT, Signer
from domain.thumbprint import thumbprint
from domain.time import milliseconds

NEXT_POSITION = 2**53 - 1
"""A position after everything recorded: a new entry stands behind all that the fold has seen."""


def require_key(key: KeyState, signer: Signer, *, now: datetime) -> None:
    """Let only a key sign that is in force and belongs to the issuer.

    Raises:
        KeyUnknownError: Nobody enrolled it.
        KeyNotInForceError: It was rotated away or revoked.
        KeyCompromisedError: It is reported compromised.
        KeyOfAnotherHolderError: It is another holder's, or another key than the statement names.
    """
    reason = key.refuse_reason(NEXT_POSITION, milliseconds(now))
    if reason is not None:
        raise reason
    if key.holder != signer.iss or key.kid != signer.kid:
        raise KeyOfAnotherHolderError(pointer="/iss", kid=signer.kid, iss=signer.iss)


def admit_key_enrolment(
    key: KeyState,
    agency: AgencyState | None,
    event: KeyEnrolled,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Admit a holder's key.

    Args:
        key: State of ``key:<kid>`` of the new key.
        agency: State of the agency that holds it; ``None`` for the platform.
        event: The enrolment.
        genesis: The ledger.
        signer: Who signed.
        now: Present instant.

    Raises:
        KeyAlreadyEnrolledError: The key was enrolled before, even if it ended since.
        KeyIdMismatchError: The key id is not that of the key.
        KeyServesElsewhereError: It is the root, log or VRF key.
        Refusal: Not signed by the root key, or the agency does not take part.
    """
    require_root(genesis, signer)
    if agency is not None or event.holder != PLATFORM:
        require_agency(agency if agency is not None else AgencyState(event.holder.removeprefix("agency:")))
    _require_fresh(key, event.kid, event.public_key, genesis)


def admit_key_rotation(
    old_key: KeyState,
    key: KeyState,
    event: KeyRotated,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Admit that a new key takes the place of an old one.

    Raises:
        KeyOfAnotherHolderError: The old key is another holder's, or a key of the holder that is not the old one signed.
        Refusal: The old key is not in force, or the new one was enrolled before.
    """
    if signer.iss == ROOT:
        require_root(genesis, signer)
        _require_current(old_key)
    else:
        require_open(genesis)
        require_issuer(signer, ROOT, event.holder)
        require_key(old_key, signer, now=now)
    if old_key.holder != event.holder:
        raise KeyOfAnotherHolderError(pointer="/old_kid", kid=event.old_kid, iss=event.holder)
    _require_fresh(key, event.kid, event.public_key, genesis)


def admit_key_revocation(
    key: KeyState,
    signing_key: KeyState | None,
    event: KeyRevoked,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Admit that a key ends.

    A key that ended before can still be reported compromised, with an earlier time than known.

    Args:
        key: State of the key that ends.
        signing_key: State of the key that signed; ``None`` if the root key did.
        event: The revocation.
        genesis: The ledger.
        signer: Who signed.
        now: Present instant.

    Raises:
        CompromisedSinceError: ``compromised_since`` is missing, misplaced or in the future.
        Refusal: The signer may not, or the key ended before.
    """
    if signing_key is None:
        require_root(genesis, signer)
    else:
        require_open(genesis)
        require_issuer(signer, ROOT, event.holder)
        require_key(signing_key, signer, now=now)
    if key.enrolled_at is None:
        raise KeyUnknownError(pointer="/kid", kid=event.kid)
    if key.holder != event.holder:
        raise KeyOfAnotherHolderError(pointer="/kid", kid=event.kid, iss=event.holder)
    since = event.compromised_since
    if (since is not None) != (event.reason == "compromised") or (since is not None and since > milliseconds(now)):
        raise CompromisedSinceError(pointer="/compromised_since")
    if not key.is_current and not _is_earlier(since, key.compromised_since_ms):
        raise KeyNotInForceError(pointer="/kid", kid=event.kid)


def _is_earlier(since: int | None, known: int | None) -> bool:
    return since is not None and (known is None or since < known)


def _require_current(key: KeyState) -> None:
    if key.enrolled_at is None:
        raise KeyUnknownError(pointer="/old_kid", kid=key.kid)
    if not key.is_current:
        raise KeyNotInForceError(pointer="/old_kid", kid=key.kid)


def _require_fresh(key: KeyState, kid: str, public_key: str, genesis: LedgerState) -> None:
    if thumbprint(public_key) != kid:
        raise KeyIdMismatchError(pointer="/kid")
    if key.enrolled_at is not None:
        raise KeyAlreadyEnrolledError(pointer="/kid", kid=kid)
    if public_key in {genesis.root_key, genesis.vrf_key} or _is_log_key(public_key, genesis.log_key):
        raise KeyServesElsewhereError(pointer="/public_key")


def _is_log_key(public_key: str, vkey: str) -> bool:
    # The vkey's base64 holds the type byte 0x01 before the key; comparing bytes avoids two decoders of one text.
    return base64.b64decode(vkey.split("+", 2)[2])[1:] == decode_key(public_key)
