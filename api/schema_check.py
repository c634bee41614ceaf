"""Readiness of the database: it answers, and holds the schema of this release."""

from api.readiness import Check
from ledger.migrate import migration_status
from ledger.postgres.connect import connect


def schema_check(dsn: str, schema: str) -> Check:
    """Make the check that the database answers and every migration is applied."""

    def run() -> str | None:
        with connect(dsn, schema) as connection:
            connection.execute("select 1")
        missing = [step for step in migration_status(dsn, schema) if not step.is_applied]
        return f"{len(missing)} missing" if missing else None

    return Check("database", run)
