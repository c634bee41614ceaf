"""The small town with its lists, and read models that stand still unless a test brings them up to date."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from domain.identifier import Identifier
from domain.listing.events import CourtListMirrored
from domain.request.events import CorrectionRequest
from domain.time import SHANGHAI
from projections.build import add
from projections.casework import CaseworkProjection
from projections.listings import EVERYBODY, ListedItem, ListingAccount, ListingsProjection, ListPage, Search
from projections.models import ReadModels
from projections.profile import Profile, ProfileProjection
from projections.public_list import BlindIndex, PublicItem, PublicListProjection
from tests.due_town import COURT, COURT_KEY, PERSON, DueTown, new_id, open_due_town
from tests.projections.due_desk import DueDesk, listed
from tests.service.test_due_process import LIST, SUBJECT
from tests.town import COMPANY, COMPANY_CODE

COURT_LIST = "court-defaulters"
PERSON_ID = Identifier("rid", PERSON["subject.identifier"])
MASKED = {"subject.masked_identifier": "990000********1239", "subject.kind": "NP", "subject.name": "赵虚构"}
READERS = ("never", "middle", "always")
"""How far the read models have followed: not at all, up to the publication, or all the way."""


class ListDesk(DueDesk):
    """A town and what everybody, and whoever is entitled, can read about its subjects."""

    def __init__(self, town: DueTown) -> None:
        super().__init__(town)
        self.models = ReadModels(town.ledger)
        source, blind = town.ledger.source, BlindIndex(town.ledger.keyring.projection_secret)
        self.projections = (
            ProfileProjection(source),
            PublicListProjection(source, blind),
            ListingsProjection(source, blind),
            CaseworkProjection(source),
        )
        with self.connect() as connection, connection.transaction(), connection.cursor() as cursor:
            for one in self.projections:
                add(cursor, one, is_live=True)

    @property
    def now(self) -> datetime:
        return self.town.clock.now

    def listed(self, readers: str = "middle", tier: str = "serious") -> tuple[str, str]:
        """List the company, with read models that follow so far; give the fact and the listing."""
        named = listed(self.town, tier)
        if readers != "never":
            self.follow()
        return named

    def on_list(self, list_id: str = LIST, search: Search = EVERYBODY, **question: Any) -> ListPage:
        return self.models.list_page(list_id, search, **{"now": self.now, **question})

    def lines(self, **question: Any) -> list[ListedItem]:
        found = [one for one in self.on_list(**question).items if isinstance(one, ListedItem)]
        assert len(found) == len(self.on_list(**question).items)
        return found

    def facts(self, **question: Any) -> list[PublicItem]:
        return list(self.models.public_page(**{"now": self.now, **question}).items)

    def account(self, listing: str, **question: Any) -> ListingAccount:
        account = self.models.listing(listing, **{"now": self.now, **question})
        assert account is not None
        return account

    def profile(self, **question: Any) -> Profile:
        profile = self.models.profile(SUBJECT, **{"now": self.now, **question})
        assert profile is not None
        return profile

    def removed(self, **question: Any) -> dict[str, str]:
        """Give the grounds of what is no longer public, by name."""
        return {one.name: one.ground for one in self.models.removals(**{"now": self.now, **question}).items}

    def correct(self, target: str, kind: str, text: str) -> None:
        """Have the company state at the window what it put right."""
        given = {
            "subject.target_kind": kind,
            "subject.target": target,
            "subject.text": text,
            "subject.evidence": "",
        }
        self.town.send(self.town.as_window(CorrectionRequest, given))

    def mirrored(self, who: dict[str, str], **disclosed: str) -> str:
        """Mirror a court's listing, and give its id."""
        listing = new_id()
        event = CourtListMirrored.from_claims(
            {
                "listing": listing,
                "list": COURT_LIST,
                "list_version": 1,
                "edition": self.town.edition,
                "decided_on": self.town.clock.today,
                "ends_on": "2028-04-20",
            },
            {
                **who,
                "subject.birth_date": "",
                "subject.document_no": "（2026）虚0481执1号",
                "subject.reason": "有履行能力而拒不履行生效法律文书确定的义务。",
                "subject.duty": "支付货款十万元。",
                **disclosed,
            },
        )
        self.town.send(self.town.statement(event, COURT_KEY, f"agency:{COURT}"))
        return listing


def shanghai(day: str, clock: str = "10:00:00") -> datetime:
    """An instant of a day in Shanghai."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=SHANGHAI).astimezone(UTC)


@contextmanager
def open_list_desk(dsn: str, home: Path) -> Iterator[ListDesk]:
    """Found the town and give its desk, with read models that have read nothing."""
    with open_due_town(dsn, home) as town:
        yield ListDesk(town)


Shows = Callable[[datetime], bool]


def paths_of_listing(desk: ListDesk, listing: str) -> dict[str, Shows]:
    """Every way of reading the company's one listing: whether it is shown at an instant, or counts as in force."""

    def profiled(now: datetime) -> bool:
        (own,) = desk.profile(now=now).listings
        return own.display.is_public or own.display.is_effective or bool(own.running)

    return {
        "list": lambda now: bool(desk.lines(now=now)),
        "list of a code": lambda now: bool(desk.lines(search=Search(code=COMPANY_CODE), now=now)),
        "list of a name": lambda now: bool(desk.lines(search=Search(name=COMPANY), now=now)),
        "account": lambda now: desk.account(listing, now=now).item is not None,
        "profile": profiled,
    }


def paths_of_fact(desk: ListDesk) -> dict[str, Shows]:
    """Every way of reading the company's one fact, by read models that have seen it."""

    def profiled(now: datetime) -> bool:
        (own,) = desk.profile(now=now).facts
        return own.is_in_force or (own.display is not None and own.display.is_public)

    return {
        "public list": lambda now: bool(desk.facts(now=now)),
        "public list of a code": lambda now: bool(desk.facts(now=now, code=COMPANY_CODE)),
        "public list of a name": lambda now: bool(desk.facts(now=now, name=COMPANY)),
        "profile": profiled,
    }


def shown_by(paths: dict[str, Shows], now: datetime) -> set[str]:
    """Name the ways that show something at an instant."""
    return {name for name, shows in paths.items() if shows(now)}
