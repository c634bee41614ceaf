"""A data standard (数据标准): a closed set of fields, found by name or by any heading."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.standard.field import Field, fold_heading


class AmbiguousHeadingError(ValueError):
    """Two fields of one standard claim the same heading."""

    code = "ambiguous-heading"


class Standard:
    """A closed set of fields.

    Attributes:
        id: ``xk-2018``, ``cf-2018`` or ``basic``.
        zh: Chinese name.
        en: English name.
        fields: All fields, in the order of the standard, then what the standard lacks.
        ignored: Headings of technical columns that carry nothing to record, folded.
    """

    def __init__(
        self, standard_id: str, zh: str, en: str, fields: tuple[Field, ...], ignored: tuple[str, ...] = ()
    ) -> None:
        """Index the fields.

        Raises:
            AmbiguousHeadingError: Two fields share a name or a heading.
        """
        self.id = standard_id
        self.zh = zh
        self.en = en
        self.fields = fields
        self.ignored = frozenset(map(fold_heading, ignored))
        self.by_name: Mapping[str, Field] = MappingProxyType({field.name: field for field in fields})
        self.disclosures: Mapping[str, Field] = MappingProxyType(
            {field.name: field for field in fields if field.is_disclosure}
        )
        self.mandatory: frozenset[str] = frozenset(
            field.name for field in self.disclosures.values() if field.requirement == "M"
        )
        self.dates: frozenset[str] = frozenset(
            field.name for field in self.disclosures.values() if field.kind == "date"
        )
        self.texts: frozenset[str] = frozenset(
            field.name for field in self.disclosures.values() if field.kind == "text"
        )
        self._by_heading = self._index()

    def _index(self) -> dict[str, Field]:
        index: dict[str, Field] = {}
        for field in self.fields:
            for heading in field.headings:
                if index.setdefault(heading, field) is not field or heading in self.ignored:
                    raise AmbiguousHeadingError(f"{self.id}: {heading!r} names two columns")
        return index

    def find(self, heading: str) -> Field | None:
        """Find a field by any spelling of any of its headings; ``None`` if there is none."""
        return self._by_heading.get(fold_heading(heading))

    def is_ignored(self, heading: str) -> bool:
        """Tell whether a column holds technical data that nobody records."""
        return fold_heading(heading) in self.ignored
