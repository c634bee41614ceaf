"""The courier: it brings recalls to recipients that have an address, and has the platform say so (INV-10).

Nothing waits for it: a recall stands on its recipient's board from the moment of its order. Each is sent after a delay
of its own, drawn at random, so that neighbours in the log tell nothing (design, section 7). A recipient may get the
same recall twice: whoever dies between sending and saying sends again. In the log it is said once.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random, SystemRandom
from typing import Any, Literal, NamedTuple, Protocol

import structlog
from psycopg import Connection

from domain.disclosure.state import RecallState
from domain.refusal import Refusal
from domain.time import legal_date
from ledger.postgres.connect import connect
from ledger.service.acts import Recorded
from ledger.service.errors import DecisionContestedError
from ledger.service.ledger import Ledger
from ledger.service.ledger import now as present
from ledger.service.recall_addresses import RecallAddresses
from ledger.service.request_signing import RequestSigner
from projections.grower import Connect
from projections.messenger import Answer, Message, Messenger
from projections.open_recalls import RecallSearch
from projections.passes import backoff_s
from projections.snapshot import answer
from projections.statements import statement

LIMIT = 200
"""Most recalls looked at in one round."""
AT_ONCE = 16
"""Most messages sent beside each other in one round."""

_log = structlog.get_logger(__name__)


class Deliveries(Protocol):
    """Says in the platform's name that a recall was delivered; None where that is said, or no more to be said."""

    def say(self, recall: str, on: date) -> Recorded | None:
        """Say it."""
        ...


class Sending(Protocol):
    """Brings messages to recipients."""

    def send(self, messages: list[Message]) -> list[Answer]:
        """Send them; give what became of each, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a recall waits before it is sent, and before it is sent again.

    Attributes:
        first_s: Shortest and longest wait before it is sent.
        retry_s: About how long before it is sent again; twice as long after each further failure.
        limit_s: About how long at most.
        chance: Draws.
    """

    first_s: tuple[float, float] = (60.0, 1_800.0)
    retry_s: float = 120.0
    limit_s: float = 21_600.0
    chance: Random = field(default_factory=SystemRandom)

    def first(self) -> timedelta:
        """Draw the wait of a recall that was just found."""
        return timedelta(seconds=self.chance.uniform(*self.first_s))

    def again(self, failures: int) -> timedelta:
        """Draw the wait after so many failures, at least 1."""
        return timedelta(seconds=backoff_s(failures, self.retry_s, self.limit_s) * self.chance.uniform(0.75, 1.25))


class Round(NamedTuple):
    """What one round did; numbers only.

    Attributes:
        is_leader: Whether it was this courier's turn; if not, another one is at it and nothing was done here.
        delivered: Recalls that were taken, and said to be.
        failed: Messages that were not taken; they are sent again later.
        left: Recalls that were taken while saying so has to wait, because what is said kept changing or was refused.
        waiting: Recalls that wait for their time.
        is_more: Whether more is left to do at once.
    """

    is_leader: bool = False
    delivered: int = 0
    failed: int = 0
    left: int = 0
    waiting: int = 0
    is_more: bool = False


@dataclass(slots=True)
class _Parcel:
    """A recall on its way.

    Attributes:
        unit: Code of its recipient.
        at: When it is sent next, or said to be delivered.
        failures: How often that failed.
        taken_on: When the recipient took it; None while it did not.
    """

    unit: str
    at: datetime
    failures: int = 0
    taken_on: date | None = None


