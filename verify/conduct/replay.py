"""The replay: every entry in order is opened, judged by the states before it, and folded."""

from collections.abc import Callable, Mapping
from itertools import chain
from types import MappingProxyType

from domain.event import Event
from domain.fact.events import FactCorrected
from domain.key.lineage import lineage
from domain.listing.events import ListingDecided, ListingPublished
from domain.listing.refusals import SecondPersonError
from domain.listing.steps import Course, require_sound
from domain.refusal import Refusal
from domain.registry import parse_event
from domain.rule.decide import require_edition
from domain.signer import Recorded
from domain.subject.events import IdentifierLinked, RecordErased, SubjectErased, SubjectKeyEnrolled, SubjectOpened
from domain.tags import jti_tag
from domain.time import legal_date
from verify.conduct.book import Book
from verify.conduct.deadlines import Deadlines
from verify.conduct.ends import Ends
from verify.conduct.faults import Fault
from verify.conduct.findings import Findings
from verify.conduct.kinds import JTI, KEY, LISTING
from verify.conduct.look import Look, instant
from verify.conduct.naming import tags_told
from verify.conduct.presentation import Presentation
from verify.conduct.recalls import RecallWatch
from verify.conduct.table import JUDGES
from verify.conduct.verdict import DEFYING, ClosedError
from verify.conduct.voids import Voids
from verify.entry import Entry
from verify.errors import ValueMalformedError
from verify.statement import Jwt, disclosed

MAX_TIME_MS = 253_370_764_800_000
"""Start of the year 9999: what is recorded from then on cannot be judged."""
_SPINE: tuple[type[Event], ...] = (SubjectOpened, IdentifierLinked, SubjectKeyEnrolled)
_ENABLING: Mapping[str, tuple[type[Event], ...]] = MappingProxyType(
    {"pseudonym": _SPINE, "subject": _SPINE, "fact": (FactCorrected,)}
)
"""Events by which something becomes possible, and that nothing open ties to what they are about.

Where one was not opened, a refusal that looked at states of its kind may be due to not having seen it.
"""


