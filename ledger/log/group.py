"""Which requests of a group may be recorded: exact conditions, counters, times. No input or output.

Requests are judged one after the other, as if each were a transaction of its own: what an earlier one of the group will
record counts for the later ones. Whoever fails is refused alone.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from ledger.append import AppendRequest, Condition, PendingEvent, QueryItem
from ledger.log.errors import AppendRefusedError, ConditionFailedError, DecisionExpiredError, InvalidAppendError
from ledger.log.questions import Answers, ItemProbe, Questions
from ledger.private_tags import TagKey

_UNKNOWN_TYPE = -1


class CompiledItem(NamedTuple):
    """A query item that needs more than the last entry under one tag.

    Attributes:
        types: Names; none: all.
        tags: Digests; none: every event of the types.
    """

    types: tuple[str, ...]
    tags: tuple[bytes, ...]


class CompiledCondition(NamedTuple):
    """A condition with its tags digested.

    Attributes:
        floor: First leaf position that the decision does not know.
        tags: Digests of its items that are one tag without types: the last entry under the tag answers them.
        items: Its other items.
    """

    floor: int
    tags: list[bytes]
    items: list[CompiledItem]


class CompiledRequest:
    """A request with what can be worked out before its turn.

    Attributes:
        request: As it was submitted.
        counted: For each event the digests of its counted tags; empty if no event has any.
        conditions: With digests.
    """

    __slots__ = ("_digest_all", "_private", "conditions", "counted", "request")

    def __init__(self, request: AppendRequest, tag_key: TagKey) -> None:
        """Check a request and digest the tags that decide about it.

        Raises:
            InvalidAppendError: It has no events, or counts one tag twice in an event.
        """
        if not request.events:
            raise InvalidAppendError("没有事件", "it has no events")
        self.request = request
        self._digest_all = tag_key.digest_all
        self._private: list[bytes] | None = None
        counted = [self._count(event) for event in request.events]
        self.counted = counted if any(counted) else []
        self.conditions = [self._compile(condition) for condition in request.conditions]

    def _count(self, event: PendingEvent) -> list[bytes]:
        if not (event.open_tags or event.spines or event.sealed):
            return []
        names = [*event.open_tags, *(spine.tag for spine in event.spines), *(file.tag for file in event.sealed)]
        if len(set(names)) < len(names) or not set(names).isdisjoint(event.private_tags):
            raise InvalidAppendError("同一事件的标签重复", "an event carries a tag twice")
        return self._digest_all(names)

    def _compile(self, condition: Condition) -> CompiledCondition:
        query = condition.any_of or (QueryItem(),)
        digests = iter(self._digest_all(chain.from_iterable([item.tags for item in query])))
        tags, items = [], []
        for types, names in query:
            if len(names) == 1 and not types:
                tags.append(next(digests))
            else:
                items.append(CompiledItem(types, tuple(islice(digests, len(names)))))
        return CompiledCondition(condition.after or 0, tags, items)

    def digests(self) -> list[bytes]:
        """Digest the private tags of all events, one event after the other; worked out once."""
        if self._private is None:
            tags = chain.from_iterable([event.private_tags for event in self.request.events])
            self._private = self._digest_all(tags)
        return self._private

    def digests_by_event(self) -> list[list[bytes]]:
        """Digest all tags of each event."""
        private = iter(self.digests())
        events = [list(islice(private, len(event.private_tags))) for event in self.request.events]
        return [counted + rest for counted, rest in zip(self.counted, events, strict=True)] if self.counted else events


class Admitted(NamedTuple):
    """A request that will be recorded.

    Attributes:
        compiled: The request.
        first: Leaf position of its first event.
        counts: For each event the number of earlier entries under each of its counted tags; empty if no event has any.
    """

    compiled: CompiledRequest
    first: int
    counts: list[list[int]]


Verdict = Admitted | AppendRefusedError


def questions_of(requests: Iterable[CompiledRequest], types: dict[str, int]) -> Questions:
    """Collect what has to be asked to judge a group.

    Args:
        requests: The group.
        types: Numbers of the topics known so far.
    """
    tags: dict[bytes, None] = {}
    probes: list[ItemProbe] = []
    numbers: dict[int, None] = {}
    asks_last = False
    for request in requests:
        for counted in request.counted:
            tags.update(dict.fromkeys(counted))
        for condition in request.conditions:
            tags.update(dict.fromkeys(condition.tags))
            for item in condition.items:
                if item.tags:
                    allowed = tuple(types.get(name, _UNKNOWN_TYPE) for name in item.types)
                    probes.append(ItemProbe(item.tags, allowed, condition.floor))
                elif item.types:
                    numbers.update((types[name], None) for name in item.types if name in types)
                else:
                    asks_last = True
    return Questions(tuple(tags), probes, tuple(numbers), asks_last)


def names_of(requests: Iterable[CompiledRequest]) -> set[str]:
    """Collect all topics that a group mentions."""
    names: set[str] = set()
    for request in requests:
        names.update([event.type for event in request.request.events])
        for condition in request.conditions:
            for item in condition.items:
                names.update(item.types)
    return names


class Judge:
    """Judges the requests of one group, in order."""

    def __init__(self, answers: Answers, types: dict[str, int], time_ms: int) -> None:
        """Begin with what is committed.

        Args:
            answers: What the database said to `questions_of` the same requests in the same order.
            types: Numbers of the topics.
            time_ms: Entry time of the group.
        """
        self._answers = answers
        self._types = types
        self._time_ms = time_ms
        self._next = answers.state.size
        self._counts: dict[bytes, int] = {}
        self._overlay = _Overlay()
        self._item = 0

    def judge(self, requests: Sequence[CompiledRequest]) -> list[Verdict]:
        """Judge all requests; the refused ones leave no trace in the verdicts of the others."""
        return [self._judge(request) for request in requests]

    def _judge(self, request: CompiledRequest) -> Verdict:
        matched = self._matches_stored(request)
        for i, condition in enumerate(request.conditions):
            if matched[i] or self._overlay.matches(condition):
                return ConditionFailedError(i)
        not_after = request.request.not_after_ms
        if not_after is not None and self._time_ms > not_after:
            return DecisionExpiredError(not_after, self._time_ms)
        if any(self._is_uncounted(digest) for counted in request.counted for digest in counted):
            return InvalidAppendError(
                "要计数的标签曾作为不计数的标签使用", "a tag that is to be counted was used without counting"
            )
        admitted = Admitted(request, self._next, [self._count(counted) for counted in request.counted])
        self._next += len(request.request.events)
        self._overlay.add(admitted)
        return admitted

    def _matches_stored(self, request: CompiledRequest) -> list[bool]:
        """Say for each condition whether something committed matches it; takes the probes in their order."""
        matched = []
        for condition in request.conditions:
            stored = [self._is_stored(item, condition.floor) for item in condition.items]
            matched.append(any(stored) or self._has_newer_head(condition))
        return matched

    def _has_newer_head(self, condition: CompiledCondition) -> bool:
        heads, floor = self._answers.heads, condition.floor
        return bool(heads) and any(tag in heads and heads[tag].position >= floor for tag in condition.tags)

    def _is_stored(self, item: CompiledItem, floor: int) -> bool:
        if item.tags:
            self._item += 1
            return self._item - 1 in self._answers.matched
        if item.types:
            heads = self._answers.type_heads
            return any(heads.get(self._types.get(name, _UNKNOWN_TYPE), -1) >= floor for name in item.types)
        return self._answers.last_event >= floor

    def _is_uncounted(self, digest: bytes) -> bool:
        head = self._answers.heads.get(digest)
        return head is not None and head.n is None

    def _count(self, counted: list[bytes]) -> list[int]:
        counts = []
        for digest in counted:
            n = self._counts.get(digest)
            if n is None:
                head = self._answers.heads.get(digest)
                n = 0 if head is None or head.n is None else head.n + 1
            counts.append(n)
            self._counts[digest] = n + 1
        return counts


class _Overlay:
    """What the group has admitted so far, indexed only once somebody asks."""

    def __init__(self) -> None:
        self._waiting: list[Admitted] = []
        self._by_tag: dict[bytes, list[tuple[int, str, list[bytes]]]] = {}
        self._by_type: dict[str, int] = {}

    def add(self, admitted: Admitted) -> None:
        self._waiting.append(admitted)

    def matches(self, condition: CompiledCondition) -> bool:
        """Whether an admitted event matches the condition."""
        self._index()
        by_tag, floor = self._by_tag, condition.floor
        if any(tag in by_tag and by_tag[tag][-1][0] >= floor for tag in condition.tags):
            return True
        return any(self._has(item, floor) for item in condition.items)

    def _has(self, item: CompiledItem, floor: int) -> bool:
        if not item.tags:
            last = [self._by_type.get(name, -1) for name in item.types] or self._by_type.values()
            return any(position >= floor for position in last)
        return any(
            position >= floor and (not item.types or topic in item.types) and set(tags).issuperset(item.tags)
            for position, topic, tags in self._by_tag.get(item.tags[0], ())
        )

    def _index(self) -> None:
        for admitted in self._waiting:
            position = admitted.first
            for event, tags in zip(admitted.compiled.request.events, admitted.compiled.digests_by_event(), strict=True):
                row = (position, event.type, tags)
                self._by_type[event.type] = position
                for tag in tags:
                    self._by_tag.setdefault(tag, []).append(row)
                position += 1
        self._waiting.clear()
