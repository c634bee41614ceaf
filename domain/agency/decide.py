"""Decisions on agencies."""

from datetime import datetime

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.agency.refusals import (
    ROLE_NAMES,
    AgencyAlreadyEnrolledError,
    AgencyClosedError,
    AgencyRoleError,
    AgencyUnknownError,
)
from domain.agency.state import AgencyState
from domain.identifier import admit_identifier
from domain.ledger.decide import require_root
from domain.ledger.state import LedgerState
from domain.signer import Signer


def admit_agency_enrolment(
    agency: AgencyState, event: AgencyEnrolled, *, genesis: LedgerState, signer: Signer, now: datetime
) -> None:
    """Admit that a public body takes part.

    Raises:
        AgencyAlreadyEnrolledError: It does already.
        Refusal: Not signed by the root key, or the code has a wrong check character.
    """
    require_root(genesis, signer)
    admit_identifier("uscc", event.agency)
    if agency.is_open:
        raise AgencyAlreadyEnrolledError(pointer="/agency", agency=event.agency)


def admit_agency_closure(
    agency: AgencyState, event: AgencyClosed, *, genesis: LedgerState, signer: Signer, now: datetime
) -> None:
    """Admit that a public body no longer takes part.

    Raises:
        AgencyUnknownError: It never did.
        AgencyClosedError: It is closed.
        Refusal: Not signed by the root key.
    """
    require_root(genesis, signer)
    require_agency(agency)


def require_agency(agency: AgencyState, role: str | None = None) -> None:
    """Let only an agency act that takes part and has the role.

    Raises:
        AgencyUnknownError: It was never enrolled.
        AgencyClosedError: It is closed.
        AgencyRoleError: It lacks ``role``.
    """
    if not agency.is_known:
        raise AgencyUnknownError(pointer="/iss", agency=agency.agency)
    if not agency.is_open:
        raise AgencyClosedError(pointer="/iss", agency=agency.agency)
    if role is not None and role not in agency.roles:
        role_zh, role_en = ROLE_NAMES[role]
        raise AgencyRoleError(pointer="/iss", agency=agency.agency, role_zh=role_zh, role_en=role_en)
