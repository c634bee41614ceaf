"""Decisions on repair (信用修复): applying, taking up, granting, refusing (INV-10)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.admission import Admission
from domain.authority import Authority
from domain.case.matters import Matters
from domain.citation import is_citation
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures, require_text, require_unlinked
from domain.event import Event
from domain.fact.state import FactState
from domain.identifier import Identifier
from domain.listing.state import ListingState
from domain.refusal import Refusal
from domain.repair.eligibility import Eligibility, cited_rule, eligibility_of_fact, eligibility_of_listing, explain
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.repair.refusals import (
    NotOwnRepairError,
    RepairAlreadyAcceptedError,
    RepairAlreadyFiledError,
    RepairCommitmentMissingError,
    RepairDateError,
    RepairDecidedError,
    RepairNotAcceptedError,
    RepairNotOpenError,
    RepairReasonError,
    RepairTargetNotPendingError,
    RepairTargetsError,
    RepairTargetUnknownError,
    RepairUnknownError,
)
from domain.repair.state import RepairState, granted_targets
from domain.request.events import RepairRequest
from domain.rule.decide import require_edition
from domain.rule.law import Law
from domain.subject.state import disclosed_identifier
from domain.tagging import identifier_of, split
from domain.time import legal_date, start_of_day_ms

MAX_TARGETS = 50
REASON_LENGTH = 10
"""Letters and ideographs that a refusal's reasons have at least. Policy: the law wants reasons, and sets no number."""

_TARGETS = "/subject.targets"


def apply_for_repair(
    request: RepairRequest,
    facts: Sequence[FactState],
    listings: Sequence[tuple[ListingState, Matters]],
    adverse: Mapping[str, bool],
    open_repairs: Sequence[RepairState],
    *,
    case: str,
    statement: str,
    law: Law,
    now: datetime,
) -> RepairApplied:
    """Decide that an application for repair (信用修复申请) is filed, and give the event for the platform to sign.

    The event holds only on the day that it names; who may sign the request is decided elsewhere.

    Args:
        request: What the subject, or the window for him, signed.
        facts: The facts that it names, as far as there are any.
        listings: The listings that it names, each with what came up about it.
        adverse: By the jti of each of those facts, whether its catalogue item is of adverse records.
        open_repairs: Every application that was filed about any of the targets.
        case: Id of the new application.
        statement: The request as it was signed.
        law: Every rule published.
        now: Present instant; it becomes the entry time.

    Raises:
        RepairCommitmentMissingError: It holds no commitment.
        RepairTargetsError: The targets are not ascending and unique, or too many.
        PersonListingsLinkedError: A person's application names several listings.
        RepairTargetUnknownError: The applicant has no such record.
        RepairNotOpenError: A record is not open to repair; ``also`` holds the refusals of the other records.
        RepairAlreadyFiledError: Another application for a record is open.
        CalendarUnannouncedError: A rule counts working days in a year that is not announced.
        Refusal: A disclosure is missing, a text holds prohibited content, or no rule was ever published.
    """
    if not (request.text("subject.commitment") or "").strip():
        raise RepairCommitmentMissingError(pointer="/subject.commitment")
    require_disclosures(request)
    applicant, today = identifier_of(request), legal_date(now)
    screen_texts(request, kind_of(applicant))
    targets = _targets_of(require_text(request, "subject.targets"))
    require_unlinked(applicant, sum(one.startswith("listing:") for one in targets))
    own = [
        eligibility_of_fact(one, adverse[one.jti], law=law, today=today) for one in facts if one.subject == applicant
    ]
    own += [
        eligibility_of_listing(one, matters, law=law, today=today)
        for one, matters in listings
        if one.subject == applicant
    ]
    _require_each_open(targets, {one.target: one for one in own}, open_repairs)
    claims = {"case": case, "edition": law.rules.edition, "filed_on": today}
    return RepairApplied.from_claims(claims, {**request.disclosed, "subject.statement": statement})


