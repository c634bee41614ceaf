"""What one decision looks at besides the rule book: folded from the log at once, never from a memory."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from ledger.append import Condition
from ledger.service.boundary import Fold, LogTags
from ledger.service.records import Record
from ledger.service.rule_book import unchanged
from ledger.service.subjects import Subjects

S = TypeVar("S")


class Glance:
    """States of records, and the conditions that nothing new has come about them when the decision is recorded."""

    def __init__(self, tags: LogTags, subjects: Subjects) -> None:
        """Look at nothing yet."""
        self._tags = tags
        self._subjects = subjects
        self._conditions: dict[str, Condition] = {}

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Nothing newer under any tag looked at."""
        return tuple(self._conditions.values())

    def at(self, fold: Fold[S], name: str) -> S:
        """Fold one state.

        Raises:
            SubjectKeysMissingError: The key store is older than the log: data would be taken for erased.
        """
        return self.each(fold, [name])[0]

    def each(self, fold: Fold[S], names: Sequence[str]) -> list[S]:
        """Fold several states, in as many questions as for one."""
        tags = [fold.tag_of(name) for name in names]
        states = []
        for name, tag, records in zip(names, tags, self._tags.records_of(tags), strict=True):
            self._require_keys(owner for record in records if (owner := record.owner()) is not None)
            loaded = fold.over(name, records)
            self._conditions[tag] = unchanged(tag, loaded.after)
            states.append(loaded.state)
        return states

    def records(self, tags: Sequence[str]) -> list[Record]:
        """Give everything under some tags, each tag in the order of the log."""
        groups = self._tags.records_of(tags)
        for tag, group in zip(tags, groups, strict=True):
            self._conditions[tag] = unchanged(tag, group[-1].position + 1 if group else None)
        return [record for group in groups for record in group]

    def _require_keys(self, owners: Iterable[bytes]) -> None:
        for owner in set(owners):
            self._subjects.require_keys(UUID(bytes=owner))
