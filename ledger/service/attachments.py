"""Attachments (证据附件): files that recorded statements name, handed in afterwards and kept sealed beside them.

Whoever hands one in needs neither account nor signature: it is taken if a recorded statement names it, and nobody can
make content and salt for a name that somebody else signed. So nothing lies here that no statement asked for.

Each statement that names an attachment has a copy of its own, under the key of its own subject: with the record or the
subject the copy goes, and only that one. A copy is never sealed under a key from before an erasure, nor put beside a
record that was erased, because store and erasure exclude each other (`undisturbed`): between the look at the keys and
the commit of the row no key is made or retired and no row is wrapped anew. A row that was committed before an erasure
began is found by it, since it looks for rows when it holds the lock alone; one that comes afterwards sees what it left.
An erasure that died half-way holds no lock, but then either its event stands in the log, which is asked below, or it
made a key that is newer than all others, under which it would be sealed.

Source:
    docs/log-format.md, section 12.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Final, NamedTuple

from psycopg import Cursor
from psycopg_pool import ConnectionPool

from domain.evidence import evidence_of
from domain.subject.events import RecordErased
from domain.tagging import tags_of
from domain.tags import attachment_tag
from ledger import labels
from ledger.append import VaultRow
from ledger.base64url import encode
from ledger.keystore import SubjectKeys
from ledger.service import media_types
from ledger.service.attachment_errors import (
    AttachmentDigestError,
    AttachmentEmptyError,
    AttachmentMismatchError,
    AttachmentTooLargeError,
    AttachmentTypeError,
    AttachmentUnnamedError,
)
from ledger.service.errors import SubjectKeysMissingError
from ledger.service.records import Record, RecordSource
from ledger.service.sql_files import statement
from ledger.service.undisturbed import undisturbed
from ledger.vault import Attachment, VaultError, attachment_role, open_attachment, seal_attachment

__all__ = ["Attachment", "Attachments", "Stored"]

_PAGE: Final = 64
_MOST_COPIES: Final = 16
"""Of many statements that name one attachment the first so many have a copy; one upload stays bounded work."""


class Stored(NamedTuple):
    """What became of an upload.

    Attributes:
        media_type: What it is.
        length: Its bytes.
        is_new: Whether anything was stored; not where all was there already.
    """

    media_type: str
    length: int
    is_new: bool


class _Place(NamedTuple):
    """An event that names an attachment and whose data are still there."""

    record: Record
    owner: bytes
    keys: SubjectKeys


class Attachments:
    """Stores and reads attachments.

    Attributes:
        most_bytes: The longest that is taken.
    """

    def __init__(self, pool: ConnectionPool, source: RecordSource, most_bytes: int) -> None:
        """Keep where rows and keys are.

        Args:
            pool: Connections in autocommit mode.
            source: Reads records; knows the key store.
            most_bytes: The longest attachment that is taken.
        """
        self._pool = pool
        self._source = source
        self.most_bytes = most_bytes

    def require_named(self, digest: bytes) -> None:
        """Check that an upload has a place, before its bytes are read.

        Args:
            digest: 32 bytes, the attachment's name.

        Raises:
            AttachmentUnnamedError: No statement whose data are still there names it.
            SubjectKeysMissingError: The key store is older than the log.
        """
        with undisturbed(self._pool) as cursor:
            if next(self._places(cursor, digest), None) is None:
                raise AttachmentUnnamedError

    def store(self, digest: bytes, salt: bytes, media_type: str, content: bytes) -> Stored:
        """Store an attachment beside every statement that names it; what is there already stays, unless damaged.

        Args:
            digest: 32 bytes, the attachment's name.
            salt: 16 bytes.
            media_type: What whoever hands it in says that it is.
            content: Its bytes.

        Raises:
            AttachmentError: It is too large, of another kind or another content, or nobody named it.
            SubjectKeysMissingError: The key store is older than the log.
        """
        attachment = self._checked(digest, salt, media_type, content)
        with undisturbed(self._pool) as cursor:
            places = list(islice(self._places(cursor, digest), _MOST_COPIES))
            if not places:
                raise AttachmentUnnamedError
            added = [self._put(cursor, digest, place, attachment) for place in places]
        return Stored(media_type, len(content), any(added))

    def read(self, digest: bytes) -> Attachment | None:
        """Give an attachment; None where none was handed in or it was erased. Who may see it the caller decides.

        Args:
            digest: 32 bytes, the attachment's name.

        Raises:
            VaultError: It is there and does not open, or is not what its name says.
            SubjectKeysMissingError: The key store is older than the log.
        """
        failure: VaultError | None = None
        with undisturbed(self._pool) as cursor:
            for place in self._places(cursor, digest):
                try:
                    attachment = self._stored(cursor, digest, place)
                except VaultError as error:
                    failure = error
                    continue
                if attachment is not None:
                    return attachment
        if failure is not None:
            raise failure
        return None

    def _checked(self, digest: bytes, salt: bytes, media_type: str, content: bytes) -> Attachment:
        if len(content) > self.most_bytes:
            raise AttachmentTooLargeError(self.most_bytes)
        if not content:
            raise AttachmentEmptyError
        if labels.attachment_digest(self._source.origin, salt, content) != digest:
            raise AttachmentDigestError
        detected = media_types.detect(content)
        if detected is None:
            raise AttachmentTypeError
        if detected != media_type:
            raise AttachmentMismatchError(detected)
        return Attachment(media_type, salt, content)

    def _places(self, cursor: Cursor[Any], digest: bytes) -> Iterator[_Place]:
        """Find the events that name an attachment, in the order of the log, without the erased ones."""
        name = encode(digest)
        tag = self._source.tag_key.digest(attachment_tag(name))
        positions = [one.position for one in self._source.tagged(cursor, [tag]).get(tag, ())]
        for i in range(0, len(positions), _PAGE):
            for record in self._source.at(cursor, positions[i : i + _PAGE]).values():
                place = self._place(cursor, record)
                if place is not None and name in evidence_of(record.event):
                    yield place

    def _place(self, cursor: Cursor[Any], record: Record) -> _Place | None:
        """Give an event's subject and his newest keys; None if event or subject were erased."""
        owner = record.owner()
        if owner is None:
            return None
        keys = self._source.keystore.get(owner)
        if keys is None:
            if self._source.keystore.is_destroyed(owner):
                return None
            raise SubjectKeysMissingError
        return None if self._is_erased(cursor, record) else _Place(record, owner, keys)

    def _is_erased(self, cursor: Cursor[Any], record: Record) -> bool:
        """Tell whether the log says that an event's record was erased; its rows may still be there after a crash."""
        tags = tags_of(record.event, iss=record.iss, jti=record.jti).private
        facts = [self._source.tag_key.digest(tag) for tag in tags if tag.startswith("fact:")]
        later = self._source.tagged(cursor, facts, start=record.position + 1) if facts else {}
        return any(one.topic == RecordErased.TOPIC for found in later.values() for one in found)

    def _put(self, cursor: Cursor[Any], digest: bytes, place: _Place, attachment: Attachment) -> bool:
        """Store a copy; tell whether there was none that is sound."""
        with suppress(VaultError):
            if self._stored(cursor, digest, place) is not None:
                return False
        record, owner, keys = place
        role = self._role(digest)
        row = seal_attachment(self._source.origin, record.jwt_hash, role, attachment, keys.key, owner=owner)
        cursor.execute(statement("put_attachment"), {"position": record.position, **row._asdict()})
        return True

    def _stored(self, cursor: Cursor[Any], digest: bytes, place: _Place) -> Attachment | None:
        """Open the copy of an event and hold it against the name.

        Raises:
            VaultError: It does not open under any key of its subject, or is another attachment.
        """
        wanted = {"position": place.record.position, "role": self._role(digest)}
        found = cursor.execute(statement("attachment_row"), wanted).fetchone()
        if found is None:
            return None
        row = VaultRow(*found)
        for keys in self._source.keystore.generations(place.owner):
            with suppress(VaultError):
                attachment = open_attachment(self._source.origin, place.record.jwt_hash, row, keys.key)
                return self._same(digest, attachment)
        raise VaultError("an attachment does not open, or is not what its name says")

    def _same(self, digest: bytes, attachment: Attachment) -> Attachment:
        if labels.attachment_digest(self._source.origin, attachment.salt, attachment.content) != digest:
            raise VaultError("another attachment than its name says")
        return attachment

    def _role(self, digest: bytes) -> str:
        return attachment_role(self._source.tag_key.digest(attachment_tag(encode(digest))))