def accept_repair(repair: RepairState, event: RepairAccepted, owners: Mapping[str, str], *, by: Authority) -> Admission:
    """Decide that a body takes an application up (受理), each body once, for its own records.

    Args:
        repair: The application.
        event: The acceptance, complete with its disclosures.
        owners: By target, the issuer of the record.
        by: The body, and when.

    Raises:
        RepairUnknownError: There is no such application of this subject.
        RepairDecidedError: Nothing of it is undecided.
        NotOwnRepairError: None of what is undecided is the body's own.
        RepairAlreadyAcceptedError: The body took it up before.
        RepairDateError: It does not bear today's date.
        Refusal: The signer may not act, or a disclosure is missing.
    """
    subject = _require_pending(repair, event, event.case, by)
    iss = by.signer.iss
    if not any(owners.get(one) == iss for one in repair.pending):
        raise NotOwnRepairError(pointer="/iss", iss=iss)
    if _is_accepted_by(repair, iss):
        raise RepairAlreadyAcceptedError(pointer="/iss", iss=iss)
    return _today_only(subject, event.accepted_on, "/accepted_on", by)


def grant_repair(
    repair: RepairState,
    event: RepairGranted,
    owners: Mapping[str, str],
    *,
    repaired: Collection[str],
    law: Law,
    by: Authority,
) -> Admission:
    """Decide that a body grants repair of records of its own; with this very event they are no longer shown or used.

    What it refused before it may grant after all, which sets its refusal aside (docs/adr/0021): because it erred, or
    because a judgment or a review says so. The refusal had taken the application up.

    Args:
        repair: The application.
        event: The grant, complete with its disclosures.
        owners: By target, the issuer of the record.
        repaired: Targets that are repaired already, by whatever application.
        law: Every rule published.
        by: The body, and when.

    Raises:
        RepairUnknownError: There is no such application of this subject.
        RepairDecidedError: All of it is granted.
        RepairNotAcceptedError: The body has not taken it up.
        RepairTargetsError: It names no record, or names them wrongly.
        RepairTargetNotPendingError: A record is no part of the application, or is granted or repaired.
        NotOwnRepairError: A record is another body's.
        EditionOutdatedError: It names another edition of the rules.
        RepairDateError: It does not bear today's date.
        Refusal: The signer may not act, a disclosure is missing, or the reason holds prohibited content.
    """
    subject = _require_filed(repair, event, event.case, by)
    if not repair.ungranted:
        raise RepairDecidedError(pointer="/case")
    facts = event.text("subject.facts")
    if facts:
        _require_ascending(facts, "/subject.facts")
    targets = granted_targets(event)
    if not targets:
        raise _wrong_targets("/subject.facts", "没有写明任何记录", "none is named")
    refused = {one for one in repair.refused if one not in repaired}
    _require_own(targets, {*repair.pending, *refused}, owners, by)
    if not refused.issuperset(targets) and not _is_accepted_by(repair, by.signer.iss):
        raise RepairNotAcceptedError(pointer="/iss", iss=by.signer.iss)
    require_edition(law, event.edition)
    screen_texts(event, kind_of(subject))
    return _today_only(subject, event.decided_on, "/decided_on", by)


def refuse_repair(
    repair: RepairState, event: RepairRefused, owners: Mapping[str, str], *, law: Law, by: Authority
) -> Admission:
    """Decide that a body refuses repair of records of its own, with reasons of substance.

    It may do so without taking the application up first: refusing to (不予受理) is a refusal, and owes its reasons.

    Args:
        repair: The application.
        event: The refusal, complete with its disclosures.
        owners: By target, the issuer of the record.
        law: Every rule published.
        by: The body, and when.

    Raises:
        RepairReasonError: The reasons are too short to be any, or an exclusion by law cites no law.
        RepairDecidedError: Nothing of it is undecided.
        RepairTargetNotPendingError: A record is no part of the application, or is decided.
        Refusal: As ``grant_repair``.
    """
    subject = _require_pending(repair, event, event.case, by)
    _require_own(_targets_of(require_text(event, "subject.targets")), repair.pending, owners, by)
    require_edition(law, event.edition)
    _require_reasons(event)
    screen_texts(event, kind_of(subject))
    return _today_only(subject, event.decided_on, "/decided_on", by)


