"""The recorder that programs written for the `eventsourcing` library see.

Library position = leaf position + 1. Epochs take positions there too, but are neither returned nor matched.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import DataError, IntegrityError, InternalError, OperationalError, ProgrammingError

from ledger.append import AppendRequest, Condition, PendingEvent, QueryItem
from ledger.log.errors import (
    ConditionFailedError,
    EntryTooLargeError,
    InvalidAppendError,
    LogError,
    LogStoppedError,
)
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.reader import PAGE, LogReader, StoredEntry
from ledger.log.sequencer import Sequencer
from ledger.log.subscription import Subscription


class Recorder(DCBRecorder):
    """Appends to and reads from a log of kind ``data``."""

    def __init__(
        self, sequencer: Sequencer, reader: LogReader, connect: Callable[[], "psycopg.Connection[Any]"]
    ) -> None:
        """Keep the parts.

        Args:
            sequencer: Started, with a `PlainEnvelope`.
            reader: Of the same log.
            connect: Opens a connection in autocommit mode, for subscriptions.
        """
        self._sequencer = sequencer
        self._reader = reader
        self._connect = connect
        self._envelope = PlainEnvelope()

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append events, unless the condition fails; return the position of the last one.

        Raises:
            IntegrityError: The condition fails.
            OperationalError: The log is busy, out of reach, or cannot say how it ended.
            InternalError: The log has stopped.
            DataError: An event cannot be spelled.
            ProgrammingError: There are no events.
        """
        if not events:
            raise ProgrammingError("there must be at least one event")
        pending = tuple([PendingEvent(event.type, event.data, (), (), (), tuple(event.tags)) for event in events])
        conditions = () if condition is None else (Condition(_items(condition.fail_if_events_match), condition.after),)
        try:
            appended = self._sequencer.append(AppendRequest(pending, conditions))
        except ConditionFailedError as error:
            raise IntegrityError(condition) from error
        except (EntryTooLargeError, InvalidAppendError) as error:
            raise DataError(str(error)) from error
        except LogStoppedError as error:
            raise InternalError(str(error)) from error
        except LogError as error:
            raise OperationalError(str(error)) from error
        return appended.positions[-1] + 1

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Give the matching events in order.

        The head of the response is the position up to which the log was looked at; with a limit, that of the last
        event.
        """
        items = _items(query) if query is not None else ()
        if limit is not None:
            events = [self._open(row) for row in self._reader.read_by_tags(items, after, limit).entries]
            return SimpleDCBReadResponse(iter(events), events[-1].position if events else None)
        head = self._reader.size()
        return SimpleDCBReadResponse(self._pages(items, after or 0, head), head or None)

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> Subscription:
        """Give the matching events in order, now and as they come."""
        return Subscription(self, self._connect, query, after)

    def _pages(self, items: tuple[QueryItem, ...], start: int, stop: int) -> Iterator[DCBSequencedEvent]:
        while start < stop:
            rows = self._reader.events(items, start, stop, PAGE)
            yield from map(self._open, rows)
            if len(rows) < PAGE:
                return
            start = rows[-1].position + 1

    def _open(self, row: StoredEntry) -> DCBSequencedEvent:
        event = self._envelope.unseal(row.entry)
        return DCBSequencedEvent(DCBEvent(event.type, event.data, event.tags), row.position + 1)


def _items(query: DCBQuery) -> tuple[QueryItem, ...]:
    return tuple([QueryItem(tuple(item.types), tuple(item.tags)) for item in query.items])
