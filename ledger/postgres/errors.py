"""Errors of finding, starting and reaching PostgreSQL.

    PostgresError
    ├── ProgramsMissingError      no server programs, or not the major that was asked for
    ├── AccountError              the server cannot run under the account that it should
    ├── DataFolderError           the data folder is not ours, not whole or in the wrong hands
    │   └── OtherMajorError       it was made by another major version
    ├── StartError                the server did not come up
    └── UnsuitableServerError     the server that we were pointed at cannot carry a ledger

Losing a connection later is no error of this tree; whoever holds the connection deals with it.
"""

from typing import ClassVar

from ledger.operation_error import OperationError


class PostgresError(OperationError):
    """Something about the database server is wrong."""

    code: ClassVar[str] = "postgres"


class ProgramsMissingError(PostgresError):
    """No usable server programs were found."""

    code: ClassVar[str] = "postgres-programs-missing"


class AccountError(PostgresError):
    """The server cannot run under the account that it should run under."""

    code: ClassVar[str] = "postgres-account"


class DataFolderError(PostgresError):
    """The data folder cannot be used."""

    code: ClassVar[str] = "postgres-data-folder"


class OtherMajorError(DataFolderError):
    """The data folder was made by another major version of PostgreSQL."""

    code: ClassVar[str] = "postgres-other-major"


class StartError(PostgresError):
    """The server ended before it accepted connections."""

    code: ClassVar[str] = "postgres-start"


class UnsuitableServerError(PostgresError):
    """The server is too old, loses data on a crash or keeps text in another encoding than UTF-8."""

    code: ClassVar[str] = "postgres-unsuitable"
