"""Files to attach, and an objection that names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.request.events import CaseRequest
from ledger.base64url import encode
from ledger.labels import attachment_digest
from ledger.statement import Statement
from tests.due_town import DueTown

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
TEXT = "二〇二六年三月二日补报年度报告的回执\r\n\t编号：示例一".encode()


class File(NamedTuple):
    """A file with its salt and name."""

    content: bytes
    media_type: str
    salt: bytes
    digest: bytes

    @property
    def name(self) -> str:
        return encode(self.digest)

    @property
    def arguments(self) -> tuple[bytes, bytes, str, bytes]:
        """What `Attachments.store` takes."""
        return self.digest, self.salt, self.media_type, self.content


def file_of(origin: str, content: bytes, media_type: str = "application/pdf", salt: bytes = b"s" * 16) -> File:
    return File(content, media_type, salt, attachment_digest(origin, salt, content))


@dataclass
class Objection:
    """A recorded fact and a recorded objection against it that names attachments."""

    fact: str
    position: int


def objection_request(town: DueTown, fact: str, files: Sequence[File]) -> Statement:
    return town.as_window(
        CaseRequest,
        {
            "subject.target_kind": "fact",
            "subject.target": fact,
            "subject.text": "罚款数额有误，见所附回执",
            "subject.evidence": ",".join(sorted(file.name for file in files)),
            "subject.body": "",
            "subject.document_no": "",
        },
        kind="objection",
    )


def object_with(town: DueTown, *files: File, number: int = 1) -> Objection:
    """Record a penalty and an objection against it."""
    fact = town.penalty(number)
    town.send(fact)
    return Objection(fact.jti, town.send(objection_request(town, fact.jti, files)).index)