class Replay:
    """Replays one log."""

    def __init__(self, presentation: Presentation, findings: Findings) -> None:
        """Stand before the first entry.

        Args:
            presentation: What was opened.
            findings: Takes the judgments.
        """
        self._presentation = presentation
        self._findings = findings
        self._book = Book()
        self._deadlines = Deadlines(self._book)
        self._ends = Ends(self._book)
        self._recalls = RecallWatch(self._book)
        self._last_ms: int | None = None
        self._defied_at = -1

    def take(self, position: int, entry: Entry) -> None:
        """Judge the next entry of an audited log.

        Raises:
            PresentationWrongError: What was opened for it is not its own.
            ValueMalformedError: Its time lies beyond every calendar.
        """
        jwt = entry.jwt
        if entry.time_ms >= MAX_TIME_MS:
            raise ValueMalformedError("/time", position=position)
        opened = self._presentation.take(position, jwt)
        self._last_ms = entry.time_ms
        at = Recorded(position, entry.time_ms, jwt.iss, jwt.kid, jwt.jti)
        is_open = len(opened) == len(jwt.digests)
        if not is_open:
            self._findings.note_closed(position, jwt.jti)
        try:
            event = parse_event(jwt.vct, jwt.claims, disclosed(opened))
        except Refusal as refusal:
            self._findings.refused(position, jwt.vct, refusal)
            self._fold_unread(jwt, at)
            return
        look = Look(self._book, event, at, len(jwt.digests))
        self._guard(look, lambda: self._watch_recalls(look, is_open=is_open))
        self._guard(look, lambda: self._watch_times(look))
        self._guard(look, lambda: self._judge(look, is_open=is_open))
        self._guard(look, lambda: self._fold(look, jwt, is_open=is_open))

    def finish(self, now_ms: int = 0) -> None:
        """Judge what the end of the log leaves open.

        Args:
            now_ms: The instant until which nothing more was recorded, milliseconds since the epoch; silence after the
                last entry breaks deadlines as any other silence does. An earlier one than the last entry's is passed
                over.
        """
        self._watch_recalls(None, is_open=True)
        if self._last_ms is None:
            return
        now = instant(max(self._last_ms, min(now_ms, MAX_TIME_MS)))
        today = legal_date(now)
        voids = Voids(self._book)
        for timing in chain(self._deadlines.finish(today), self._ends.finish(now), voids.finish(today)):
            self._findings.timing(timing)

    def _guard(self, look: Look, step: Callable[[], None]) -> None:
        """Take a step with an entry; values that defy it are a finding about this entry, once, and the log goes on."""
        try:
            step()
        except DEFYING as error:
            if self._defied_at != look.at_entry.position:
                self._defied_at = look.at_entry.position
                self._findings.broken(look, Fault("not-computable", reason=type(error).__name__))

    def _watch_times(self, look: Look) -> None:
        for timing in self._deadlines.take(look):
            self._findings.timing(timing)
        self._ends.take(look)

    def _watch_recalls(self, look: Look | None, *, is_open: bool) -> None:
        for at, found in self._recalls.take(look, is_open=is_open):
            if isinstance(found, Fault):
                self._findings.broken(at, found)
            else:
                self._findings.closed(at, found.position)

    def _judge(self, look: Look, *, is_open: bool) -> None:
        position, topic = look.at_entry.position, look.event.TOPIC
        try:
            self._require_unused(look)
            if not is_open:
                self._require_plain(look)
                raise ClosedError(position)  # noqa: TRY301 - one place says what became of a decision
            JUDGES[type(look.event)](look)
        except ClosedError as closed:
            self._findings.closed(look, closed.position)
        except Fault as fault:
            self._findings.broken(look, fault)
        except Refusal as refusal:
            unseen = self._book.hidden_at(topic for kind in look.kinds for topic in _ENABLING.get(kind, ()))
            if unseen is None:
                self._findings.refused(position, topic, refusal)
            else:
                self._findings.closed(look, unseen)
        else:
            self._findings.kept(look)

    def _require_unused(self, look: Look) -> None:
        tag = jti_tag(look.at_entry.iss, look.at_entry.jti)
        earlier = self._book.at(JTI, tag.partition(":")[2])
        if earlier is not None:
            raise Fault("jti-twice", earlier=earlier)

    def _require_plain(self, look: Look) -> None:
        """Check what stands in plain, so that it needs no disclosure: edition, second person, keys of earlier steps."""
        event = look.event
        edition = event.plain_claims().get("edition")
        if isinstance(edition, int):
            require_edition(look.law(), edition)
        if not isinstance(event, ListingDecided | ListingPublished):
            return
        listing = self._book.at(LISTING, event.listing)
        require_sound(Course(listing, look.each(KEY, listing.signers)))
        if isinstance(event, ListingPublished) and listing.decided_by in lineage(look.signer.kid, look.key):
            raise SecondPersonError(pointer="/kid")

    def _fold(self, look: Look, jwt: Jwt, *, is_open: bool) -> None:
        event = look.event
        tags = (*tags_told(event, jwt, self._book), *look.further)
        if isinstance(event, RecordErased):
            self._findings.note_erasure(look.at_entry.position, event.text("subject.record") or "")
        elif isinstance(event, SubjectErased):
            self._findings.note_erasure(look.at_entry.position)
        self._book.fold(event, look.at_entry, tags, is_open=is_open)

    def _fold_unread(self, jwt: Jwt, at: Recorded) -> None:
        """Fold what its plain claims say of an event whose disclosures do not fit; nothing where they do not either."""
        try:
            event = parse_event(jwt.vct, jwt.claims, {})
        except Refusal:
            return
        self._findings.note_closed(at.position, jwt.jti)
        self._book.fold(event, at, tags_told(event, jwt, self._book), is_open=False)
