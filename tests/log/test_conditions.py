from collections.abc import Iterator

import pytest

from ledger.append import (
    Appended,
    AppendRefusedError,
    AppendRequest,
    Condition,
    ConditionFailedError,
    DecisionExpiredError,
    EntryTooLargeError,
    InvalidAppendError,
    PendingEvent,
    QueryItem,
    SealedTag,
    SpineTag,
)
from ledger.log.committer import Committer
from ledger.log.group import Compiler
from ledger.log.opening import LogPlace, log_parts
from ledger.private_tags import TagKey
from tests.log.logs import CountingEnvelope, check_stored, event, request, unless

NOW_MS = 1_800_000_000_000


class Group:
    """Commits several requests as one group, in a fixed order."""

    def __init__(self, place: LogPlace) -> None:
        self.now_ms = NOW_MS
        self.place = place
        self.committer = Committer(log_parts(place, CountingEnvelope(), clock_ms=lambda: self.now_ms))

    def __call__(self, *requests: AppendRequest) -> list[Appended | AppendRefusedError]:
        return self.committer.record([Compiler(self.place.tag_key).compile(each) for each in requests])

    def one(self, each: AppendRequest) -> Appended:
        (outcome,) = self(each)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def group(place: LogPlace) -> Iterator[Group]:
    made = Group(place)
    yield made
    made.committer.close()
    check_stored(place)


def test_positions_are_gapless_and_times_are_the_clocks(group: Group) -> None:
    first, second = group(request(event("a"), event("b")), request(event("c")))
    assert isinstance(first, Appended)
    assert isinstance(second, Appended)
    assert (first.positions, second.positions) == ((0, 1), (2,))
    assert first.time_ms == second.time_ms == NOW_MS
    assert first.size == second.size == 3


def test_a_condition_sees_what_is_committed(group: Group) -> None:
    group.one(request(event("a")))
    with pytest.raises(ConditionFailedError):
        group.one(request(event("b"), unless=[unless("a")]))
    group.one(request(event("b"), unless=[unless("a", after=1)]))


def test_a_condition_sees_earlier_requests_of_its_group_and_only_the_offender_is_refused(group: Group) -> None:
    first, second, third = group(
        request(event("a"), unless=[unless("a")]), request(event("a"), unless=[unless("a")]), request(event("b"))
    )
    assert isinstance(first, Appended)
    assert isinstance(second, ConditionFailedError)
    assert isinstance(third, Appended)
    assert third.positions == (1,)


def test_a_refused_request_does_not_count_for_later_ones_of_its_group(group: Group) -> None:
    group.one(request(event("a")))
    second, third = group(request(event("b"), unless=[unless("a")]), request(event("c"), unless=[unless("b")]))
    assert isinstance(second, ConditionFailedError)
    assert isinstance(third, Appended)


def test_a_request_does_not_match_its_own_events(group: Group) -> None:
    group.one(request(event("a"), event("a"), unless=[unless("a")]))


def test_each_condition_has_its_own_after_and_the_failing_one_is_named(group: Group) -> None:
    group.one(request(event("a"), event("b")))
    with pytest.raises(ConditionFailedError) as failed:
        group.one(request(event("c"), unless=[unless("a", after=1), unless("b", after=1)]))
    assert failed.value.index == 1
    group.one(request(event("c"), unless=[unless("a", after=1), unless("b", after=2)]))


