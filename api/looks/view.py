"""What one look shows: to the subject his whole file, to a body what is in force, with its marks (INV-7, INV-8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from api.looks.models import (
    File,
    FileCase,
    FileCommitment,
    FileFact,
    FileIdentifier,
    FileListing,
    FileRecall,
    FileRepair,
    FileStep,
    Trace,
)
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
from projections.matter import Matter
from projections.profile import Profile
from projections.profile.view import ProfileFact

_WHO = "subject.identifier"


@dataclass(frozen=True, slots=True)
class View:
    """A file as somebody may see it, before he does.

    Attributes:
        profile: What is on record.
        who: The identifier that was asked for.
        wanted: Names of the disclosures asked for; None: all.
        is_whole: Whether everything is shown: to the subject, and at the window to whoever stands there for him.
        matter: The procedure that a body deals with; None: it asks for the file. Of a matter everything is shown that
            it is about, and nothing else.
        after: Position after which the page begins; None: it is the first.
        limit: Most records of the page.
    """

    profile: Profile
    who: Identifier
    wanted: Wanted
    is_whole: bool
    after: int | None
    limit: int
    matter: Matter | None = None

    def facts(self) -> list[FileFact]:
        """Give the records that are shown."""
        return [fact_part(one, self.wanted, is_whole=self._is_open) for one in self._rest()[: self.limit]]

    def next(self) -> int | None:
        """Tell where the next page begins; None: this is the last."""
        rest = self._rest()
        return rest[self.limit - 1].position if len(rest) > self.limit else None

    def _rest(self) -> list[ProfileFact]:
        shown = [one for one in self.profile.facts if self._shows(f"fact:{one.jti}", is_in_force=one.is_in_force)]
        return [one for one in shown if self.after is None or one.position > self.after]

    @property
    def _is_open(self) -> bool:
        """Whether what is shown is shown with all its steps."""
        return self.is_whole or self.matter is not None

    def _shows(self, target: str, *, is_in_force: bool) -> bool:
        return target in self.matter.targets if self.matter is not None else self.is_whole or is_in_force

    def listings(self) -> list[FileListing]:
        """Give the listings that are shown, on the first page."""
        whole = self.profile.listings if self.after is None else ()
        shown = [
            one for one in whole if self._shows(f"listing:{one.state.listing}", is_in_force=one.display.is_effective)
        ]
        return [listing_part(one, self.wanted, is_whole=self._is_open) for one in shown]

    def targets(self) -> frozenset[str]:
        """Name the records that are shown, as the look's record does."""
        facts, listings = self.facts(), self.listings()
        return frozenset({*(f"fact:{one.jti}" for one in facts), *(f"listing:{one.listing}" for one in listings)})

    def fields(self) -> frozenset[str]:
        """Name the fields that are shown: at the least that there is a file under this identifier."""
        listings = self.listings()
        steps = [step for group in (listings, *self._procedures()) for one in group for step in one.steps]
        return frozenset({_WHO, *_names(self.facts()), *_names(listings), *_names(steps)})

    @property
    def _has_all(self) -> bool:
        """Whether there is more than records: on the first page of one's own file."""
        return self.is_whole and self.after is None

    def _procedures(self) -> tuple[list[FileCase], list[FileRepair], list[FileCommitment]]:
        profile, wanted = self.profile, self.wanted
        cases, repairs = case_parts(profile, wanted), repair_parts(profile, wanted)
        if self.matter is not None:
            name = self.matter.name
            return [one for one in cases if one.case == name], [one for one in repairs if one.case == name], []
        return (cases, repairs, commitment_parts(profile, wanted)) if self._has_all else ([], [], [])

    def _recalls(self) -> list[FileRecall]:
        recalls = recall_parts(self.profile)
        if self.matter is not None:
            return [one for one in recalls if one.jti == self.matter.name]
        return recalls if self._has_all else []

    def is_covered_by(self, earlier: "View") -> bool:
        """Tell whether it shows nothing that an earlier view did not."""
        return self.targets() <= earlier.targets() and self.fields() <= earlier.fields()

    def file(self, recorded: Recorded, as_of: AsOf) -> File:
        """Give the answer, once the look is on record."""
        profile, is_whole = self.profile, self.is_whole
        cases, repairs, commitments = self._procedures()
        identifiers: Collection[Identifier] = profile.identifiers if is_whole else (self.who,)
        return File(
            as_of=as_of,
            size=profile.size,
            day=profile.day,
            look=Trace(position=recorded.position, jti=recorded.jti),
            is_whole=is_whole,
            identifiers=[FileIdentifier(type=one.type, value=one.value) for one in identifiers],
            facts=self.facts(),
            next=self.next(),
            listings=self.listings(),
            cases=cases,
            repairs=repairs,
            commitments=commitments,
            looks=look_parts(profile) if self._has_all else [],
            recalls=self._recalls(),
        )


def _names(parts: Iterable[FileFact | FileListing | FileStep]) -> set[str]:
    return {name for part in parts for name in part.fields}
