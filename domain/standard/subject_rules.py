"""Who a record is about: identifier, kind, representative, bodies."""

from collections.abc import Iterator

from domain.fact.refusals import KindNotInItemError, SourceBodyMismatchError, UsccRequiredError
from domain.identifier import Identifier, admit_identifier, check_environment
from domain.refusal import Refusal
from domain.standard.problem import FieldProblem, problem, restate
from domain.standard.record import Record
from domain.standard.refusals import FieldConditionError, FieldIdentifierError, NotForPersonsError
from domain.subject.refusals import SubjectKindError

_OTHER_CODES = (
    ("subject.code_orgcode", "orgcode"),
    ("subject.code_tax", "tax"),
    ("subject.code_inst", "inst"),
)
_ORGANISATION_FIELDS = ("subject.code_reg", "subject.code_social", *(name for name, _ in _OTHER_CODES))
_REPRESENTATIVE_FIELDS = (
    "representative.name",
    "representative.identifier_type",
    "representative.identifier",
    "representative.birth_date",
)


def subject_rules(record: Record) -> Iterator[FieldProblem]:
    """Check who the record is about and who stands for it."""
    yield from _subject(record)
    yield from _representative(record)
    values = record.values
    if not values.keys().isdisjoint(_ORGANISATION_FIELDS):
        yield from _other_codes(record)
    source = values.get("subject.source_body_code")
    signer = record.context.source_code
    if signer is not None and source is not None and source != signer:
        yield problem(SourceBodyMismatchError, record.named("subject.source_body_code"), signer=signer)


def _identifier(record: Record, name: str, type_name: str) -> Identifier:
    """Read an identifier; canonical spelling only, and of the ledger's environment."""
    identifier = admit_identifier(record.text(type_name), record.text(name))
    check_environment(identifier, record.context.environment)
    return identifier


def _subject(record: Record) -> Iterator[FieldProblem]:
    context = record.context
    field = record.named("subject.identifier")
    kind = record.kind
    if kind and kind not in context.subject_kinds:
        yield problem(KindNotInItemError, record.named("subject.kind"), kind=kind)
    if not record.text("subject.identifier_type") or not record.text("subject.identifier"):
        return
    try:
        identifier = _identifier(record, "subject.identifier", "subject.identifier_type")
    except Refusal as refusal:
        yield restate(refusal, field)
        return
    if kind and kind not in identifier.subject_kinds:
        yield problem(SubjectKindError, record.named("subject.kind"), kind=kind, type=identifier.type)
        return
    record.subject = identifier
    if context.identifier == "uscc" and identifier.type != "uscc":
        yield problem(UsccRequiredError, field)


def _representative(record: Record) -> Iterator[FieldProblem]:
    given = [name for name in _REPRESENTATIVE_FIELDS if name in record.values]
    if not given:
        return
    if record.kind == "NP":
        for name in given:
            yield problem(NotForPersonsError, record.named(name))
        return
    has_number = "representative.identifier" in given
    if has_number != ("representative.identifier_type" in given):
        yield problem(
            FieldConditionError,
            record.named("representative.identifier"),
            reason_zh="证件类型和证件号码须同时填写",
            reason_en="type and number of a document go together",
        )
    elif has_number:
        try:
            record.representative = _identifier(record, "representative.identifier", "representative.identifier_type")
        except Refusal as refusal:
            yield restate(refusal, record.named("representative.identifier"))


def _other_codes(record: Record) -> Iterator[FieldProblem]:
    if record.kind == "NP":
        for name in _ORGANISATION_FIELDS:
            if name in record.values:
                yield problem(NotForPersonsError, record.named(name))
        return
    for name, identifier_type in _OTHER_CODES:
        text = record.text(name)
        if not text:
            continue
        try:
            admit_identifier(identifier_type, text)
        except Refusal as refusal:
            yield problem(
                FieldIdentifierError,
                record.named(name),
                reason_zh=refusal.message_zh,
                reason_en=refusal.message_en,
                mend_zh=refusal.mend_zh,
                mend_en=refusal.mend_en,
            )
