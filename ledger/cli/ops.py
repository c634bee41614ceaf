"""Commands of the operator: settings and migrations."""

from typing import Annotated

import typer

from ledger.cli.output import say, say_json
from ledger.logging import configure_logging
from ledger.settings import Settings, load_settings

Json = Annotated[bool, typer.Option("--json", help="机器可读输出 · machine-readable output")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    config = typer.Typer(help="设置 · settings", no_args_is_help=True)
    config.command("check")(config_check)
    app.add_typer(config, name="config")
    app.command("migrate")(migrate_command)


def start_command() -> Settings:
    """What every command does first: read the settings, set up logging.

    Raises:
        SettingsError: A setting is wrong.
    """
    settings = load_settings()
    configure_logging(settings.log_level)
    return settings


def config_check(json: Json = False) -> None:
    """检查设置与数据库 · check the settings and that the database can be reached."""
    from ledger.postgres.connect import connect
    from ledger.postgres.database import database

    settings = start_command()
    with database(settings) as dsn, connect(dsn, settings.db_schema) as connection:
        version = str(connection.info.server_version // 10_000)
    shown = {name: None if value is None else str(value) for name, value in settings}
    if json:
        say_json({**shown, "postgresql": version})
        return
    for name, value in shown.items():
        typer.echo(f"CHENGJIAN_{name.upper()} = {'—' if value is None else value}")
    say(f"设置有效；数据库是 PostgreSQL {version}。", f"The settings are valid; the database is PostgreSQL {version}.")


def migrate_command(
    status: Annotated[bool, typer.Option("--status", help="只显示，不更改 · show only, change nothing")] = False,
    json: Json = False,
) -> None:
    """升级数据库结构 · bring the database up to this release."""
    from ledger.migrate import migrate, migration_status
    from ledger.postgres.database import database

    settings = start_command()
    with database(settings) as dsn:
        applied = 0 if status else migrate(dsn, settings.db_schema)
        steps = migration_status(dsn, settings.db_schema)
    if json:
        listed = [{"number": s.migration.number, "name": s.migration.name, "applied": s.is_applied} for s in steps]
        say_json({"applied_now": applied, "migrations": listed})
        return
    for step in steps:
        typer.echo(f"{'✓' if step.is_applied else '·'} {step.migration.number:04d} {step.migration.name}")
    say(f"本次执行 {applied} 步。", f"{applied} migrations were applied.")
