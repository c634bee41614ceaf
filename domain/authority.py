"""Who wants something recorded, as the log knows him, and when: what every decision checks first."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.agency.decide import require_agency
from domain.agency.state import AgencyState
from domain.claims import Role
from domain.entitlement import require_issuer
from domain.key.decide import require_key
from domain.key.state import KeyState
from domain.ledger.decide import require_open
from domain.ledger.state import LedgerState
from domain.signer import PLATFORM, Signer
from domain.time import legal_date


@dataclass(frozen=True, slots=True)
class Authority:
    """A signer and what the log says of him.

    Attributes:
        genesis: The ledger.
        key: State of the key that signed.
        agency: State of the agency that signed; for the platform any.
        signer: Issuer and key of the statement.
        now: Present instant, aware; it becomes the entry time.
    """

    genesis: LedgerState
    key: KeyState
    agency: AgencyState
    signer: Signer
    now: datetime

    @property
    def today(self) -> date:
        """The present day in law, Asia/Shanghai."""
        return legal_date(self.now)

    @property
    def code(self) -> str:
        """The agency's unified social credit code; empty for the platform."""
        return self.signer.agency_code or ""

    def require(self, *roles: Role) -> None:
        """Let only an agency act that takes part, signs with its own key in force, and has one of the roles.

        Args:
            roles: Any of them suffices; none: every agency may.

        Raises:
            Refusal: The ledger is not open, the key is not in force, or the agency may not.
        """
        require_open(self.genesis)
        require_key(self.key, self.signer, now=self.now)
        own = self.agency if self.code == self.agency.agency else AgencyState(self.code or self.signer.iss)
        missing = roles and not set(roles) & set(own.roles)
        require_agency(own, roles[0] if missing else None)

    def require_platform(self) -> None:
        """Let only the platform act, with a key in force.

        Raises:
            Refusal: Another signed, or the key is not in force.
        """
        require_open(self.genesis)
        require_issuer(self.signer, PLATFORM)
        require_key(self.key, self.signer, now=self.now)
