"""One recorded event: decoded and opened only as far as somebody looks."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, Protocol

import orjson

from domain.event import Event
from domain.registry import parse_event
from domain.tags import fact_tag
from ledger.append import VaultRow
from ledger.base64url import decode_ascii_lenient, decode_lenient, encode
from ledger.keystore import KeyStore, SubjectKeys
from ledger.private_tags import TagKey
from ledger.vault import VaultError, open_text

_REGISTERED = frozenset({"_sd", "_sd_alg", "iat", "iss", "jti", "vct"})
_MARK = b'"statement":"'
_DIGESTS_END = b'"_sd_alg":"sha-256",'
_TAIL = 400
_NAME_AT = 36
_KEPT_SUBJECTS = 50_000


class Secrets(Protocol):
    """What opens records."""

    @property
    def origin(self) -> str:
        """The log's origin."""
        ...

    @property
    def keystore(self) -> KeyStore:
        """Where the subjects' keys are."""
        ...

    @property
    def tag_key(self) -> TagKey:
        """The key of the database's tag digests."""
        ...


def file_digest(tag_key: TagKey, owner: bytes) -> bytes:
    """Name a subject's file as the database does.

    Args:
        tag_key: The key of the database's tag digests.
        owner: 16 bytes, the subject's id.
    """
    digits = owner.hex()  # spelled as UUIDs are, several times faster than by way of one
    return tag_key.digest(f"file:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")


class Opener:
    """Opens records; it remembers keys and digests for as long as it lives, up to a number of subjects."""

    __slots__ = ("_files", "_keys", "secrets")

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self._keys: dict[bytes, SubjectKeys | None] = {}
        self._files: dict[bytes, bytes] = {}

    def open(self, jwt_hash: bytes, row: VaultRow) -> Sequence[bytes]:
        """Open a vault row, its disclosures in ASCII; empty where the keys of its owner were destroyed.

        Raises:
            VaultError: The row does not open although its owner's keys are there.
        """
        try:
            keys = self._keys[row.owner]
        except KeyError:
            if len(self._keys) >= _KEPT_SUBJECTS:
                self._keys.clear()
                self._files.clear()
            keys = self._keys[row.owner] = self.secrets.keystore.get(row.owner)
        if keys is None:
            return ()
        try:
            text = open_text(self.secrets.origin, jwt_hash, row, keys.key)
        except VaultError as error:
            # Between the making of a new key and the wrapping of a row under it, an older one still opens it; erasures
            # that were given up leave several. And what is remembered here may be older than all of them.
            others = [one.key for one in self.secrets.keystore.generations(row.owner) if one.key != keys.key]
            if not others and self.secrets.keystore.is_destroyed(row.owner):
                return ()
            text = self._open_with(others, jwt_hash, row, error)
        # What was sealed is an array of base64url texts: neither quotes nor backslashes stand within them.
        return text[2:-2].split(b'","') if text != b"[]" else ()

    def _open_with(self, keys: Sequence[bytes], jwt_hash: bytes, row: VaultRow, failure: VaultError) -> bytes:
        for key in keys:
            with suppress(VaultError):
                return open_text(self.secrets.origin, jwt_hash, row, key)
        raise failure

    def file(self, owner: bytes) -> bytes:
        """Digest the tag of a subject's file."""
        digest = self._files.get(owner)
        if digest is None:
            digest = self._files[owner] = file_digest(self.secrets.tag_key, owner)
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
        self.prefixes = tuple(encode(text[: len(text) - len(text) % 3]).encode("ascii") for text in spelled)


