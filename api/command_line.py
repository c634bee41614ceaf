"""The whole command line ``chengjian``: the one place that knows every package."""

import api.cli
import api.demo.command
import projections.cli
import projections.recall_commands
from ledger.cli import main as ledger_cli

FURTHER = (
    api.cli.register,
    api.demo.command.register,
    projections.cli.register,
    projections.recall_commands.register,
)
"""The groups of commands of the packages above the ledger."""


def main() -> None:
    """Run the command line."""
    ledger_cli.main(FURTHER)
