"""The keys that may sign a request about one subject: agencies' keys, and those that he enrolled himself."""

from api.records import Records
from api.signing.verifier import KeyHolder, RequestKeys
from domain.claims import decode_key
from domain.identifier import Identifier
from domain.signer import SUBJECT
from domain.subject.state import SubjectState


class KeysAbout:
    """Looks a key up among those of agencies first, then in the file of the subject that a request names.

    Args:
        enrolled: Keys of agencies.
        records: Where the file is.
        who: Whose file the request is about.
    """

    def __init__(self, enrolled: RequestKeys, records: Records, who: Identifier) -> None:
        self._enrolled = enrolled
        self._records = records
        self._who = who

    def holder(self, kid: str) -> KeyHolder | None:
        """Give the key if it is in force."""
        found = self._enrolled.holder(kid)
        if found is not None:
            return found
        return _own(self._records.subject(self._who), kid)


class KeysToEvidence:
    """Looks a key up among those of agencies first, then in the files in which an attachment is named.

    Args:
        enrolled: Keys of agencies.
        records: Where the files are.
        name: Digest of the attachment, base64url.
    """

    def __init__(self, enrolled: RequestKeys, records: Records, name: str) -> None:
        self._enrolled = enrolled
        self._records = records
        self._name = name

    def holder(self, kid: str) -> KeyHolder | None:
        """Give the key if it is in force."""
        found = self._enrolled.holder(kid)
        if found is not None:
            return found
        one = self._records.evidence(self._name, ()).for_key(kid)
        return None if one is None else _own(one.subject, kid)


def _own(subject: SubjectState | None, kid: str) -> KeyHolder | None:
    key = None if subject is None else subject.key(kid)
    if key is None or key.ended_at is not None:
        return None
    return KeyHolder(SUBJECT, decode_key(key.public_key))
