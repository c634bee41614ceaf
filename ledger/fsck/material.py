"""What a check needs beside the database: the keys of this machine and what lies outside the database."""

from dataclasses import dataclass
from pathlib import Path

from ledger.keystore import KeyStore
from ledger.private_tags import TagKey


@dataclass(frozen=True, slots=True)
class Material:
    """Everything outside the database that the stored rows must agree with.

    Attributes:
        origin: The log's origin.
        log_key: Verification key of the log, as a C2SP vkey.
        vrf_key: base64url of the VRF public key.
        vrf_seed: 32 bytes, makes handles.
        tag_key: The key of the database's tag digests.
        keystore: The subjects' keys.
        mark: File of the high-water mark.
    """

    origin: str
    log_key: str
    vrf_key: str
    vrf_seed: bytes
    tag_key: TagKey
    keystore: KeyStore
    mark: Path
