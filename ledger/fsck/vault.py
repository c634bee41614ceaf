"""The vault beside its statements: every row opens, and together they open every digest once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ledger.append import VaultRow
from ledger.fsck.fault import Fault
from ledger.fsck.material import Material
from ledger.keystore import KeyStoreError, SubjectKeys
from ledger.statement.errors import StatementError
from ledger.statement.parser import open_jwt, parse_jwt
from ledger.statement.statement import Statement
from ledger.vault import VaultError, open_record

_KEPT_OWNERS = 1_000


@dataclass(slots=True)
class Opened:
    """What the vault showed of one statement.

    Attributes:
        statement: With the disclosures that were opened.
        owners: Whose key each stored row is under, by role.
        file_secret: Secret of the subject's file; None where his keys are gone or the statement is about nobody.
        destroyed: Roles whose owner's keys were destroyed.
        faults: What is wrong with the rows.
    """

    statement: Statement
    owners: Mapping[str, bytes]
    file_secret: bytes | None
    destroyed: frozenset[str]
    faults: Sequence[Fault]

    @property
    def is_complete(self) -> bool:
        """Whether every digest is open."""
        return len(self.statement.disclosures) == len(self.statement.digests)


@dataclass(slots=True)
class _Rows:
    """The rows of one statement while they are being opened."""

    position: int
    encoded: dict[str, Sequence[str]] = field(default_factory=dict)
    destroyed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    file_secret: bytes | None = None

    def fault(self, kind: str, role: str, cause: str = "") -> None:
        self.faults.append(Fault(kind, f"vault {self.position}/{role}", self.position, cause))


class VaultCheck:
    """Opens vault rows."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._kept: dict[bytes, tuple[SubjectKeys, ...]] = {}

    def open(self, position: int, jwt: str, stored: Sequence[VaultRow]) -> Opened:
        """Read a statement with its rows; digests that stay closed are judged by the caller.

        Raises:
            StatementError: The statement itself is not as the log format says.
        """
        rows = _Rows(position)
        jwt_hash = sha256(jwt.encode("utf-8")).digest()
        for row in stored:
            rows.encoded[row.role] = self._row(rows, jwt_hash, row)
        statement = _read(rows, jwt)
        rows.faults += _misplaced(rows, statement)
        return Opened(
            statement=statement,
            owners={row.role: row.owner for row in stored},
            file_secret=rows.file_secret,
            destroyed=frozenset(rows.destroyed),
            faults=rows.faults,
        )

    def _row(self, rows: _Rows, jwt_hash: bytes, row: VaultRow) -> Sequence[str]:
        try:
            generations = self.generations(row.owner)
            is_destroyed = not generations and self._material.keystore.is_destroyed(row.owner)
        except KeyStoreError as error:
            rows.fault("keystore-missing", row.role, error.code)
            return ()
        if is_destroyed:
            rows.destroyed.add(row.role)
            return ()
        if not generations:
            rows.fault("keystore-missing", row.role)
            return ()
        if row.role == "subject":
            rows.file_secret = generations[0].file_secret
        for keys in generations:
            try:
                return open_record(self._material.origin, jwt_hash, row, keys.key)
            except VaultError:
                continue
        rows.fault("vault-closed", row.role, VaultError.code)
        return ()

    def generations(self, owner: bytes) -> tuple[SubjectKeys, ...]:
        """Give the keys of somebody; those met lately are remembered.

        Raises:
            KeyStoreError: They cannot be read.
        """
        keys = self._kept.get(owner)
        if keys is None:
            keys = self._material.keystore.generations(owner)
            if len(self._kept) >= _KEPT_OWNERS:
                self._kept.clear()
            self._kept[owner] = keys
        return keys


def _read(rows: _Rows, jwt: str) -> Statement:
    try:
        return open_jwt(jwt, [text for opened in rows.encoded.values() for text in opened])
    except StatementError as error:
        statement = parse_jwt(jwt)
        rows.faults.append(Fault("vault-content", f"vault {rows.position}", rows.position, error.code))
        return statement


def _misplaced(rows: _Rows, statement: Statement) -> Iterator[Fault]:
    """Find rows that hold disclosures of another role, and rows that hold none."""
    roles = {disclosure.encoded: disclosure.role for disclosure in statement.disclosures}
    for role, opened in rows.encoded.items():
        where = f"vault {rows.position}/{role}"
        if roles and any(roles[text] != role for text in opened):
            yield Fault("vault-content", where, rows.position, "role")
        if role not in _ROLES or not (opened or rows.faults or role in rows.destroyed):
            yield Fault("vault-extra", where, rows.position)


_ROLES = frozenset({"subject", "representative"})
