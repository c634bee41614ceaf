"""The keys that the servers of one ledger hold. The root key is none of them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from ledger.crypto.key_files import read_key_file, write_key_file
from ledger.crypto.keys import SigningKey
from ledger.labels import labelled_mac
from ledger.private_tags import TagKey

_TAGS = "chengjian/installation-tags/v1"
_SUBJECTS = "chengjian/installation-subjects/v1"
_PROJECTIONS = "chengjian/installation-projections/v1"


@dataclass(frozen=True)
class Keyring:
    """Log key, platform key, VRF key and the installation's secret, each a seed of 32 bytes in a file of its own.

    Attributes:
        origin: The log that these keys serve; derived secrets are bound to it.
        log: Signs checkpoints.
        platform: Signs what happens by itself (subjects opened, erasures).
        vrf: Its seed makes handles; fixed for the life of the log.
        installation: Its seed makes the secrets that never leave the machine (tag digests, subject ids, projections).
    """

    origin: str
    log: SigningKey
    platform: SigningKey
    vrf: SigningKey
    installation: SigningKey

    @classmethod
    def create(cls, folder: Path, origin: str) -> Self:
        """Make new keys and write their files; existing ones are never overwritten.

        Args:
            folder: An existing private folder.
            origin: The log's origin.

        Raises:
            FileExistsError: One of the files is already there.
        """
        for name in _FILES:
            write_key_file(folder / name, SigningKey.generate().seed)
        return cls.load(folder, origin)

    @classmethod
    def load(cls, folder: Path, origin: str) -> Self:
        """Read the key files of a ledger.

        Raises:
            KeyFileFormError: A file is damaged.
            KeyFileModeError: A file is readable by others.
        """
        return cls(origin, *[SigningKey.from_seed(read_key_file(folder / name)) for name in _FILES])

    @cached_property
    def tags(self) -> TagKey:
        """The key under which the database knows tags."""
        return TagKey(labelled_mac(self.installation.seed, _TAGS, self.origin))

    @cached_property
    def subject_secret(self) -> bytes:
        """The secret from which subjects' ids are made (ADR 11)."""
        return labelled_mac(self.installation.seed, _SUBJECTS, self.origin)

    @cached_property
    def projection_secret(self) -> bytes:
        """The secret under which read models encrypt what the law makes public but a database dump must not hold."""
        return labelled_mac(self.installation.seed, _PROJECTIONS, self.origin)


_FILES = ("log.key", "platform.key", "vrf.key", "installation.key")
