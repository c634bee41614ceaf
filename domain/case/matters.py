"""What came up about one record, a fact or a listing: folded over ``fact:<jti>`` or ``matter:<listing>``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.case.events import CaseFiled, CorrectionStated
from domain.clock.events import PublicityEnded
from domain.event import Event
from domain.repair.events import RepairApplied, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from domain.signer import AGENCY_PREFIX, PLATFORM, Recorded


@dataclass(frozen=True, slots=True)
class RefusedRepair:
    """A repair that was refused.

    Attributes:
        decided_on: When.
        reason: ``duties_open``, ``false_material``, ``false_commitment`` or ``excluded_by_law``.
        case: Id of the application.
    """

    decided_on: date
    reason: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Matters:
    """What came up about one record.

    Attributes:
        cases: Ids of the cases filed about it, in their order; how each stands is in its own state.
        repairs: Ids of the applications for its repair.
        corrections: Positions of the subject's statements of correction (改正说明).
        repaired_at: Position of the grant of repair, ``None`` if there was none.
        refused_repairs: Repairs refused, but for those whose body granted the same application after all.
        revoked_at: Position of the revocation of its decision, ``None`` if there was none.
        revocation_ground: Why; empty if it was not revoked.
        publicity_ended_at: Position at which the platform said that its publicity is over.
    """

    cases: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()
    repaired_at: int | None = None
    refused_repairs: tuple[RefusedRepair, ...] = ()
    revoked_at: int | None = None
    revocation_ground: str = ""
    publicity_ended_at: int | None = None


def evolve(state: Matters, event: Event, at: Recorded) -> Matters:
    """Fold one event; what neither platform nor agency signed changes nothing.

    Whether the body may grant, refuse or revoke was decided when it was recorded; ``conduct`` judges it again.
    """
    if at.iss == PLATFORM:
        return _of_platform(state, event, at)
    if not at.iss.startswith(AGENCY_PREFIX):
        return state
    if isinstance(event, RepairGranted) and state.repaired_at is None:
        others = tuple(one for one in state.refused_repairs if one.case != event.case)
        return replace(state, repaired_at=at.position, refused_repairs=others)
    if isinstance(event, RepairRefused):
        refused = RefusedRepair(event.decided_on, event.reason, event.case)
        return replace(state, refused_repairs=(*state.refused_repairs, refused))
    if isinstance(event, DecisionRevoked) and state.revoked_at is None:
        return replace(state, revoked_at=at.position, revocation_ground=event.ground)
    return state


def _of_platform(state: Matters, event: Event, at: Recorded) -> Matters:
    if isinstance(event, CaseFiled):
        return replace(state, cases=(*state.cases, event.case))
    if isinstance(event, RepairApplied):
        return replace(state, repairs=(*state.repairs, event.case))
    if isinstance(event, CorrectionStated):
        return replace(state, corrections=(*state.corrections, at.position))
    if isinstance(event, PublicityEnded) and state.publicity_ended_at is None:
        return replace(state, publicity_ended_at=at.position)
    return state
