"""Recorded events as folds read them: cheap to skip, decoded and opened only as far as somebody looks.

A fold over a whole log looks at the topic of every event, at the plain claims of most and into the vault for few.
So a `Record` keeps the stored bytes and does each piece of work when it is first asked for.
"""

from collections.abc import Container, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from psycopg import Cursor

from domain.event import Event
from domain.registry import parse_event
from domain.tags import fact_tag
from ledger.append import VaultRow
from ledger.base64url import decode_lenient, encode
from ledger.keystore import KeyStore, SubjectKeys
from ledger.private_tags import TagKey
from ledger.service.sql_files import statement
from ledger.vault import VaultError, open_text

_REGISTERED = frozenset({"_sd", "_sd_alg", "iat", "iss", "jti", "vct"})
_MARK = b'"statement":"'
_NAME_AT = 36


class Tagged(NamedTuple):
    """One occurrence of a tag.

    Attributes:
        tag: Its keyed digest, 16 bytes.
        position: Leaf position of the event that carries it.
        topic: Topic of that event.
    """

    tag: bytes
    position: int
    topic: str


class RecordSource:
    """Reads records over connections that the caller opens, in the caller's snapshot."""

    def __init__(self, origin: str, keystore: KeyStore, tag_key: TagKey) -> None:
        """Keep what is needed to open records.

        Args:
            origin: The log's origin.
            keystore: Where the subjects' keys are.
            tag_key: The key of the database's tag digests.
        """
        self.origin = origin
        self.keystore = keystore
        self.tag_key = tag_key
        self._topics: dict[int, str] = {0: ""}

    def size(self, cursor: Cursor[Any]) -> int:
        """Count the leaves of the log."""
        row = cursor.execute(statement("record_size")).fetchone()
        return 0 if row is None else int(row[0])

    def read(
        self, cursor: Cursor[Any], start: int, stop: int, roles: Sequence[str] = ("subject", "representative")
    ) -> Iterator["Record"]:
        """Read the records of a range of positions, without the epochs of the index.

        Args:
            cursor: In the caller's snapshot.
            start: First position.
            stop: Position after the last.
            roles: Whose data are read from the vault.
        """
        bounds = {"start": start, "stop": stop}
        entries = cursor.execute(statement("record_entries"), bounds, binary=True).fetchall()
        vault = cursor.execute(statement("record_vault"), {**bounds, "roles": list(roles)}, binary=True).fetchall()
        return self._records(cursor, entries, vault)

    def at(self, cursor: Cursor[Any], positions: Sequence[int]) -> dict[int, "Record"]:
        """Read the records at given positions."""
        wanted = {"positions": list(positions)}
        entries = cursor.execute(statement("record_entries_at"), wanted, binary=True).fetchall()
        vault = cursor.execute(statement("record_vault_at"), wanted, binary=True).fetchall()
        return {record.position: record for record in self._records(cursor, entries, vault)}

    def tagged(
        self, cursor: Cursor[Any], tags: Sequence[bytes], *, start: int = 0, stop: int = 2**62
    ) -> dict[bytes, list[Tagged]]:
        """Find where tags occur, each in the order of the log.

        Args:
            cursor: In the caller's snapshot.
            tags: Keyed digests.
            start: First position looked at.
            stop: Position at which the look ends.
        """
        bounds = {"tags": [UUID(bytes=tag) for tag in tags], "start": start, "stop": stop}
        rows = cursor.execute(statement("record_tagged"), bounds, binary=True).fetchall()
        found = (Tagged(tag.bytes, position, self._topic(cursor, number)) for tag, position, number in rows)
        return {tag: list(group) for tag, group in groupby(found, key=lambda one: one.tag)}

    def file_digest(self, owner: bytes) -> bytes:
        """Name a subject's file as the database does.

        Args:
            owner: 16 bytes, the subject's id.
        """
        return self.tag_key.digest(f"file:{UUID(bytes=owner)}")

    def _records(
        self, cursor: Cursor[Any], entries: list[tuple[Any, ...]], vault: list[tuple[Any, ...]]
    ) -> Iterator["Record"]:
        opener = Opener(self)
        rows = iter(vault)
        row = next(rows, None)
        for position, number, entry in entries:
            mine: list[VaultRow] = []
            while row is not None and row[0] <= position:
                if row[0] == position:
                    mine.append(VaultRow(row[1], row[2], row[3], row[4]))
                row = next(rows, None)
            if number:
                yield Record(opener, position, self._topics.get(number) or self._topic(cursor, number), entry, mine)

    def _topic(self, cursor: Cursor[Any], number: int) -> str:
        if number not in self._topics:
            self._topics.update(cursor.connection.execute(statement("record_types")).fetchall())
        return self._topics[number]


class Opener:
    """Opens the records of one reading; it remembers keys and digests no longer than that."""

    __slots__ = ("_files", "_keys", "source")

    def __init__(self, source: RecordSource) -> None:
        self.source = source
        self._keys: dict[bytes, SubjectKeys | None] = {}
        self._files: dict[bytes, bytes] = {}

    def open(self, jwt_hash: bytes, row: VaultRow) -> Sequence[str]:
        """Open a vault row; empty where the keys of its owner were destroyed.

        Raises:
            VaultError: The row does not open although its owner's keys are there.
        """
        try:
            keys = self._keys[row.owner]
        except KeyError:
            keys = self._keys[row.owner] = self.source.keystore.get(row.owner)
        if keys is None:
            return ()
        try:
            text = open_text(self.source.origin, jwt_hash, row, keys.key)
        except VaultError:
            # Between the making of a new key and the wrapping of a row under it, the older one still opens it.
            older = [one for one in self.source.keystore.generations(row.owner) if one.generation != keys.generation]
            if not older:
                raise
            text = open_text(self.source.origin, jwt_hash, row, older[0].key)
        # What was sealed is an array of base64url texts: neither quotes nor backslashes stand within them.
        return text[2:-2].decode("ascii").split('","')

    def file(self, owner: bytes) -> bytes:
        """Digest the tag of a subject's file."""
        digest = self._files.get(owner)
        if digest is None:
            digest = self._files[owner] = self.source.file_digest(owner)
        return digest


