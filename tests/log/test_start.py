import pytest

from ledger.append import LogStoppedError, WrongLogError
from ledger.log.committer import Committer
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.opening import LogPlace, log_parts, make_sequencer
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.statement_envelope import StatementEnvelope
from ledger.private_tags import TagKey
from tests.log.logs import CountingEnvelope, check_stored, event, request


def fill(place: LogPlace, *groups: int) -> None:
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        for size in groups:
            sequencer.append(request(*[event("a")] * size))


def start(place: LogPlace) -> None:
    committer = Committer(log_parts(place, CountingEnvelope()))
    try:
        committer.start()
    finally:
        committer.close()


def mark_of(place: LogPlace) -> Mark:
    with HighWaterMark(place.high_water, place.origin) as mark:
        return mark.read()


def put_mark_back(place: LogPlace, data: bytes) -> None:
    place.high_water.write_bytes(data)


@pytest.mark.parametrize("groups", [(1, 1), (255, 1), (256, 1), (255, 2), (300, 600), (256, 256)])
def test_a_database_ahead_of_the_mark_lets_the_mark_catch_up(place: LogPlace, groups: tuple[int, int]) -> None:
    fill(place, groups[0])
    old = place.high_water.read_bytes()
    fill(place, groups[1])
    newest = mark_of(place)
    put_mark_back(place, old)
    assert mark_of(place).size == groups[0]
    start(place)
    assert mark_of(place) == newest
    check_stored(place)


def test_a_database_behind_the_mark_stops_the_log_and_names_the_ways_out(place: LogPlace) -> None:
    fill(place, 3, 2)
    with place.connect() as connection:
        connection.execute("delete from checkpoint where size = 5")
        connection.execute("delete from tag where position >= 3")
        connection.execute("delete from entry where position >= 3")
    with pytest.raises(LogStoppedError, match="chengjian recover replay") as stopped:
        start(place)
    assert "chengjian recover successor" in str(stopped.value)
    assert "size 3, but size 5 was promised" in stopped.value.reason


def test_a_database_that_went_another_way_than_the_mark_stops_the_log(place: LogPlace, dsn: str) -> None:
    fill(place, 3)
    with HighWaterMark(place.high_water, place.origin) as mark:
        mark.advance(Mark(4, b"\x01" * 32))
    fill_error = pytest.raises(LogStoppedError)
    with fill_error:
        fill(place, 2)


@pytest.mark.parametrize(
    "damage",
    [
        "update entry set entry = entry || ' ' where position = 299",
        "update tile set root = sha256('x') where level = 0",
        "delete from entry where position = 298",
        "delete from tile where level = 0",
        "update checkpoint set root = sha256('x')",
        "update checkpoint set frontier = frontier || sha256('x')",
    ],
)
def test_rows_that_do_not_give_the_stored_root_stop_the_log(place: LogPlace, damage: str) -> None:
    fill(place, 300)
    with place.connect() as connection:
        connection.execute(damage.encode())
    with pytest.raises(LogStoppedError):
        fill(place, 1)


def test_a_lost_mark_is_not_replaced_in_silence(place: LogPlace) -> None:
    fill(place, 3)
    place.high_water.unlink()
    with pytest.raises(LogStoppedError):
        start(place)
    assert not place.high_water.exists()


def test_a_log_takes_no_other_origin_kind_or_tag_key(place: LogPlace) -> None:
    fill(place, 1)
    with pytest.raises(WrongLogError):
        start(place._replace(origin="test.log.invalid/other"))
    with pytest.raises(WrongLogError):
        start(place._replace(tag_key=TagKey(b"\x09" * 32)))
    with pytest.raises(WrongLogError), make_sequencer(place, StatementEnvelope(place.origin)):
        pass


def test_a_plain_envelope_cannot_write_into_a_credit_log(place: LogPlace) -> None:
    with make_sequencer(place, StatementEnvelope(place.origin)):
        pass
    with pytest.raises(WrongLogError), make_sequencer(place, PlainEnvelope()):
        pass
