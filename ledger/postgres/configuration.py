"""The text of the server's configuration files, written before every start.

``postgresql.conf`` is ours and is written anew each time; an operator tunes with ``ALTER SYSTEM``
(``postgresql.auto.conf``), which the server reads after it. What must never be tuned away (durability, no network,
private socket) goes on the command line, which prevails over both.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

ROLE = "chengjian"
ADMIN_ROLE = "postgres"
DATABASE = "chengjian"
PORT = 5432

_MEBIBYTE = 1024 * 1024
_LEAST_BUFFERS_MB = 128
_MOST_BUFFERS_MB = 1024


def default_settings() -> dict[str, str]:
    """Settings that suit one sequencer and its readers on a machine of this size."""
    return {
        "shared_buffers": f"{_buffers_mb()}MB",
        "max_connections": "100",
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "wal_compression": "on",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        # Statements, keys of rows and their values stay out of the server's log: they could name a person.
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_checkpoints": "off",
    }


def fixed_settings(socket_folder: Path) -> dict[str, str]:
    """Settings that no configuration file may change."""
    return {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
    }


def postgresql_conf(settings: Mapping[str, str]) -> str:
    """The text of ``postgresql.conf``."""
    lines = ["# Written by chengjian at each start. Use ALTER SYSTEM to change a setting."]
    lines += [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def pg_hba_conf() -> str:
    """The text of ``pg_hba.conf``: the kernel says who is at the other end of the socket, and nothing else counts."""
    return "# Written by chengjian at each start.\nlocal all all peer map=chengjian\n"


def pg_ident_conf(names: Iterable[str]) -> str:
    """The text of ``pg_ident.conf``: these operating system users are the ledger's role and the administrator."""
    lines = [f'chengjian "{name}" {role}' for name in sorted(set(names)) for role in (ROLE, ADMIN_ROLE)]
    return "# Written by chengjian at each start.\n" + "\n".join(lines) + "\n"


def _buffers_mb() -> int:
    """An eighth of the machine's memory, within bounds."""
    total_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MEBIBYTE
    return max(_LEAST_BUFFERS_MB, min(_MOST_BUFFERS_MB, total_mb // 8))
