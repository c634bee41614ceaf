"""The second way out: another log takes over where this one can never sign again.

The successor has an origin, keys, a state folder and a schema of its own. Its genesis, signed by the root key,
names size and root at which its predecessor ended: the high-water mark, the most that may ever have been signed.
What the predecessor recorded stays provable under its own checkpoints; what was answered and lost is recorded anew
by its signers.
"""

from domain.ledger.events import LedgerOpened
from ledger.backup.errors import RestoreTargetError
from ledger.backup.signed_tree import signed_tree
from ledger.backup.statements import statement
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import HighWaterMark, Mark
from ledger.postgres.connect import connect
from ledger.postgres.database import database
from ledger.service.ceremony import (
    environment_of,
    genesis_of,
    platform_enrolment,
    prepare,
    record_as_root,
    require_admissible,
)
from ledger.service.entries import statement_of
from ledger.service.keyring import Keyring
from ledger.service.ledger import open_ledger, read_origin
from ledger.settings import Settings


def open_successor(old: Settings, new: Settings, root: SigningKey, origin: str, checkpoint: str | None = None) -> str:
    """Open a successor log.

    Args:
        old: Settings of the log that ended; its database holds at least the genesis.
        new: Settings of the successor: another state folder, and another database or schema.
        root: The root key.
        origin: The successor's origin.
        checkpoint: The newest checkpoint of the predecessor in anybody's hands, if it may be above its mark.

    Returns:
        Where its genesis says that the predecessor ended: origin, size and root.

    Raises:
        RestoreTargetError: Old and new are not apart, or not of one kind.
        BackupDamagedError: The checkpoint is not the predecessor's.
        LogStoppedError: The predecessor's mark is missing or damaged.
        LedgerExistsError: The new state folder holds a ledger already.
    """
    old_origin = read_origin(old.layout)
    if old_origin == origin or old.layout.home == new.layout.home or _is_same_place(old, new):
        raise RestoreTargetError(
            "后继账本必须另有名称、状态目录和数据库模式。",
            "A successor needs an origin, a state folder and a database schema of its own.",
            "请另取名称（--origin）和状态目录；使用同一外部数据库时，另选模式（--schema）。",
            "Choose another --origin and another folder; in the same outside database, another --schema.",
        )
    end = _end_of(old, old_origin, checkpoint)
    before = _genesis_of(old)
    _require_same_kind(before, origin)
    place = {"jurisdiction": before.jurisdiction, "jurisdiction_name": before.jurisdiction_name}
    require_admissible(origin, root, **place)
    keyring = prepare(new, origin)
    claims = genesis_of(keyring, root, **place).plain_claims()
    predecessor = f"{old_origin} {end.size} {encode(end.root)}"
    genesis = LedgerOpened.from_claims({**claims, "predecessor": predecessor}, {})
    with open_ledger(new) as ledger:
        record_as_root(ledger, root, genesis, platform_enrolment(keyring))
    return predecessor


def _require_same_kind(before: LedgerOpened, origin: str) -> None:
    """Refuse a test log to succeed a production log, and the reverse."""
    if environment_of(origin) != before.environment:
        raise RestoreTargetError(
            "测试账本与正式账本不可互为后继。",
            "A test ledger cannot succeed a production ledger, nor the reverse.",
            "测试账本的名称以 test. 开头，正式账本的不以此开头（--origin）。",
            "The origin of a test ledger begins with test., that of a production ledger does not (--origin).",
        )


def _is_same_place(old: Settings, new: Settings) -> bool:
    """Whether both would write into one schema of one database; embedded ones differ by their state folders."""
    return old.dsn is not None and old.dsn == new.dsn and old.db_schema == new.db_schema


def _end_of(old: Settings, origin: str, checkpoint: str | None) -> Mark:
    """The most that the predecessor may have signed."""
    with HighWaterMark(old.layout.high_water, origin) as high_water:
        mark = high_water.read()
    if checkpoint is None:
        return mark
    signer = CheckpointSigner(origin, Keyring.load(old.layout.keys, origin).log)
    return max(mark, signed_tree(checkpoint, signer))


def _genesis_of(old: Settings) -> LedgerOpened:
    with database(old) as dsn, connect(dsn, old.db_schema) as connection:
        row = connection.execute(statement("genesis"), binary=True).fetchone()
    if row is None:
        raise RestoreTargetError(
            "旧账本的数据库是空的。",
            "The predecessor's database is empty.",
            "请先恢复备份（chengjian restore）。",
            "Restore a backup first (chengjian restore).",
        )
    return LedgerOpened.from_claims(statement_of(row[0]).plain, {})
