"""What one look shows: to the subject his whole file, to a body what is in force, with its marks (INV-7, INV-8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from api.looks.models import File, FileFact, FileIdentifier, FileListing, FileStep, Trace
from api.looks.parts import (
    Wanted,
    case_parts,
    commitment_parts,
    fact_part,
    listing_part,
    look_parts,
    recall_parts,
    repair_parts,
)
from api.models import AsOf
from domain.identifier import Identifier
from ledger.service.acts import Recorded
from projections.profile import Profile

_WHO = "subject.identifier"


@dataclass(frozen=True, slots=True)
class View:
    """A file as somebody may see it, before he does.

    Attributes:
        profile: What is on record.
        who: The identifier that was asked for.
        wanted: Names of the disclosures asked for; None: all.
        is_whole: Whether everything is shown: to the subject, and at the window to whoever stands there for him.
    """

    profile: Profile
    who: Identifier
    wanted: Wanted
    is_whole: bool

    def facts(self) -> list[FileFact]:
        """Give the records that are shown."""
        shown = self.profile.facts if self.is_whole else [one for one in self.profile.facts if one.is_in_force]
        return [fact_part(one, self.wanted, is_whole=self.is_whole) for one in shown]

    def listings(self) -> list[FileListing]:
        """Give the listings that are shown."""
        whole = self.profile.listings
        shown = whole if self.is_whole else [one for one in whole if one.display.is_effective]
        return [listing_part(one, self.wanted, is_whole=self.is_whole) for one in shown]

    def targets(self) -> frozenset[str]:
        """Name the records that are shown, as the look's record does."""
        facts, listings = self.facts(), self.listings()
        return frozenset({*(f"fact:{one.jti}" for one in facts), *(f"listing:{one.listing}" for one in listings)})

    def fields(self) -> frozenset[str]:
        """Name the fields that are shown: at the least that there is a file under this identifier."""
        listings, cases = self.listings(), case_parts(self.profile, self.wanted) if self.is_whole else []
        repairs = repair_parts(self.profile, self.wanted) if self.is_whole else []
        commitments = commitment_parts(self.profile, self.wanted) if self.is_whole else []
        steps = [step for group in (listings, cases, repairs, commitments) for one in group for step in one.steps]
        return frozenset({_WHO, *_names(self.facts()), *_names(listings), *_names(steps)})

    def is_covered_by(self, earlier: "View") -> bool:
        """Tell whether it shows nothing that an earlier view did not."""
        return self.targets() <= earlier.targets() and self.fields() <= earlier.fields()

    def file(self, recorded: Recorded, as_of: AsOf) -> File:
        """Give the answer, once the look is on record."""
        profile, is_whole = self.profile, self.is_whole
        identifiers: Collection[Identifier] = profile.identifiers if is_whole else (self.who,)
        return File(
            as_of=as_of,
            size=profile.size,
            day=profile.day,
            look=Trace(position=recorded.position, jti=recorded.jti),
            is_whole=is_whole,
            identifiers=[FileIdentifier(type=one.type, value=one.value) for one in identifiers],
            facts=self.facts(),
            listings=self.listings(),
            cases=case_parts(profile, self.wanted) if is_whole else [],
            repairs=repair_parts(profile, self.wanted) if is_whole else [],
            commitments=commitment_parts(profile, self.wanted) if is_whole else [],
            looks=look_parts(profile) if is_whole else [],
            recalls=recall_parts(profile) if is_whole else [],
        )


def _names(parts: Iterable[FileFact | FileListing | FileStep]) -> set[str]:
    return {name for part in parts for name in part.fields}