@pytest.mark.parametrize("is_same_group", [True, False])
@pytest.mark.parametrize(
    ("condition", "matches"),
    [
        (Condition(()), True),
        (Condition((), after=1), False),
        (Condition((QueryItem(),)), True),
        (unless("a", "b"), True),
        (unless("b", "a"), True),
        (unless("a", "x"), False),
        (unless("a", "b", types=["kept"]), True),
        (unless("a", "b", types=["dropped"]), False),
        (unless("a", types=["dropped", "kept"]), True),
        (unless("a", types=["never-seen"]), False),
        (unless(types=["kept"]), True),
        (unless(types=["never-seen", "kept"]), True),
        (unless(types=["never-seen"]), False),
        (unless(types=["kept"], after=1), False),
        (Condition((QueryItem((), ("x",)), QueryItem(("kept",), ("b",)))), True),
        (Condition((QueryItem((), ("x",)), QueryItem(("dropped",), ("b",)))), False),
        (unless("a", after=9), False),
    ],
)
def test_an_item_wants_all_tags_and_any_type(
    group: Group, condition: Condition, matches: bool, is_same_group: bool
) -> None:
    stored, probe = request(event("a", "b", type="kept")), request(event("other", type="dropped"), unless=[condition])
    outcome = group(stored, probe)[1] if is_same_group else (group(stored), group(probe))[1][0]
    assert isinstance(outcome, ConditionFailedError if matches else Appended)


def test_counted_tags_are_counted_across_requests_groups_and_kinds(group: Group) -> None:
    spine, file = SpineTag(b"\x01" * 64), SealedTag("file:1", b"\x02" * 32)
    group(request(event(counted=["k"])), request(event(counted=["k", "l"]), event(counted=["l"])))
    group.one(AppendRequest((PendingEvent("noted", b"", ("k",), (spine,), (file,), ("p",)),)))
    group.one(AppendRequest((PendingEvent("noted", b"", (), (spine,), (file,)),)))
    entries = check_stored(group.place)
    assert [entry["counts"] for entry in entries] == [[0], [1, 0], [1], [2, 0, 0], [1, 1]]


def test_a_refused_request_uses_up_no_count(group: Group) -> None:
    group(request(event("x", counted=["k"])), request(event(counted=["k"]), unless=[unless("x")]))
    group.one(request(event(counted=["k"])))
    assert [entry["counts"] for entry in check_stored(group.place)] == [[0], [1]]


def test_a_private_tag_given_twice_is_stored_once(group: Group) -> None:
    group.one(request(event("a", "a")))


@pytest.mark.parametrize(
    "bad",
    [
        AppendRequest(()),
        request(event(counted=["k", "k"])),
        request(event("k", counted=["k"])),
    ],
)
def test_a_malformed_request_is_refused_before_its_turn(bad: AppendRequest) -> None:
    with pytest.raises(InvalidAppendError):
        Compiler(TagKey(b"\x08" * 32)).compile(bad)


def test_a_tag_that_was_used_without_counting_cannot_be_counted_later(group: Group) -> None:
    group.one(request(event("a")))
    outcome, other = group(request(event(counted=["a"])), request(event("b")))
    assert isinstance(outcome, InvalidAppendError)
    assert isinstance(other, Appended)


def test_an_entry_that_is_too_large_takes_only_its_own_request_down(group: Group) -> None:
    large = PendingEvent("noted", b"65536")
    before, bad, after = group(
        request(event(counted=["k"])),
        AppendRequest((PendingEvent("noted", b"", ("k",)), large)),
        request(event(counted=["k"]), unless=[unless("x")]),
    )
    assert isinstance(before, Appended)
    assert isinstance(bad, EntryTooLargeError)
    assert isinstance(after, Appended)
    assert [entry["counts"] for entry in check_stored(group.place)] == [[0], [1]]


def test_a_decision_is_refused_after_its_last_instant(group: Group) -> None:
    late, last = group(request(event("a"), not_after_ms=NOW_MS - 1), request(event("b"), not_after_ms=NOW_MS))
    assert isinstance(late, DecisionExpiredError)
    assert isinstance(last, Appended)


def test_a_group_of_refusals_writes_nothing(group: Group) -> None:
    group.one(request(event("a")))
    group(request(event("b"), unless=[unless("a")]), request(event("c"), unless=[Condition()]))
    assert len(check_stored(group.place)) == 1
