"""Who may see what was handed in: the subject, and the bodies that deal with the matter that a statement is part of."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX
from domain.subject.state import SubjectState, disclosed_identifier
from domain.tagging import split
from ledger.service.folds import AGENCY, CASE, FACT, LISTING, REPAIR, SUBJECT
from ledger.service.records import Record
from projections.reading import Reading

_HANDLED_BY_CENTRE = frozenset({"objection", "complaint"})
_RECORDS = frozenset({"fact", "listing"})


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who may see what one statement hands in.

    Attributes:
        who: Whose file it is in.
        subject: He, with his own keys.
        bodies: Codes of the bodies that may see it: who handed it in, whose record it is about, who deals with it.
        is_for_centre: Whether the credit centre deals with it.
        targets: ``fact:<jti>`` and ``listing:<id>`` of what it is about.
    """

    who: Identifier
    subject: SubjectState
    bodies: frozenset[str]
    is_for_centre: bool
    targets: tuple[str, ...]


def entitled(reading: Reading, record: Record) -> Entitled | None:
    """Tell who may see what a statement hands in; None if its data are gone."""
    owner, who = record.owner(), disclosed_identifier(record.event)
    if owner is None or who is None:
        return None
    subject = reading.at(SUBJECT, str(UUID(bytes=owner)))
    if not subject.is_open:
        return None
    targets = _targets(reading, record)
    case = reading.at(CASE, str(record.plain.get("case", "")))
    complained_of = case.target if case.target_kind == "body" else ""  # it has to answer
    bodies = frozenset({_code(record.iss), complained_of, *_owners(reading, targets)} - {""})
    return Entitled(who, subject, bodies, case.kind in _HANDLED_BY_CENTRE, targets)


def centres_among(reading: Reading, codes: Iterable[str]) -> frozenset[str]:
    """Give those of some agencies that are credit centres."""
    agencies = reading.each(AGENCY, list(codes))
    return frozenset(one.agency for one in agencies if one.is_open and "credit_centre" in one.roles)


def _targets(reading: Reading, record: Record) -> tuple[str, ...]:
    """Name what the procedure is about."""
    claims, event = record.plain, record.event
    if "case" in claims:
        case = reading.at(CASE, claims["case"])
        if case.filed_at is not None:
            return _target(case.target_kind, case.target)
        return reading.at(REPAIR, claims["case"]).targets
    if "listing" in claims:
        return (f"listing:{claims['listing']}",)
    kind, target, targets = (event.text(f"subject.{name}") or "" for name in ("target_kind", "target", "targets"))
    return _target(kind, target) or split(targets)


def _owners(reading: Reading, targets: Iterable[str]) -> set[str]:
    """Give the bodies whose records those are."""
    owners = set()
    for target in targets:
        kind, _, name = target.partition(":")
        state = reading.at(FACT, name) if kind == "fact" else reading.at(LISTING, name)
        owners.add(_code(state.iss))
    return owners


def _code(iss: str) -> str:
    return iss.removeprefix(AGENCY_PREFIX) if iss.startswith(AGENCY_PREFIX) else ""


def _target(kind: str, target: str) -> tuple[str, ...]:
    return (f"{kind}:{target}",) if kind in _RECORDS else ()
