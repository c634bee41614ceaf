"""Judging what bodies sign in cases (异议、投诉、复议、诉讼) and about repair (信用修复)."""

from collections.abc import Mapping
from typing import cast

from domain.case.decide import accept_case, answer_case, decide_case
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.case.mending import Record, last_correction
from domain.case.state import CaseState
from domain.repair.decide import accept_repair, grant_repair, refuse_repair
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.signer import AGENCY_PREFIX
from verify.conduct.kinds import CASE, FACT, LISTING, REPAIR
from verify.conduct.look import Look


def acceptance(look: Look) -> None:
    """Judge that a case is taken up (受理)."""
    event = cast("CaseAccepted", look.event)
    accept_case(look.at(CASE, event.case), event, law=look.law(), by=look.authority())


def answer(look: Look) -> None:
    """Judge the answer of the body whose record is contested."""
    event = cast("CaseAnswered", look.event)
    case = look.at(CASE, event.case)
    answer_case(case, event, _owner(look, case), by=look.authority())


def decision(look: Look) -> None:
    """Judge the decision of a case."""
    event = cast("CaseDecided", look.event)
    case = look.at(CASE, event.case)
    corrected_at = last_correction(record_of(look, case))
    decide_case(case, event, _owner(look, case), corrected_at=corrected_at, by=look.authority())


def repair_acceptance(look: Look) -> None:
    """Judge that an application for repair is taken up."""
    event = cast("RepairAccepted", look.event)
    repair = look.at(REPAIR, event.case)
    accept_repair(repair, event, _owners(look, repair.targets), by=look.authority())


def repair_grant(look: Look) -> None:
    """Judge a grant of repair."""
    event = cast("RepairGranted", look.event)
    repair = look.at(REPAIR, event.case)
    owners, repaired = _owners(look, repair.targets), _repaired(look, repair.targets)
    grant_repair(repair, event, owners, repaired=repaired, law=look.law(), by=look.authority())


def repair_refusal(look: Look) -> None:
    """Judge a refusal of repair."""
    event = cast("RepairRefused", look.event)
    repair = look.at(REPAIR, event.case)
    refuse_repair(repair, event, _owners(look, repair.targets), law=look.law(), by=look.authority())


def _owner(look: Look, case: CaseState) -> str:
    """Give the issuer of the record that a case is about, or the body that it complains of."""
    record = record_of(look, case)
    return f"{AGENCY_PREFIX}{case.target}" if record is None else record.iss


def record_of(look: Look, case: CaseState) -> Record | None:
    """Look at the record that a case is about; None where it is about a body."""
    if case.target_kind == "fact":
        return look.at(FACT, case.target)
    return look.at(LISTING, case.target) if case.target_kind == "listing" else None


def _owners(look: Look, targets: tuple[str, ...]) -> Mapping[str, str]:
    """Give the issuer of each record that an application names."""
    facts = {one: one.removeprefix("fact:") for one in targets if one.startswith("fact:")}
    listings = {one: one.removeprefix("listing:") for one in targets if one.startswith("listing:")}
    owners = {one: look.at(FACT, jti).iss for one, jti in facts.items()}
    return owners | {one: look.at(LISTING, name).iss for one, name in listings.items()}


def _repaired(look: Look, targets: tuple[str, ...]) -> set[str]:
    """Name the records of an application that are repaired already."""
    facts = {one for one in targets if look.at(FACT, one.removeprefix("fact:")).matters.repaired_at is not None}
    return facts | {one for one in targets if look.at(LISTING, one.removeprefix("listing:")).end_ground == "repaired"}
