"""What a case or a statement of correction is about: a fact, a listing or, in a complaint, a body."""

from datetime import date

from domain.case.refusals import CaseTargetKindError, CaseTargetUnknownError
from domain.entitlement import require_text
from domain.fact.state import FactState
from domain.identifier import Identifier, admit_identifier
from domain.listing.state import ListingState
from domain.request.events import CaseRequest, CorrectionRequest


def require_target(request: CaseRequest, target: FactState | ListingState | None, subject: Identifier) -> None:
    """Let only a case pass that is about a record of its subject or, if it is a complaint, about a body.

    Raises:
        CaseTargetKindError: A case of this kind cannot be about such a target.
        CaseTargetUnknownError: No such record of this subject, or it was erased.
        Refusal: The code of the body is wrong.
    """
    kind = request.text("subject.target_kind")
    if kind == "body" and request.kind == "complaint":
        admit_identifier("uscc", require_text(request, "subject.target"))
    elif kind in {"fact", "listing"}:
        require_record(request, target, subject)
    else:
        raise CaseTargetKindError(pointer="/subject.target_kind", kind=request.kind, target_kind=kind)


def require_record(
    request: CaseRequest | CorrectionRequest, target: FactState | ListingState | None, subject: Identifier
) -> FactState | ListingState:
    """Give the record that a request names.

    One of somebody else is refused like one that does not exist, so that nobody learns of other people's records.

    Raises:
        CaseTargetUnknownError: No such record of this subject, or it was erased.
    """
    name = request.text("subject.target")
    kind = request.text("subject.target_kind")
    if isinstance(target, FactState):
        is_meant = target.recorded_at is not None and target.erased_at is None and ("fact", target.jti) == (kind, name)
    else:
        is_meant = target is not None and target.is_known and ("listing", target.listing) == (kind, name)
    if target is None or not is_meant or target.subject != subject:
        raise CaseTargetUnknownError(pointer="/subject.target", target=name)
    return target


def is_standing(record: FactState | ListingState, today: date) -> bool:
    """Tell whether a record stands, so that something can still go with it; a listing from its notice on."""
    if isinstance(record, FactState):
        return record.is_standing
    return record.ended_at is None and (record.ends_on is None or today < record.ends_on)
