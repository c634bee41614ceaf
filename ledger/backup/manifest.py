"""What a backup of the database says about itself, in ``manifest.json``."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ledger.backup.errors import BackupDamagedError
from ledger.backup.folder import NAME, sha256_of, write_durably

Hex32 = Field(pattern=r"^[0-9a-f]{64}$")


class TableFile(BaseModel):
    """One table in PostgreSQL's binary COPY format.

    Attributes:
        name: Name of the table, and with ``.copy`` of the file.
        columns: Its columns in the order of the file.
        rows: How many rows.
        sha256: Of the file, hexadecimal.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = Field(pattern=r"^[a-z_]{1,63}$")
    columns: tuple[str, ...] = Field(strict=False)
    rows: int = Field(ge=0)
    sha256: str = Hex32


class AppliedMigration(BaseModel):
    """A migration that the database had when it was backed up."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: int
    name: str
    checksum: str = Hex32


class Manifest(BaseModel):
    """A backup of one log.

    Attributes:
        type: Says what it is.
        kind: ``full``: the whole log. ``side``: what published tiles do not hold (tags, encrypted disclosures) of the
            entries since a full backup, and all disclosures of subjects of whom something was erased since.
        since: First position of a ``side`` backup; 0 in a full one.
        origin: The log's origin; empty if it was never opened.
        made_at: When, RFC 3339, UTC.
        size: Number of entries.
        root: Root of the tree of that size, hexadecimal.
        migrations: What the database was made by.
        tables: The files.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    type: Literal["urn:chengjian:backup:v1"] = "urn:chengjian:backup:v1"
    kind: Literal["full", "side"]
    since: int = Field(ge=0)
    origin: str
    made_at: str
    size: int = Field(ge=0)
    root: str = Hex32
    migrations: tuple[AppliedMigration, ...] = Field(strict=False)
    tables: tuple[TableFile, ...] = Field(strict=False)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of a backup.

        Raises:
            BackupDamagedError: There is none, or it is not one.
        """
        try:
            return cls.model_validate_json((folder / NAME).read_bytes())
        except (OSError, ValidationError) as error:
            raise BackupDamagedError(
                f"{folder} 不是完整的备份。",
                f"{folder} is not a complete backup.",
                "没有 manifest.json 的目录是中断的备份，不能用。",
                "A folder without manifest.json is a backup that was interrupted; it cannot be used.",
            ) from error

    def write(self, folder: Path) -> None:
        """Write the manifest so that it is either there and whole, or not there."""
        write_durably(folder / NAME, self.model_dump_json(indent=2).encode() + b"\n")

    def file_of(self, name: str) -> TableFile:
        """The file of one table.

        Raises:
            BackupDamagedError: The backup has none.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise BackupDamagedError(
            f"备份中没有表 {name}。",
            f"The backup has no table {name}.",
            "请用另一份备份。",
            "Use another backup.",
        )

    def check_files(self, folder: Path) -> None:
        """Check that every file is there and unchanged.

        Raises:
            BackupDamagedError: One is missing or differs; the error names it.
        """
        for table in self.tables:
            if sha256_of(folder / f"{table.name}.copy") != table.sha256:
                raise BackupDamagedError(
                    f"备份文件 {table.name}.copy 已损坏或被改动。",
                    f"The file {table.name}.copy of the backup is damaged or was changed.",
                    "请用另一份备份。",
                    "Use another backup.",
                )
