"""Tag rows and one-time keys beside the events that they follow from."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from domain.event import Event
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.identifier import Identifier
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    RecordErased,
    SubjectErased,
    SubjectOpened,
)
from domain.tagging import tags_of
from domain.tags import fact_tag, jti_tag, subject_tag
from ledger.append import SpineTag
from ledger.crypto import vrf
from ledger.fsck.entry_form import ParsedEntry
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot, TagRow
from ledger.fsck.vault import Opened
from ledger.labels import handle_alpha, open_key, sealed_key, spine_key


class Counted(NamedTuple):
    """A tag with a one-time key.

    Attributes:
        tag: Its digest in the database.
        kind: ``open``, ``spine`` or ``sealed``.
        secret: Name of the open tag, handle of the spine, secret of the file.
    """

    tag: bytes
    kind: str
    secret: bytes

    def key(self, origin: str, n: int) -> bytes:
        """Compute the one-time key of the n-th entry."""
        if self.kind == "open":
            return open_key(origin, self.secret.decode(), n)
        if self.kind == "spine":
            return spine_key(origin, self.secret, n)
        return sealed_key(origin, self.secret, n)


# How many tag rows an event has whose disclosures are gone, and how many one-time keys; a record's erasure has a row
# for each representative, a subject's a key and two rows for each of its identifiers.
_SHAPES: Mapping[type[Event], tuple[range, range]] = MappingProxyType(
    {
        FactRecorded: (range(4, 5), range(1, 2)),
        FactCorrected: (range(3, 4), range(1, 2)),
        FactWithdrawn: (range(3, 4), range(1, 2)),
        RecordErased: (range(4, 5_000), range(1, 2)),
        SubjectOpened: (range(4, 5), range(1, 2)),
        IdentifierLinked: (range(4, 5), range(1, 2)),
        IdentifierUnlinked: (range(4, 5), range(1, 2)),
        SubjectErased: (range(4, 10_000, 2), range(1, 5_000)),
    }
)
_FILED = FactRecorded | FactCorrected | FactWithdrawn | RecordErased


class TagCheck:
    """Recomputes the tags of an event and compares the stored rows and the entry's keys."""

    def __init__(self, material: Material, snapshot: Snapshot) -> None:
        self._material = material
        self._snapshot = snapshot
        self._digest = material.tag_key.digest
        self._miscounted = {(row[0], row[1].bytes) for row in snapshot.all("counters")}

    def check(
        self, position: int, type_id: int, entry: ParsedEntry, event: Event, opened: Opened, rows: Sequence[TagRow]
    ) -> Iterator[Fault]:
        """Compare the rows of one position with what its event says."""
        for row in rows:
            if row.type != type_id:
                yield Fault("tag-changed", f"tag {row.tag.hex()} type", position)
        needs_file = isinstance(event, _FILED)
        if opened.is_complete and not isinstance(event, SubjectErased) and (opened.file_secret or not needs_file):
            yield from self._exactly(position, entry, event, opened, rows)
        else:
            yield from self._loosely(position, entry, event, opened, rows)

    def _exactly(
        self, position: int, entry: ParsedEntry, event: Event, opened: Opened, rows: Sequence[TagRow]
    ) -> Iterator[Fault]:
        tags = tags_of(event, iss=opened.statement.iss, jti=opened.statement.jti)
        counted = [Counted(self._digest(tag), "open", tag.encode()) for tag in tags.open]
        counted += [self._spine(identifier) for identifier in tags.spines]
        if tags.sealed is not None:
            name = f"file:{UUID(bytes=opened.owners['subject'])}"
            counted.append(Counted(self._digest(name), "sealed", opened.file_secret or b""))
        private = {self._digest(tag): tag.partition(":")[0] for tag in tags.private}
        stored = {row.tag: row for row in rows}
        yield from self._rows(position, stored, counted, private)
        yield from self._keys(position, entry, stored, counted)

    def _spine(self, identifier: Identifier) -> Counted:
        alpha = handle_alpha(self._material.origin, identifier.type, identifier.value)
        spine = SpineTag(vrf.evaluate(self._material.vrf_seed, alpha))
        return Counted(self._digest(spine.tag), "spine", spine.handle)

    def _rows(
        self, position: int, stored: Mapping[bytes, TagRow], counted: Sequence[Counted], private: Mapping[bytes, str]
    ) -> Iterator[Fault]:
        kinds = {**private, **{one.tag: one.kind for one in counted}}
        for tag, kind in kinds.items():
            row = stored.get(tag)
            if row is None:
                yield Fault("tag-missing", f"tag {tag.hex()} ({kind})", position)
            elif (row.n is None) != (tag in private):
                yield Fault("tag-changed", f"tag {tag.hex()} ({kind}) n", position)
        for tag in stored:
            if tag not in kinds:
                yield Fault("tag-extra", f"tag {tag.hex()}", position)

    def _keys(
        self, position: int, entry: ParsedEntry, stored: Mapping[bytes, TagRow], counted: Sequence[Counted]
    ) -> Iterator[Fault]:
        """Compare keys with counters; the tree vouches for the entry, so a key that fits another counter wins."""
        if len(entry.keys) != len(counted):
            yield Fault("entry-keys", f"entry {position}", position)
            return
        for i, (key, one) in enumerate(zip(entry.keys, counted, strict=True)):
            row = stored.get(one.tag)
            n = None if row is None else row.n
            if n is not None and key == one.key(self._material.origin, n):
                continue
            before = self._snapshot.all("count_before", tag=UUID(bytes=one.tag), position=position)[0][0]
            if key != one.key(self._material.origin, before):
                yield Fault("entry-keys", f"entry {position} key {i}", position)
            elif n is not None:
                yield Fault("tag-changed", f"tag {one.tag.hex()} ({one.kind}) n", position)

    def _loosely(
        self, position: int, entry: ParsedEntry, event: Event, opened: Opened, rows: Sequence[TagRow]
    ) -> Iterator[Fault]:
        """Compare what can still be known of an event whose disclosures are gone."""
        statement = opened.statement
        known = {self._digest(jti_tag(statement.iss, statement.jti))}
        if isinstance(event, FactRecorded):
            known.add(self._digest(fact_tag(statement.jti)))
        owner = opened.owners.get("subject")
        if owner is not None and isinstance(event, _FILED):
            known.add(self._digest(f"file:{UUID(bytes=owner)}"))
        if owner is not None and (isinstance(event, RecordErased) or not isinstance(event, _FILED)):
            known.add(self._digest(subject_tag(str(UUID(bytes=owner)))))
        stored = {row.tag for row in rows}
        for tag in known - stored:
            yield Fault("tag-missing", f"tag {tag.hex()}", position)
        yield from self._shape(position, entry, event, rows)
        for row in rows:
            if (position, row.tag) in self._miscounted:
                yield Fault("tag-changed", f"tag {row.tag.hex()} n", position)

    def _shape(self, position: int, entry: ParsedEntry, event: Event, rows: Sequence[TagRow]) -> Iterator[Fault]:
        totals, keys = _SHAPES.get(type(event), (range(0), range(0)))
        counted = sum(row.n is not None for row in rows)
        if len(entry.keys) != counted or counted not in keys:
            yield Fault("entry-keys", f"entry {position}", position)
        if len(rows) not in totals:
            kind = "tag-missing" if len(rows) < totals.start else "tag-extra"
            yield Fault(kind, f"tags of entry {position}", position)
