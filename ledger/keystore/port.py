"""The port of the key store: what the ledger asks of whoever keeps the subjects' keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias
from uuid import UUID

SubjectId: TypeAlias = bytes | UUID
Evidence: TypeAlias = bytes | UUID | str


@dataclass(frozen=True, slots=True)
class SubjectKeys:
    """The secrets of one subject; they never show in a representation.

    Attributes:
        subject_id: 16 bytes.
        generation: 0 for the first key, one more after each rotation.
        key: 32 bytes, wraps the data keys of the subject's vault rows.
        file_secret: 32 bytes, makes the one-time keys of the subject's file; the same in every generation.
    """

    subject_id: bytes
    generation: int
    key: bytes = field(repr=False)
    file_secret: bytes = field(repr=False)


class KeyRecord(NamedTuple):
    """What a key store holds at one place, without its secrets.

    Attributes:
        slot: Number of the place, from 0.
        subject_id: 16 bytes.
        generation: Generation of the key, or up to which keys were destroyed.
        kind: ``live``, ``erased`` (a key whose bytes are gone), ``retired`` or ``destroyed`` (orders to erase), or
            ``damaged``.
        evidence: 16 bytes, the jti of the event that ordered the destruction; zero where there is none.
    """

    slot: int
    subject_id: bytes
    generation: int
    kind: str
    evidence: bytes


class KeyStore(Protocol):
    """Keeps subjects' keys outside the database, its WAL and its backups."""

    def create(self, subject_id: SubjectId) -> SubjectKeys:
        """Give the subject's keys, making them if there are none; durable after the next ``sync``.

        Raises:
            KeyDestroyedError: The subject's keys were destroyed.
        """
        ...

    def get(self, subject_id: SubjectId) -> SubjectKeys | None:
        """Give the subject's newest keys, or None where there never were any or they were destroyed."""
        ...

    def generations(self, subject_id: SubjectId) -> tuple[SubjectKeys, ...]:
        """Give all keys of the subject that still exist, newest first: more than one only during a rotation."""
        ...

    def rotate(self, subject_id: SubjectId) -> SubjectKeys:
        """Make the subject's next key; the one before stays until ``retire``. Durable when it returns.

        Raises:
            UnknownSubjectError: The subject has no keys.
            KeyDestroyedError: The subject's keys were destroyed.
        """
        ...

    def retire(self, subject_id: SubjectId, evidence_jti: Evidence) -> None:
        """Destroy every key of the subject but the newest. Done for good when it returns; repeating it is harmless.

        Raises:
            UnknownSubjectError: The subject has no keys.
        """
        ...

    def destroy(self, subject_id: SubjectId, evidence_jti: Evidence) -> None:
        """Destroy all keys and the file secret of the subject. Done for good when it returns; repeating it is harmless.

        Raises:
            UnknownSubjectError: The subject has no keys.
        """
        ...

    def is_destroyed(self, subject_id: SubjectId) -> bool:
        """Tell whether the subject had keys that were destroyed."""
        ...

    def sync(self) -> None:
        """Make durable every key that was given out so far; called before each COMMIT, cheap when nothing is new."""
        ...

    def records(self) -> Iterator[KeyRecord]:
        """Go through everything the store holds, without secrets, for ``fsck``."""
        ...

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy to a new file while the store is in use.

        Raises:
            FileExistsError: There is a file already.
        """
        ...
