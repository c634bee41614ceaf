"""What the passing of time means, said by the platform: breached deadlines, ends of publicity (INV-7, INV-9).

Every act is decided anew on the states of its moment, so that a worker may repeat, restart or come late: what is on
record already, or not due, is left alone. Nothing that is read depends on these events.
"""

from datetime import datetime

from domain.case.mending import Contested, is_won
from domain.case.state import CaseState
from domain.clock.decide import breach_due, publicity_end_due
from domain.event import Event
from domain.identifier import Identifier
from domain.time import legal_date
from ledger.service.acts import Act, Acts, Recorded
from ledger.service.admission.cases import record_of
from ledger.service.admission.glance import Glance
from ledger.service.folds import CASE, FACT, LISTING, REPAIR
from ledger.service.rule_book import Knowledge
from ledger.service.shown import Shown


class Clockwork:
    """Says in the platform's name what is due about one record."""

    def __init__(self, acts: Acts) -> None:
        """Keep what carries acts out."""
        self._acts = acts

    def breach(self, case: str) -> Recorded | None:
        """Say that the deadline of a case, or of an application for repair, passed (INV-9); None if it did not."""

        def decide(glance: Glance, knowledge: Knowledge, now: datetime) -> Act | None:
            filed: CaseState = glance.at(CASE, case)
            state = filed if filed.filed_at is not None else glance.at(REPAIR, case)
            about = _contested(glance, filed, _shown(glance, knowledge, now)) if is_won(filed) else None
            event = breach_due(state, knowledge.law(now), legal_date(now), about=about)
            return _act(event, state.subject)

        return self._acts.carry_out(decide)

    def end_of_fact(self, jti: str) -> Recorded | None:
        """Say that the publicity of a fact is over (INV-7); None if it is not, or that was said."""

        def decide(glance: Glance, knowledge: Knowledge, now: datetime) -> Act | None:
            fact = glance.at(FACT, jti)
            (display,) = _shown(glance, knowledge, now).displays_of_facts([fact])
            return None if display is None else _act(publicity_end_due(fact, display), fact.subject)

        return self._acts.carry_out(decide)

    def end_of_listing(self, listing: str) -> Recorded | None:
        """Say that the publicity of a listing is over (INV-7); None if it is not, or that was said."""

        def decide(glance: Glance, knowledge: Knowledge, now: datetime) -> Act | None:
            state = glance.at(LISTING, listing)
            (display,) = _shown(glance, knowledge, now).displays_of_listings([state])
            return _act(publicity_end_due(state, display), state.subject)

        return self._acts.carry_out(decide)


def _act(event: Event | None, subject: Identifier | None) -> Act | None:
    return None if event is None or subject is None else Act(event, subject)


def _contested(glance: Glance, case: CaseState, shown: Shown) -> Contested | None:
    record = record_of(glance, case)
    return None if record is None else shown.contested([record])[0]


def _shown(glance: Glance, knowledge: Knowledge, now: datetime) -> Shown:
    return Shown(glance, knowledge, knowledge.law(now), legal_date(now))