def _targets_of(text: str) -> tuple[str, ...]:
    _require_ascending(text, _TARGETS)
    return split(text)


def _require_ascending(text: str, pointer: str) -> None:
    """Let only an enumeration pass that has one spelling."""
    names = text.split(",")
    if len(names) > MAX_TARGETS:
        raise _wrong_targets(pointer, f"共 {len(names)} 条，超过上限", f"{len(names)} are too many")
    if "" in names or any(first >= second for first, second in pairwise(names)):
        raise _wrong_targets(pointer, "没有按升序排列，或有重复、空项", "not ascending, repeated, or empty in between")


def _wrong_targets(pointer: str, zh: str, en: str) -> RepairTargetsError:
    return RepairTargetsError(pointer=pointer, reason_zh=zh, reason_en=en, limit=MAX_TARGETS)


def _require_each_open(
    targets: Sequence[str], own: Mapping[str, Eligibility], open_repairs: Sequence[RepairState]
) -> None:
    filed = {target for one in open_repairs for target in one.pending}
    refusals = [found for target in targets if (found := _refusal_of(target, own.get(target), filed)) is not None]
    if refusals:
        refusals[0].also = tuple(refusals[1:])
        raise refusals[0]


def _refusal_of(target: str, found: Eligibility | None, filed: set[str]) -> Refusal | None:
    if found is None:
        return RepairTargetUnknownError(pointer=_TARGETS, record=target)
    if target in filed:
        return RepairAlreadyFiledError(pointer=_TARGETS, record=target)
    if found.is_open:
        return None
    zh, en = explain(found)
    article = "" if found.rule is None else cited_rule(found.rule)
    return RepairNotOpenError(
        pointer=_TARGETS, record=target, reason_zh=zh, reason_en=en, article=article, eligibility=found
    )


def _require_pending(repair: RepairState, event: Event, case: str, by: Authority) -> Identifier:
    """Let a body act only on an application that is this subject's and not decided in full; give the subject."""
    subject = _require_filed(repair, event, case, by)
    if not repair.is_open:
        raise RepairDecidedError(pointer="/case")
    return subject


def _require_filed(repair: RepairState, event: Event, case: str, by: Authority) -> Identifier:
    """Let a body act only on an application that is this subject's; give the subject."""
    by.require()
    require_disclosures(event)
    subject = repair.subject
    if repair.filed_at is None or case != repair.case:
        raise RepairUnknownError(pointer="/case")
    if subject is None or disclosed_identifier(event) != subject:
        raise RepairUnknownError(pointer="/subject.identifier")
    return subject


def _is_accepted_by(repair: RepairState, iss: str) -> bool:
    return any(body == iss for body, _ in repair.accepted_by)


def _require_own(targets: Sequence[str], decidable: Collection[str], owners: Mapping[str, str], by: Authority) -> None:
    for one in targets:
        if one not in decidable:
            raise RepairTargetNotPendingError(pointer=_TARGETS, record=one)
        if owners.get(one) != by.signer.iss:
            raise NotOwnRepairError(pointer="/iss", iss=by.signer.iss)


def _require_reasons(event: RepairRefused) -> None:
    reasons = require_text(event, "subject.reason")
    if sum(map(str.isalnum, reasons)) < REASON_LENGTH:
        raise RepairReasonError(
            pointer="/subject.reason", reason_zh="过于简短", reason_en="they are too short to be any"
        )
    if event.reason == "excluded_by_law" and not is_citation(reasons):
        raise RepairReasonError(
            pointer="/subject.reason",
            reason_zh="以法律规定不得修复为由的，没有引用具体条文",
            reason_en="an exclusion by law cites no article",
        )


def _today_only(subject: Identifier, stated: date, pointer: str, by: Authority) -> Admission:
    """Admit a step that bears today's date, until the day is over."""
    if stated != by.today:
        raise RepairDateError(pointer=pointer, given=stated, expected=by.today)
    return Admission(subject, start_of_day_ms(by.today + timedelta(days=1)) - 1)
