"""Admission of what bodies sign about repair: acceptance, grant, refusal."""

from collections.abc import Mapping
from typing import cast

from domain.repair.decide import accept_repair, grant_repair, refuse_repair
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.repair.state import granted_targets
from domain.tagging import split
from ledger.service.admission.admitted import Admitted, Incoming
from ledger.service.admission.desk import Desk
from ledger.service.admission.glance import Glance
from ledger.service.folds import FACT, LISTING, REPAIR


class RepairAdmissions:
    """Decides about repair (信用修复)."""

    def __init__(self, desk: Desk) -> None:
        """Keep where things are looked up and filed."""
        self._desk = desk

    def acceptance(self, incoming: Incoming) -> Admitted:
        """Admit that a body takes an application up (受理)."""
        event = cast("RepairAccepted", incoming.event)
        glance = self._desk.glance()
        repair = glance.at(REPAIR, event.case)
        admission = accept_repair(repair, event, owners_of(glance, repair.targets), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)

    def grant(self, incoming: Incoming) -> Admitted:
        """Admit a grant, with which publicity and use end (准予修复)."""
        event = cast("RepairGranted", incoming.event)
        glance = self._desk.glance()
        repair = glance.at(REPAIR, event.case)
        owners = owners_of(glance, repair.targets)
        repaired = repaired_of(glance, repair.targets)
        admission = grant_repair(repair, event, owners, repaired=repaired, law=incoming.law(), by=incoming.authority())
        fallen = self._desk.what_falls(incoming, glance, split(event.text("subject.facts")))
        targets = {*granted_targets(event), *fallen}
        last_ms = admission.not_after_ms
        return self._desk.recall(incoming, glance, (admission.subject,), targets, "repaired", not_after_ms=last_ms)

    def refusal(self, incoming: Incoming) -> Admitted:
        """Admit a refusal, with its reasons (不予修复)."""
        event = cast("RepairRefused", incoming.event)
        glance = self._desk.glance()
        repair = glance.at(REPAIR, event.case)
        owners = owners_of(glance, repair.targets)
        admission = refuse_repair(repair, event, owners, law=incoming.law(), by=incoming.authority())
        return self._desk.file(incoming, glance, admission)


def owners_of(glance: Glance, targets: tuple[str, ...]) -> Mapping[str, str]:
    """Give the issuer of each record that an application names."""
    facts, listings = _named(targets)
    owners = {f"fact:{state.jti}": state.iss for state in glance.each(FACT, facts)}
    return owners | {f"listing:{state.listing}": state.iss for state in glance.each(LISTING, listings)}


def repaired_of(glance: Glance, targets: tuple[str, ...]) -> set[str]:
    """Name the records of an application that are repaired already."""
    facts, listings = _named(targets)
    repaired = {f"fact:{one.jti}" for one in glance.each(FACT, facts) if one.matters.repaired_at is not None}
    ended = (one for one in glance.each(LISTING, listings) if one.end_ground == "repaired")
    return repaired | {f"listing:{one.listing}" for one in ended}


def _named(targets: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Part the targets of an application into jtis of facts and ids of listings."""
    facts = [one.removeprefix("fact:") for one in targets if one.startswith("fact:")]
    return facts, [one.removeprefix("listing:") for one in targets if one.startswith("listing:")]
