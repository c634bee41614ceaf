"""Stories of listings: how one gets on a list and off it, and what bodies are refused on the way."""

from collections.abc import Callable
from datetime import date

from api.demo.year.clock import at
from api.demo.year.director import Deed, Step, Story
from api.demo.year.listings import ABNORMAL, COURT_LIST, MODEL, SERIOUS
from api.demo.year.telling import Telling, workday
from domain.time import add_months
from ledger.intake.sample_agencies import MARKET

_FROM = date(2026, 4, 1)
_ANSWER = "整改在立案调查之后进行，不影响违法事实的认定，申辩意见不予采纳"


class ListStories(Telling):
    """Tells of listings."""

    @property
    def paths(self) -> tuple[Callable[[], Story], ...]:
        """The paths that are told."""
        return (
            self.repaired,
            self.lied,
            self.replied,
            self.heard,
            self.waived,
            self.hasty_body,
            self.quashed,
            self.court,
            self.model,
        )

    def repaired(self) -> Story:
        """Listed, under a measure, shown to a buyer; repaired after three months, and the buyer is told."""
        party = self._cast.party("ENT")
        fact, listing, day = yield from self._listed(party, self._day(_FROM, date(2026, 5, 20)), ABNORMAL)
        targets = f"fact:{fact.jti},listing:{listing.listing}"
        yield Step(at(workday(day, 1)), lambda: self._deeds.measure(party, listing))
        yield Deed(at(workday(day, 2)), lambda ledger: self._deeds.look(ledger, party, listing))
        early = workday(day, 5)
        yield Step(at(early), lambda: self._deeds.application(party, targets), refused="repair-not-open")
        asked = workday(add_months(day, 4))
        case = yield from self._case(Step(at(asked), lambda: self._deeds.application(party, targets)))
        yield Step(at(workday(asked, 1)), lambda: self._deeds.repair_accepted(party, case))
        granted = workday(asked, 4)
        receipt = yield Step(at(granted), lambda: self._deeds.granted(party, case, fact.jti, listing.listing))
        recalled: list[str] = []
        told = 0 if receipt is None else receipt.index - 1  # the recall stands before what caused it
        yield Deed(at(granted, 15), lambda ledger: recalled.append(self._deeds.jti_at(ledger, told)))
        yield Deed(at(granted, 16), self._deeds.recall_delivered)
        yield Step(at(workday(granted, 1)), lambda: self._deeds.recall_confirmed(party, recalled[0]))
        again, late = self._listing(party, "general", fact.jti, ABNORMAL), workday(granted, 2)
        yield Step(at(late), lambda: again.notice(workday(late, 6)), refused="listing-ground-not-standing")

    def lied(self) -> Story:
        """False material closes the door to repair for the period that the rule says."""
        party = self._cast.party("ENT")
        _, listing, day = yield from self._listed(party, self._day(_FROM, date(2026, 5, 20)), ABNORMAL)
        asked, target = workday(add_months(day, 4)), f"listing:{listing.listing}"
        case = yield from self._case(Step(at(asked), lambda: self._deeds.application(party, target)))
        yield Step(at(workday(asked, 1)), lambda: self._deeds.repair_accepted(party, case))
        yield Step(at(workday(asked, 3)), lambda: self._deeds.repair_refused(party, case, target))
        late = workday(asked, 10)
        yield Step(at(late), lambda: self._deeds.application(party, target), refused="repair-not-open")

    def replied(self) -> Story:
        """The subject replies: the decision waits, answers with reasons, and is not harsher than the notice."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, date(2026, 9, 20))
        fact = yield from self._fact(day, lambda: self._records.late_report(party, "serious"))
        listing, until = self._listing(party, "general", fact.jti, ABNORMAL), workday(day, 6)
        yield Step(at(workday(day, 1)), lambda: listing.notice(until))
        yield Step(at(workday(day, 3)), listing.reply)
        yield Step(at(until), listing.decision, refused="notice-period-running")
        decided = workday(until, 1)
        yield Step(at(decided), listing.decision, refused="reply-unanswered")
        harsher = Step(at(decided, 11), lambda: listing.decision(answer=_ANSWER, tier="serious"))
        yield harsher._replace(refused="listing-tier-raised")
        yield Step(at(decided, 14), lambda: listing.decision(answer=_ANSWER))
        yield Step(at(workday(decided, 1)), listing.publication)

    def heard(self) -> Story:
        """A hearing is demanded and held before the decision; later the conditions of removal are met."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, date(2026, 7, 20))
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "serious"))
        listing = self._listing(party, "serious", fact.jti)
        announced = workday(day, 2)
        yield Step(at(workday(day, 1)), lambda: listing.notice(workday(day, 6)))
        yield Step(at(announced), lambda: listing.reply(hearing="demanded"))
        hasty = workday(day, 7)
        early = Step(at(hasty), lambda: listing.decision(answer=_ANSWER))
        yield early._replace(refused="hearing-owed")
        held = workday(announced, 8)
        yield Step(at(held), lambda: listing.hearing(announced))
        decided = workday(held, 2)
        yield Step(at(decided), lambda: listing.decision(answer=_ANSWER))
        yield Step(at(workday(decided, 1)), listing.publication)
        yield Step(at(workday(decided, 40)), listing.end)

    def waived(self) -> Story:
        """The subject waives the rest of his time for a reply."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, date(2026, 9, 1))
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "serious"))
        listing = self._listing(party, "serious", fact.jti)
        yield Step(at(workday(day, 1)), lambda: listing.notice(workday(day, 6)))
        yield Step(at(workday(day, 2)), listing.waiver)
        decided = workday(day, 3)
        yield Step(at(decided), listing.decision)
        yield Step(at(workday(decided, 1)), listing.publication)

    def hasty_body(self) -> Story:
        """What a body may not do: list for a lesser act, shorten the time for a reply, publish alone or bare."""
        party = self._cast.party("ENT")
        day = self._day(_FROM, date(2026, 9, 20))
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "serious"))
        lesser = yield from self._fact(day, lambda: self._records.penalty(party, "general"))
        listing, served, until = self._listing(party, "serious", fact.jti), workday(day, 2), workday(day, 8)
        mild = self._listing(party, "serious", lesser.jti)
        yield Step(at(workday(day, 1)), lambda: mild.notice(until), refused="listing-ground-tier")
        yield Step(at(workday(day, 1), 11), lambda: listing.notice(served), refused="reply-time-short")
        yield Step(at(served), lambda: listing.notice(until))
        decided = workday(until, 1)
        yield Step(at(decided), listing.decision)
        alone = self._cast.clerk(MARKET)
        yield Step(at(decided, 11), lambda: listing.publication(by=alone), refused="listing-second-person")
        bare = Step(at(decided, 14), lambda: listing.publication(has_repair_notice=False))
        yield bare._replace(refused="listing-repair-notice")
        yield Step(at(workday(decided, 1)), listing.publication)

    def quashed(self) -> Story:
        """A court quashes the penalty; the listing that rests on it alone is over at once."""
        party = self._cast.party("ENT")
        fact, listing, day = yield from self._listed(party, self._day(_FROM, date(2026, 8, 1)), SERIOUS)
        quashed = workday(day, 20)
        yield Step(at(quashed), lambda: self._deeds.revoked(party, fact.jti))
        late, code = workday(quashed, 1), "measure-listing-not-effective"
        yield Step(at(late), lambda: self._deeds.measure(party, listing), refused=code)

    def court(self) -> Story:
        """The court's own list, mirrored as it signed it; half of the listings it has ended by now."""
        party = self._cast.party("ENT", "NP")
        day, is_ended = self._day(last=date(2026, 9, 1)), self._random.random() < 1 / 2
        listing = self._listing(party, None, "", COURT_LIST).listing
        yield Step(at(day), lambda: self._deeds.mirrored(party, listing))
        if is_ended:
            yield Step(at(workday(day, 15)), lambda: self._deeds.court_ended(party, listing))

    def model(self) -> Story:
        """A positive list, under the same rules; the credit centre lists, so that its window takes no waiver."""
        party = self._cast.party("ENT", "ORG")
        day = self._day(date(2026, 1, 5), date(2026, 9, 20))
        fact = yield from self._fact(day, lambda: self._records.honour(party))
        listing = self._listing(party, None, fact.jti, MODEL)
        until = workday(day, 6)
        yield Step(at(workday(day, 1)), lambda: listing.notice(until))
        decided = workday(until, 1)
        yield Step(at(decided), listing.decision)
        yield Step(at(workday(decided, 1)), listing.publication)
