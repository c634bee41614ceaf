"""What goes into an admission and what comes out of it."""

from datetime import datetime
from typing import NamedTuple

from domain.authority import Authority
from domain.event import Event
from domain.identifier import Identifier
from domain.rule.law import Law
from domain.signer import Signer
from domain.tags import Tags, jti_tag
from domain.time import milliseconds
from ledger.append import AppendRequest, Condition, PendingEvent, SealedTag, VaultRow
from ledger.service.errors import IssuedOutsideWindowError
from ledger.service.rule_book import Knowledge, unchanged
from ledger.statement import Statement

MAX_AHEAD_S = 300
MAX_AGE_S = 30 * 24 * 3600


class Incoming(NamedTuple):
    """A statement whose signature was verified.

    Attributes:
        statement: Complete, with its disclosures.
        event: What it says.
        tags: The event's tags.
        signer: Who signed.
        knowledge: What the decision looks at.
        now: Present instant, aware.
    """

    statement: Statement
    event: Event
    tags: Tags
    signer: Signer
    knowledge: Knowledge
    now: datetime

    @property
    def id_tag(self) -> str:
        """The tag that makes the statement unique."""
        return jti_tag(self.statement.iss, self.statement.jti)

    def authority(self) -> Authority:
        """Look at who signed."""
        return self.knowledge.authority(self.signer, self.now)

    def law(self) -> Law:
        """Look at the rules and the working days."""
        return self.knowledge.law(self.now)


class Admitted(NamedTuple):
    """A decision to record; the statement's own event is the last of the request.

    Attributes:
        request: What to append, on which conditions.
        identifiers: Identifiers whose standing the decision rests on.
        document: Tag of the fact's natural identity, which must be unused.
        paper: Tag of all facts of its document; unless the decision looked at them, it must be unused, too.
        statement: What is recorded in place of the statement sent: the platform's event around a request.
    """

    request: AppendRequest
    identifiers: tuple[Identifier, ...] = ()
    document: str | None = None
    paper: str | None = None
    statement: Statement | None = None


def pending_event(
    statement: Statement, tags: Tags, *, sealed: tuple[SealedTag, ...] = (), vault: tuple[VaultRow, ...] = ()
) -> PendingEvent:
    """Make the recorder's event of a statement; its spines, if any, are added by who knows the handles."""
    return PendingEvent(
        type=statement.vct,
        payload=statement.jwt.encode("ascii"),
        open_tags=tags.open,
        sealed=sealed,
        private_tags=tags.private,
        vault=vault,
    )


def admitted(incoming: Incoming, *extra: Condition) -> Admitted:
    """Admit a statement that has no subject."""
    return Admitted(request(incoming, (pending_event(incoming.statement, incoming.tags),), *extra))


def request(
    incoming: Incoming, events: tuple[PendingEvent, ...], *extra: Condition, not_after_ms: int | None = None
) -> AppendRequest:
    """Make the request: the id is unused, what was looked at is unchanged, and the statement is not too old.

    Args:
        incoming: The statement.
        events: What to record; the statement's own event last.
        extra: Further conditions.
        not_after_ms: Instant at which the decision's outcome could change.
    """
    conditions = (unchanged(incoming.id_tag, None), *extra, *incoming.knowledge.conditions())
    last_ms = (incoming.statement.iat + MAX_AGE_S) * 1000
    return AppendRequest(events, conditions, last_ms if not_after_ms is None else min(last_ms, not_after_ms))


def check_issued_at(iat: int, now: datetime) -> None:
    """Check that a statement was signed just now, or not too long ago.

    Raises:
        IssuedOutsideWindowError: More than 5 minutes ahead or 30 days old.
    """
    if not -MAX_AHEAD_S * 1000 <= milliseconds(now) - iat * 1000 <= MAX_AGE_S * 1000:
        raise IssuedOutsideWindowError
