"""Makes what a process of its own needs to fold a ledger's log."""

from collections.abc import Sequence

from ledger.keystore import FileKeyStore
from ledger.postgres.connect import connect
from ledger.service.keyring import Keyring
from ledger.service.ledger import read_origin
from ledger.service.records import RecordSource
from ledger.settings import Settings
from projections.folding import Folder
from projections.models import all_projections


def folder_of(settings: Settings, dsn: str, names: Sequence[str]) -> Folder:
    """Open keys, key store and database of a ledger; they stay open until the process ends.

    Args:
        settings: Of the ledger.
        dsn: Connection string of its database, which runs.
        names: Projections to fold into, in this order.
    """
    keyring = Keyring.load(settings.layout.keys, read_origin(settings.layout))
    source = RecordSource(keyring.origin, FileKeyStore(settings.layout.keystore), keyring.tags)
    known = {projection.name: projection for projection in all_projections(source, keyring.projection_secret)}
    connection = connect(dsn, settings.db_schema, autocommit=True)
    return Folder(connection, source, [known[name] for name in names])
