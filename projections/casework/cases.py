"""Cases (异议、投诉、复议、诉讼) and applications for repair (信用修复): what their events mean."""

from domain.tagging import target_tag, target_tags
from ledger.service.folds import REPAIR
from ledger.service.records import Names, Record
from projections.casework.folding import Folding, body_digest, code_of, named, organisation

_FILED = Names("subject.identifier_type", "subject.identifier", "subject.target_kind", "subject.target")
_APPLIED = Names("subject.identifier_type", "subject.identifier", "subject.targets")


def file_case(folding: Folding, record: Record) -> None:
    """A case was filed; if its data are gone already, nobody has to do anything about it."""
    values = record.values(_FILED)
    kind, target = values.get("subject.target_kind"), values.get("subject.target")
    if not isinstance(kind, str) or not isinstance(target, str):
        return
    is_body = kind == "body"
    bodies = [body_digest(folding.key, target)] if is_body else folding.owners([f"{kind}:{target}"], record)
    targets = [folding.key.digest(target_tag(kind, target))]
    _add(folding, record, values, record.claims["kind"], bodies, targets)


def apply_for_repair(folding: Folding, record: Record) -> None:
    """An application was filed, about the records of one body or of several."""
    values = record.values(_APPLIED)
    targets = named(record, "subject.targets")
    if targets:
        digests = sorted(folding.key.digest_all(target_tags(",".join(targets))))
        _add(folding, record, values, "repair", folding.owners(targets, record), digests)


def _add(
    folding: Folding,
    record: Record,
    values: dict[str, str | int | bool],
    kind: str,
    bodies: list[bytes],
    targets: list[bytes],
) -> None:
    claims = record.claims
    folding.writes.change(
        "add_case",
        position=record.position,
        id=claims["case"],
        kind=kind,
        subject=record.file(),
        bodies=bodies,
        targets=targets,
        is_organisation=organisation(values) is True,
        edition=claims["edition"],
        filed_on=claims["filed_on"],
    )


def accept_case(folding: Folding, record: Record) -> None:
    """The credit centre took a case up."""
    claims = record.claims
    folding.writes.change(
        "accept_case",
        id=claims["case"],
        day=claims["accepted_on"],
        body=code_of(record),
        needs_help=claims["needs_help"],
    )


def decide_case(folding: Folding, record: Record) -> None:
    """A case was decided; where the subject was right, the body whose record it is owes a correction."""
    claims = record.claims
    folding.writes.change(
        "decide_case",
        id=claims["case"],
        outcome=claims["outcome"],
        day=claims["decided_on"],
        body=code_of(record),
        is_owed=claims["outcome"] == "upheld",
    )


def escalate_case(folding: Folding, record: Record) -> None:
    """A case is open again."""
    claims = record.claims
    folding.writes.change("escalate_case", id=claims["case"], day=claims["escalated_on"])


def breach_case(folding: Folding, record: Record) -> None:
    """The platform said that one more deadline passed."""
    folding.writes.change("breach_case", id=record.claims["case"])


def accept_repair(folding: Folding, record: Record) -> None:
    """A body took an application up; the first of them counts."""
    claims = record.claims
    folding.writes.change(
        "accept_case", id=claims["case"], day=claims["accepted_on"], body=code_of(record), needs_help=False
    )


def decide_repair(folding: Folding, record: Record) -> None:
    """Some records of an application were decided on; with the last of them it is closed, and it stays so."""
    claims = record.claims
    repair = folding.state(REPAIR, claims["case"], record)
    if repair.filed_at is None or repair.is_open:
        return
    outcome = "partly" if repair.granted and repair.refused else "granted" if repair.granted else "refused"
    folding.writes.change(
        "decide_case",
        id=claims["case"],
        outcome=outcome,
        day=claims["decided_on"],
        body=code_of(record),
        is_owed=False,
    )


def erase_target(folding: Folding, facts: list[bytes]) -> None:
    """A fact's data are destroyed, and with them what was filed about it."""
    if facts:
        folding.writes.change("erase_target", targets=facts)


def settle(folding: Folding, targets: list[bytes]) -> None:
    """Records were corrected or ended: whoever owed that has done it."""
    if targets:
        folding.writes.change("settle", targets=targets)
