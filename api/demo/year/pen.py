"""How the year's statements are written and signed."""

from typing import Any

from api.demo.year.cast import NO_WINDOW, Cast, Hand, who, window
from api.demo.year.clock import YearClock
from domain.event import Event, Scalar
from domain.fact.events import FactRecorded
from domain.signer import SUBJECT
from ledger.intake.sample.parties import Party
from ledger.intake.sample_agencies import CREDIT_CENTRE
from ledger.service.platform import sign_event
from ledger.statement import Statement


class Pen:
    """Signs at the present instant of the year."""

    def __init__(self, cast: Cast, clock: YearClock) -> None:
        """Keep who signs, and when."""
        self._cast = cast
        self._clock = clock

    @property
    def today(self) -> str:
        """The present day."""
        return self._clock.today.isoformat()

    def sign(self, event: Event, hand: Hand, digests: int | None = None) -> Statement:
        """Sign an event or a request."""
        number = event.DIGESTS or 0 if digests is None else digests
        return sign_event(event, iss=hand.iss, key=hand.key, digests=number, now=self._clock.now)

    def about(
        self,
        event: type[Event],
        party: Party,
        hand: Hand,
        disclosed: dict[str, Scalar] | None = None,
        /,
        **plain: Any,
    ) -> Statement:
        """Sign an event about a subject."""
        return self.sign(event.from_claims(plain, {**who(party), **(disclosed or {})}), hand)

    def ask(
        self, request: type[Event], party: Party, disclosed: dict[str, Scalar], /, *, own: bool = False, **plain: Any
    ) -> Statement:
        """Sign a request: with the subject's own key, or at the credit centre's window."""
        hand = self._cast.own(party) if own else self._cast.clerk(CREDIT_CENTRE)
        extra = NO_WINDOW if hand.iss == SUBJECT else window(party)
        asked = request.from_claims(plain, {**who(party), **extra, **disclosed})
        return self.sign(asked, hand)

    def fact(self, item: str, digests: int, disclosed: dict[str, Scalar], hand: Hand) -> Statement:
        """Sign a fact decided today."""
        claims = {"item": item, "item_version": 1, "rules": "2026.1", "decided_on": self.today}
        return self.sign(FactRecorded.from_claims(claims, disclosed), hand, digests)
