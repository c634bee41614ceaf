"""Restoring the database of a backup into an empty schema, in one transaction that commits only if all is sound.

(1) The files are those of the manifest. (2) The schema is empty. (3) The migrations of the backup are known to this
release. (4) The tables are filled. (5) The tree recomputed over the stored entries is that of the manifest, and
every tile is the one that it gives. (6) What the caller checks and writes beside the database succeeds.
"""

from collections.abc import Callable
from pathlib import Path

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from ledger.backup.errors import BackupDamagedError, RestoreTargetError
from ledger.backup.manifest import Manifest
from ledger.backup.statements import statement
from ledger.backup.tables import TABLES, Progress, copy_in, no_progress
from ledger.log.tree import Tree, hash_leaf
from ledger.migrate import Migration, known_migrations, migrate
from ledger.postgres.connect import connect

_ENTRIES_PER_STEP = 4096
_ANOTHER = ("请用另一份备份。", "Use another backup.")


BeforeCommit = Callable[[Connection[TupleRow]], None]


def restore_database(
    dsn: str,
    schema: str,
    folder: Path,
    progress: Progress = no_progress,
    before_commit: BeforeCommit = lambda _connection: None,
) -> Manifest:
    """Restore a backup.

    Args:
        dsn: Connection string of the database.
        schema: The schema to restore into; made if it is not there.
        folder: The backup.
        progress: Told as it goes on.
        before_commit: Looks at what was restored; what it raises leaves the schema empty.

    Raises:
        BackupDamagedError: The backup is not whole, or not what it says.
        RestoreTargetError: The schema holds a log already, or the backup is of a newer release.
    """
    manifest = read_full_backup(folder)
    migrate(dsn, schema, _migrations_of(manifest))
    with connect(dsn, schema) as connection:
        _require_empty(connection)
        for name in TABLES:
            copy_in(connection, manifest.file_of(name), folder / f"{name}.copy", progress)
        check_tree(connection, manifest.size, bytes.fromhex(manifest.root))
        before_commit(connection)
    migrate(dsn, schema)
    with connect(dsn, schema, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return manifest


def read_full_backup(folder: Path) -> Manifest:
    """Read a full backup and check that every file is there and unchanged.

    Raises:
        BackupDamagedError: It is not whole, or no full backup.
    """
    manifest = Manifest.read(folder)
    if manifest.kind != "full":
        raise BackupDamagedError(
            "这不是完整备份，只有瓦片之外的数据。",
            "This is no full backup; it holds only what published tiles do not.",
            "请恢复完整备份，再用 chengjian recover replay --vault 补上。",
            "Restore a full backup, then add this one with chengjian recover replay --vault.",
        )
    manifest.check_files(folder)
    return manifest


def check_tree(connection: Connection[TupleRow], size: int, root: bytes) -> None:
    """Recompute the tree over the stored entries and compare it with the root and with every stored tile.

    Raises:
        BackupDamagedError: Something differs; the error says what.
    """
    tree = Tree()
    tiles: dict[tuple[int, int], bytes] = {}
    with connection.cursor(name="entries") as cursor:
        cursor.itersize = _ENTRIES_PER_STEP
        cursor.execute(statement("all_entries"), binary=True)
        while rows := cursor.fetchmany(_ENTRIES_PER_STEP):
            if [row[0] for row in rows] != list(range(tree.size, tree.size + len(rows))):
                raise BackupDamagedError(
                    "条目的位置有缺口。", f"Entries are missing after position {tree.size}.", *_ANOTHER
                )
            growth = tree.grow([hash_leaf(row[1]) for row in rows])
            tree = growth.tree
            tiles = {(tile.level, tile.n): tile.hashes for tile in growth.tiles}
            _check_tiles(connection, tiles)
    stored = connection.execute("SELECT count(*) FROM tile").fetchone()
    if tree.size != size or tree.root != root:
        raise BackupDamagedError(
            "重算的树与备份所记不符。",
            "The recomputed tree is not the one that the backup names.",
            *_ANOTHER,
        )
    if stored is None or stored[0] != _full_tiles(size):
        raise BackupDamagedError("瓦片数目不对。", "The number of tiles is wrong.", *_ANOTHER)


def _check_tiles(connection: Connection[TupleRow], tiles: dict[tuple[int, int], bytes]) -> None:
    if not tiles:
        return
    places = {"levels": [level for level, _ in tiles], "places": [n for _, n in tiles]}
    found = connection.execute(statement("some_tiles"), places, binary=True)
    same = {(level, n) for level, n, hashes in found if tiles[level, n] == hashes}
    for level, n in tiles:
        if (level, n) not in same:
            raise BackupDamagedError(f"瓦片 {level}/{n} 不对。", f"Tile {level}/{n} is missing or wrong.", *_ANOTHER)


def _full_tiles(size: int) -> int:
    """How many tiles are full in a tree of a size."""
    count = 0
    while size := size >> 8:
        count += size
    return count


def _migrations_of(manifest: Manifest) -> tuple[Migration, ...]:
    """The migrations by which the backed-up database was made, which this release must know."""
    known = known_migrations()[: len(manifest.migrations)]
    applied = [(step.number, step.name, step.checksum) for step in manifest.migrations]
    if [(step.number, step.name, step.checksum) for step in known] != applied:
        raise RestoreTargetError(
            "备份由另一版本做成，本版本不认识它的数据库结构。",
            "The backup was made by another release; this one does not know its database.",
            "请用做备份的版本或更新的版本。",
            "Use the release that made it, or a newer one.",
        )
    return known


def _require_empty(connection: Connection[TupleRow]) -> None:
    for name in TABLES:
        question = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(name))
        if connection.execute(question).fetchone() is not None:
            raise RestoreTargetError(
                "数据库里已有一个账本。",
                "The database holds a log already.",
                "请恢复到空的数据库，或用 CHENGJIAN_DB_SCHEMA 另选模式。",
                "Restore into an empty database, or choose another schema with CHENGJIAN_DB_SCHEMA.",
            )
