"""Shows an attachment (证据附件) to the subject or a body that deals with it, once the look is on record (INV-14)."""

from api.errors import AttachmentNotFoundError
from api.ports import Attachments, Looks
from api.records import Records
from domain.signer import SUBJECT
from ledger.base64url import decode
from ledger.service.acts import Recorded
from ledger.service.looks import Look
from ledger.vault import Attachment
from projections.entitled import Entitled

FIELDS = ("subject.evidence",)


class EvidenceDesk:
    """Shows attachments to whoever may see them.

    Args:
        looks: Records looks.
        records: Tells who may see which.
        files: Where they lie.
    """

    def __init__(self, looks: Looks, records: Records, files: Attachments) -> None:
        self._looks = looks
        self._records = records
        self._files = files

    def look(self, name: str, unit: str, kid: str, purpose: str, request: str) -> tuple[Attachment, Recorded]:
        """Show an attachment. One that nobody handed in and one that he may not see get the same answer.

        Args:
            name: Its digest, base64url.
            unit: Code of who signed the request; ``subject`` for the subject himself.
            kid: The key with which it is signed.
            purpose: Id of the purpose.
            request: The request as it was signed.

        Raises:
            Refusal: The purpose does not name who asks.
            AttachmentNotFoundError: There is none that he may see.
        """
        self._looks.require(unit, purpose)
        found, digest = self._entitling(name, unit, kid), decode(name)
        if found is None or self._files.read(digest) is None:
            raise AttachmentNotFoundError
        recorded = self._looks.record(Look(found.who, unit, purpose, FIELDS, found.targets, request))
        attachment = self._files.read(digest)
        if attachment is None:
            raise AttachmentNotFoundError  # it was erased in between
        return attachment, recorded

    def _entitling(self, name: str, unit: str, kid: str) -> Entitled | None:
        named = self._records.evidence(name, () if unit == SUBJECT else (unit,))
        return named.for_key(kid) if unit == SUBJECT else named.for_body(unit)
