"""Attachments in the vault: every one opens, is what its name says, and is named by the event beside which it lies.

That an attachment is *not* there is no fault: it is handed in after its statement, or never.
"""

from collections.abc import Iterator, Sequence

from domain.tags import attachment_tag
from ledger.append import VaultRow
from ledger.base64url import encode
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.fsck.rows import Snapshot, TagRow
from ledger.fsck.vault import Opened, VaultCheck
from ledger.keystore import KeyStoreError
from ledger.labels import attachment_digest
from ledger.vault import Attachment, VaultError, attachment_role, open_attachment


class AttachmentCheck:
    """Opens attachments, one at a time: they are large, so the stream of vault rows leaves their bytes out."""

    def __init__(self, material: Material, snapshot: Snapshot, vault: VaultCheck) -> None:
        self._material = material
        self._snapshot = snapshot
        self._vault = vault

    def check(self, position: int, opened: Opened, rows: Sequence[VaultRow], tags: Sequence[TagRow]) -> Iterator[Fault]:
        """Check the attachments of one event.

        Args:
            position: Of the event.
            opened: Its statement and whose it is.
            rows: Its attachments, without what is sealed.
            tags: Its tags; those of attachments are compared with its disclosures elsewhere.
        """
        named = {attachment_role(tag.tag) for tag in tags}
        for row in rows:
            where = f"vault {position}/{row.role}"
            if row.role not in named:
                yield Fault("vault-extra", where, position)
                continue
            if opened.owners.get("subject", row.owner) != row.owner:
                yield Fault("vault-owner", where, position)
            found = self._fault(position, opened.statement.jwt_hash, row)
            if found is not None:
                yield Fault(found[0], where, position, found[1])

    def _fault(self, position: int, jwt_hash: bytes, row: VaultRow) -> tuple[str, str] | None:
        """Name what is wrong with one attachment, and the cause; None where nothing is, or nobody can open it."""
        try:
            keys = self._vault.generations(row.owner)
            if not keys:
                return None if self._material.keystore.is_destroyed(row.owner) else ("keystore-missing", "")
        except KeyStoreError as error:
            return "keystore-missing", error.code
        sealed = self._snapshot.all("attachment", position=position, role=row.role)[0][0]
        for one in keys:
            try:
                attachment = open_attachment(self._material.origin, jwt_hash, row._replace(sealed=sealed), one.key)
            except VaultError:
                continue
            return None if self._role(attachment) == row.role else ("vault-content", "digest")
        return "vault-closed", VaultError.code

    def _role(self, attachment: Attachment) -> str:
        """Name the row in which an attachment belongs, by its content and salt."""
        digest = attachment_digest(self._material.origin, attachment.salt, attachment.content)
        return attachment_role(self._material.tag_key.digest(attachment_tag(encode(digest))))
