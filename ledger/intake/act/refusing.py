"""What the domain refuses in a row whatever is recorded.

The functions are the domain's own, so that a check and the server cannot differ; what depends on the record waits for
the server.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from domain.case.decide import CORRECTION_LIMIT
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.case.refusals import CaseDateError, CorrectionTooLongError
from domain.commitment.refusals import CommitmentTermError
from domain.due_text import kind_of, screen_texts
from domain.entitlement import require_disclosures
from domain.event import Event
from domain.fact.protection_refusals import DateOrderError
from domain.identifier import Identifier, admit_identifier
from domain.listing.content import require_basis, require_contents
from domain.listing.content_refusals import RepairNoticeMissingError
from domain.listing.events import CourtListMirrored, ListingDecided, ListingEnded, ListingPublished, NoticeServed
from domain.listing.face import require_face
from domain.listing.notice import LEFT_DAYS, RECORDING_DAYS
from domain.listing.refusals import NoticeStaleError
from domain.listing.state import ListingState
from domain.listing.steps import require_words
from domain.refusal import Refusal
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.repair.refusals import RepairDateError
from domain.request.events import CorrectionRequest
from domain.request.refusals import IdentityEvidenceMissingError, SubjectKeyMismatchError, WindowFieldError
from domain.tagging import split
from domain.thumbprint import thumbprint
from domain.time import parse_date
from ledger.intake.act.checked import Checked
from ledger.intake.act.fields import fields_of

_DONE = (
    "served_on",
    "announced_on",
    "held_on",
    "decided_on",
    "accepted_on",
    "answered_on",
    "applied_on",
    "ended_on",
    "confirmed_on",
)
"""Days on which something was done, so that none lies ahead."""
_WORDS: Mapping[type[Event], tuple[str, ...]] = {
    NoticeServed: ("subject.reason", "subject.rights", "subject.reply_channel", "subject.service_evidence"),
    ListingDecided: ("subject.document_no", "subject.reason", "subject.removal_conditions"),
    ListingPublished: ("subject.summary", "subject.service_evidence"),
    ListingEnded: ("subject.reason",),
    CourtListMirrored: ("subject.document_no", "subject.reason", "subject.duty"),
}
_FACES: Mapping[type[Event], tuple[str, ...]] = {
    ListingPublished: ("subject.summary",),
    CourtListMirrored: ("subject.reason", "subject.duty"),
}
_ON_THE_DAY: Mapping[type[Event], type[Refusal]] = {
    **dict.fromkeys((CaseAccepted, CaseAnswered, CaseDecided), CaseDateError),
    **dict.fromkeys((RepairAccepted, RepairGranted, RepairRefused), RepairDateError),
}
"""Steps that bear the day on which they are recorded, so that nobody dates them back."""
_SEEN = ("subject.identity_evidence", "subject.clerk")
_DELEGATED = ("subject.delegate", "subject.delegation")
_ORGANISATIONS = frozenset({"ENT", "ORG"})


def refusals_of(row: Checked, today: date, *, is_own: bool, is_window: bool) -> Iterator[Refusal]:
    """Give what the domain refuses whatever is recorded.

    Args:
        row: The row.
        today: Present date in Asia/Shanghai.
        is_own: The subject signs with his own key.
        is_window: The credit centre's window signs for him.
    """
    event = row.act.event.model_construct(disclosed=dict(row.disclosed), **cast("Any", row.plain))
    yield from _order(row, today)
    yield from _raised(require_disclosures, event)
    subject = _Subject()
    yield from _raised(subject.find, event)
    for name in _WORDS.get(row.act.event, ()):
        yield from _raised(require_words, event, name)
    if isinstance(event, NoticeServed | ListingDecided):
        yield from _raised(require_basis, event)
    if isinstance(event, ListingDecided):
        noticed = ListingState("", measures_noticed=split(event.text("subject.measures")))
        yield from _raised(require_contents, noticed, event)
    if row.plain.get("has_repair_notice") is False:
        yield RepairNoticeMissingError(pointer="/has_repair_notice")
    if isinstance(event, CorrectionRequest) and len(event.text("subject.text") or "") > CORRECTION_LIMIT:
        length = len(event.text("subject.text") or "")
        yield CorrectionTooLongError(pointer="/subject.text", length=length, limit=CORRECTION_LIMIT)
    yield from _key(event)
    known = subject.known
    if known is None:
        return
    if isinstance(event, ListingPublished | CourtListMirrored):
        yield from _raised(require_face, event, known, *_FACES[type(event)])
    yield from _raised(screen_texts, event, kind_of(known))
    if row.act.is_request:
        yield from _window(event, known, is_own=is_own, is_window=is_window)


class _Subject:
    """Whose file it is, once his identifier was read."""

    known: Identifier | None = None

    def find(self, event: Event) -> None:
        kind, number = event.text("subject.identifier_type"), event.text("subject.identifier")
        if kind and number:
            try:
                self.known = admit_identifier(kind, number)
            except Refusal as refusal:
                refusal.pointer = refusal.pointer or "/subject.identifier"
                raise


def _raised(check: Callable[..., object], *arguments: object) -> Iterator[Refusal]:
    """The refusal that a check raises, and those that came with it."""
    try:
        check(*arguments)
    except Refusal as refusal:
        yield from (refusal, *refusal.also)


def _order(row: Checked, today: date) -> Iterator[Refusal]:
    """Days that cannot be, before or after one another or today."""
    fields = {one.name: one for one in fields_of(row.act)}
    for name in _DONE:
        day = row.day(name) if name in fields else None
        if day is None:
            continue
        dated = _ON_THE_DAY.get(row.act.event)
        if dated is not None and day != today:
            yield dated(pointer=f"/{name}", given=day, expected=today)
        elif day > today:
            yield _wrong_order(name, fields[name].zh, fields[name].en, "今天", "today")
    announced, held = row.day("announced_on"), row.day("held_on")
    if announced is not None and held is not None and announced > held:
        yield _wrong_order("announced_on", "听证公告日期", "the announcement", "听证日期", "the hearing")
    served, until = row.day("served_on"), row.day("reply_until")
    if served is not None and until is not None and until <= served:
        yield _wrong_order(
            "reply_until", "送达日期", "the day of service", "陈述申辩截止日期", "the last day for a reply"
        )
    elif until is not None and until < today:
        yield NoticeStaleError(pointer="/reply_until", days=RECORDING_DAYS, least=LEFT_DAYS)
    fulfil_by = row.disclosed.get("subject.fulfil_by")
    if fulfil_by and parse_date(fulfil_by) < today:
        yield CommitmentTermError(pointer="/subject.fulfil_by", given=fulfil_by)


def _wrong_order(name: str, first_zh: str, first_en: str, second_zh: str, second_en: str) -> Refusal:
    return DateOrderError(
        pointer=f"/{name}", first_zh=first_zh, first_en=first_en, second_zh=second_zh, second_en=second_en
    )


def _key(event: Event) -> Iterator[Refusal]:
    kid, public_key = event.text("subject.kid"), event.text("subject.public_key")
    if kid and public_key and thumbprint(public_key) != kid:
        yield SubjectKeyMismatchError(pointer="/subject.kid")


def _window(event: Event, subject: Identifier, *, is_own: bool, is_window: bool) -> Iterator[Refusal]:
    """Who signs himself names no clerk; the window says how it knew him."""
    wanted = (*_SEEN, *_DELEGATED) if subject.subject_kinds <= _ORGANISATIONS else _SEEN
    what = {
        "subject.identity_evidence": ("所核验的身份证件", "which document of identity it checked"),
        "subject.clerk": ("经办人", "which clerk dealt with it"),
        "subject.delegate": ("代理人", "who acts for the organisation"),
        "subject.delegation": ("授权委托书", "by which authorisation he acts"),
    }
    for name, (zh, en) in what.items():
        is_there = bool(event.text(name))
        if is_own and is_there:
            yield WindowFieldError(pointer=f"/{name}")
        if is_window and not is_there and name in wanted:
            yield IdentityEvidenceMissingError(pointer=f"/{name}", what_zh=zh, what_en=en)
