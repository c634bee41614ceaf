"""Answers what the law of the ledger is: the folded rules and definitions in the API's words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from api.directory import Directory
from api.law.definitions import list_definition, measure_definition, purpose_definition
from api.law.models import Calendar, ListHistory, Lists, Measures, Purposes, Rule, Rules
from api.parameter_errors import EditionAheadError
from api.ports import Ledger
from domain.definition.state import D, Definitions
from domain.rule.state import RuleVersion
from domain.time import legal_date
from ledger.service.entries import statement_of


class LawBook:
    """Answers rules, working days, lists, measures and purposes.

    Each answer names the signed tree that it holds at least; everything of it is open in the log.

    Args:
        ledger: Where the states are.
        directory: Names the signed tree.
        clock: The time now, aware.
    """

    def __init__(self, ledger: Ledger, directory: Directory, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._directory = directory
        self._clock = clock

    def rules(self, *, edition: int | None, on: date | None) -> Rules:
        """Give the rules.

        Args:
            edition: As they were when there were so many; None: now.
            on: Only those that count on this day; None: all versions.

        Raises:
            EditionAheadError: There are not so many yet.
        """
        as_of, current = self._directory.as_of(), self._ledger.rules()
        if edition is not None and edition > current.edition:
            raise EditionAheadError(current.edition)
        rules = current if edition is None else current.at_edition(edition)
        in_force = frozenset(one.position for one in rules.in_force(on or self._today()))
        shown = [one for one in rules.versions if on is None or one.position in in_force]
        return Rules(
            as_of=as_of,
            edition=rules.edition,
            current_edition=current.edition,
            on=(on or self._today()).isoformat(),
            items=[_rule(one, is_in_force=one.position in in_force) for one in shown],
        )

    def calendar(self, year: int) -> Calendar | None:
        """Give the working days of a year; None if they are not announced."""
        as_of = self._directory.as_of()
        found = next((one for one in self._ledger.calendars() if one.year == year and one.is_announced), None)
        if found is None or found.position is None:
            return None
        return Calendar(
            as_of=as_of,
            year=year,
            version=found.version,
            holidays=_days(found.holidays),
            workdays=_days(found.workdays),
            legal_basis=self._claim(found.position, "legal_basis"),
            position=found.position,
        )

    def lists(self) -> Lists:
        """Give of each list the version in force, or else the latest."""
        as_of, today = self._directory.as_of(), self._today()
        shown = [(one.on(today), one.latest) for one in sorted(self._ledger.lists(), key=_name)]
        items = [
            list_definition(version, is_in_force=current is not None)
            for current, latest in shown
            if (version := current or latest) is not None
        ]
        return Lists(as_of=as_of, items=items)

    def list_history(self, name: str) -> ListHistory | None:
        """Give all versions of one list, newest first; None if there is no such list."""
        as_of = self._directory.as_of()
        found = [one for one in self._ledger.lists() if one.name == name]
        if not found:
            return None
        versions = [list_definition(one, is_in_force=is_in_force) for one, is_in_force in self._versions(found)]
        return ListHistory(as_of=as_of, versions=versions[::-1])

    def measures(self) -> Measures:
        """Give all measures."""
        as_of, versions = self._directory.as_of(), self._versions(self._ledger.measures())
        items = [measure_definition(one, is_in_force=is_in_force) for one, is_in_force in versions]
        return Measures(as_of=as_of, items=items)

    def purposes(self) -> Purposes:
        """Give all purposes."""
        as_of, versions = self._directory.as_of(), self._versions(self._ledger.purposes())
        items = [purpose_definition(one, is_in_force=is_in_force) for one, is_in_force in versions]
        return Purposes(as_of=as_of, items=items)

    def _versions(self, definitions: Sequence[Definitions[D]]) -> list[tuple[D, bool]]:
        """Give every version and whether it is in force, ascending by id and version."""
        today = self._today()
        return [
            (version, version is one.on(today)) for one in sorted(definitions, key=_name) for version in one.versions
        ]

    def _today(self) -> date:
        return legal_date(self._clock())

    def _claim(self, position: int, name: str) -> str:
        entries = self._ledger.reader.entries(position, position + 1)
        return "".join(str(statement_of(stored.entry).plain[name]) for stored in entries)


def _name(definitions: Definitions[D]) -> str:
    return definitions.name


def _days(days: frozenset[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _rule(version: RuleVersion, *, is_in_force: bool) -> Rule:
    rule = version.published
    return Rule(
        rule=rule.rule,
        version=rule.version,
        governs=rule.governs,
        amount=rule.amount,
        unit=rule.unit,
        tier=rule.tier,
        list=rule.list,
        source=rule.source,
        article=rule.article,
        evidence=rule.evidence,
        effective_from=rule.effective_from.isoformat(),
        effective_to=None if rule.effective_to is None else rule.effective_to.isoformat(),
        is_in_force=is_in_force,
        position=version.position,
    )
