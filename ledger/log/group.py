"""Which requests of a group may be recorded: exact conditions, counters, times. No input or output.

Requests are judged one after the other, as if each were a transaction of its own: what an earlier one of the group will
record counts for the later ones. Whoever fails is refused alone.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
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

    __slots__ = ("_known", "_private", "_tag_key", "conditions", "counted", "request")

    def __init__(
        self,
        request: AppendRequest,
        counted: list[list[bytes]],
        conditions: list[CompiledCondition],
        known: dict[str, bytes],
        tag_key: TagKey,
    ) -> None:
        """Keep a request and what a `Compiler` made of it."""
        self.request = request
        self.counted = counted
        self.conditions = conditions
        self._known = known
        self._tag_key = tag_key
        self._private: list[bytes] | None = None

    def digests(self) -> list[bytes]:
        """Digest the private tags of all events, one event after the other; worked out once."""
        if self._private is None:
            known = self._known
            tags = [tag for event in self.request.events for tag in event.private_tags]
            made = iter(self._tag_key.digest_all([tag for tag in tags if tag not in known]))
            self._private = [known[tag] if tag in known else next(made) for tag in tags]
        return self._private

    def digests_by_event(self) -> list[list[bytes]]:
        """Digest all tags of each event."""
        private = iter(self.digests())
        events = [list(islice(private, len(event.private_tags))) for event in self.request.events]
        return [counted + rest for counted, rest in zip(self.counted, events, strict=True)] if self.counted else events


class Compiler:
    """Compiles the requests of one caller; what they have in common (keys, agencies, items) is worked out once."""

    def __init__(self, tag_key: TagKey) -> None:
        """Begin with nothing; `tag_key` digests tags."""
        self._tag_key = tag_key
        self._known: dict[str, bytes] = {}
        self._conditions: dict[int, tuple[Condition, CompiledCondition]] = {}

    def compile(self, request: AppendRequest) -> CompiledRequest:
        """Check a request and digest the tags that decide about it.

        Raises:
            InvalidAppendError: It has no events, or counts one tag twice in an event.
        """
        if not request.events:
            raise InvalidAppendError("没有事件", "it has no events")
        counted = [self._count(event) for event in request.events]
        conditions = [self._condition(condition) for condition in request.conditions]
        return CompiledRequest(request, counted if any(counted) else [], conditions, self._known, self._tag_key)

    def _count(self, event: PendingEvent) -> list[bytes]:
        if not (event.open_tags or event.spines or event.sealed):
            return []
        names = [*event.open_tags, *[spine.tag for spine in event.spines], *[file.tag for file in event.sealed]]
        if (len(names) > 1 and len(set(names)) < len(names)) or not set(names).isdisjoint(event.private_tags):
            raise InvalidAppendError("同一事件的标签重复", "an event carries a tag twice")
        return self._tag_key.digest_all(names)

    def _condition(self, condition: Condition) -> CompiledCondition:
        """Compile a condition, or find it compiled: the same object often stands in many requests."""
        found = self._conditions.get(id(condition))
        if found is not None:
            return found[1]
        compiled = self._compile(condition)
        self._conditions[id(condition)] = condition, compiled  # the object is kept, so its id stays its own
        return compiled

    def _compile(self, condition: Condition) -> CompiledCondition:
        known = self._known
        tags, items = [], []
        for types, names in condition.any_of or (QueryItem(),):
            for name in names:
                if name not in known:
                    known[name] = self._tag_key.digest(name)
            if len(names) == 1 and not types:
                tags.append(known[names[0]])
            else:
                items.append(CompiledItem(types, tuple([known[name] for name in names])))
        return CompiledCondition(condition.after or 0, tags, items)


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
        for event in request.request.events:
            names.add(event.type)
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
        failed = self._failing(request)
        if failed is not None:
            return ConditionFailedError(failed)
        not_after = request.request.not_after_ms
        if not_after is not None and self._time_ms > not_after:
            return DecisionExpiredError(not_after, self._time_ms)
        if any(self._is_uncounted(digest) for counted in request.counted for digest in counted):
            return InvalidAppendError(
                "要计数的标签曾不计数地使用", "a tag to be counted was used without counting before"
            )
        admitted = Admitted(request, self._next, [self._count(counted) for counted in request.counted])
        self._next += len(request.request.events)
        self._overlay.add(admitted)
        return admitted

    def _failing(self, request: CompiledRequest) -> int | None:
        """Find the first condition that something matches; takes all probes, in their order."""
        failing = None
        heads, overlay = self._answers.heads, self._overlay
        for i, (floor, tags, items) in enumerate(request.conditions):
            matches = False
            for tag in tags:
                head = heads.get(tag)
                if (head is not None and head.position >= floor) or overlay.last_under(tag) >= floor:
                    matches = True
            for item in items:
                if self._is_stored(item, floor) or overlay.has(item, floor):
                    matches = True
            if matches and failing is None:
                failing = i
        return failing

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
    """What the group has admitted so far, indexed only as far as somebody asks."""

    def __init__(self) -> None:
        self._admitted: list[Admitted] = []
        self._n_by_tag = self._n_by_item = 0
        self._last: dict[bytes, int] = {}
        self._rows: dict[bytes, list[tuple[int, str, list[bytes]]]] = {}
        self._by_type: dict[str, int] = {}

    def add(self, admitted: Admitted) -> None:
        self._admitted.append(admitted)

    def last_under(self, tag: bytes) -> int:
        """Give the last position under a tag; -1: none."""
        if self._n_by_tag < len(self._admitted):
            self._index_tags()
        return self._last.get(tag, -1)

    def has(self, item: CompiledItem, floor: int) -> bool:
        """Whether an event matches the item."""
        if self._n_by_item < len(self._admitted):
            self._index_items()
        if not item.tags:
            last = [self._by_type.get(name, -1) for name in item.types] if item.types else self._by_type.values()
            return any(position >= floor for position in last)
        return any(
            position >= floor and (not item.types or topic in item.types) and set(tags).issuperset(item.tags)
            for position, topic, tags in self._rows.get(item.tags[0], ())
        )

    def _index_tags(self) -> None:
        last = self._last
        for compiled, first, _ in self._admitted[self._n_by_tag :]:
            if len(compiled.request.events) == 1:
                last.update(dict.fromkeys(compiled.digests(), first))
                if compiled.counted:
                    last.update(dict.fromkeys(compiled.counted[0], first))
            else:
                for position, tags in enumerate(compiled.digests_by_event(), first):
                    last.update(dict.fromkeys(tags, position))
        self._n_by_tag = len(self._admitted)

    def _index_items(self) -> None:
        for compiled, first, _ in self._admitted[self._n_by_item :]:
            events = zip(compiled.request.events, compiled.digests_by_event(), strict=True)
            for position, (event, tags) in enumerate(events, first):
                self._by_type[event.type] = position
                for tag in tags:
                    self._rows.setdefault(tag, []).append((position, event.type, tags))
        self._n_by_item = len(self._admitted)
