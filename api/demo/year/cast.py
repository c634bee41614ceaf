"""Who takes part in the year: invented bodies with their clerks, and invented subjects."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from domain.signer import SUBJECT
from ledger.crypto.keys import SigningKey
from ledger.intake.sample.codes import person_number
from ledger.intake.sample.parties import Party, make_party
from ledger.intake.sample_agencies import APPROVAL, COURT, CREDIT_CENTRE, EMERGENCY, MARKET, SampleAgency

AGENCIES = (APPROVAL, MARKET, EMERGENCY, CREDIT_CENTRE, COURT)
_FIRST_NUMBER = 700_000
"""Numbers of the year's subjects begin here, so that they are none of the sample files'."""


class Hand(NamedTuple):
    """Who signs: an issuer and one of its keys."""

    iss: str
    key: SigningKey


class Cast:
    """Bodies and subjects of the year.

    Attributes:
        random: Decides everything that is left to chance; seeded, so that each run tells the same year.
        keys: First clerk's keys of the bodies, by slug.
        second: Second clerk's keys: whoever decides does not publish.
    """

    def __init__(self, random: Random, keys: dict[str, SigningKey]) -> None:
        """Give each body its clerks."""
        self.random = random
        self.keys = keys
        self.second = {agency.slug: SigningKey.generate() for agency in AGENCIES}
        self._own: dict[str, SigningKey] = {}
        self._parties = self._invent()
        self._count = 0

    def clerk(self, agency: SampleAgency) -> Hand:
        """The clerk who prepares and decides."""
        return Hand(f"agency:{agency.code}", self.keys[agency.slug])

    def colleague(self, agency: SampleAgency) -> Hand:
        """The second person, who checks and publishes."""
        return Hand(f"agency:{agency.code}", self.second[agency.slug])

    def own(self, party: Party) -> Hand:
        """The subject with its own key."""
        name = party.code or party.number
        if name not in self._own:
            self._own[name] = SigningKey.generate()
        return Hand(SUBJECT, self._own[name])

    def party(self, *kinds: str) -> Party:
        """Invent another subject, of one of some kinds."""
        return next(party for party in self._parties if not kinds or party.kind in kinds)

    def youth(self, born: date) -> Party:
        """Invent somebody who was born on a day."""
        self._count += 1
        number = person_number(_FIRST_NUMBER + self._count, born.strftime("%Y%m%d"))
        name = f"样本少年{self._count}"
        return Party("NP", "自然人", name, "", name, number)

    def _invent(self) -> Iterator[Party]:
        while True:
            self._count += 1
            yield make_party(_FIRST_NUMBER + self._count, self._count, self.random)


def who(party: Party) -> dict[str, str | int | bool]:
    """Disclose whose file something belongs to."""
    if party.kind == "NP":
        return {"subject.identifier_type": "rid", "subject.identifier": party.number}
    return {"subject.identifier_type": "uscc", "subject.identifier": party.code}


def window(party: Party) -> dict[str, str | int | bool]:
    """Disclose how the window knew who stood before it."""
    is_person = party.kind in {"NP", "SOLE"}
    return {
        "subject.identity_evidence": "居民身份证原件" if is_person else "营业执照副本原件",
        "subject.clerk": "窗口二号经办人",
        "subject.delegate": "" if is_person else f"{party.person}",
        "subject.delegation": "" if is_person else "授权委托书（示例）",
    }


NO_WINDOW: dict[str, str | int | bool] = {
    "subject.identity_evidence": "",
    "subject.clerk": "",
    "subject.delegate": "",
    "subject.delegation": "",
}
