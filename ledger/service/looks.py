"""Looks at what is not public: each is recorded before the bytes leave (INV-14; 山东省社会信用条例 art 37)."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from domain.disclosure.decide import admit_look, make_disclosure
from domain.identifier import Identifier
from domain.signer import SUBJECT
from domain.time import end_of_day_ms, legal_date
from ledger.service.acts import Act, Acts, Recorded
from ledger.service.admission.glance import Glance
from ledger.service.rule_book import Knowledge

OWN_PURPOSE = "self-access"
"""Purpose of a subject's look at his own file; it needs no definition, the law gives the right to it."""
OWN_BASIS = "《中华人民共和国个人信息保护法》第四十五条；《山东省社会信用条例》第三十七条"


class Look(NamedTuple):
    """What somebody is about to be shown.

    Attributes:
        who: Whose data.
        unit: Code of the unit that looks; ``subject`` for the subject himself.
        purpose: Id of the purpose.
        fields: Names of the fields shown.
        targets: ``fact:<jti>`` and ``listing:<id>`` of the records shown.
        request: The signed request, as it came.
    """

    who: Identifier
    unit: str
    purpose: str
    fields: Collection[str]
    targets: Collection[str]
    request: str


class Looks:
    """Records looks; whoever shows something calls it first."""

    def __init__(self, acts: Acts) -> None:
        """Keep what carries acts out."""
        self._acts = acts

    def record(self, look: Look) -> Recorded:
        """Record a look; only when this has returned may anything be shown.

        It is recorded on the day for which it was decided, or decided anew: a purpose may end at midnight.

        Raises:
            PurposeNotInForceError: There is no such purpose today.
            ReaderNotNamedError: The purpose does not name the unit.
            LogError: It cannot be recorded; nothing may be shown.
        """

        def decide(_glance: Glance, knowledge: Knowledge, now: datetime) -> Act:
            event = make_disclosure(
                look.who,
                look.unit,
                look.purpose,
                _basis(look, knowledge, now),
                look.fields,
                look.targets,
                len(look.targets),
                look.request,
            )
            return Act(event, look.who, end_of_day_ms(legal_date(now)))

        recorded = self._acts.carry_out(decide)
        if recorded is None:
            raise RuntimeError("a look is always something to record")
        return recorded

    def require(self, unit: str, purpose: str) -> None:
        """Refuse a look before anything is read for it; `record` checks again.

        Raises:
            Refusal: As `record`.
        """
        self._acts.check(lambda knowledge, now: _basis_of(unit, purpose, knowledge, now))


def _basis(look: Look, knowledge: Knowledge, now: datetime) -> str:
    return _basis_of(look.unit, look.purpose, knowledge, now)


def _basis_of(unit: str, purpose: str, knowledge: Knowledge, now: datetime) -> str:
    """Give the law by which a unit looks."""
    if unit == SUBJECT and purpose == OWN_PURPOSE:
        return OWN_BASIS
    return admit_look(knowledge.purpose(purpose), unit, today=legal_date(now)).legal_basis
