"""The command line ``chengjian``, as far as the ledger goes; `api.command_line` adds the rest.

Every file beside this one holds one group of commands and a function ``register(app)``. Exit status: 0 done, 1
refused or failed, 2 wrong usage.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

import typer

from domain.refusal import Refusal
from ledger.cli import (
    act,
    asking,
    attachments,
    backup,
    definitions,
    erasing,
    fsck,
    institutions,
    keys,
    law,
    ops,
    presentation,
    publishing,
    recover,
    sample,
    submit,
)
from ledger.cli.output import complain
from ledger.cli.usage import Commands

Register: TypeAlias = Callable[[typer.Typer], None]

REGISTER: Sequence[Register] = (
    institutions.register,
    law.register,
    definitions.register,
    keys.register,
    submit.register,
    act.register,
    asking.register,
    attachments.register,
    sample.register,
    erasing.register,
    publishing.register,
    presentation.register,
    fsck.register,
    ops.register,
    backup.register,
    recover.register,
)


def build_app(further: Sequence[Register] = ()) -> typer.Typer:
    """Put the command line together.

    Args:
        further: Groups of commands of the packages above.
    """
    app = typer.Typer(
        name="chengjian",
        cls=Commands,
        help="诚鉴：可验证的公共信用账本。\n\nChengjian, a verifiable public-credit ledger.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for register in (*further, *REGISTER):
        register(app)
    return app


def main(further: Sequence[Register] = ()) -> None:
    """Run the command line; print refusals and operational errors as such, not as tracebacks."""
    try:
        build_app(further)()
    except Refusal as error:
        complain(error)
        sys.exit(1)
    except Exception as error:
        from ledger.cli.troubles import explain

        explained = explain(error)
        if explained is None:
            raise
        complain(explained)
        sys.exit(1)