class Record:
    """One recorded event.

    Attributes:
        position: Leaf position.
        topic: Its permanent topic.
        entry: The exact leaf bytes.
        vault: The vault rows that are still there.
    """

    __slots__ = (
        "_claims",
        "_disclosed",
        "_fact",
        "_jwt",
        "_opened",
        "_opener",
        "_payload",
        "entry",
        "position",
        "topic",
        "vault",
    )

    def __init__(self, opener: Opener, position: int, topic: str, entry: bytes, vault: Sequence[VaultRow]) -> None:
        self._opener = opener
        self.position = position
        self.topic = topic
        self.entry = entry
        self.vault = vault
        self._opened: dict[str, Sequence[bytes]] = {}
        self._jwt: bytes | None = None
        self._claims: dict[str, Any] | None = None
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
    def claims(self) -> dict[str, Any]:
        """The statement's payload without its digests, read from its end: they come first and are most of it.

        Source:
            docs/log-format.md, sections 1 and 4: members ascend, and ``_sd`` and ``_sd_alg`` come before all names
            in lower case.
        """
        if self._payload is not None:
            return self._payload
        if self._claims is None:
            payload = self.jwt.split(b".", 2)[1]
            tail = decode_ascii_lenient(payload[max(0, len(payload) - _TAIL) // 4 * 4 :])
            at = tail.find(_DIGESTS_END)
            self._claims = self.payload if at < 0 else orjson.loads(b"{" + tail[at + len(_DIGESTS_END) :])
        return self._claims

    @property
    def jti(self) -> str:
        """Id of the statement, unique for its issuer."""
        return str(self.claims["jti"])

    @property
    def iss(self) -> str:
        """Issuer of the statement."""
        return str(self.claims["iss"])

    @property
    def kid(self) -> str:
        """Id of the key that signed it."""
        return str(orjson.loads(decode_lenient(self.jwt.split(b".", 1)[0].decode("ascii")))["kid"])

    @property
    def plain(self) -> dict[str, Any]:
        """The plain claims of the event."""
        return {name: value for name, value in self.claims.items() if name not in _REGISTERED}

    def owner(self, role: str = "subject") -> bytes | None:
        """Tell under whose key the data of a role are: 16 bytes, or None where they were erased or never there."""
        for row in self.vault:
            if row.role == role:
                return row.owner
        return None

    def file(self) -> bytes | None:
        """Digest the tag of the subject's file; None where the data were erased or never there."""
        owner = self.owner()
        return None if owner is None else self._opener.file(owner)

    def fact(self) -> bytes:
        """Digest the tag of the fact that this event records."""
        if self._fact is None:
            self._fact = self._opener.secrets.tag_key.digest(fact_tag(self.jti))
        return self._fact

    def disclosures(self) -> list[str]:
        """Open the vault: the disclosures that can still be read, as they were signed.

        Raises:
            VaultError: A row does not open although its owner's keys are there.
        """
        return [text.decode("ascii") for row in self.vault for text in self._open(row)]

    def values(self, names: Names) -> dict[str, str | int | bool]:
        """Give some disclosed values that can still be read, without decoding the others.

        Raises:
            VaultError: A row does not open although its owner's keys are there.
        """
        texts = b",".join(map(decode_ascii_lenient, self._named(names)))
        return {name: value for _salt, name, value in orjson.loads(b"[%b]" % texts) if name in names.names}

    def presentation(self, names: Names) -> str:
        """Give the statement with the disclosures of some names and no others."""
        shown = [text for text in self._named(names) if orjson.loads(decode_ascii_lenient(text))[1] in names.names]
        return b"~".join([self.jwt, *shown, b""]).decode("ascii")

    @property
    def disclosed(self) -> dict[str, str | int | bool]:
        """The disclosed values that can still be read, by name, without pads."""
        if self._disclosed is None:
            texts = [text for row in self.vault for text in self._open(row)]
            triples = map(orjson.loads, map(decode_ascii_lenient, texts))
            self._disclosed = {name: value for _salt, name, value in triples if not name.startswith("pad.")}
        return self._disclosed

    def _named(self, names: Names) -> list[bytes]:
        """Give the disclosures that may have one of some names: a name can be the beginning of another."""
        rows = [row for row in self.vault if row.role in names.roles]
        return [text for row in rows for text in self._open(row) if text.startswith(names.prefixes, _NAME_AT)]

    def _open(self, row: VaultRow) -> Sequence[bytes]:
        opened = self._opened.get(row.role)
        if opened is None:
            opened = self._opened[row.role] = self._opener.open(self.jwt_hash, row)
        return opened

    @property
    def event(self) -> Event:
        """The event as the domain knows it."""
        return parse_event(self.topic, self.plain, self.disclosed)