class Courier:
    """Finds recalls that wait, sends them in their time and has it said; one of all processes at a time."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        messenger: Sending | None = None,
        deliveries: Deliveries | None = None,
        waits: Waits | None = None,
        clock: Callable[[], datetime] = present,
        opened: Connect | None = None,
        limit: int = LIMIT,
    ) -> None:
        """Use a ledger; nothing runs before `run_once`.

        Args:
            ledger: Open.
            messenger: Sends; by default over the network, signed with the platform's key.
            deliveries: Says what was delivered; by default the ledger's own.
            waits: How long recalls wait.
            clock: Gives the present instant, aware.
            opened: Opens a connection in autocommit mode; by default one to the ledger's database.
            limit: Most recalls looked at in one round.
        """
        keyring, settings = ledger.keyring, ledger.settings
        self._source = ledger.source
        self._messenger: Sending = messenger or Messenger(keyring.origin, RequestSigner(keyring.platform))
        self._deliveries: Deliveries = deliveries or ledger.deliveries
        self._addresses = RecallAddresses(settings.layout.recall_addresses)
        self._waits = waits or Waits()
        self._clock = clock
        self._connect: Connect = opened or partial(connect, ledger.dsn, settings.db_schema, autocommit=True)
        self._limit = limit
        self._parcels: dict[str, _Parcel] = {}
        self._reached: Mapping[str, str] = {}
        self._after = -1

    def run_once(self) -> Round:
        """Look at what was recalled since the last round, and send what is due.

        Raises:
            psycopg.Error: The database went away; the next round goes on.
            RecallAddressError: The file of addresses is damaged.
            LogError: Nothing can be recorded.
        """
        addresses = self._addresses.read()
        self._readdress(addresses)
        if not addresses and not self._parcels:
            return Round(is_leader=True)
        with self._connect() as connection:
            return self._round(connection, addresses) if _leads(connection) else Round()

    def _readdress(self, addresses: Mapping[str, str]) -> None:
        """Begin anew with whom another address leads to than before, or none; what was taken is still to be said."""
        same = {unit for unit, url in addresses.items() if self._reached.get(unit) == url}
        if len(same) < len(addresses):
            self._after = -1
        self._reached = addresses
        self._parcels = {
            name: parcel for name, parcel in self._parcels.items() if parcel.unit in same or parcel.taken_on is not None
        }

    def _round(self, connection: Connection[Any], addresses: Mapping[str, str]) -> Round:
        now = self._clock()
        is_last = self._find(connection, now)
        due = [name for name, parcel in self._parcels.items() if parcel.at <= now]
        chosen = due if len(due) <= AT_ONCE else self._waits.chance.sample(due, AT_ONCE)
        open_ones = answer(connection, lambda cursor: self._search(cursor, now).open_ones(chosen))
        self._waits.chance.shuffle(open_ones)
        for settled in set(chosen).difference(one.jti for one in open_ones):
            del self._parcels[settled]
        failed = self._send([one for one in open_ones if self._parcels[one.jti].taken_on is None], addresses)
        said = Counter(self._say(one.jti, day) for one in open_ones if (day := self._parcels[one.jti].taken_on))
        done = Round(
            is_leader=True,
            delivered=said["delivered"],
            failed=failed,
            left=said["left"],
            waiting=len(self._parcels),
            is_more=not is_last or len(due) > len(chosen),
        )
        if chosen:
            _log.info("recalls-brought", delivered=done.delivered, failed=failed, left=done.left, waiting=done.waiting)
        return done

    def _search(self, cursor: Any, now: datetime) -> RecallSearch:
        return RecallSearch(cursor, self._source, now=now, limit=self._limit)

    def _find(self, connection: Connection[Any], now: datetime) -> bool:
        """Take up what was ordered since the last look; tell whether that is all."""
        found = answer(connection, lambda cursor: self._search(cursor, now).walk(self._after, self._reached))
        for one in found.recalls:
            if one.jti not in self._parcels:
                self._parcels[one.jti] = _Parcel(one.unit, now + self._waits.first())
        self._after = found.after
        return found.is_last

    def _send(self, recalls: list[RecallState], addresses: Mapping[str, str]) -> int:
        """Send recalls beside each other; count those that were not taken."""
        if not recalls:
            return 0
        answers = self._messenger.send([Message(addresses[one.unit], one.jti, _due(one)) for one in recalls])
        for one, became in zip(recalls, answers, strict=True):
            if became.is_taken:
                self._parcels[one.jti].taken_on = legal_date(self._clock())
            else:
                self._put_off(one.jti, "recall-not-taken", became.reason)
        return sum(not became.is_taken for became in answers)

    def _say(self, recall: str, taken_on: date) -> Literal["delivered", "settled", "left"]:
        """Have it said that a recall was delivered; settled: the recipient has confirmed it before that."""
        try:
            said = self._deliveries.say(recall, taken_on)
        except (DecisionContestedError, Refusal) as error:
            self._put_off(recall, "recall-left", error.code)
            return "left"
        del self._parcels[recall]
        return "settled" if said is None else "delivered"

    def _put_off(self, recall: str, event: str, reason: str) -> None:
        parcel = self._parcels[recall]
        parcel.failures += 1
        parcel.at = self._clock() + self._waits.again(parcel.failures)
        _log.warning(event, recall=recall, reason=reason, failures=parcel.failures)


def _leads(connection: Connection[Any]) -> bool:
    """Take the lead for as long as the connection lives, unless another courier has it."""
    row = connection.execute(statement("projections", "lead_courier")).fetchone()
    return row is not None and bool(row[0])


def _due(recall: RecallState) -> date:
    if recall.due_on is None:
        raise ValueError("the recall was never ordered")
    return recall.due_on
