"""Keys that subjects enrolled themselves: found in their files, for nothing open leads to them."""

from typing import cast

from domain.claims import decode_key
from domain.identifier import Identifier, IdentifierType
from ledger.service.boundary import LogTags
from ledger.service.folds import SUBJECT
from ledger.service.rule_book import Memory
from ledger.service.subjects import Subjects
from ledger.statement import Statement


class OwnKeys:
    """Finds the public key that a request names in the file of the subject that it names."""

    def __init__(self, tags: LogTags, subjects: Subjects) -> None:
        """Keep where files are found and read."""
        self._tags = tags
        self._subjects = subjects

    def public_key(self, statement: Statement, memory: Memory) -> bytes:
        """Give the 32 bytes of a subject's own key, ended or not; empty where he has none of this id.

        Raises:
            SubjectKeysMissingError: The key store is older than the log.
        """
        identifier = named(statement, "subject")
        if identifier is None:
            return b""
        standing = self._subjects.recall([identifier], memory.people)[0]
        if not standing.is_open:
            return b""
        self._subjects.require_keys(standing.subject_id)
        key = self._tags.fold(SUBJECT, str(standing.subject_id)).state.key(statement.kid)
        return b"" if key is None else decode_key(key.public_key)


def named(statement: Statement, role: str) -> Identifier | None:
    """Give the identifier that a statement names, unchecked."""
    kind = statement.disclosed.get(f"{role}.identifier_type")
    value = statement.disclosed.get(f"{role}.identifier")
    if isinstance(kind, str) and isinstance(value, str):
        return Identifier(cast("IdentifierType", kind), value)
    return None
