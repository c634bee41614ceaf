"""Stories of cases: objections found right, wrong and beyond proof; a complaint; a review; a suit."""

from collections.abc import Callable
from datetime import date

from api.demo.year.clock import at
from api.demo.year.director import Step, Story
from api.demo.year.telling import Part, Telling, workday
from ledger.intake.sample.parties import Party

_FROM, _TO = date(2026, 1, 5), date(2026, 9, 20)


class CaseStories(Telling):
    """Tells of cases."""

    @property
    def paths(self) -> tuple[Callable[[], Story], ...]:
        """The paths that are told."""
        return (self.upheld, self.rejected, self.unverifiable, self.complaint, self.review, self.suit)

    def upheld(self) -> Story:
        """A subject objects with its own key; the body finds its record wrong and corrects it."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, _TO)
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        yield Step(at(workday(day, 1)), lambda: self._deeds.own_key(party))
        filed = workday(day, 2)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.objection(party, fact.jti, own=True)))
        yield from self._handled(party, case, filed, "wrong", "upheld")
        content = "罚款人民币四千元（已更正）"
        yield Step(at(workday(filed, 3)), lambda: self._deeds.corrected(fact, content))

    def rejected(self) -> Story:
        """At the window somebody objects; another unit must help; the record is confirmed."""
        party = self._cast.party("ENT", "ORG")
        day = self._day(_FROM, _TO)
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        filed = workday(day, 2)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.objection(party, fact.jti)))
        yield Step(at(filed, 14), lambda: self._deeds.objection(party, fact.jti), refused="case-already-open")
        yield from self._handled(party, case, filed, "confirmed", "rejected", days=6)

    def unverifiable(self) -> Story:
        """Nobody can verify the record any more, so that it is no longer shown."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, _TO)
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        filed = workday(day, 2)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.objection(party, fact.jti)))
        yield from self._handled(party, case, filed, "unverifiable", "unverifiable")

    def complaint(self) -> Story:
        """A complaint (投诉) about a body's conduct, answered by the body."""
        party = self._cast.party("ENT")
        day = self._day(last=date(2026, 9, 1))
        yield Step(at(day, 9), lambda: self._records.licence(party))
        filed = workday(day, 1)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.complaint(party)))
        yield from self._handled(party, case, filed, "confirmed", "rejected")

    def review(self) -> Story:
        """A review (复议) marks the record from its filing on, until the body reports how it ended."""
        party = self._cast.party("ENT")
        day = self._day(last=date(2026, 8, 1))
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        filed = workday(day, 5)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.review(party, fact.jti)))
        yield Step(at(workday(filed, 30)), lambda: self._deeds.review_decided(party, case))

    def suit(self) -> Story:
        """A suit (诉讼) is won: the record rests from the judgment on, and its body revokes it in time."""
        party = self._cast.party("ENT")
        day = self._day(last=date(2026, 8, 1))
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        filed = workday(day, 5)
        case = yield from self._case(Step(at(filed), lambda: self._deeds.suit(party, fact.jti)))
        judged = workday(filed, 25)
        yield Step(at(judged), lambda: self._deeds.judged(party, case))
        yield Step(at(workday(judged, 2)), lambda: self._deeds.revoked(party, fact.jti, own=True))

    def _handled(self, party: Party, case: str, filed: date, finding: str, outcome: str, days: int = 2) -> Part[None]:
        """Take up, answer and decide a case in time."""
        yield Step(at(workday(filed, 1), 9), lambda: self._deeds.accepted(party, case, needs_help=days > 3))  # noqa: PLR2004
        yield Step(at(workday(filed, days), 9), lambda: self._deeds.answered(party, case, finding))
        yield Step(at(workday(filed, days), 15), lambda: self._deeds.decided(party, case, outcome))
