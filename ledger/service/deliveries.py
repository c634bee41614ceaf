"""Deliveries of recalls, said by the platform: the recipient was reached, and took it (INV-10).

Decided anew on the states of its moment, like whatever the platform says (`ledger.service.clockwork`): what is on
record already, or confirmed meanwhile, is left alone, however often somebody asks.
"""

from datetime import date, datetime

from domain.disclosure.decide import delivery_due
from domain.time import legal_date
from ledger.service.acts import Act, Acts, Recorded
from ledger.service.admission.glance import Glance
from ledger.service.folds import RECALL
from ledger.service.rule_book import Knowledge


class Deliveries:
    """Says in the platform's name that recalls were delivered."""

    def __init__(self, acts: Acts) -> None:
        """Keep what carries acts out."""
        self._acts = acts

    def say(self, recall: str, on: date) -> Recorded | None:
        """Say that a recipient took a recall; None if that was said, it has confirmed, or there is nothing to say.

        Args:
            recall: The jti of the order.
            on: The day on which it took it, Asia/Shanghai.

        Raises:
            DecisionContestedError: What it rests on kept changing.
            LogError: It cannot be recorded.
        """

        def decide(glance: Glance, _: Knowledge, now: datetime) -> Act | None:
            state = glance.at(RECALL, recall)
            event = delivery_due(state, on=min(on, legal_date(now)))
            return None if event is None or state.subject is None else Act(event, state.subject)

        return self._acts.carry_out(decide)
