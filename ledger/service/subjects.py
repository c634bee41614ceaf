"""Who an identifier leads to, and how a file begins.

The spine of a subject is keyed by the handles of its identifiers; inside the database it is found by the keyed digest
of its pseudonym tag. Both are computed, so no table of identities exists.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from domain.identifier import Identifier
from domain.subject.events import IdentifierLinked, SubjectOpened
from domain.tags import pseudonym_tag
from ledger.base64url import encode
from ledger.crypto import vrf
from ledger.keystore import KeyDestroyedError, KeyStore, SubjectKeys
from ledger.labels import commit_secret, handle_alpha, labelled_mac
from ledger.service.errors import SubjectKeysMissingError
from ledger.service.heads import Head, Heads
from ledger.service.keyring import Keyring

_SUBJECT_ID = "chengjian/subject-id/v1"
_NAMELESS_ID = "chengjian/nameless-id/v1"
_LIVE = frozenset({SubjectOpened.TOPIC, IdentifierLinked.TOPIC})
_KEPT = 200_000


class Standing(NamedTuple):
    """What the log knows of an identifier.

    Attributes:
        subject_id: The subject that it leads to, or the one that it will lead to (ADR 11).
        is_open: Whether it leads there already.
        pseudonym_after: Library position of the identifier's newest spine event; None where there is none.
        subject_after: The same of the subject's; None where there is none.
        is_known: Whether there must be keys of him already: his file is open, or he stands in the files of others.
    """

    subject_id: UUID
    is_open: bool
    pseudonym_after: int | None
    subject_after: int | None = None
    is_known: bool = False


class Subjects:
    """Finds subjects by identifier, names new ones, and makes their keys."""

    def __init__(self, keyring: Keyring, keystore: KeyStore, heads: Heads) -> None:
        """Keep the secrets and the places that a subject is made of."""
        self._keyring = keyring
        self._keystore = keystore
        self._heads = heads
        self._kept: OrderedDict[Identifier, Standing] = OrderedDict()
        self._lock = Lock()

    def unremembered(self, identifiers: Iterable[Identifier]) -> list[Identifier]:
        """Give those whose standing has to be asked for."""
        with self._lock:
            return [identifier for identifier in set(identifiers) if identifier not in self._kept]

    def standings(
        self, identifiers: Iterable[Identifier], heads: Mapping[str, Head] | None = None
    ) -> dict[Identifier, Standing]:
        """Find where identifiers lead, from memory or with two questions for all the others.

        Args:
            identifiers: Whose.
            heads: The newest entries under their pseudonym tags, if they were asked for already: one question less.
        """
        wanted = set(identifiers)
        with self._lock:
            found = {identifier: self._kept[identifier] for identifier in wanted if identifier in self._kept}
        missing = [identifier for identifier in wanted if identifier not in found]
        if heads is None:
            heads = self._heads.of([pseudonym_tag(identifier) for identifier in missing])
        leads = {identifier: self._lead(identifier, heads.get(pseudonym_tag(identifier))) for identifier in missing}
        subject_heads = self._heads.of_subjects([lead.subject_id for lead in leads.values()])
        for (identifier, lead), head in zip(leads.items(), subject_heads, strict=True):
            after = None if head.position is None else head.position + 1
            found[identifier] = lead._replace(subject_after=after, is_known=lead.is_open or head.has_data)
            if lead.is_open:
                self._keep(identifier, found[identifier])
        return found

    def recall(self, identifiers: Sequence[Identifier], known: dict[Identifier, Standing]) -> list[Standing]:
        """Give standings in order, from what a batch knows; what it does not know is looked up and added to it."""
        missing = [identifier for identifier in identifiers if identifier not in known]
        if missing:
            known.update(self.standings(missing))
        return [known[identifier] for identifier in identifiers]

    def forget(self, identifiers: Iterable[Identifier]) -> None:
        """Drop what memory holds of identifiers, because the log says something newer."""
        with self._lock:
            for identifier in identifiers:
                self._kept.pop(identifier, None)

    def _lead(self, identifier: Identifier, head: Head | None) -> Standing:
        after = None if head is None else head.position + 1
        if head is not None and head.owner is not None and head.topic in _LIVE:
            return Standing(head.owner, True, after)
        since = (after or 0).to_bytes(8, "big")
        subject_id = self._derived(_SUBJECT_ID, identifier.type.encode(), identifier.value.encode(), since)
        return Standing(subject_id, False, after)

    def _derived(self, label: str, *fields: bytes) -> UUID:
        mac = labelled_mac(self._keyring.subject_secret, label, self._keyring.origin, *fields)
        return UUID(bytes=mac[:6] + bytes([0x80 | mac[6] & 0x0F, mac[7], 0x80 | mac[8] & 0x3F]) + mac[9:16])

    def keys(self, standing: Standing) -> SubjectKeys:
        """Give the keys of somebody with an identifier, making them if this is his first record.

        Raises:
            SubjectKeysMissingError: The log knows him and the key store does not, or he was erased meanwhile.
        """
        return self._keys(standing.subject_id, lambda: standing.is_known)

    def nameless_keys(self, standing: Standing, role: str) -> SubjectKeys:
        """Give the keys for the data of somebody of whom a subject's records have no number, only a name.

        Raises:
            SubjectKeysMissingError: There are such data already, and the key store has no keys.
        """
        owner = self._derived(_NAMELESS_ID, standing.subject_id.bytes, role.encode())
        return self._keys(owner, lambda: standing.is_open and self._heads.has_data(owner))

    def known_keys(self, owner: UUID) -> SubjectKeys:
        """Give the keys of somebody whose data are in the vault.

        Raises:
            SubjectKeysMissingError: The key store has none.
        """
        return self._keys(owner, lambda: True)

    def require_keys(self, owner: UUID) -> None:
        """Check that the data of somebody can be opened, unless they were erased, before a decision rests on them.

        Raises:
            SubjectKeysMissingError: They are in the vault, and the key store does not know him.
        """
        if self._keystore.get(owner) is None and not self._keystore.is_destroyed(owner):
            raise SubjectKeysMissingError

    def _keys(self, owner: UUID, is_known: Callable[[], bool]) -> SubjectKeys:
        keys = self._keystore.get(owner)
        if keys is None and not is_known():
            with suppress(KeyDestroyedError):
                return self._keystore.create(owner)
        keys = keys or self._keystore.get(owner)  # another thread may have made them before it recorded him
        if keys is None:
            raise SubjectKeysMissingError
        return keys

    def handle(self, identifier: Identifier) -> bytes:
        """Compute the handle of an identifier, 64 bytes (log format, section 8)."""
        alpha = handle_alpha(self._keyring.origin, identifier.type, identifier.value)
        return vrf.evaluate(self._keyring.vrf.seed, alpha)

    def opening(self, identifier: Identifier, kind: str, keys: SubjectKeys) -> SubjectOpened:
        """Make the event with which a file begins."""
        commitment = commit_secret(self._keyring.origin, keys.file_secret)
        return SubjectOpened(
            secret_commitment=encode(commitment),
            disclosed={
                "subject.id": str(UUID(bytes=keys.subject_id)),
                "subject.kind": kind,
                "subject.identifier_type": identifier.type,
                "subject.identifier": identifier.value,
            },
        )

    def _keep(self, identifier: Identifier, standing: Standing) -> None:
        with self._lock:
            self._kept[identifier] = standing
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
