"""Acts of the platform itself: looked at, decided, signed and appended, until nothing new gets in between."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias
from uuid import UUID

from domain.event import Event
from domain.identifier import Identifier
from domain.tagging import tags_of
from domain.tags import jti_tag
from ledger.append import Appended, AppendRequest, ConditionFailedError, DecisionExpiredError
from ledger.service.admission.desk import Desk
from ledger.service.admission.glance import Glance
from ledger.service.errors import DecisionContestedError
from ledger.service.rule_book import Knowledge, Memory, RuleBook, unchanged

ATTEMPTS = 4


class Appending(Protocol):
    """The recorder, as the platform's acts see it."""

    def append(self, request: AppendRequest) -> Appended:
        """Record a request; return when it is durable and signed."""
        ...


class Act(NamedTuple):
    """What the platform has to record.

    Attributes:
        event: The event.
        subject: Whose file it belongs to.
        not_after_ms: Last entry time at which the decision holds; None: always.
    """

    event: Event
    subject: Identifier
    not_after_ms: int | None = None


Decide: TypeAlias = Callable[[Glance, Knowledge, datetime], Act | None]
"""Looks at records and rules at an instant; None: there is nothing to do any more."""


class Recorded(NamedTuple):
    """An act that is recorded.

    Attributes:
        position: Leaf position.
        jti: Id of its statement.
    """

    position: int
    jti: str


class Acts:
    """Carries out what the platform decides."""

    def __init__(self, book: RuleBook, desk: Desk, sequencer: Appending, clock: Callable[[], datetime]) -> None:
        """Keep what an act is decided and recorded with."""
        self._book = book
        self._desk = desk
        self._sequencer = sequencer
        self._clock = clock

    def carry_out(self, decide: Decide) -> Recorded | None:
        """Decide and record; None if there was nothing to do.

        Raises:
            DecisionContestedError: What the decision rests on kept changing.
            Refusal: The domain refuses it.
            LogError: It cannot be recorded.
        """
        for _attempt in range(ATTEMPTS):
            now = self._clock()
            glance, knowledge = self._desk.glance(), Knowledge(self._book, Memory())
            act = decide(glance, knowledge, now)
            if act is None:
                return None
            try:
                return self._append(act, glance, knowledge, now)
            except (ConditionFailedError, DecisionExpiredError):
                self._desk.filing.subjects.forget([act.subject])
                knowledge.refresh()
        raise DecisionContestedError

    def check(self, require: Callable[[Knowledge, datetime], object]) -> None:
        """Check something against the rule book of this moment, without recording anything.

        Raises:
            Refusal: What the check refuses.
        """
        require(Knowledge(self._book, Memory()), self._clock())

    def _append(self, act: Act, glance: Glance, knowledge: Knowledge, now: datetime) -> Recorded:
        filing = self._desk.filing
        statement = filing.platform.sign(act.event, now)
        tags = tags_of(act.event, iss=statement.iss, jti=statement.jti)
        genesis = self._book.genesis
        filed = filing.prepare(statement, tags, (act.subject,), "", memory=knowledge.memory, genesis=genesis, now=now)
        unused = unchanged(jti_tag(statement.iss, statement.jti), None)
        conditions = (unused, *glance.conditions, *knowledge.conditions(), *filed.conditions)
        appended = self._sequencer.append(AppendRequest(filed.events, conditions, act.not_after_ms))
        return Recorded(appended.positions[-1], str(UUID(statement.jti)))
