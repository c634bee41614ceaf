"""The state of the rules, folded over the open tag ``rules``."""

from dataclasses import dataclass, replace
from datetime import date

from domain.event import Event
from domain.rule.events import RulePublished
from domain.signer import AGENCY_PREFIX, Recorded
from domain.time import day_of_ms


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version of a rule and where it stands.

    Attributes:
        published: The event.
        position: Leaf position.
        recorded_on: The day of its recording, Asia/Shanghai.
    """

    published: RulePublished
    position: int
    recorded_on: date

    def covers(self, day: date) -> bool:
        """Tell whether the version applies on a day, as far as no later version takes its place."""
        last = self.published.effective_to
        return self.published.effective_from <= day and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class RulesState:
    """Every rule that was ever published.

    Attributes:
        edition: How many events the tag has; decisions name it.
        versions: In the order of their publication.
    """

    edition: int = 0
    versions: tuple[RuleVersion, ...] = ()

    def newest(self, rule: str) -> RuleVersion | None:
        """Give the newest version of a rule."""
        return next((one for one in reversed(self.versions) if one.published.rule == rule), None)

    def at_edition(self, edition: int) -> "RulesState":
        """Give the rules as they were when the tag had so many events."""
        return self if edition >= self.edition else replace(self, edition=edition, versions=self.versions[:edition])

    def in_force(self, day: date) -> tuple[RuleVersion, ...]:
        """Give the versions that apply on a day: of each rule the newest that has begun, unless it has ended.

        An older version does not come back when a newer one ends; so a rule without a last day can be given one.
        """
        found: dict[str, RuleVersion] = {}
        for one in self.versions:
            if one.published.effective_from <= day:
                found[one.published.rule] = one
        return tuple(one for one in found.values() if one.covers(day))


def evolve(state: RulesState, event: Event, at: Recorded) -> RulesState:
    """Fold one event. Each event of the tag counts for the edition, so that the edition is the tag's own count."""
    if not isinstance(event, RulePublished) or not at.iss.startswith(AGENCY_PREFIX):
        return state
    version = RuleVersion(event, at.position, day_of_ms(at.time_ms))
    return RulesState(state.edition + 1, (*state.versions, version))
