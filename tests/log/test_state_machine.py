"""The recorder against a model that is a list: any groups give what one request after the other gives."""

import tempfile
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ledger.append import Appended, AppendRequest, Condition, ConditionFailedError, PendingEvent, QueryItem
from ledger.log.committer import Committer
from ledger.log.group import Compiler
from ledger.log.opening import log_parts, open_reader
from ledger.migrate import known_migrations, migrate
from tests.log.logs import CountingEnvelope, check_stored, make_place, tags_of

_TYPES = st.sampled_from(["t1", "t2", "t3"])
_PRIVATE = st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), max_size=3, unique=True).map(tuple)
_COUNTED = st.lists(st.sampled_from(["c1", "c2", "c3"]), max_size=2, unique=True).map(tuple)
_TAGS = st.lists(st.sampled_from(["p1", "p2", "p3", "p4", "c1", "c2", "c3"]), max_size=2, unique=True).map(tuple)
_EVENTS = st.builds(
    lambda topic, private, counted: PendingEvent(topic, b"", open_tags=counted, private_tags=private),
    _TYPES,
    _PRIVATE,
    _COUNTED,
)
_ITEMS = st.builds(QueryItem, st.lists(_TYPES, max_size=2, unique=True).map(tuple), _TAGS)
_QUERIES = st.lists(_ITEMS, max_size=2).map(tuple)
_AGES = st.one_of(st.none(), st.integers(0, 6))
_REQUESTS = st.tuples(
    st.lists(_EVENTS, min_size=1, max_size=3).map(tuple), st.lists(st.tuples(_QUERIES, _AGES), max_size=2)
)


def matches(query: tuple[QueryItem, ...], event: PendingEvent) -> bool:
    tags = set(tags_of(event))
    return not query or any(
        (not item.types or event.type in item.types) and tags.issuperset(item.tags) for item in query
    )


class LogMachine(RuleBasedStateMachine):
    database: str
    numbers = count(1)

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        schema = f"machine_{next(self.numbers)}"
        migrate(self.database, schema, known_migrations()[:1])
        self.place = make_place(self.database, Path(self.folder.name), schema)
        self.now_ms = 1_000
        self.model: list[PendingEvent] = []
        self.start()

    def start(self) -> None:
        self.committer = Committer(log_parts(self.place, CountingEnvelope(), clock_ms=lambda: self.now_ms))

    @rule(drawn=st.lists(_REQUESTS, min_size=1, max_size=4), step_ms=st.integers(-1_000, 2_000))
    def record(
        self,
        drawn: list[tuple[tuple[PendingEvent, ...], list[tuple[tuple[QueryItem, ...], int | None]]]],
        step_ms: int,
    ) -> None:
        self.now_ms = max(self.now_ms, self.now_ms + step_ms)
        known = len(self.model)
        requests = [
            AppendRequest(
                events,
                tuple(Condition(query, None if age is None else max(0, known - age)) for query, age in conditions),
            )
            for events, conditions in drawn
        ]
        outcomes = self.committer.record([Compiler(self.place.tag_key).compile(each) for each in requests])
        for each, outcome in zip(requests, outcomes, strict=True):
            failed = self.failing(each)
            if failed is None:
                assert isinstance(outcome, Appended)
                first = len(self.model)
                assert outcome.positions == tuple(range(first, first + len(each.events)))
                self.model += each.events
            else:
                assert isinstance(outcome, ConditionFailedError)
                assert outcome.index == failed

    def failing(self, request: AppendRequest) -> int | None:
        for i, condition in enumerate(request.conditions):
            if any(matches(condition.any_of, event) for event in self.model[condition.after or 0 :]):
                return i
        return None

    @rule()
    def restart(self) -> None:
        self.committer.close()
        self.start()

    @rule(query=_QUERIES, after=st.one_of(st.none(), st.integers(0, 12)), limit=st.one_of(st.none(), st.integers(0, 4)))
    def read(self, query: tuple[QueryItem, ...], after: int | None, limit: int | None) -> None:
        with open_reader(self.place, connections=1) as reader:
            result = reader.read_by_tags(query, after, limit)
        wanted = [i for i, event in enumerate(self.model) if i >= (after or 0) and matches(query, event)]
        assert [row.position for row in result.entries] == wanted[:limit]
        assert [row.type for row in result.entries] == [self.model[i].type for i in wanted[:limit]]
        assert result.head == len(self.model)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "place") or not self.model:
            return
        entries = check_stored(self.place)
        assert [(entry["type"], tuple(entry["tags"])) for entry in entries] == [
            (event.type, tags_of(event)) for event in self.model
        ]

    def teardown(self) -> None:
        if hasattr(self, "committer"):
            self.committer.close()
            self.folder.cleanup()


def test_groups_give_what_one_request_after_the_other_gives(log_database: str) -> None:
    machine = type("BoundLogMachine", (LogMachine,), {"database": log_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=12, deadline=None))
