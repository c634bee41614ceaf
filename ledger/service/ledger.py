"""One open ledger: everything between a statement and its receipt, wired together.

Nothing is made at import time; `open_ledger` makes the parts and takes them down again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from domain.agency.events import AgencyEnrolled
from domain.agency.state import AgencyState
from domain.calendar.events import CalendarPublished
from domain.calendar.state import CalendarState
from domain.catalogue.events import CatalogueItemPublished
from domain.catalogue.state import ItemState
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.definition.state import Definitions
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.rule.state import RulesState
from domain.time import milliseconds
from ledger.keystore import FileKeyStore
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import HighWaterMark
from ledger.log.opening import LogPlace, make_sequencer, open_pool
from ledger.log.reader import LogReader
from ledger.log.statement_envelope import StatementEnvelope
from ledger.migrate import migrate
from ledger.operation_error import OperationError
from ledger.postgres.database import database
from ledger.service.acts import Acts
from ledger.service.admission.desk import Desk
from ledger.service.admission.filing import Filing
from ledger.service.admission.table import admissions
from ledger.service.attachments import Attachments
from ledger.service.boundary import LogTags
from ledger.service.clockwork import Clockwork
from ledger.service.deliveries import Deliveries
from ledger.service.erasure import Erasure
from ledger.service.heads import Heads
from ledger.service.keyring import Keyring
from ledger.service.looks import Looks
from ledger.service.nonces import UsedNonces
from ledger.service.outcome import Outcome
from ledger.service.own_keys import OwnKeys
from ledger.service.platform import Platform
from ledger.service.policy import policy_of
from ledger.service.receipts import Receipt, Receipts
from ledger.service.records import RecordSource
from ledger.service.rule_book import RuleBook
from ledger.service.signatures import Signatures
from ledger.service.sql_files import statement
from ledger.service.subjects import Subjects
from ledger.service.submission import Submission
from ledger.service.wrapped import WrappedRequests
from ledger.settings import Layout, Settings


class NoLedgerError(OperationError):
    """The state folder holds no ledger yet."""

    code: ClassVar[str] = "no-ledger"

    def __init__(self) -> None:
        super().__init__(
            "状态目录中还没有账本。",
            "The state folder holds no ledger yet.",
            "请先运行 chengjian init。",
            "Run chengjian init first.",
        )


@dataclass(frozen=True, slots=True)
class Health:
    """How the recorder is doing.

    Attributes:
        is_recording: Whether statements are taken.
        size: Number of entries in the log.
        marked_size: The high-water mark.
        queued_events: How many events wait.
        stopped: Why nothing is taken any more; empty while all is well.
    """

    is_recording: bool
    size: int
    marked_size: int
    queued_events: int
    stopped: str


class Ledger:
    """One open ledger.

    Attributes:
        settings: What the operator set.
        dsn: Connection string of its database.
        keyring: Keys that the servers hold.
        keystore: Keys of the subjects.
        pool: Connections for reading.
        source: Reads records over them.
        nonces: Nonces of signed requests.
        reader: Reads the log.
        sequencer: Records.
        erasure: Destroys what must be forgotten.
        clockwork: Says what the passing of time means.
        deliveries: Says that recalls were delivered.
        looks: Records who looks at what is not public.
        attachments: Stores and reads the files that statements name.
    """

    def __init__(self, settings: Settings, dsn: str, stack: ExitStack, clock: Callable[[], datetime]) -> None:
        """Wire the parts; `open_ledger` calls this.

        Args:
            settings: What the operator set.
            dsn: Connection string of a migrated database.
            stack: Takes the parts down in reverse order.
            clock: Gives the present instant, aware.
        """
        layout = settings.layout
        origin = read_origin(layout)
        self.settings = settings
        self.dsn = dsn
        self.keyring = Keyring.load(layout.keys, origin)
        self.keystore = stack.enter_context(FileKeyStore(layout.keystore))
        place = LogPlace(dsn, settings.db_schema, origin, layout.high_water, self.keyring.log, self.keyring.tags)
        self.pool = stack.enter_context(open_pool(place))
        self.source = RecordSource(origin, self.keystore, self.keyring.tags)
        self.nonces = UsedNonces(self.pool)
        self._mark = stack.enter_context(HighWaterMark(place.high_water, origin))
        self.reader = LogReader(self.pool.connection, self._mark, CheckpointSigner(origin, place.key), place.tag_key)
        self.sequencer = stack.enter_context(
            make_sequencer(
                place,
                StatementEnvelope(origin),
                before_commit=(self.keystore.sync,),
                clock_ms=lambda: milliseconds(clock()),
            )
        )
        tags = LogTags(self.pool, self.source)
        heads = Heads(self.pool, self.keyring.tags)
        subjects = Subjects(self.keyring, self.keystore, heads)
        platform = Platform(origin, self.keyring.platform)
        self._book = RuleBook(tags)
        desk = Desk(tags, Filing(subjects, platform))
        self._receipts = Receipts(self.reader)
        self._submission = Submission(
            book=self._book,
            admissions=admissions(desk),
            heads=heads,
            subjects=subjects,
            signatures=Signatures(self._book, OwnKeys(tags, subjects)),
            sequencer=self.sequencer,
            receipts=self._receipts,
            wrapped=WrappedRequests(self.pool, self.source),
            clock=clock,
        )
        acts = Acts(self._book, desk, self.sequencer, clock)
        self.clockwork, self.deliveries, self.looks = Clockwork(acts), Deliveries(acts), Looks(acts)
        self.attachments = Attachments(self.pool, self.source, settings.attachment_mb * 2**20)
        self.erasure = Erasure(self.pool, self.source, tags, subjects, platform, self.sequencer, clock)

    @property
    def genesis(self) -> LedgerState:
        """The ledger's identity, from the first entry of its log."""
        return self._book.genesis

    def submit_many(self, statements: Sequence[str]) -> list[Outcome]:
        """Record statements; blocks until each is durable or refused. One outcome for each, in order."""
        return self._submission.submit_many(statements)

    def receipt(self, iss: str, jti: str) -> Receipt | None:
        """Make the receipt of a statement by its issuer and id, if it was recorded."""
        return self._receipts.find(iss, jti)

    def receipt_at(self, position: int) -> Receipt:
        """Make the receipt of a recorded position."""
        return self._receipts.at(position)

    def agencies(self) -> list[AgencyState]:
        """List the agencies that were ever enrolled, by code."""
        codes = self._names(AgencyEnrolled.TOPIC, "agency")
        return [loaded.state for loaded in self._book.agencies.read_many(codes)]

    def catalogue(self) -> list[ItemState]:
        """List the catalogue items that were ever published, by name."""
        items = self._names(CatalogueItemPublished.TOPIC, "item")
        return [loaded.state for loaded in self._book.items.read_many(items)]

    def rules(self) -> RulesState:
        """Give the rules that were ever published."""
        return self._book.rules.read("").state

    def calendars(self) -> list[CalendarState]:
        """List the working-day calendars that were published, by year."""
        years = self._names(CalendarPublished.TOPIC, "year")
        return [loaded.state for loaded in self._book.calendars.read_many(years)]

    def lists(self) -> list[Definitions[ListDefined]]:
        """List the definitions of lists (名单) that were ever published, by id."""
        return [one.state for one in self._book.lists.read_many(self._names(ListDefined.TOPIC, "list"))]

    def measures(self) -> list[Definitions[MeasureDefined]]:
        """List the definitions of measures (措施) that were ever published, by id."""
        return [one.state for one in self._book.measures.read_many(self._names(MeasureDefined.TOPIC, "measure"))]

    def purposes(self) -> list[Definitions[PurposeDefined]]:
        """List the definitions of purposes (查询用途) that were ever published, by id."""
        return [one.state for one in self._book.purposes.read_many(self._names(PurposeDefined.TOPIC, "purpose"))]

    def keys(self, holder: str) -> list[KeyState]:
        """List the keys that a holder has or had."""
        state = self._book.holders.read(holder).state
        return [loaded.state for loaded in self._book.keys.read_many([*state.current, *state.ended])]

    def health(self) -> Health:
        """Say how the recorder is doing."""
        stopped = self.sequencer.stopped
        return Health(
            stopped is None,
            self.reader.size(),
            self._mark.read().size,
            self.sequencer.queued_events,
            str(stopped or ""),
        )

    def policy(self) -> dict[str, Any]:
        """Give the policy that a verifier pins (log format, section 10)."""
        return policy_of(self.genesis)

    def _names(self, topic: str, claim: str) -> list[str]:
        with self.pool.connection() as connection, connection.cursor() as cursor:
            rows = cursor.execute(statement("positions_of_topic"), {"topic": topic}).fetchall()
            records = self.source.at(cursor, [position for (position,) in rows], roles=())
        return sorted({str(record.plain[claim]) for record in records.values()})


def read_origin(layout: Layout) -> str:
    """Read which log a state folder belongs to.

    Raises:
        NoLedgerError: None yet.
    """
    try:
        return (layout.home / "origin").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoLedgerError from error


def now() -> datetime:
    """Give the present instant by this machine's clock, aware."""
    return datetime.now(UTC)


@contextmanager
def open_ledger(settings: Settings, clock: Callable[[], datetime] = now) -> Iterator[Ledger]:
    """Open the ledger of a state folder: start or join its database, migrate it, and begin to record.

    Raises:
        OperationError: It cannot be opened; the error says why and what to do.
    """
    read_origin(settings.layout)
    with ExitStack() as stack:
        dsn = stack.enter_context(database(settings))
        migrate(dsn, settings.db_schema)
        ledger = Ledger(settings, dsn, stack, clock)
        ledger.erasure.finish()
        yield ledger
