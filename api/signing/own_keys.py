"""The keys that may sign a request about one subject: agencies' keys, and those that he enrolled himself."""

from api.records import Records
from api.signing.verifier import KeyHolder, RequestKeys
from domain.claims import decode_key
from domain.identifier import Identifier
from domain.signer import SUBJECT


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
        subject = self._records.subject(self._who)
        key = None if subject is None else subject.key(kid)
        is_his = key is not None and key.ended_at is None
        return KeyHolder(SUBJECT, decode_key(key.public_key)) if key is not None and is_his else None
