"""Stories of facts: licences, honours, penalties, commitments."""

from collections.abc import Callable
from datetime import date, timedelta

from api.demo.year.clock import at
from api.demo.year.director import Deed, Step, Story
from api.demo.year.telling import Telling, workday
from domain.time import add_months
from ledger.intake.sample.parties import Party
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE, SampleAgency

_BEFORE_SPRING = date(2026, 3, 1)


class FactStories(Telling):
    """Tells of facts."""

    @property
    def paths(self) -> tuple[Callable[[], Story], ...]:
        """The paths that are told."""
        return (self.honoured, self.punished, self.punished_person, self.minor_act, self.committed)

    def licence(self) -> Story:
        """Somebody gets a licence."""
        party = self._cast.party()
        yield Step(at(self._day(), 9), lambda: self._records.licence(party))

    def honoured(self) -> Story:
        """An organisation is honoured."""
        party = self._cast.party("ENT", "ORG")
        yield Step(at(self._day(), 9), lambda: self._records.honour(party))

    def punished(self) -> Story:
        """A company is punished and states its correction; the document's own end comes, and publicity with it."""
        party = self._cast.party("ENT", "ORG")
        day = self._day(last=_BEFORE_SPRING)
        end = add_months(day, 6)
        until = {"subject.publicity_until": end.isoformat()}
        fact = yield from self._fact(day, lambda: self._records.penalty(party, "general", **until))
        yield Step(at(workday(day, 3)), lambda: self._deeds.correction_stated(party, fact.jti))
        yield Deed(at(end + timedelta(days=1), 1), lambda ledger: ledger.clockwork.end_of_fact(fact.jti))

    def punished_person(self) -> Story:
        """A person's penalty is on file and never public; what he did under 18 is never recorded."""
        party = self._cast.party("NP")
        day = self._day()
        yield Step(at(day), lambda: self._records.penalty(party, "general"))
        later = workday(day, 1)
        young = self._cast.youth(born=add_months(later, -12 * 17))
        yield Step(at(later), lambda: self._records.penalty(young, "general"), refused="minor-at-act")

    def minor_act(self) -> Story:
        """A minor act (轻微) is recorded and never public; decided by summary procedure, it may not be recorded."""
        party = self._cast.party("ENT")
        day = self._day()
        yield Step(at(day), lambda: self._records.penalty(party, "minor"))
        summary = {"subject.is_summary": True}
        later = workday(day, 1)
        code = "summary-procedure-excluded"
        yield Step(at(later), lambda: self._records.penalty(party, "minor", **summary), refused=code)

    def committed(self) -> Story:
        """A commitment (信用承诺) is kept."""
        party = self._cast.party("ENT", "ORG")
        day = self._day(last=date(2026, 9, 1))
        yield Step(at(day, 9), lambda: self._records.licence(party))
        fulfil_by = add_months(day, 1)
        receipt = yield Step(at(workday(day, 1)), lambda: self._deeds.commitment(party, fulfil_by))
        made = "" if receipt is None else receipt.statement.jti
        yield Step(at(workday(fulfil_by, 3)), lambda: self._deeds.kept(party, made))

    def government(self, agency: SampleAgency) -> Story:
        """A public body commits itself (政务诚信承诺), like any other subject."""
        party = Party("ORG", "法人及非法人组织", agency.name, agency.code, "本单位授权经办人", "")
        to = APPROVAL if agency is CREDIT_CENTRE else CREDIT_CENTRE
        day = self._day(last=date(2026, 9, 1))
        yield Step(at(day), lambda: self._deeds.commitment(party, add_months(day, 12), to, "government"))
