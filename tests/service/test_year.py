"""The year of the city, small: told on the production path, and the same whenever it is looked at again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.demo.year.clock import YearClock
from api.demo.year.director import Director
from api.demo.year.year import live_through, new_keys
from domain.disclosure.events import RecallConfirmed, RecallDelivered
from domain.listing.events import CourtListMirrored, ListingPublished, NoticeServed
from domain.standing.display import Display
from ledger.crypto.keys import SigningKey
from ledger.service.ceremony import create_ledger
from ledger.service.folds import LISTING, RECALL
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.recall_addresses import RecallAddresses
from ledger.settings import Settings
from projections.reading import Reading
from tests.service.test_erasure_of_people import faults

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass
class Year:
    """A year that was lived through, with how every listing stood at some instants of it."""

    ledger: Ledger
    director: Director
    moments: list[tuple[datetime, int, dict[str, Display]]]


def standings(ledger: Ledger, now: datetime, stop: int | None = None) -> tuple[int, dict[str, Display]]:
    """How every listing of the log stands at an instant, and the number of leaves looked at."""
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        reading = Reading(cursor, ledger.source, now=now, stop=stop)
        topics = {NoticeServed.TOPIC, CourtListMirrored.TOPIC, ListingPublished.TOPIC}
        records = ledger.source.read(cursor, 0, reading.stop, roles=())
        names = dict.fromkeys(str(one.plain["listing"]) for one in records if one.topic in topics)
        listings = reading.each(LISTING, list(names))
        return reading.stop, dict(zip(names, reading.shown.displays_of_listings(listings), strict=True))


@contextmanager
def lived(dsn: str, home: Path) -> Iterator[Year]:
    settings, clock, root = Settings(dsn=SecretStr(dsn), home=home), YearClock(), SigningKey.generate()
    create_ledger(
        settings,
        root,
        origin="test.credit.example/year",
        jurisdiction="370481",
        jurisdiction_name="滕州市",
        clock=clock,
    )
    with open_ledger(settings, clock) as ledger:
        moments: list[tuple[datetime, int, dict[str, Display]]] = []

        def look(instant: datetime) -> None:
            if instant.day % 6 == 0 and (instant.year, instant.month) >= (2026, 4):
                moments.append((instant, *standings(ledger, instant)))

        director = live_through(ledger, clock, root, new_keys(), SAMPLES, scale=1, progress=look)
        yield Year(ledger, director, moments)


@pytest.fixture(scope="module")
def year(module_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    with lived(module_dsn, tmp_path_factory.mktemp("year") / "home") as one:
        yield one


def test_inv_15_any_past_moment_is_told_again_as_it_was(year: Year) -> None:
    assert len(year.moments) > 10
    assert any(display.is_public for _, _, shown in year.moments for display in shown.values())
    for instant, size, shown in year.moments:
        assert standings(year.ledger, instant, size) == (size, shown)


def test_inv_12_no_listing_that_ended_is_ever_public_again(year: Year) -> None:
    ended: set[str] = set()
    for _, _, shown in year.moments:
        over = {"repaired", "revoked", "grounds-gone", "expired", "ended:conditions_met", "ended:court_order"}
        assert not {name for name in ended if shown[name].is_public}
        ended |= {name for name, display in shown.items() if display.end_reason in over}
    assert ended


def test_the_whole_year_is_sound(year: Year) -> None:
    assert faults(year.ledger) == set()


def test_inv_10_the_buyer_of_the_year_is_told_by_message_and_then_confirms(year: Year) -> None:
    ledger = year.ledger
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        reading = Reading(cursor, ledger.source, now=year.moments[-1][0])
        records = list(ledger.source.read(cursor, 0, reading.stop))
        confirmed = [str(one.disclosed["subject.recall"]) for one in records if one.topic == RecallConfirmed.TOPIC]
        delivered = [str(one.disclosed["subject.recall"]) for one in records if one.topic == RecallDelivered.TOPIC]
        states = reading.each(RECALL, confirmed)
    assert confirmed
    assert set(confirmed) <= set(delivered)
    assert len(set(delivered)) == len(delivered)
    for one in states:
        assert (one.delivered_at or 0) < (one.confirmed_at or 0)
    assert RecallAddresses(ledger.settings.layout.recall_addresses).read() == {}


def test_every_path_of_the_year_is_gone_and_what_the_law_refuses_is_refused(year: Year) -> None:
    assert set(year.director.accepted) >= {
        *("notice-served", "reply-request", "waiver-request", "hearing-held", "listing-decided", "listing-published"),
        *("listing-ended", "court-list-mirrored", "case-request", "case-accepted", "case-answered", "case-decided"),
        *("correction-request", "fact-corrected", "repair-request", "repair-accepted", "repair-granted"),
        *(
            "repair-refused",
            "measure-applied",
            "recall-confirmed",
            "commitment-request",
            "commitment-fulfilled",
            "decision-revoked",
        ),
        *("subject-key-request",),
    }
    assert set(year.director.refused) == {
        *("summary-procedure-excluded", "minor-at-act", "case-already-open", "reply-time-short"),
        *("listing-second-person", "listing-repair-notice", "notice-period-running", "reply-unanswered"),
        *(
            "listing-ground-tier",
            "hearing-owed",
            "listing-tier-raised",
            "repair-not-open",
            "measure-listing-not-effective",
            "listing-ground-not-standing",
        ),
    }
