"""The opening of a ledger: its keys are made, and the root key signs its first entries."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from domain.event import Event
from domain.key.events import KeyEnrolled
from domain.ledger.events import Environment, LedgerOpened
from domain.signer import PLATFORM, ROOT
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.log.checkpoint import verification_key
from ledger.operation_error import OperationError
from ledger.service.keyring import Keyring
from ledger.service.ledger import Ledger, now, open_ledger
from ledger.service.outcome import Refused
from ledger.service.platform import sign_event
from ledger.settings import Settings


class LedgerExistsError(OperationError):
    """The state folder holds a ledger already."""

    code: ClassVar[str] = "ledger-exists"


def prepare(settings: Settings, origin: str) -> Keyring:
    """Make the state folder of a new ledger and the keys that its servers hold.

    Args:
        settings: Says where the state folder is.
        origin: The new log's origin; ``test.…`` for a test ledger.

    Raises:
        LedgerExistsError: The folder already holds a ledger, or keys of one.
    """
    layout = settings.layout.make()
    if any(layout.keys.iterdir()) or (layout.home / "origin").exists():
        raise LedgerExistsError(
            f"状态目录 {layout.home} 已有账本或其密钥。",
            f"The state folder {layout.home} holds a ledger already, or keys of one.",
            "请另选状态目录（CHENGJIAN_HOME）；若是中断的开设所留，且尚无任何记录，请移走该目录后重试。",
            "Choose another one (CHENGJIAN_HOME); if an interrupted opening left it and nothing was recorded, "
            "move it away and repeat.",
        )
    keyring = Keyring.create(layout.keys, origin)
    with (layout.home / "origin").open("x", encoding="utf-8") as file:
        file.write(origin + "\n")
    return keyring


def environment_of(origin: str) -> Environment:
    """Tell of which kind a log is; its origin says so."""
    return "test" if origin.startswith("test.") else "production"


def genesis_of(keyring: Keyring, root: SigningKey, *, jurisdiction: str, jurisdiction_name: str) -> LedgerOpened:
    """Make the first event of a log.

    Args:
        keyring: Keys of the new ledger.
        root: The root key, of which only the public half goes in.
        jurisdiction: GB/T 2260 code, such as ``370481``.
        jurisdiction_name: Its name, such as 滕州市.

    Raises:
        Refusal: One of them is malformed.
    """
    claims = {
        "origin": keyring.origin,
        "environment": environment_of(keyring.origin),
        "log_key": verification_key(keyring.origin, keyring.log.public_key),
        "root_key": encode(root.public_key),
        "vrf_key": encode(keyring.vrf.public_key),
        "jurisdiction": jurisdiction,
        "jurisdiction_name": jurisdiction_name,
    }
    return LedgerOpened.from_claims(claims, {})


def require_admissible(origin: str, root: SigningKey, *, jurisdiction: str, jurisdiction_name: str) -> None:
    """Check what a ledger is to be opened with before any of its keys is made; arguments as in `genesis_of`.

    Raises:
        Refusal: The genesis would not be admissible.
    """
    passing = SigningKey.generate()
    keyring = Keyring(origin, log=passing, platform=passing, vrf=passing, installation=passing)
    genesis_of(keyring, root, jurisdiction=jurisdiction, jurisdiction_name=jurisdiction_name)


def platform_enrolment(keyring: Keyring) -> KeyEnrolled:
    """Make the event by which the root key vouches for the platform's key."""
    key = keyring.platform
    return KeyEnrolled(holder=PLATFORM, kid=key.kid, public_key=encode(key.public_key))


def record_as_root(ledger: Ledger, root: SigningKey, *events: Event, clock: Callable[[], datetime] = now) -> None:
    """Sign events with the root key and record them, one after the other.

    Raises:
        Exception: What refused one of them.
    """
    for event in events:
        statement = sign_event(event, iss=ROOT, key=root, digests=0, now=clock())
        (outcome,) = ledger.submit_many([statement.text])
        if isinstance(outcome, Refused):
            raise outcome.error


def create_ledger(
    settings: Settings,
    root: SigningKey,
    *,
    origin: str,
    jurisdiction: str,
    jurisdiction_name: str,
    clock: Callable[[], datetime] = now,
) -> None:
    """Open a new ledger: keys, database, genesis, and the platform's key.

    Raises:
        LedgerExistsError: The state folder already holds a ledger.
        OperationError: The database cannot be used.
        Refusal: The genesis is not admissible.
    """
    require_admissible(origin, root, jurisdiction=jurisdiction, jurisdiction_name=jurisdiction_name)
    keyring = prepare(settings, origin)
    genesis = genesis_of(keyring, root, jurisdiction=jurisdiction, jurisdiction_name=jurisdiction_name)
    with open_ledger(settings, clock) as ledger:
        record_as_root(ledger, root, genesis, platform_enrolment(keyring), clock=clock)