class Names:
    """Names of disclosures, found before they are decoded.

    The salt has 22 characters, so that the name begins at the 28th byte of a disclosure and at the 37th character
    of its base64url.
    """

    __slots__ = ("names", "prefixes", "roles")

    def __init__(self, *names: str) -> None:
        """Spell the beginnings of disclosures with these names."""
        self.names = frozenset(names)
        self.roles = frozenset(name.partition(".")[0] for name in names)
        spelled = [f'{name}"'.encode() for name in names]
        self.prefixes = tuple(encode(text[: len(text) - len(text) % 3]) for text in spelled)


class Record:
    """One recorded event.

    Attributes:
        position: Leaf position.
        topic: Its permanent topic.
        entry: The exact leaf bytes.
        vault: The vault rows that are still there.
    """

    __slots__ = ("_disclosed", "_fact", "_jwt", "_opener", "_payload", "entry", "position", "topic", "vault")

    def __init__(self, opener: Opener, position: int, topic: str, entry: bytes, vault: Sequence[VaultRow]) -> None:
        self._opener = opener
        self.position = position
        self.topic = topic
        self.entry = entry
        self.vault = vault
        self._jwt: bytes | None = None
        self._fact: bytes | None = None
        self._payload: dict[str, Any] | None = None
        self._disclosed: dict[str, str | int | bool] | None = None

    @property
    def time_ms(self) -> int:
        """Entry time, ms since 1970."""
        time_ms: int = orjson.loads(self.entry)["time"]
        return time_ms

    @property
    def jwt(self) -> bytes:
        """The statement without disclosures."""
        if self._jwt is None:
            start = self.entry.index(_MARK) + len(_MARK)
            self._jwt = self.entry[start : self.entry.index(b'"', start)]
        return self._jwt

    @property
    def jwt_hash(self) -> bytes:
        """SHA-256 of the statement without disclosures, to which its vault rows are bound."""
        return sha256(self.jwt).digest()

    @property
    def payload(self) -> dict[str, Any]:
        """The statement's payload, registered and plain claims."""
        if self._payload is None:
            payload = self.jwt.split(b".", 2)[1].decode("ascii")
            self._payload = orjson.loads(decode_lenient(payload))
        return self._payload

    @property
    def jti(self) -> str:
        """Id of the statement, unique for its issuer."""
        return str(self.payload["jti"])

    @property
    def iss(self) -> str:
        """Issuer of the statement."""
        return str(self.payload["iss"])

    @property
    def kid(self) -> str:
        """Id of the key that signed it."""
        return str(orjson.loads(decode_lenient(self.jwt.split(b".", 1)[0].decode("ascii")))["kid"])

    @property
    def plain(self) -> dict[str, Any]:
        """The plain claims of the event."""
        return {name: value for name, value in self.payload.items() if name not in _REGISTERED}

    def owner(self, role: str = "subject") -> bytes | None:
        """Tell under whose key the data of a role are: 16 bytes, or None where they were erased or never there."""
        return next((row.owner for row in self.vault if row.role == role), None)

    def file(self) -> bytes | None:
        """Digest the tag of the subject's file; None where the data were erased or never there."""
        owner = self.owner()
        return None if owner is None else self._opener.file(owner)

    def fact(self) -> bytes:
        """Digest the tag of the fact that this event records."""
        if self._fact is None:
            self._fact = self._opener.source.tag_key.digest(fact_tag(self.jti))
        return self._fact

    def disclosures(self) -> list[str]:
        """Open the vault: the disclosures that can still be read, as they were signed.

        Raises:
            VaultError: A row does not open although its owner's keys are there.
        """
        jwt_hash = self.jwt_hash
        return [text for row in self.vault for text in self._opener.open(jwt_hash, row)]

    def values(self, names: Names) -> dict[str, str | int | bool]:
        """Give some disclosed values that can still be read, without decoding the others.

        Raises:
            VaultError: A row does not open although its owner's keys are there.
        """
        jwt_hash, found = self.jwt_hash, {}
        for row in self.vault:
            if row.role in names.roles:
                for text in self._opener.open(jwt_hash, row):
                    if text.startswith(names.prefixes, _NAME_AT):
                        _salt, name, value = orjson.loads(decode_lenient(text))
                        if name in names.names:
                            found[name] = value
        return found

    def presentation(self, names: Container[str]) -> str:
        """Give the statement with the disclosures of some names and no others."""
        shown = [text for text in self.disclosures() if orjson.loads(decode_lenient(text))[1] in names]
        return "~".join([self.jwt.decode("ascii"), *shown, ""])

    @property
    def disclosed(self) -> dict[str, str | int | bool]:
        """The disclosed values that can still be read, by name, without pads."""
        if self._disclosed is None:
            triples = [orjson.loads(decode_lenient(text)) for text in self.disclosures()]
            self._disclosed = {name: value for _salt, name, value in triples if not name.startswith("pad.")}
        return self._disclosed

    @property
    def event(self) -> Event:
        """The event as the domain knows it."""
        return parse_event(self.topic, self.plain, self.disclosed)
