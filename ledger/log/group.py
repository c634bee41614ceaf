"""Which requests of a group may be recorded: exact conditions, counters, times. No input or output.

Requests are judged one after the other, as if each were a transaction of its own: what an earlier one of the group will
record counts for the later ones. Whoever fails is refused alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.append import AppendRequest, PendingEvent, QueryItem
from ledger.log.errors import AppendRefusedError, ConditionFailedError, DecisionExpiredError, InvalidAppendError
from ledger.log.questions import Answers, ItemProbe, Questions
from ledger.private_tags import TagKey

_UNKNOWN_TYPE = -1


class CompiledItem(NamedTuple):
    """A query item with its tags digested.

    Attributes:
        types: Names; none: all.
        tags: Digests; none: every event of the types.
        floor: First leaf position that the decision does not know.
    """

    types: tuple[str, ...]
    tags: tuple[bytes, ...]
    floor: int

    @property
    def is_head_only(self) -> bool:
        """Whether the last entry under one tag answers it."""
        return len(self.tags) == 1 and not self.types


class CompiledRequest:
    """A request with what can be worked out before its turn.

    Attributes:
        request: As it was submitted.
        counted: For each event the digests of its counted tags.
        conditions: For each condition its items.
    """

    __slots__ = ("_digests", "_tag_key", "conditions", "counted", "request")

    def __init__(self, request: AppendRequest, tag_key: TagKey) -> None:
        """Check a request and digest the tags that decide about it.

        Raises:
            InvalidAppendError: It has no events, or counts one tag twice in an event.
        """
        if not request.events:
            raise InvalidAppendError("没有事件", "it has no events")
        self.request = request
        self._tag_key = tag_key
        self._digests: list[list[bytes]] | None = None
        self.counted = [self._count(event) for event in request.events]
        self.conditions = [
            [self._compile(item, condition.after or 0) for item in condition.any_of or (QueryItem(),)]
            for condition in request.conditions
        ]

    def _count(self, event: PendingEvent) -> list[bytes]:
        if not (event.open_tags or event.spines or event.sealed):
            return []
        names = [*event.open_tags, *(spine.tag for spine in event.spines), *(file.tag for file in event.sealed)]
        if len(set(names)) < len(names) or not set(names).isdisjoint(event.private_tags):
            raise InvalidAppendError("同一事件的标签重复", "an event carries a tag twice")
        return [self._tag_key.digest(name) for name in names]

    def _compile(self, item: QueryItem, floor: int) -> CompiledItem:
        digest = self._tag_key.digest
        return CompiledItem(item.types, tuple([digest(tag) for tag in item.tags]), floor)

    def digests(self, i: int) -> list[bytes]:
        """Digest all tags of the i-th event, the counted ones first, each once."""
        tags, digest = self.request.events[i].private_tags, self._tag_key.digest
        if len(set(tags)) < len(tags):
            tags = tuple(dict.fromkeys(tags))
        return [*self.counted[i], *[digest(tag) for tag in tags]]


class Admitted(NamedTuple):
    """A request that will be recorded.

    Attributes:
        compiled: The request.
        first: Leaf position of its first event.
        counts: For each event the number of earlier entries under each of its counted tags.
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
        for item in _items(request):
            if item.is_head_only:
                tags[item.tags[0]] = None
            elif item.tags:
                probes.append(_probe(item, types))
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
        for item in _items(request):
            names.update(item.types)
    return names


def _items(request: CompiledRequest) -> Iterable[CompiledItem]:
    return (item for condition in request.conditions for item in condition)


def _probe(item: CompiledItem, types: dict[str, int]) -> ItemProbe:
    return ItemProbe(item.tags, tuple(types.get(name, _UNKNOWN_TYPE) for name in item.types), item.floor)


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
        for i, items in enumerate(request.conditions):
            if matched[i] or self._overlay.has_any(items):
                return ConditionFailedError(i)
        not_after = request.request.not_after_ms
        if not_after is not None and self._time_ms > not_after:
            return DecisionExpiredError(not_after, self._time_ms)
        if any(self._is_uncounted(digest) for counted in request.counted for digest in counted):
            return InvalidAppendError("要计数的标签曾作为不计数的标签使用", "a tag that is to be counted was used without counting")
        admitted = Admitted(request, self._next, [self._count(counted) for counted in request.counted])
        self._next += len(request.request.events)
        self._overlay.add(admitted)
        return admitted

    def _matches_stored(self, request: CompiledRequest) -> list[bool]:
        """Say for each condition whether something committed matches it; takes the probes in their order."""
        matched = []
        for items in request.conditions:
            stored = [self._is_stored(item) for item in items]
            matched.append(any(stored))
        return matched

    def _is_stored(self, item: CompiledItem) -> bool:
        if item.is_head_only:
            head = self._answers.heads.get(item.tags[0])
            return head is not None and head.position >= item.floor
        if item.tags:
            self._item += 1
            return self._item - 1 in self._answers.matched
        if item.types:
            heads = self._answers.type_heads
            return any(heads.get(self._types.get(name, _UNKNOWN_TYPE), -1) >= item.floor for name in item.types)
        return self._answers.last_event >= item.floor

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
        self._by_tag: dict[bytes, list[tuple[int, str, set[bytes]]]] = {}
        self._by_type: dict[str, int] = {}

    def add(self, admitted: Admitted) -> None:
        self._waiting.append(admitted)

    def has_any(self, items: list[CompiledItem]) -> bool:
        """Whether an admitted event matches one of the items."""
        self._index()
        return bool(self._by_type) and any(self._has(item) for item in items)

    def _has(self, item: CompiledItem) -> bool:
        if not item.tags:
            last = [self._by_type.get(name, -1) for name in item.types] or self._by_type.values()
            return any(position >= item.floor for position in last)
        return any(
            position >= item.floor and (not item.types or topic in item.types) and tags.issuperset(item.tags)
            for position, topic, tags in self._by_tag.get(item.tags[0], ())
        )

    def _index(self) -> None:
        for admitted in self._waiting:
            for i, event in enumerate(admitted.compiled.request.events):
                tags = set(admitted.compiled.digests(i))
                row = (admitted.first + i, event.type, tags)
                self._by_type[event.type] = row[0]
                for tag in tags:
                    self._by_tag.setdefault(tag, []).append(row)
        self._waiting.clear()
