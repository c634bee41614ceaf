"""Tag rows and one-time keys beside the events that they follow from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from domain.clock.events import PublicityEnded
from domain.disclosure.events import DisclosureMade
from domain.event import Event
from domain.evidence import MOST_ATTACHMENTS, has_evidence
from domain.identifier import Identifier
from domain.listing.events import ListingDecided, NoticeServed
from domain.repair.events import RepairApplied, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from domain.subject.events import (
    IdentifierLinked,
    IdentifierUnlinked,
    RecordErased,
    SubjectErased,
    SubjectOpened,
)
from domain.tagging import tags_of
from domain.tags import Tags
from ledger.append import SpineTag
from ledger.crypto import vrf
from ledger.fsck.entry_form import ParsedEntry
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot, TagRow
from ledger.fsck.vault import Opened
from ledger.labels import handle_alpha, open_key, sealed_key, spine_key
from ledger.statement.statement import Statement


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


_SPINAL = SubjectOpened | IdentifierLinked | IdentifierUnlinked | SubjectErased
# Events with a tag for each value that one disclosure enumerates: once it is gone, nobody knows how many.
_ENUMERATING = (
    RecordErased,
    NoticeServed,
    ListingDecided,
    RepairApplied,
    RepairGranted,
    RepairRefused,
    DecisionRevoked,
    DisclosureMade,
    PublicityEnded,
)
_MOST_ROWS = 5_000
# What facts are tagged by; their other disclosures differ from item to item.
_OF_FACTS = ("identifier_type", "identifier", "deciding_body_code", "document_no", "fact")
_GONE = "\0"
_LOST = f"{_GONE}:{_GONE}"  # as a target is spelled, so that it stays in the tag


def _is_filed(event: Event) -> bool:
    """Tell whether an event lies in the sealed file of its subject."""
    return event.DISCLOSURES != {} and not isinstance(event, _SPINAL)


def _known(event: Event, statement: Statement, owner: bytes | None) -> Tags:
    """Name the tags of an event as far as they follow from what is left of it; ``_GONE`` stands in the others.

    Open tags follow from the plain claims alone. Of what a lost disclosure enumerated at most one is named.
    """
    fields = event.DISCLOSURES
    if fields is None:
        lost: dict[str, str | int | bool] = {f"subject.{name}": _LOST for name in _OF_FACTS}
    else:
        lost = {name: "" if field.may_be_empty else _LOST for name, field in fields.items()}
    if owner is not None:
        lost["subject.id"] = str(UUID(bytes=owner))
    outline = event.model_copy(update={"disclosed": {**lost, **event.disclosed}})
    return tags_of(outline, iss=statement.iss, jti=statement.jti)


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
        needs_file = _is_filed(event)
        if opened.is_complete and not isinstance(event, SubjectErased) and (opened.file_secret or not needs_file):
            yield from self._exactly(position, entry, event, opened, rows)
        else:
            yield from self._loosely(position, entry, event, opened, rows)

    def _exactly(
        self, position: int, entry: ParsedEntry, event: Event, opened: Opened, rows: Sequence[TagRow]
    ) -> Iterator[Fault]:
        tags = tags_of(event, iss=opened.statement.iss, jti=opened.statement.jti)
        counted = self._open(tags)
        counted += [self._spine(identifier) for identifier in tags.spines]
        if tags.sealed is not None:
            name = f"file:{UUID(bytes=opened.owners['subject'])}"
            counted.append(Counted(self._digest(name), "sealed", opened.file_secret or b""))
        private = {self._digest(tag): tag.partition(":")[0] for tag in tags.private}
        stored = {row.tag: row for row in rows}
        yield from self._rows(position, stored, counted, private)
        if len(entry.keys) != len(counted):
            yield Fault("entry-keys", f"entry {position}", position)
        else:
            yield from self._keys(position, entry, stored, counted)

    def _open(self, tags: Tags) -> list[Counted]:
        return [Counted(self._digest(tag), "open", tag.encode()) for tag in tags.open]

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
        for i, (key, one) in enumerate(zip(entry.keys, counted, strict=False)):
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
        owner = opened.owners.get("subject")
        tags = _known(event, opened.statement, owner)
        open_tags = self._open(tags)
        known = {self._digest(tag) for tag in (*tags.open, *tags.private) if _GONE not in tag}
        if owner is not None and _is_filed(event):
            known.add(self._digest(f"file:{UUID(bytes=owner)}"))
        stored = {row.tag: row for row in rows}
        for tag in known - stored.keys():
            yield Fault("tag-missing", f"tag {tag.hex()}", position)
        yield from self._shape(position, entry, event, tags, rows)
        yield from self._keys(position, entry, stored, open_tags)
        for row in stored.keys() - {one.tag for one in open_tags}:
            if (position, row) in self._miscounted:
                yield Fault("tag-changed", f"tag {row.hex()} n", position)

    def _shape(
        self, position: int, entry: ParsedEntry, event: Event, tags: Tags, rows: Sequence[TagRow]
    ) -> Iterator[Fault]:
        """Compare how many rows and keys there are.

        An erased subject has a key and two rows for each identifier; of lost names of attachments there are few.
        """
        keys = len(tags.open) + len(tags.spines) + _is_filed(event)
        fewest = keys + len(set(tags.private))
        most = fewest + (MOST_ATTACHMENTS if has_evidence(event) else 0)
        totals, counts = range(fewest, most + 1), range(keys, keys + 1)
        if isinstance(event, _ENUMERATING):
            totals = range(fewest, _MOST_ROWS)
        elif isinstance(event, SubjectErased):
            totals, counts = range(fewest + 2, 2 * _MOST_ROWS, 2), range(1, _MOST_ROWS)
        counted = sum(row.n is not None for row in rows)
        if len(entry.keys) != counted or counted not in counts:
            yield Fault("entry-keys", f"entry {position}", position)
        if len(rows) not in totals:
            kind = "tag-missing" if len(rows) < totals.start else "tag-extra"
            yield Fault(kind, f"tags of entry {position}", position)
