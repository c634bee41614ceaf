"""The demo's folder: made anew each time, and nothing but a demo's folder is ever removed."""

import shutil
from pathlib import Path
from typing import ClassVar

from ledger.operation_error import OperationError

_MARK = ".chengjian-demo"


class NotADemoFolderError(OperationError):
    """The folder holds something else."""

    code: ClassVar[str] = "not-a-demo-folder"


def make_folder(folder: Path) -> Path:
    """Make an empty private folder for a demo; what an earlier demo left there is removed.

    Raises:
        NotADemoFolderError: There is something in it that no demo made.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise NotADemoFolderError(
                f"{folder} 不是演示目录，不予清空。",
                f"{folder} was not made by a demo and is left alone.",
                "请用 --folder 指定别的目录。",
                "Name another one with --folder.",
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / _MARK).touch()
    return folder
