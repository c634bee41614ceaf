"""Looking at other processes: does this number still belong to the server that wrote it down?"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
HAS_PROC = (_PROC / "self" / "cwd").exists()


def is_server(pid: int, folder: Path, uid: int) -> bool:
    """Whether a live process is the PostgreSQL server of a data folder.

    Every process of PostgreSQL has its data folder as its working folder. Where the kernel does not let us see that
    (root without the capability to trace, as in many containers; systems without ``/proc``), its name has to do.

    Args:
        pid: Process id that the data folder names.
        folder: The data folder.
        uid: The account that the server runs under.
    """
    if not is_alive(pid) or _owner(pid) not in {uid, None}:
        return False
    is_here = _works_in(pid, folder)
    return _is_named_postgres(pid) if is_here is None else is_here


def may_work_in(folder: Path) -> Iterator[int]:
    """The processes that work in a folder, or that may do so for all we can see."""
    if not HAS_PROC:
        yield 0
        return
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            is_here = _works_in(int(entry.name), folder)
            if is_here or (is_here is None and _is_named_postgres(int(entry.name))):
                yield int(entry.name)


def is_alive(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _owner(pid: int) -> int | None:
    if not HAS_PROC:
        return None
    try:
        return (_PROC / str(pid)).stat().st_uid
    except OSError:
        return -1


def _works_in(pid: int, folder: Path) -> bool | None:
    """Whether a process has the folder as its working folder; ``None`` where we may not know."""
    if not HAS_PROC:
        return None
    try:
        return (_PROC / str(pid) / "cwd").samefile(folder)
    except PermissionError:
        return None
    except OSError:
        return False


def _is_named_postgres(pid: int) -> bool:
    if HAS_PROC:
        try:
            line = (_PROC / str(pid) / "cmdline").read_bytes().partition(b"\0")[0].decode(errors="replace")
        except OSError:
            return False
    else:
        command = ["/bin/ps", "-o", "command=", "-p", str(pid)]
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
        line = asked.stdout.strip().partition(" ")[0]
    return Path(line).name.rstrip(":") == "postgres" or line.startswith("postgres:")
