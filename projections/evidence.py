"""Who may see an attachment (证据附件): the subject, and the bodies that deal with what it was handed in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor

from domain.evidence import evidence_of
from domain.identifier import Identifier
from domain.signer import AGENCY_PREFIX
from domain.subject.state import SubjectState, disclosed_identifier
from domain.tagging import split
from domain.tags import attachment_tag
from ledger.service.folds import AGENCY, CASE, FACT, LISTING, REPAIR, SUBJECT
from ledger.service.records import Record, RecordSource
from projections.reading import Reading
from projections.snapshot import answer

_HANDLED_BY_CENTRE = frozenset({"objection", "complaint"})
_RECORDS = frozenset({"fact", "listing"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """An attachment as one statement names it.

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


@dataclass(frozen=True, slots=True)
class NamedEvidence:
    """Every statement that names one attachment and whose data are still there.

    Attributes:
        named: In the order of the log.
        centres: Codes of the credit centres.
        size: Leaves of the log that this answer knows.
    """

    named: tuple[Evidence, ...]
    centres: frozenset[str]
    size: int

    def for_body(self, code: str) -> Evidence | None:
        """Give the first statement for which a body may see it; None if it may not."""
        is_centre = code in self.centres
        return next((one for one in self.named if code in one.bodies or (is_centre and one.is_for_centre)), None)

    def for_key(self, kid: str) -> Evidence | None:
        """Give the first statement about the subject whose own key in force this is; None if it is nobody's."""
        for one in self.named:
            key = one.subject.key(kid)
            if key is not None and key.ended_at is None:
                return one
        return None


def evidence(
    connection: Connection[Any], source: RecordSource, name: str, centres: Iterable[str], *, now: datetime
) -> NamedEvidence:
    """Tell who may see an attachment, from the log alone; whether it was handed in is not looked at.

    Args:
        connection: Outside a transaction.
        source: Where records are read.
        name: Its digest, base64url.
        centres: Codes of agencies among which those that are credit centres are looked for.
        now: The present instant, with a time zone.
    """
    return answer(connection, lambda cursor: _Question(cursor, source, now).answer(name, centres))


class _Question:
    """One question in one snapshot."""

    def __init__(self, cursor: Cursor[Any], source: RecordSource, now: datetime) -> None:
        self._reading = Reading(cursor, source, now=now)

    def answer(self, name: str, codes: Iterable[str]) -> NamedEvidence:
        reading = self._reading
        (records,) = reading.records([attachment_tag(name)])
        found = [self._evidence(record) for record in records if name in evidence_of(record.event)]
        agencies = reading.each(AGENCY, list(codes))
        centres = frozenset(one.agency for one in agencies if one.is_open and "credit_centre" in one.roles)
        return NamedEvidence(tuple(one for one in found if one is not None), centres, reading.stop)

    def _evidence(self, record: Record) -> Evidence | None:
        owner, who = record.owner(), disclosed_identifier(record.event)
        if owner is None or who is None:
            return None
        subject = self._reading.at(SUBJECT, str(UUID(bytes=owner)))
        targets = self._targets(record)
        bodies = frozenset({_code(record.iss), self._complained_of(record), *self._owners(targets)} - {""})
        return Evidence(who, subject, bodies, self._is_for_centre(record), targets) if subject.is_open else None

    def _targets(self, record: Record) -> tuple[str, ...]:
        """Name what the procedure is about."""
        claims, event = record.plain, record.event
        if "case" in claims:
            case = self._reading.at(CASE, claims["case"])
            if case.filed_at is not None:
                return _target(case.target_kind, case.target)
            return self._reading.at(REPAIR, claims["case"]).targets
        if "listing" in claims:
            return (f"listing:{claims['listing']}",)
        kind, target, targets = (event.text(f"subject.{name}") or "" for name in ("target_kind", "target", "targets"))
        return _target(kind, target) or split(targets)

    def _owners(self, targets: Iterable[str]) -> set[str]:
        """Give the bodies whose records those are."""
        owners = set()
        for target in targets:
            kind, _, name = target.partition(":")
            state = self._reading.at(FACT, name) if kind == "fact" else self._reading.at(LISTING, name)
            owners.add(_code(state.iss))
        return owners

    def _complained_of(self, record: Record) -> str:
        """Give the body that a complaint is about, for it has to answer."""
        case = self._reading.at(CASE, str(record.plain.get("case", "")))
        return case.target if case.target_kind == "body" else ""

    def _is_for_centre(self, record: Record) -> bool:
        return self._reading.at(CASE, str(record.plain.get("case", ""))).kind in _HANDLED_BY_CENTRE


def _code(iss: str) -> str:
    return iss.removeprefix(AGENCY_PREFIX) if iss.startswith(AGENCY_PREFIX) else ""


def _target(kind: str, target: str) -> tuple[str, ...]:
    return (f"{kind}:{target}",) if kind in _RECORDS else ()
