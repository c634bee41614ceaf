"""Who an identifier leads to, and how a file begins.

The spine of a subject is keyed by the handles of its identifiers; inside the database it is found by the keyed digest
of its pseudonym tag. Both are computed, so no table of identities exists.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from domain.identifier import Identifier
from domain.subject.events import IdentifierLinked, SubjectOpened
from domain.tags import pseudonym_tag, subject_tag
from ledger.base64url import encode
from ledger.crypto import vrf
from ledger.keystore import KeyStore, SubjectKeys
from ledger.labels import commit_secret, handle_alpha, labelled_mac
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
    """

    subject_id: UUID
    is_open: bool
    pseudonym_after: int | None
    subject_after: int | None


class Subjects:
    """Finds subjects by identifier, names new ones, and makes their keys."""

    def __init__(self, keyring: Keyring, keystore: KeyStore, heads: Heads) -> None:
        """Keep the secrets and the places that a subject is made of."""
        self._keyring = keyring
        self._keystore = keystore
        self._heads = heads
        self._kept: OrderedDict[Identifier, Standing] = OrderedDict()
        self._lock = Lock()

    def standings(self, identifiers: Iterable[Identifier]) -> dict[Identifier, Standing]:
        """Find where identifiers lead, from memory or with two questions for all the others."""
        wanted = set(identifiers)
        with self._lock:
            found = {identifier: self._kept[identifier] for identifier in wanted if identifier in self._kept}
        missing = [identifier for identifier in wanted if identifier not in found]
        heads = self._heads.of([pseudonym_tag(identifier) for identifier in missing])
        leads = {identifier: self._lead(identifier, heads.get(pseudonym_tag(identifier))) for identifier in missing}
        subject_heads = self._heads.of([subject_tag(str(lead.subject_id)) for lead in leads.values()])
        for identifier, lead in leads.items():
            head = subject_heads.get(subject_tag(str(lead.subject_id)))
            found[identifier] = lead._replace(subject_after=head.position + 1 if head else None)
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
            return Standing(head.owner, True, after, None)
        since = (after or 0).to_bytes(8, "big")
        subject_id = self._derived(_SUBJECT_ID, identifier.type.encode(), identifier.value.encode(), since)
        return Standing(subject_id, False, after, None)

    def nameless_id(self, subject_id: UUID, role: str) -> UUID:
        """Give the id under which the data of somebody lie of whom a record has no number, only a name."""
        return self._derived(_NAMELESS_ID, subject_id.bytes, role.encode())

    def _derived(self, label: str, *fields: bytes) -> UUID:
        mac = labelled_mac(self._keyring.subject_secret, label, self._keyring.origin, *fields)
        return UUID(bytes=mac[:6] + bytes([0x80 | mac[6] & 0x0F, mac[7], 0x80 | mac[8] & 0x3F]) + mac[9:16])

    def keys(self, subject_id: UUID) -> SubjectKeys:
        """Give a subject's keys, making them if this is its first record.

        Raises:
            KeyDestroyedError: The subject was erased.
        """
        return self._keystore.get(subject_id) or self._keystore.create(subject_id)

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
