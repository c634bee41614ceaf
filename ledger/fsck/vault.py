"""The vault beside its statements: every row opens, and together they open every digest once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ledger.append import VaultRow
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.keystore import KeyStoreError, SubjectKeys
from ledger.statement.errors import StatementError
from ledger.statement.parser import open_jwt
from ledger.statement.statement import Statement
from ledger.vault import VaultError, open_record


@dataclass(slots=True)
class Opened:
    """What the vault showed of one statement.

    Attributes:
        statement: With the disclosures that were opened.
        owners: Whose key each stored row is under, by role.
        destroyed: Roles whose owner's keys were destroyed.
        faults: What is wrong with the rows.
    """

    statement: Statement
    owners: dict[str, bytes] = field(default_factory=dict)
    destroyed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether every digest is open."""
        return len(self.statement.disclosures) == len(self.statement.digests)


class VaultCheck:
    """Opens vault rows."""

    def __init__(self, material: Material) -> None:
        self._material = material

    def open(self, position: int, statement: Statement, rows: Sequence[VaultRow]) -> Opened:
        """Open the rows of a statement; digests that stay closed are judged by the caller."""
        opened = Opened(statement)
        encoded: list[str] = []
        for row in rows:
            encoded += self._row(opened, position, row)
        try:
            opened.statement = open_jwt(statement.jwt, encoded)
        except StatementError as error:
            opened.faults.append(Fault("vault-content", f"vault {position}", position, error.code))
        opened.faults += _wrong_roles(opened, position, rows)
        return opened

    def _row(self, opened: Opened, position: int, row: VaultRow) -> Sequence[str]:
        where = f"vault {position}/{row.role}"
        opened.owners[row.role] = row.owner
        try:
            generations = self._material.keystore.generations(row.owner)
            is_destroyed = not generations and self._material.keystore.is_destroyed(row.owner)
        except KeyStoreError as error:
            opened.faults.append(Fault("keystore-missing", where, position, error.code))
            return ()
        if not generations:
            if is_destroyed:
                opened.destroyed.add(row.role)
            else:
                opened.faults.append(Fault("keystore-missing", where, position))
            return ()
        for keys in generations:
            disclosures = self._try(opened.statement, row, keys)
            if disclosures is not None:
                return disclosures
        opened.faults.append(Fault("vault-closed", where, position, VaultError.code))
        return ()

    def _try(self, statement: Statement, row: VaultRow, keys: SubjectKeys) -> Sequence[str] | None:
        try:
            return open_record(self._material.origin, statement.jwt_hash, row, keys.key)
        except VaultError:
            return None


def _wrong_roles(opened: Opened, position: int, rows: Sequence[VaultRow]) -> Iterator[Fault]:
    """Find rows that hold nothing of their role: a row of a role that the statement does not have."""
    if not opened.is_complete:
        return
    roles = {disclosure.role for disclosure in opened.statement.disclosures}
    for row in rows:
        if row.role not in roles:
            yield Fault("vault-extra", f"vault {position}/{row.role}", position)
