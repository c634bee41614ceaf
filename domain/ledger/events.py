"""Events of the ledger's own boundary."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.claims import Key32, Name
from domain.event import Event, SignerRole

Environment = Literal["test", "production"]

_ORIGIN = r"[a-z0-9][a-z0-9./-]{2,199}"
_LOG_END = rf"^{_ORIGIN} [1-9][0-9]{{0,15}} [A-Za-z0-9_-]{{42}}[AEIMQUYcgkosw048]$"


class LedgerOpened(Event):
    """The first entry of a log: its name, its keys and the place it serves."""

    TOPIC: ClassVar[str] = "urn:chengjian:ledger-opened:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root"})

    origin: Annotated[str, Field(pattern=f"^{_ORIGIN}$")]
    environment: Environment
    log_key: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[!-~]+$")]
    root_key: Key32
    vrf_key: Key32
    jurisdiction: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    jurisdiction_name: Name
    predecessor: Annotated[str, Field(pattern=_LOG_END)] | None = None
    """Where the log that this one succeeds ended: origin, size, and root hash in base64url, separated by spaces."""
