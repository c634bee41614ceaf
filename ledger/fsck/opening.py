"""Opens what a check needs without starting the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager

from ledger.base64url import encode
from ledger.fsck.material import Material
from ledger.keystore import FileKeyStore
from ledger.log.checkpoint import verification_key
from ledger.service.keyring import Keyring
from ledger.service.ledger import read_origin
from ledger.settings import Layout


@contextmanager
def open_material(layout: Layout) -> Iterator[Material]:
    """Read keys and key store of a state folder; no writer is started, so a stopped ledger can be checked too.

    Raises:
        NoLedgerError: The state folder holds no ledger.
        KeyFileError: A key file is missing, damaged or readable by others.
        KeyStoreError: The key store cannot be used.
    """
    origin = read_origin(layout)
    keyring = Keyring.load(layout.keys, origin)
    with FileKeyStore(layout.keystore) as keystore:
        yield Material(
            origin=origin,
            log_key=verification_key(origin, keyring.log.public_key),
            vrf_key=encode(keyring.vrf.public_key),
            vrf_seed=keyring.vrf.seed,
            tag_key=keyring.tags,
            keystore=keystore,
            mark=layout.high_water,
        )
