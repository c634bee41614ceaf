"""Migrations: once each, in order, under a lock, and only what this release knows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from ledger.migrate import Migration, MigrationError, known_migrations, migrate, migration_status, require_migrated
from ledger.postgres.connect import connect

FIRST = Migration(1, "first", "CREATE TABLE one (n integer);\nCREATE TABLE two (n integer);")
SECOND = Migration(5, "second", "INSERT INTO one VALUES (1);")


def test_each_migration_is_applied_once_and_in_order(dsn: str) -> None:
    assert migrate(dsn, "ours", [FIRST]) == 1
    assert migrate(dsn, "ours", [FIRST, SECOND]) == 1
    assert migrate(dsn, "ours", [FIRST, SECOND]) == 0
    with connect(dsn, "ours") as connection:
        assert connection.execute("SELECT * FROM one").fetchall() == [(1,)]


def test_status_tells_and_changes_nothing(dsn: str) -> None:
    assert [step.is_applied for step in migration_status(dsn, "ours", [FIRST, SECOND])] == [False, False]
    migrate(dsn, "ours", [FIRST])
    assert [step.is_applied for step in migration_status(dsn, "ours", [FIRST, SECOND])] == [True, False]


def test_two_schemas_of_one_database_are_migrated_apart(dsn: str) -> None:
    assert migrate(dsn, "east", [FIRST]) == 1
    assert migrate(dsn, "west", [FIRST, SECOND]) == 2


def test_a_changed_migration_is_refused(dsn: str) -> None:
    migrate(dsn, "ours", [FIRST])
    with pytest.raises(MigrationError, match="differs from its file"):
        migrate(dsn, "ours", [replace(FIRST, text="CREATE TABLE other (n integer);")])


def test_a_migration_put_before_an_applied_one_is_refused(dsn: str) -> None:
    migrate(dsn, "ours", [FIRST, SECOND])
    with pytest.raises(MigrationError, match="differs from its file"):
        migrate(dsn, "ours", [FIRST, Migration(3, "late", "SELECT 1;"), SECOND])


def test_a_database_of_a_newer_release_is_refused(dsn: str) -> None:
    migrate(dsn, "ours", [FIRST, SECOND])
    with pytest.raises(MigrationError, match="A newer release migrated this database"):
        migrate(dsn, "ours", [FIRST])


def test_a_failing_migration_leaves_nothing_behind(dsn: str) -> None:
    broken = Migration(5, "broken", "CREATE TABLE half (n integer); SELECT no_such_function();")
    with pytest.raises(psycopg.errors.UndefinedFunction):
        migrate(dsn, "ours", [FIRST, broken])
    with connect(dsn, "ours") as connection:
        assert connection.execute("SELECT to_regclass('half')").fetchone() == (None,)
    assert migrate(dsn, "ours", [FIRST, SECOND]) == 1


def test_several_at_once_apply_each_migration_once(dsn: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: migrate(dsn, "ours", [FIRST, SECOND]), range(4)))
    assert sorted(counts) == [0, 0, 0, 2]


def test_the_migrations_of_this_release_apply_and_are_then_complete(dsn: str) -> None:
    with pytest.raises(MigrationError, match="lacks migrations"):
        require_migrated(dsn)
    assert migrate(dsn) == len(known_migrations()) > 0
    require_migrated(dsn)
