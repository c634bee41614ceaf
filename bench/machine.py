"""The machine on which something was measured, and the CPU time of processes on it."""

import os
import platform
from pathlib import Path

from ledger.postgres.programs import find_programs

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def describe() -> dict[str, str]:
    """Name processor, cores, memory, kernel, and the versions that matter."""
    return {
        "processor": f"{platform.machine()} {_processor()}".strip(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "kernel": f"{platform.system()} {platform.release()}",
        "PostgreSQL": find_programs().version,
        "Python": platform.python_version(),
    }


def descendants_cpu_s(pid: int) -> float:
    """CPU seconds that the children of a process have used so far; what ended in between is not counted."""
    used = 0.0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            used += (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
    return used


def tree_cpu_s(pid: int) -> float:
    """CPU seconds that a process and all below it have used so far; what ended in between is not counted."""
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        one = int(place.parent.name)
        parents.setdefault(int(fields[1]), []).append(one)
        used[one] = (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
    total, todo = 0.0, [pid]
    while todo:
        one = todo.pop()
        total += used.get(one, 0.0)
        todo += parents.get(one, [])
    return total


def _processor() -> str:
    lines = _lines(Path("/proc/cpuinfo"))
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _memory() -> str:
    found = next((line.split()[1] for line in _lines(Path("/proc/meminfo")) if line.startswith("MemTotal")), "0")
    return f"{int(found) / 1024**2:.0f} GiB"


def _lines(place: Path) -> list[str]:
    try:
        return place.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
